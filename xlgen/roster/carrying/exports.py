"""A workbook with other sheets and titles read as a project list: its titles renamed, then read as every list is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from xlgen.form.template.methods import Method
from xlgen.roster.asks import METHODS
from xlgen.roster.carrying.matching import matched, titles_in
from xlgen.roster.carrying.records import Carried, CarriedLine, SourceColumn
from xlgen.roster.example import sheets_of
from xlgen.roster.heads import HEAD_ROWS
from xlgen.roster.library.known_indicators import LIBRARY
from xlgen.roster.lines import NUMBERS, as_above, sheet_lines
from xlgen.roster.records import Line, Reading
from xlgen.roster.titles import PROJECTS, amounts, growing_tables, titles_of
from xlgen.words.labels import in_marks, plain_label
from xlgen.words.numbers import as_percent, plain
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord

CODE = "项目编码"
ABOUT_TITLES = ("XL101", "XL102", "XL150", "XL151")  # told in words of their own
FIGURES = re.compile(r"执行|支付|支出数|完成|得分|自评|等级|偏差|剩余|结余")  # columns that tell what became of it
TOTALS = re.compile(r"[合小总共]\s*计")
OWN_SHEETS = (METHODS, LIBRARY, "改写说明")
IN_YUAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "百万元": Decimal(100), "亿元": Decimal(10000)}
_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_UNIT = re.compile(r"[（(](?:单位[:：]?)?(元|千元|百万元|亿元)[)）]")


@dataclass(frozen=True, slots=True)
class _Source:
    """A sheet of the source with the row of its titles, and what each is."""

    sheet: SheetRecord
    row: int
    columns: Sequence[SourceColumn]

    @property
    def used(self) -> int:
        return sum(bool(each.ours) for each in self.columns)


def carried_from(
    book: WorkbookRecord, template: Mapping[str, Any], methods: Mapping[str, Method], remembered: Mapping[str, str]
) -> Carried:
    """Lines of a workbook by sheet of the list; ``remembered`` says of a title which column is meant, "" for none."""
    carried, sources = Carried(), dict[str, _Source]()
    for name, ours in sheets_of(template).items():
        if source := _source(book, name, ours, remembered):
            read = _read(carried, source, name, template, methods)
            there = {title for line in read for title in line.columns}
            sources[name] = replace(source, columns=[_if_read(each, there) for each in source.columns])
            factors = _factors(source, template, carried)
            carried.lines[name] = list(_lines(carried, read, source.sheet.name, name, factors))
    carried.columns += _all_columns(sources or _unknown(book))
    looked_at = {source.sheet.name for source in sources.values()}
    others = [n for n, s in book.sheets.items() if s.cells and n not in (*looked_at, *OWN_SHEETS) and not n.startswith("示例-")]
    if others:
        carried.told.append(f"没有用的工作表：{'、'.join(map(in_marks, others))}")
    return carried


def _source(book: WorkbookRecord, name: str, ours: Sequence[str], remembered: Mapping[str, str]) -> _Source | None:
    """The sheet of this name, else the one with most of the columns; None where none has a column of its own to give."""
    named = book.sheets.get(name)
    sheets = [named] if named else [s for n, s in book.sheets.items() if n not in OWN_SHEETS and not n.startswith("示例-")]
    found = [_headed(sheet, ours, remembered, name == PROJECTS) for sheet in sheets]
    best = max(found, key=lambda each: each.used, default=None)
    least = 1 if named or name == PROJECTS else 2  # a code alone is no indicator
    return best if best and best.used >= least else None


def _unknown(book: WorkbookRecord) -> dict[str, _Source]:
    """Where nothing is known: what stands in the row of the first sheet that has most texts, for a clerk to say what it is."""
    for sheet in book.sheets.values():
        rows = _texts_by_row(sheet)
        if rows:
            row = max(rows, key=lambda each: (len(rows[each]), -each))
            return {"": _Source(sheet, row, matched(titles_in(rows[row]), (), {}))}
    return {}


def _texts_by_row(sheet: SheetRecord) -> dict[int, list[str]]:
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet.cells.items(), key=lambda each: each[0]):
        if row < HEAD_ROWS and isinstance(cell.value, str):
            rows.setdefault(row, []).append(cell.value)
    return rows


def _headed(sheet: SheetRecord, ours: Sequence[str], remembered: Mapping[str, str], own: bool) -> _Source:
    """The sheet with that row of titles that has most of what is wanted; ``own``: a clerk may name columns that are not."""
    rows = _texts_by_row(sheet)
    said = {title: to for title, to in remembered.items() if own or not to or to in ours}
    found = [_Source(sheet, row, matched(titles_in(texts), ours, said)) for row, texts in rows.items()]
    best = max(found, key=lambda each: (each.used, -each.row), default=_Source(sheet, 0, ()))
    if not own or sheet.name != PROJECTS:
        return best
    # the office's own columns of an earlier list go along, but for those that tell what became of the project
    return replace(best, columns=[_own(each) if not each.why else each for each in best.columns])


def _own(column: SourceColumn) -> SourceColumn:
    if column.ours or FIGURES.search(column.title):
        return column
    return SourceColumn(column.title, column.title)


def _all_columns(sources: Mapping[str, _Source]) -> Iterator[SourceColumn]:
    """Each column once, as what it is used for on whichever sheet of the list."""
    each_as: dict[tuple[str, str], list[SourceColumn]] = {}
    for source in sources.values():
        for column in source.columns:
            each_as.setdefault((source.sheet.name, column.title), []).append(column)
    for columns in each_as.values():
        yield max(columns, key=lambda each: (bool(each.ours), bool(each.why)))


def _if_read(column: SourceColumn, there: Container[str]) -> SourceColumn:
    return (
        column if not column.ours or column.ours in there else SourceColumn(column.title, "", "本表式没有这一列，或由填报人填")
    )


def _read(
    carried: Carried, source: _Source, name: str, template: Mapping[str, Any], methods: Mapping[str, Method]
) -> Sequence[Line]:
    """The sheet read as a sheet of the list, every doubt about what stands in its cells told."""
    spec = dict(template)
    growing = next((each for each in growing_tables(spec).values() if each["roster"] == name), None)
    reading = Reading(spec, methods)
    read = sheet_lines(reading, WorkbookRecord({name: _renamed(source, name)}, {}), name, sheets_of(template)[name]) or []
    if growing is not None:
        read = as_above(reading, _codes_as_above(carried, read), titles_of(growing))
    carried.told += [f"{each.place}：{each.message}" for each in reading.findings if each.code not in ABOUT_TITLES]
    return read


def _lines(
    carried: Carried, read: Sequence[Line], sheet: str, name: str, factors: Mapping[str, Decimal]
) -> Iterator[CarriedLine]:
    """Lines as they are typed; those of no project are left out, of several of one project the first is taken; told."""
    dropped, first, differ = 0, dict[str, CarriedLine](), dict[str, dict[str, None]]()
    for line in read:
        values, code = _values(line, factors), line.text(CODE)
        if TOTALS.fullmatch(said := code or line.text("项目名称")) or not said:
            dropped += 1
        elif name != PROJECTS or code not in first:
            yield first.setdefault(code, values) if name == PROJECTS else values
        else:
            differ.setdefault(code, {}).update({t: None for t, v in values.items() if first[code].get(t) != v})
    for code, titles in differ.items():
        if titles:
            carried.told.append(f"项目编码{in_marks(code)}有几行，{'、'.join(map(in_marks, titles))}各不相同，用了第一行")
    if dropped:
        carried.told.append(f"{in_marks(sheet)}表有 {dropped} 行没有项目编码，或是合计行，没有带过来")


def _values(line: Line, factors: Mapping[str, Decimal]) -> CarriedLine:
    """A line's cells as they are typed: percentages as 95%, what is counted as numbers, amounts in the unit of the form."""
    said: CarriedLine = {}
    for title, value in line.values.items():
        if isinstance(value, Decimal) and title in line.percents:
            said[title] = as_percent(value)
        elif isinstance(value, Decimal):
            said[title] = value * factors[title] if title in factors else plain(value)
        elif title in factors and _NUMBER.fullmatch(value):
            said[title] = Decimal(value.replace(",", "")) * factors[title]
        elif value:
            said[title] = value
    return said


