"""Faults in one sheet's part that Excel would repair: its cells, merges, columns, validations and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from formula_lint import units
from xlgen.workbook import addresses as a1

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXT_LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 224}  # of a validation, [MS-OI29500] 2.1.613
Box = tuple[int, int, int, int]  # first row, last row, first column, last column, from 0


def faults(root: Element, strings: int, formats: int) -> Iterator[str]:
    """Each fault as ``!place: fact``; ``strings`` and ``formats`` count the workbook's shared strings and cell formats."""
    yield from _cells(root, strings, formats)
    for check in (_merges, _columns, _validations, _headings, _paging):
        yield from check(root)


def text_length(element: Element) -> int:
    """Length of the text in a string item or an inline string, as Excel counts it."""
    return sum(units(part.text or "") for part in element.iter(MAIN + "t"))


def _cells(root: Element, strings: int, formats: int) -> Iterator[str]:
    last_row = -1
    for row in root.iter(MAIN + "row"):
        number, last_column = int(row.get("r", 0)) - 1, -1
        if number <= last_row:
            yield f"!{number + 1}: row twice or out of order"
        last_row = number
        for cell in row.iter(MAIN + "c"):
            address = cell.get("r", "")
            try:
                at_row, column = a1.parse(address)
            except ValueError:
                yield f"!{address}: no such cell"
                continue
            if at_row != number:
                yield f"!{address}: stands in row {number + 1}"
            if column <= last_column:
                yield f"!{address}: cell twice or out of order"
            last_column = column
            if int(cell.get("s", 0)) >= formats:
                yield f"!{address}: cell format {cell.get('s')} does not exist"
            yield from (f"!{address}: {fault}" for fault in _value(cell, strings))


def _value(cell: Element, strings: int) -> Iterator[str]:
    value, kind = cell.findtext(MAIN + "v"), cell.get("t", "n")
    if kind == "s" and value and not value.isdecimal():
        yield f"{value} is no index of a shared string"
    elif kind == "s" and value and int(value) >= strings:
        yield f"shared string {value} does not exist"
    elif kind in ("str", "inlineStr") and max(units(value or ""), text_length(cell)) > 32767:
        yield "text longer than 32767 characters"
    elif kind == "n" and value and not re.fullmatch(r"-?\d+(\.\d+)?([Ee][+-]?\d+)?", value):
        yield f"{value} is no number"
    elif kind == "b" and value not in ("0", "1"):
        yield f"{value} is no truth value"


def _boxes(references: str) -> list[Box]:
    """Ranges of a ``ref`` or ``sqref``; ValueError where one is none."""
    return [_box(reference) for reference in references.split()]


def _box(reference: str) -> Box:
    first, _, last = reference.partition(":")
    top, left = a1.parse(first)
    bottom, right = a1.parse(last or first)
    if bottom < top or right < left:
        raise ValueError(reference)
    return top, bottom, left, right


def _merges(root: Element) -> Iterator[str]:
    merges = []
    for element in root.iter(MAIN + "mergeCell"):
        reference = element.get("ref", "")
        try:
            box = _box(reference)
        except ValueError:
            yield f"!{reference}: no such range to merge"
            continue
        if box[0] == box[1] and box[2] == box[3]:
            yield f"!{reference}: merge of one cell"
        merges.append((box, reference))
    merges.sort()
    for index, (upper, reference) in enumerate(merges):
        for lower, other in merges[index + 1 :]:
            if lower[0] > upper[1]:
                break
            if lower[2] <= upper[3] and upper[2] <= lower[3]:
                yield f"!{reference}: merge overlaps {other}"


def _columns(root: Element) -> Iterator[str]:
    spans = [(int(column.get("min", 0)), int(column.get("max", 0))) for column in root.iter(MAIN + "col")]
    for (_first, last), (first, _last) in pairwise(spans):
        if first <= last:
            yield f": widths of columns {first} and {last} overlap or are out of order"


def _validations(root: Element) -> Iterator[str]:
    for element in root.iter(MAIN + "dataValidation"):
        place = element.get("sqref", "")
        try:
            empty = not _boxes(place)
        except ValueError:
            empty = True
        if empty:
            yield f"!{place}: validation of no range"
        for attribute, limit in TEXT_LIMITS.items():
            if units(element.get(attribute, "")) > limit:
                yield f"!{place}: {attribute} of a validation longer than {limit}"
        if element.get("type", "none") != "none" and not element.findtext(MAIN + "formula1"):
            yield f"!{place}: validation without a formula"
        for formula in ("formula1", "formula2"):
            text = element.findtext(MAIN + formula) or ""
            if element.get("type") != "list" and units(text) > 255:  # of lists the text constant is counted
                yield f"!{place}: {formula} of a validation longer than 255"
            if element.get("type") != "list" and re.search(r'(?<!")""(?!")', text):
                yield f"!{place}: {formula} of a validation may be a text, no number"


def _headings(root: Element) -> Iterator[str]:
    for element in root.iterfind(f"{MAIN}headerFooter/*"):
        if units(element.text or "") > 255:
            yield f": {element.tag.removeprefix(MAIN)} longer than 255"
        for size in re.findall(r"&(\d+)", (element.text or "").replace("&&", "")):
            if int(size) > 36:  # &82025 is meant as size 8 and a text, and read as size 820
                yield f": {element.tag.removeprefix(MAIN)} of size {size[:3]}"


def _paging(root: Element) -> Iterator[str]:
    setup = root.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
    is_fitted = setup is not None and setup.get("fitToPage") in ("1", "true")
    if is_fitted and root.find(f"{MAIN}rowBreaks") is not None:
        yield ": row breaks on a sheet that is fitted to pages, where Excel passes them over"
