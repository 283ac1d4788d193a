"""What is typed into a form: values as they land in cells, and the cells and row heights that change with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlgen.excel_limits import MAX_HEIGHT, MAX_NUMBER, MAX_TEXT
from xlgen.form.compute import compute
from xlgen.form.layout.measure import height_of
from xlgen.form.records import NUMERIC, Cell
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.words.days import serial
from xlgen.workbook.patching.patcher import Change

DAY = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?", re.ASCII)  # what Excel takes for a date when typed


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
    if not number.is_finite() or abs(number) > MAX_NUMBER:
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
            cells.setdefault(sheet, {})[row, column] = Change(_held(values[name]), typed=False)
    return cells, heights


def _held(value: Value) -> Value:
    """A result as a cell can hold it: of texts that a formula joins beyond that, programs make #VALUE! when they compute."""
    if not isinstance(value, str) or 2 * len(value) <= MAX_TEXT:
        return value
    return value.encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", errors="ignore")


def _grow(answers: Answers, name: str, value: Value, heights: dict[str, dict[int, Decimal]]) -> None:
    """Make the row higher where a long text was typed, as applications do for cells that are not merged."""
    cell = answers.slot(name).cell
    if not isinstance(value, str) or cell.type in NUMERIC:
        return
    sheet, row, column = answers.places[name]
    widths = answers.snapshot.widths.get(sheet, ())
    merge = next((m for m in answers.book.sheets[sheet].merges if m[:2] == (row, column)), (row, column, row, column))
    width = sum(widths[column : merge[3] + 1], Decimal(0)) or Decimal(10)
    needed = Decimal(str(height_of("cell", value, width)))
    issued = answers.slot(name).place
    now = answers.snapshot.heights.get(sheet, {}).get(issued[1] if issued else row, Decimal(0))
    if needed > max(now, heights.get(sheet, {}).get(row, Decimal(0))):
        heights.setdefault(sheet, {})[row] = min(needed, Decimal(MAX_HEIGHT))
