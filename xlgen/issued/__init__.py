"""What was issued: a snapshot of every cell, and the hidden sheet and the manifest that keep it."""
