"""A workbook with other sheets and titles read as a project list: its titles renamed, then read as every list is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlgen.form.template.methods import Method
from xlgen.roster.carrying.records import Carried, CarriedLine
from xlgen.roster.carrying.source_sheets import SourceSheet, all_columns, if_read, renamed, sheets_in, source_of, unknown
from xlgen.roster.example import sheets_of
from xlgen.roster.lines import NUMBERS, as_above, sheet_lines
from xlgen.roster.records import Line, Reading
from xlgen.roster.titles import PROJECTS, amounts, growing_tables, titles_of
from xlgen.words.labels import in_marks, plain_label
from xlgen.words.numbers import as_percent, plain
from xlgen.workbook.records import WorkbookRecord

CODE = "项目编码"
ABOUT_TITLES = ("XL101", "XL102", "XL150", "XL151")  # told in words of their own
TOTALS = re.compile(r"[合小总共]\s*计")
IN_YUAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "百万元": Decimal(100), "亿元": Decimal(10000)}
_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_UNIT = re.compile(r"[（(](?:单位[:：]?)?(元|千元|百万元|亿元)[)）]")


def carried_from(
    book: WorkbookRecord, template: Mapping[str, Any], methods: Mapping[str, Method], remembered: Mapping[str, str]
) -> Carried:
    """Lines of a workbook by sheet of the list; ``remembered`` says of a title which column is meant, "" for none."""
    carried, sources, sheets = Carried(), dict[str, SourceSheet](), sheets_of(template)
    for name in sheets:
        if source := source_of(book, name, sheets, remembered):
            read = _read(carried, source, name, template, methods)
            there = {title for line in read for title in line.columns}
            sources[name] = replace(source, columns=[if_read(each, there) for each in source.columns])
            factors = _factors(source, template, carried)
            carried.lines[name] = list(_lines(carried, read, source.sheet.name, name, factors))
    carried.columns += all_columns(sources or unknown(book))
    looked_at = {source.sheet.name for source in sources.values()}
    if others := [sheet.name for sheet in sheets_in(book) if sheet.cells and sheet.name not in looked_at]:
        carried.told.append(f"没有用的工作表：{'、'.join(map(in_marks, others))}")
    return carried


def _read(
    carried: Carried, source: SourceSheet, name: str, template: Mapping[str, Any], methods: Mapping[str, Method]
) -> Sequence[Line]:
    """The sheet read as a sheet of the list, every doubt about what stands in its cells told."""
    spec = dict(template)
    growing = next((each for each in growing_tables(spec).values() if each["roster"] == name), None)
    reading = Reading(spec, methods)
    read = sheet_lines(reading, WorkbookRecord({name: renamed(source, name)}, {}), name, sheets_of(template)[name]) or []
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


def _factors(source: SourceSheet, template: Mapping[str, Any], carried: Carried) -> dict[str, Decimal]:
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
