"""A workbook file as the engine holds it while it is open: what stands in it now, what is still to be saved, what was done.

Reading stands on the guarded reader, saving on the byte-preserving patcher. The engine does not compute: a formula written
over a value keeps that value as its result until an application recalculates. ``journal`` lists every change as one call on
the object model, so that another host (the WPS add-in) can do the same to the workbook it has open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from xlgen.workbook.addresses import spell
from xlgen.workbook.ooxml.guard import FORM_LIMITS
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.opc.relations import sheet_parts
from xlgen.workbook.opc.revision import Revision, open_draft
from xlgen.workbook.opc.xml import Element
from xlgen.workbook.patching.book_changes import BookChanges, Change, SheetChanges, change_book
from xlgen.workbook.patching.cell import require_writable
from xlgen.workbook.patching.notes import AUTHOR, NoteRecord, read_notes
from xlgen.workbook.patching.rows_columns import RowsColumns
from xlgen.workbook.patching.sheet_part import read_sheet
from xlgen.workbook.patching.styles import Look, StyleSheet, read_styles
from xlgen.workbook.patching.workbook_part import local_names
from xlgen.workbook.records import Bounds, CellRecord, Format, WorkbookRecord
from xlgen.workbook.references import At

Step = dict[str, Any]


@dataclass(slots=True)
class SheetState:
    """One sheet as it stands now; places count from 0. ``is_new``: added since the file was read."""

    name: str
    cells: dict[At, CellRecord] = field(default_factory=dict)
    merges: tuple[Bounds, ...] = ()
    visibility: str = "visible"
    protected: bool = False
    is_new: bool = False
    looks: dict[At, Look] = field(default_factory=dict)  # that were changed
    rows: dict[int, list[Element]] | None = None  # of the file, by number, None: not read yet
    styles: dict[int, dict[int, int]] = field(default_factory=dict)  # style numbers of the cells of rows that were asked for
    lines: RowsColumns | None = None
    arrays: tuple[Bounds, ...] | None = None
    notes: dict[At, NoteRecord] | None = None
    uncomputed: set[At] = field(default_factory=set)  # formulas that were written as values: nobody knows their results yet
    changes: SheetChanges = field(default_factory=SheetChanges)


@dataclass(slots=True)
class BookState:
    """An open workbook: ``sheets`` in the order of their tabs, ``names`` with what they refer to (without ``=``)."""

    source: bytes
    read: WorkbookRecord  # as it was when opened
    sheets: list[SheetState] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    journal: list[Step] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    renamed: dict[str, str | None] = field(default_factory=dict)
    front: str = ""  # a sheet that was put in front, whatever the file says
    draft: Revision | None = None
    styles: StyleSheet | None = None
    listed: list[str] | None = None  # the names in their order, None where that has changed
    meant: dict[str, str] | None = None  # what they refer to, with =, None where that has changed
    parts: Mapping[str, str] | None = None  # members of the sheets that were read, None: not asked for yet

    def sheet(self, name: str) -> SheetState | None:
        """A sheet by name, in whatever case, as applications have it."""
        return next((each for each in self.sheets if each.name.casefold() == name.casefold()), None)

    # ---- reading ----

    def listed_names(self) -> list[str]:
        """Names in their order: whoever goes through them asks for each by its number."""
        if self.listed is None:
            self.listed = list(self.names)
        return self.listed

    def meanings(self) -> dict[str, str]:
        """What every name refers to, with ``=``; nobody may change what it gives."""
        if self.meant is None:
            self.meant = {name: f"={target}" for name, target in self.names.items()}
        return self.meant

    def notes_of(self, sheet: SheetState) -> dict[At, NoteRecord]:
        """Notes of a sheet."""
        if sheet.notes is None:
            sheet.notes = {} if sheet.is_new else read_notes(self.draft_now(), self.part(sheet))
        return sheet.notes

    def arrays_of(self, sheet: SheetState) -> tuple[Bounds, ...]:
        """Ranges that hold formulas of arrays."""
        if sheet.arrays is None:
            sheet.arrays = () if sheet.is_new else read_sheet(self.draft_now(), sheet.name, self.part(sheet)).arrays
        return sheet.arrays

    def names_of(self, sheet: SheetState) -> dict[str, str]:
        """Names that belong to one sheet of the file, Excel's own (_xlnm.Print_Area) among them, with what they refer to."""
        return local_names(self.draft_now(), sheet.name)

    def part(self, sheet: SheetState) -> str:
        """Member of a sheet that was read; the draft is only read from."""
        if self.parts is None:
            self.parts = sheet_parts(self.draft_now())
        return self.parts[sheet.name]

    def draft_now(self) -> Revision:
        """The file taken apart; it is only read from."""
        self.draft = self.draft or open_draft(self.source, most=FORM_LIMITS.elements)
        return self.draft

    def styles_now(self) -> StyleSheet:
        """The styles of the file. ValueError, in words for people, where they cannot be told."""
        self.styles = self.styles or read_styles(self.draft_now())
        return self.styles

    # ---- changing ----

    def put(self, sheet: SheetState, at: At, value: Any, formula: str | None, kind: Format = "general") -> None:
        """Set what a cell holds; ``value`` is a formula's result where there is one, ``kind`` that of its number format."""
        if value in (None, "") and formula is None:
            sheet.cells.pop(at, None)
        else:
            sheet.cells[at] = CellRecord(None if value == "" else value, formula, kind)
        sheet.changes.cells[at] = Change(value, formula=formula or "")

    def set_note(self, sheet: SheetState, at: At, text: str | None) -> None:
        """Add a note, or take it out. NotWritable where it holds what a file cannot."""
        text = text if text is None else text.replace("\r\n", "\n").replace("\r", "\n")
        require_writable(f"{sheet.name}!{spell(*at)}", Change(text))
        notes = self.notes_of(sheet)
        if text is None:
            notes.pop(at, None)
        else:
            notes[at] = NoteRecord(text, AUTHOR)
        sheet.changes.notes[at] = text

    def set_merge(self, sheet: SheetState, bounds: Bounds, merged: bool) -> None:
        """Merge some cells, or take them apart."""
        sheet.merges = (*sheet.merges, bounds) if merged else tuple(each for each in sheet.merges if each != bounds)
        sheet.changes.merges = sheet.merges

    def add_sheet(self, name: str) -> SheetState:
        """A new sheet behind the last."""
        self.sheets.append(SheetState(name, is_new=True, notes={}))
        return self.sheets[-1]

    def remove_sheet(self, sheet: SheetState) -> None:
        """Take a sheet out."""
        self.sheets.remove(sheet)
        self.front = "" if self.front == sheet.name else self.front
        if not sheet.is_new:
            self.removed.append(sheet.name)

    def set_name(self, name: str, target: str | None) -> None:
        """Set what a name refers to, or take it out."""
        if target is None:
            self.names.pop(name, None)
        else:
            self.names[name] = target
        self.renamed[name] = target
        self.listed = self.meant = None

    def saved(self) -> bytes:
        """The file with all changes; the same bytes where nothing was changed. ValueError where the file does not allow them."""
        touched = {each.name: each.changes for each in self.sheets if each.is_new or each.changes != SheetChanges()}
        new = [each.name for each in self.sheets if each.is_new]
        changes = BookChanges(list(self.removed), new, touched, dict(self.renamed), self.front)
        return change_book(self.source, changes, self.draft_now()) if changes != BookChanges() else self.source

    def go_on(self, content: bytes) -> None:
        """Take what was saved for the file that is open: sheets stay the objects they were, nothing is left to be saved."""
        fresh, own = open_state(content), {each.name: each for each in self.sheets}
        self.sheets = [_renewed(own[each.name], each) for each in fresh.sheets]
        self.source, self.read, self.names, self.draft, self.styles = content, fresh.read, fresh.names, None, None
        self.removed, self.renamed, self.front, self.listed, self.meant, self.parts = [], {}, "", None, None, None


