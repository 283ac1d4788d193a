"""What is put into cells: a value as Excel would take it, or a formula; all that is put at once, or nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlgen.workbook.addresses import spell
from xlgen.workbook.engine.cell_looks import kind_of, set_look, shared
from xlgen.workbook.engine.conversion import day_format, plain_value, typed
from xlgen.workbook.engine.state import BookState, SheetState
from xlgen.workbook.patching.cell import HOLDS_FORMULA, Change, NotWritable, require_writable
from xlgen.workbook.references import At


@dataclass(frozen=True, slots=True)
class Put:
    """What a cell is to hold: with a formula its result, of which nobody may know anything; and a format, should it have none."""

    value: Any
    formula: str | None = None
    format: str | None = None
    is_uncomputed: bool = False

    @property
    def said(self) -> Any:
        """As the journal tells it."""
        return plain_value(self.value) if self.formula is None else f"={self.formula}"


def as_typed_in(state: BookState, sheet: SheetState, at: At, value: Any) -> Put:
    """What becomes of a value: a text that begins with ``=`` is a formula, unless the cell is one of text."""
    if isinstance(value, str) and value.startswith("=") and len(value) > 1 and not _is_of_text(state, sheet, at):
        return Put(None, value[1:], is_uncomputed=True)
    return Put(_typed(sheet, at, value), format=day_format(value))


def as_formula(_: BookState, sheet: SheetState, at: At, value: Any) -> Put:
    """A formula over a value that was put there keeps it as its result: whoever puts both knows what comes out."""
    if isinstance(value, str) and value.startswith("="):
        is_known = at in sheet.changes.cells and at not in sheet.uncomputed
        return Put(sheet.cells[at].value if at in sheet.cells else None, value[1:], is_uncomputed=not is_known)
    return Put(_typed(sheet, at, value), format=day_format(value))


def enter(state: BookState, sheet: SheetState, entries: Mapping[At, Put]) -> None:
    """Put everything, once it is known that each cell can take it. NotWritable where one cannot; then nothing was changed."""
    own = state.read.sheets.get(sheet.name)
    for at, each in entries.items():
        place = f"{sheet.name}!{spell(*at)}"
        if own and not sheet.is_new and at in own.cells and own.cells[at].formula is not None:
            raise NotWritable(place, HOLDS_FORMULA)
        require_writable(place, Change(each.value, formula=each.formula or ""))
    for at, each in entries.items():
        if each.format and kind_of(state, sheet, at) == "general":
            set_look(state, sheet, at, "format", each.format)
        state.put(sheet, at, each.value, each.formula, kind_of(state, sheet, at))
        (sheet.uncomputed.add if each.is_uncomputed else sheet.uncomputed.discard)(at)


def _typed(sheet: SheetState, at: At, value: Any) -> Any:
    try:
        return typed(value)
    except ValueError as error:
        raise NotWritable(f"{sheet.name}!{spell(*at)}", str(error)) from None


def _is_of_text(state: BookState, sheet: SheetState, at: At) -> bool:
    return {each.format for each in shared(state, sheet, [at])} == {"@"}
