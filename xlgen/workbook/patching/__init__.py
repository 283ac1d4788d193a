"""Cells of an existing workbook changed, every other byte kept."""
