"""Rows, columns and sheets of a roster that nobody sees: they are read all the same, and that is told."""

from __future__ import annotations

from collections.abc import Sequence

from xlgen.catalogue import found
from xlgen.roster.heads import Heads
from xlgen.roster.records import Reading
from xlgen.words.labels import in_marks
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import SheetRecord

SHOWN = 5  # runs of rows that are named


def tell_hidden(reading: Reading, sheet: SheetRecord, heads: Heads, rows: Sequence[int]) -> None:
    """One finding each for the sheet, its rows and its columns."""
    if sheet.state != "visible":
        reading.findings.append(found("XL152", f"“{sheet.name}”表是隐藏的，照样读了、用了", sheet=sheet.name))
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        fact = f"第 {_runs(hidden)} 行是隐藏的（手工隐藏或筛选掉的），照样读了、用了"
        reading.findings.append(found("XL152", fact, sheet=sheet.name, cell=spell(hidden[0], 0)))
    columns = {t: c for t, c in heads.columns.items() if any(a <= c <= z for a, z in sheet.hidden_columns)}
    if columns:
        fact = f"{'、'.join(map(in_marks, columns))}列是隐藏的，照样读了、用了"
        place = spell(heads.row, min(columns.values()))
        reading.findings.append(found("XL152", fact, "请取消隐藏，看过再用", sheet=sheet.name, cell=place))


def _runs(rows: Sequence[int]) -> str:
    """Rows as people count them: 3、5—8."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [f"{a + 1}" if a == z else f"{a + 1}—{z + 1}" for a, z in runs]
    return "、".join(said[:SHOWN]) + (f" 等 {len(rows)}" if len(said) > SHOWN else "")
