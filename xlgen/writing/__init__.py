"""Workbooks written through XlsxWriter: forms, summaries, rosters."""
