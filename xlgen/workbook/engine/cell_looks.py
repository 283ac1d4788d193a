"""How the cells of an open workbook look: read from the styles of the file, or as they were changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from xlgen.workbook.engine.state import BookState, SheetState
from xlgen.workbook.ooxml.cell_values import format_of
from xlgen.workbook.patching.appearance import Appearance, appearance
from xlgen.workbook.patching.book_changes import cell_styles
from xlgen.workbook.patching.rows_columns import RowsColumns, read_rows_columns
from xlgen.workbook.patching.styles import Look
from xlgen.workbook.records import Format
from xlgen.workbook.references import At

_NEW = RowsColumns({}, {}, frozenset(), (), 15.0, 8.43)  # a sheet that was added


def look(state: BookState, sheet: SheetState, at: At) -> Look:
    """How a cell looks now."""
    looks = _looks(state, sheet)
    if at in looks or sheet.is_new:
        return looks.get(at, Look(-1))
    return Look(lines(state, sheet).style(at), absent=True)


def shared(state: BookState, sheet: SheetState, places: Iterable[At]) -> set[Appearance]:
    """The looks that some cells have, each once; one alone where all look alike."""
    return {appearance(state.styles_now(), each) for each in {look(state, sheet, at) for at in places}}


def kind_of(state: BookState, sheet: SheetState, at: At) -> Format:
    """The kind of a cell's number format, as it decides what a number in it means."""
    try:
        code = appearance(state.styles_now(), look(state, sheet, at)).format
    except ValueError:  # a file without styles: nothing in it is a day
        return "general"
    return format_of(0, code) if code else "general"


def lines(state: BookState, sheet: SheetState) -> RowsColumns:
    """What a sheet's rows and columns say."""
    if sheet.lines is None:
        sheet.lines = _NEW if sheet.is_new else read_rows_columns(state.draft_now().tree(state.part(sheet)))
    return sheet.lines


def set_look(state: BookState, sheet: SheetState, at: At, facet: str, value: str | None) -> None:
    """Change one facet of a cell's look."""
    changed = state.styles_now().changed(look(state, sheet, at), facet, value)
    _looks(state, sheet)[at] = sheet.changes.looks[at] = changed
    if facet == "format" and at in sheet.cells:
        sheet.cells[at] = replace(sheet.cells[at], format=kind_of(state, sheet, at))


def _looks(state: BookState, sheet: SheetState) -> dict[At, Look]:
    if sheet.looks is None:
        styles, tree = state.styles_now(), state.draft_now().tree(state.part(sheet))
        numbered = cache(lambda number: styles.look(number) if number >= 0 else Look(-1))
        sheet.looks = {at: numbered(number) for at, number in cell_styles(tree)}
    return sheet.looks
