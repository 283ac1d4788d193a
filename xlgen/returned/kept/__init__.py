"""What is kept of a judged return once its workbook is closed: a few kilobytes, whatever its size."""