def _renamed(source: _Source, name: str) -> SheetRecord:
    """The sheet under the list's titles; titles of columns that are not used are gone, and with them the columns."""
    to = {each.title: each.ours for each in source.columns}
    cells: dict[tuple[int, int], CellRecord] = {}
    for at, cell in source.sheet.cells.items():
        if at[0] == source.row and (ours := to.get(plain_label(str(cell.value or "")), "")):
            cells[at] = CellRecord(ours, None, "general")
        elif at[0] > source.row:
            cells[at] = cell
    return replace(source.sheet, name=name, cells=cells)


def _codes_as_above(carried: Carried, lines: Sequence[Line]) -> list[Line]:
    """Lines with a blank 项目编码 taken from the line above, as exports print it once a project; told once."""
    filled, taken = list[Line](), 0
    for line in lines:
        if not line.text(CODE) and filled and filled[-1].text(CODE) and line.text("三级指标"):
            line = replace(line, values={**line.values, CODE: filled[-1].text(CODE)})
            taken += 1
        filled.append(line)
    if taken:
        carried.told.append(f"有 {taken} 行指标的项目编码空着，照上一行取用")
    return filled


def _factors(source: _Source, template: Mapping[str, Any], carried: Carried) -> dict[str, Decimal]:
    """By which each column that counts is to be multiplied: amounts whose title names another unit than 万元 are told."""
    money = amounts(dict(template))
    to = {each.title: each.ours for each in source.columns if each.ours in money}
    found = dict.fromkeys((*money, *NUMBERS), Decimal(1))
    for (row, _), cell in source.sheet.cells.items():
        text = str(cell.value or "") if row == source.row else ""
        title, unit = plain_label(text), _UNIT.search(text)
        if title in to and unit and template.get("money", "万元") == "万元":
            found[to[title]] = IN_YUAN[unit[1]]
            carried.told.append(f"{in_marks(text)}按“{unit[1]}”折算成万元")
    return found
