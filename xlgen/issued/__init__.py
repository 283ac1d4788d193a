"""What was issued: snapshot, hidden sheet, manifest."""
