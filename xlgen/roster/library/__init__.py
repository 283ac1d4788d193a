"""An office's own indicators of past years, in one workbook, for new lists to draw from and to be compared with."""
