"""What is seen in a program, held against a file: how far they agree, in a sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import CellValue, WorkbookRecord

SHOWN = 3  # differences that a line holds
_NOTHING = Decimal("1e-9")  # what is left of a difference of equal sums


class Amiss(Exception):
    """What was seen is not what should be."""


def expect(is_so: bool, otherwise: str) -> None:
    """Amiss, with what was seen, unless it is so."""
    if not is_so:
        raise Amiss(otherwise)


def _alike(one: CellValue, other: CellValue) -> bool:
    """Whether values are the same; numbers to twelve digits, for programs add in different orders."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= max(abs(other).scaleb(-12), _NOTHING)
    return one == other


def same(opened: WorkbookRecord, file: Path, *, values: bool) -> str:
    """How many cells in Excel are as in the file; Amiss where one is not. ``values``: results of formulas are compared, too."""
    read, different, count = read_workbook(file.read_bytes()), [], 0
    expect(list(opened.sheets) == list(read.sheets), f"工作表成了{'、'.join(opened.sheets)}")
    for name, sheet in read.sheets.items():
        for at, cell in sheet.cells.items():
            now = opened.sheets[name].cells.get(at)
            count += 1
            is_same = now is not None and (_alike(now.value, cell.value) or (bool(cell.formula) and not values))
            different += (
                [] if is_same else [f"{name} 第 {at[0] + 1} 行第 {at[1] + 1} 列：{now and now.value}，应为 {cell.value}"]
            )
    expect(not different, f"{count} 格里有 {len(different)} 格不同：{'；'.join(different[:SHOWN])}")
    return f"{count} 格内容与文件相同"


def in_words(error: Exception) -> str:
    """What Excel says itself, where it says something: behind a number, the program's name stands the sentence."""
    told = error.args[2] if len(error.args) > 2 else None
    said = told[2] if isinstance(told, tuple) and len(told) > 2 and told[2] else error
    return f"{type(error).__name__}：{said}"
