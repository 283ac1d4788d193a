"""Workbooks through XlsxWriter: forms, summaries, rosters."""
