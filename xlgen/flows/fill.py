"""Work flow: type values into a form as an officer would — input cells only, look and formulas intact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlgen.errors import XlgenError
from xlgen.filling.addressing import address
from xlgen.form.compute import compute
from xlgen.form.layout.measure import height_of
from xlgen.form.records import NUMERIC, Cell
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.identity import snapshot_inside
from xlgen.words.days import serial
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

TALLEST = Decimal(409)  # points; Excel's highest row
LARGEST = Decimal("9.99999999999999E307")  # that can be typed: Excel specifications and limits
DAY = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?", re.ASCII)  # what Excel takes for a date when typed


class CannotFill(XlgenError):
    """Data that does not fit the form; ``problems`` are plain sentences, nothing was written."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("；".join(problems))


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook and how many cells were typed."""

    content: bytes
    cells: int


def fill(source: bytes, data: Mapping[str, Any], over: bool = False) -> Filled:
    """The workbook with the data typed in and every cached value refreshed, as WPS would on saving.

    ``over`` types over locked cells, too, as people do who lift the protection; their formulas are lost.
    Refused where the file is none of ours, CannotFill with every locked cell and unknown name of the data.
    """
    book = read_workbook(source)
    snapshot = snapshot_inside(book)
    code = str(data.get("项目编码", snapshot.code))
    if code != snapshot.code:
        raise CannotFill([f"数据是项目“{code}”的，这张表是项目“{snapshot.code}”的"])
    found = address(snapshot, data)
    problems = list(found.problems)
    typed: dict[str, Value] = {}
    for name, value in found.values.items():
        cell = snapshot.slots[name].cell
        if not (cell.is_input or over):
            problems.append(f"“{cell.label}”是锁定的单元格，不能填")
            continue
        try:
            typed[name] = as_typed(cell, value)
        except ValueError as error:
            problems.append(f"“{cell.label}”：{error}")
    if problems:
        raise CannotFill(problems)
    changes = changes_for(read_answers(snapshot, book), typed)
    try:
        return Filled(patch(source, *changes, overwrite=over), len(typed))
    except ValueError as error:  # what no cell can hold, such as control characters
        raise CannotFill([str(error)]) from None


def as_typed(cell: Cell, value: Any) -> Value:
    """A value of the data file as it lands in the cell: numbers as numbers, text as text, a choice by its beginning.

    ValueError, in words for people, where no cell can hold it.
    """
    match value:
        case None:
            return None
        case bool():
            raise ValueError("只能填文字或数")
        case int() | float() | Decimal():
            return _number(Decimal(str(value)))
        case datetime():
            return serial(value.date())
        case date():
            return serial(value)
        case str():
            return _text(cell, value)
    raise ValueError("只能填文字或数")


def _number(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError("不是 Excel 能保存的数")
    return number


def _text(cell: Cell, text: str) -> Value:
    if cell.type == "date" and (day := DAY.fullmatch(text)):
        try:
            return serial(date(*map(int, day.groups())))
        except ValueError:  # no such day: stays text, as in Excel
            return text
    if cell.choices and text not in cell.choices:
        begins = [choice for choice in cell.choices if choice.startswith(text)]
        return begins[0] if len(begins) == 1 else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


Changes = tuple[dict[str, dict[tuple[int, int], Change]], dict[str, dict[int, Decimal]]]


def changes_for(answers: Answers, typed: Mapping[str, Value]) -> Changes:
    """Contents and row heights to be patched so that these values are typed and every formula's result is the true one."""
    snapshot = answers.snapshot
    inputs = {name: answers.typed(name) for name, slot in snapshot.slots.items() if slot.cell.is_input} | dict(typed)
    cells_now = [replace(s.cell, formula=None, value=None) if s.name in typed else s.cell for s in snapshot.slots.values()]
    values = compute(cells_now, inputs, lambda n: answers.places[n][1] if n in answers.places else 0)
    cells: dict[str, dict[tuple[int, int], Change]] = {}
    heights: dict[str, dict[int, Decimal]] = {}
    for name, slot in snapshot.slots.items():
        if name not in answers.places:
            continue
        sheet, row, column = answers.places[name]
        if name in typed:
            cells.setdefault(sheet, {})[row, column] = Change(typed[name])
            _grow(answers, name, typed[name], heights)
        elif slot.cell.formula is not None and answers.record(name).formula is not None:
            cells.setdefault(sheet, {})[row, column] = Change(values[name], typed=False)
    return cells, heights


def _grow(answers: Answers, name: str, value: Value, heights: dict[str, dict[int, Decimal]]) -> None:
    """Make the row higher where a long text was typed, as applications do for cells that are not merged."""
    cell = answers.slot(name).cell
    if not isinstance(value, str) or cell.type in NUMERIC:
        return
    sheet, row, column = answers.places[name]
    widths = answers.snapshot.widths.get(sheet, ())
    merge = next((m for m in answers.book.sheets[sheet].merges if m[:2] == (row, column)), (row, column, row, column))
    width = sum(widths[column : merge[3] + 1], Decimal(0)) or Decimal(10)
    needed = Decimal(str(height_of("cell", value, width - 1, cell.tall)))
    issued = answers.slot(name).place
    now = answers.snapshot.heights.get(sheet, {}).get(issued[1] if issued else row, Decimal(0))
    if needed > max(now, heights.get(sheet, {}).get(row, Decimal(0))):
        heights.setdefault(sheet, {})[row] = min(needed, TALLEST)
