"""A returned workbook, read in one guarded pass."""
