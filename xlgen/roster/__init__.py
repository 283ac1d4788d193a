"""The roster: one workbook with a line per project (项目) and a line per indicator (指标), read into rows of the grammar."""
