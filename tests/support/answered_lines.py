"""Answers of an officer in the last column of 退回意见, saved by a program that writes the whole workbook anew."""

from __future__ import annotations

from pathlib import Path

import openpyxl


def answer_lines(marked: Path, text: str, saved: Path) -> None:
    """The same answer beside each line of a marked form, which is saved elsewhere."""
    book = openpyxl.load_workbook(marked)
    sheet = book["退回意见"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    last = max(cell.column for cell in sheet[head] if cell.value)
    for row in range(head + 1, sheet.max_row + 1):
        sheet.cell(row, last, text)
    book.save(saved)
