"""Changes of one sheet as edits of its part: cells and rows where they are, new ones behind their forerunners."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from decimal import Decimal

from xlgen.excel_limits import MAX_COLUMN, MAX_ROW
from xlgen.workbook import addresses as a1
from xlgen.workbook.opc.xml import Edit, Element, enclose, end_of, is_empty_tag, start_tag_end, take_out, with_attributes
from xlgen.workbook.patching.cell import Change, cell_bytes, height_attribute, restyled
from xlgen.workbook.patching.editing.plain_cells import plain_edits
from xlgen.workbook.patching.sheet_part import SheetPart, numbered


def sheet_edits(sheet: SheetPart, cells: Mapping[tuple[int, int], Change], heights: Mapping[int, Decimal]) -> Iterable[Edit]:
    """Every edit that the changes and new heights need; ValueError where one of them is not allowed."""
    rows = numbered(sheet, sheet.data, "row", lambda reference: int(reference) - 1)
    fresh = []
    for row, changes in _by_row(sheet, cells, heights).items():
        height = height_attribute(sheet, row, heights[row]) if row in heights else ""
        if row in rows and _vanishes(rows[row], changes):
            yield take_out(sheet.xml, rows[row])
        elif row in rows:
            yield from _row_edits(sheet, rows[row], row, changes, height)
        elif (added := list(_new_cells(sheet, None, row, changes))) or height:
            tag = f'<{sheet.prefix}row r="{row + 1}"{height}'.encode()
            fresh.append((row, enclose(tag, f"{sheet.prefix}row", b"".join(piece for _, piece in added))))
    yield from _additions(sheet.xml, sheet.data, rows, fresh)


def _vanishes(row: Element, changes: Mapping[int, Change]) -> bool:
    """Whether all that a row holds are cells that go, and it says nothing of itself: then it came with them."""
    going = [column for column, change in changes.items() if change.vanishes and change.kept]
    if not going:
        return False
    empty = not any(cell.children for cell in row.children)
    return len(going) == len(row.children) and empty and row.attributes.keys() == {"r"}


def _by_row(
    sheet: SheetPart, cells: Mapping[tuple[int, int], Change], heights: Mapping[int, Decimal]
) -> dict[int, dict[int, Change]]:
    wanted: dict[int, dict[int, Change]] = {row: {} for row in sorted({*heights, *(row for row, _ in cells)})}
    for row, column in sorted(cells):
        wanted[row][column] = cells[row, column]
    if any(not (0 <= row < MAX_ROW and 0 <= column < MAX_COLUMN) for row in wanted for column in (0, *wanted[row])):
        raise ValueError(f"{sheet.name}：要改写的单元格超出工作表范围（请核对行号与列号）")
    return wanted


def _row_edits(sheet: SheetPart, element: Element, row: int, changes: Mapping[int, Change], height: str) -> Iterable[Edit]:
    def column_of(reference: str) -> int:
        found, column = a1.parse(reference)
        return column if found == row else -1

    if (plain := plain_edits(sheet, element, row, changes)) is not None:
        yield from plain
        yield from _additions(sheet.xml, element, {}, (), height) if height else ()
        return
    present = numbered(sheet, element, "c", column_of)
    for column in changes.keys() & present.keys():
        cell, change = present[column], changes[column]
        if change.vanishes and change.kept and not cell.children:
            yield take_out(sheet.xml, cell)
        elif change.kept:
            opened = start_tag_end(sheet.xml, cell)
            yield cell.start, opened, restyled(sheet.xml[cell.start : opened], change.style)
        else:
            yield cell.start, end_of(sheet.xml, cell), cell_bytes(sheet, row, column, change, cell)
    missing = {column: change for column, change in changes.items() if column not in present}
    yield from _additions(sheet.xml, element, present, list(_new_cells(sheet, element, row, missing)), height)


def _new_cells(
    sheet: SheetPart, element: Element | None, row: int, changes: Mapping[int, Change]
) -> Iterable[tuple[int, bytes]]:
    for column, change in changes.items():
        styled = change.style is not None and not change.vanishes
        if not change.typed or change.formula or styled or change.value not in (None, ""):  # nothing there, nothing to clear
            yield column, cell_bytes(sheet, row, column, change, None, _inherited_style(sheet, element, column))


def _additions(
    xml: bytes, parent: Element, present: Mapping[int, Element], fresh: Iterable[tuple[int, bytes]], height: str = ""
) -> Iterable[Edit]:
    """Puts new children behind their forerunners, and a new height into the parent's start tag."""
    fresh = list(fresh)
    tag = with_attributes(xml, parent, [b"ht"] if height else [], height)
    if is_empty_tag(xml, parent):
        if fresh or height:
            yield parent.start, parent.close, enclose(tag, parent.name, b"".join(piece for _, piece in fresh))
        return
    opened, numbers = start_tag_end(xml, parent), list(present)
    if height:
        yield parent.start, opened, tag + b">"
    for number, piece in fresh:
        before = bisect_left(numbers, number)
        at = end_of(xml, present[numbers[before - 1]]) if before else opened
        yield at, at, piece


def _inherited_style(sheet: SheetPart, row: Element | None, column: int) -> str:
    """A new cell looks like its row, else like its column, as in Excel."""
    if row and "s" in row.attributes and row.attributes.get("customFormat") in ("1", "true"):
        return f' s="{row.attributes["s"]}"'
    for each in (column_.attributes for column_ in sheet.columns):
        if "style" in each and int(each.get("min", 0)) <= column + 1 <= int(each.get("max", 0)):
            return f' s="{each["style"]}"'
    return ""
