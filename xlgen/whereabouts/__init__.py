"""Where what was issued stands in a returned workbook, and what else stands there: one answer for checking and repairing."""
