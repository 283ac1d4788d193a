"""What is put into an open workbook and taken out again: marks, lists, the summary, the record."""
