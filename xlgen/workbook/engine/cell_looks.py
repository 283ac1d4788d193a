"""How the cells of an open workbook look: read from the styles of the file, or as they were changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from xlgen.workbook.engine.state import BookState, SheetState
from xlgen.workbook.ooxml.cell_values import format_of
from xlgen.workbook.patching.appearance import Appearance, appearance
from xlgen.workbook.patching.book_changes import numbered_rows, styles_in
from xlgen.workbook.patching.rows_columns import RowsColumns, read_rows_columns
from xlgen.workbook.patching.styles import Look
from xlgen.workbook.records import Format
from xlgen.workbook.references import At

_NEW = RowsColumns({}, {}, frozenset(), (), 15.0, 8.43)  # a sheet that was added


def look(state: BookState, sheet: SheetState, at: At) -> Look:
    """How a cell looks now."""
    if at in sheet.looks or sheet.is_new:
        return sheet.looks.get(at, Look(-1))
    styles, number = state.styles_now(), _styles_in(state, sheet, at[0]).get(at[1])
    if number is None:
        return Look(lines(state, sheet).style(at), absent=True)
    return styles.look(number) if number >= 0 else Look(-1)


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
    sheet.looks[at] = sheet.changes.looks[at] = changed
    if facet == "format" and at in sheet.cells:
        sheet.cells[at] = replace(sheet.cells[at], format=kind_of(state, sheet, at))


def _styles_in(state: BookState, sheet: SheetState, row: int) -> dict[int, int]:
    """Style numbers of the cells that a row of the file has, by column: most rows of a form are never asked for."""
    if row not in sheet.styles:
        if sheet.rows is None:
            sheet.rows = {}
            for number, each in numbered_rows(state.draft_now().tree(state.part(sheet))):
                sheet.rows.setdefault(number, []).append(each)
        sheet.styles[row] = dict(chain.from_iterable(map(styles_in, sheet.rows.get(row, ()))))
    return sheet.styles[row]
