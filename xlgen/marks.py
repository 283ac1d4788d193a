"""By what everything that xlgen added to a returned workbook is found again, wherever it has moved."""

MARK = "xlgen.mark."  # begins the defined names of marked cells and added sheets
NOTE = "【xlgen 校验】"  # begins every note
