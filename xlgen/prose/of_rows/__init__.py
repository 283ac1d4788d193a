"""What a sentence says of one row of a form, or of a group of rows: which it names, its points, its value and what it was to reach."""