def _renewed(sheet: SheetState, fresh: SheetState) -> SheetState:
    for each in fields(SheetState):
        if each.name != "uncomputed":  # saving computes nothing
            setattr(sheet, each.name, getattr(fresh, each.name))
    return sheet


def open_state(source: bytes, read: WorkbookRecord | None = None) -> BookState:
    """A workbook from its file, ``read`` if it was already. Refused (XG0xx) where the guard stops it."""
    record = read or read_workbook(source, FORM_LIMITS)
    sheets = [
        SheetState(each.name, dict(each.cells), each.merges, each.state, each.protected) for each in record.sheets.values()
    ]
    return BookState(source, record, sheets, dict(record.names))


def extent(places: Iterable[At]) -> tuple[int, int, int, int]:
    """First and last row and column of some places; the first cell where there is none."""
    listed = list(places) or [(0, 0)]
    rows, columns = [row for row, _ in listed], [column for _, column in listed]
    return min(rows), min(columns), max(rows), max(columns)


def area(row: int, column: int, rows: int, columns: int) -> str:
    """A range as formulas write it, row and column from 0: B2 or B2:C5."""
    first, last = spell(row, column), spell(row + rows - 1, column + columns - 1)
    return first if (rows, columns) == (1, 1) else f"{first}:{last}"
