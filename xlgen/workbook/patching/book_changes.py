"""All changes of a workbook in one go: contents, looks, notes, sheets, names; what is not asked for keeps its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from xlgen.workbook import addresses as a1
from xlgen.workbook.opc.relations import sheet_parts
from xlgen.workbook.opc.revision import Revision, child, open_draft
from xlgen.workbook.opc.xml import Edit, Element, splice
from xlgen.workbook.patching.cell import Change
from xlgen.workbook.patching.editing.sheet_edits import sheet_edits
from xlgen.workbook.patching.front import open_as_before, open_on
from xlgen.workbook.patching.merges import merge_edits
from xlgen.workbook.patching.notes import add_notes, remove_notes
from xlgen.workbook.patching.sheet_part import read_sheet
from xlgen.workbook.patching.styles import Look, StyleSheet, read_styles
from xlgen.workbook.patching.workbook_part import add_sheet, change_names, printed_names, remove_sheet
from xlgen.workbook.records import Bounds
from xlgen.workbook.references import At


@dataclass(slots=True)
class SheetChanges:
    """Changes of one sheet; all by (row, column) from 0, ``heights`` in points, others for new sheets only: ``widths`` in characters."""

    cells: dict[At, Change] = field(default_factory=dict)
    looks: dict[At, Look] = field(default_factory=dict)
    notes: dict[At, str | None] = field(default_factory=dict)
    heights: dict[int, Decimal] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    merges: tuple[Bounds, ...] | None = None  # all there are then, None where nothing changed
    printed: dict[str, str] = field(default_factory=dict)  # Print_Area, Print_Titles: references with the sheet's name


@dataclass(slots=True)
class BookChanges:
    """Changes of a workbook: sheets that go, sheets that come, what changes on each, names."""

    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    sheets: dict[str, SheetChanges] = field(default_factory=dict)
    names: dict[str, str | None] = field(default_factory=dict)
    front: str = ""  # the sheet it is to open on


def change_book(source: bytes, changes: BookChanges, read: Revision | None = None) -> bytes:
    """The workbook with the changes made. ValueError, in words for people, where the file or a change does not allow it.

    ``read`` is a draft of the source that was only read from.
    """
    draft = open_draft(source, read)
    before = read_styles(draft) if any(each.looks for each in changes.sheets.values()) or _is_styled(draft) else None
    parts = sheet_parts(draft)
    edits: dict[str, list[Edit]] = {}  # of sheets, all made at once: a large one is not taken apart again for each
    for name, each in changes.sheets.items():
        if each.notes and name in parts and name not in changes.added:
            edits[name] = remove_notes(draft, parts[name], each.notes)
    for name in changes.removed:
        remove_sheet(draft, name)
    for name in changes.added:
        add_sheet(draft, name, changes.sheets[name].widths if name in changes.sheets else {})
    parts = sheet_parts(draft)
    _require_all(changes.sheets, parts)
    for name, each in changes.sheets.items():
        if new := {at: text for at, text in each.notes.items() if text is not None}:
            edits[name] = [*edits.get(name, ()), *add_notes(draft, parts[name], new)]
    _change_cells(draft, changes.sheets, before, edits)
    printed: dict[str, str] = {}
    for name in changes.added:
        printed |= printed_names(draft, name, changes.sheets.get(name, SheetChanges()).printed)
    if changes.names or printed:
        change_names(draft, changes.names, printed)
    if changes.front:
        open_on(draft, changes.front)
    elif changes.removed:
        open_as_before(draft)
    return draft.finish()


def _is_styled(draft: Revision) -> bool:
    """Whether an earlier change made styles, which may now be used by nobody."""
    try:
        return bool(read_styles(draft).looks)
    except ValueError:
        return False


def _require_all(sheets: Iterable[str], parts: Mapping[str, str]) -> None:
    unknown = next((name for name in sheets if name not in parts), None)
    if unknown is not None:
        raise ValueError(f"工作簿中没有工作表“{unknown}”（现有：{'、'.join(parts)}）")


def _change_cells(
    draft: Revision, sheets: Mapping[str, SheetChanges], styles: StyleSheet | None, more: Mapping[str, list[Edit]]
) -> None:
    """Contents and looks, and what else is edited; styles are numbered anew in the order of sheets and cells, so history leaves no trace."""
    parts = sheet_parts(draft)
    looks = {name: _looks(draft, part, sheets.get(name), styles) for name, part in parts.items()} if styles else {}
    renewed, numbers = styles.renewed(_in_order(looks)) if styles else (b"", {})
    if styles:
        draft.put(styles.part, renewed)
    for name, part in parts.items():
        asked, styled, edits = sheets.get(name, SheetChanges()), looks.get(name, {}), more.get(name, [])
        if not (asked.cells or asked.heights or styled or edits or asked.merges is not None):
            continue
        changes = dict(asked.cells)
        for at, look in styled.items():
            content = changes.get(at, Change(None, kept=True))
            changes[at] = replace(content, style=numbers[look], vanishes=look.absent and not look.facets)
        sheet = read_sheet(draft, name, part)
        merged = [] if asked.merges is None else merge_edits(sheet, draft.tree(part), asked.merges)
        draft.put(part, splice(sheet.xml, [*sheet_edits(sheet, changes, asked.heights), *merged, *edits]))


def _in_order(looks: Mapping[str, Mapping[At, Look]]) -> Iterator[Look]:
    for each in looks.values():
        for _, look in sorted(each.items()):
            yield look


def _looks(draft: Revision, part: str, asked: SheetChanges | None, styles: StyleSheet) -> dict[At, Look]:
    """Looks to be set on a sheet: those asked for, and those made by an earlier change, which get new numbers."""
    found: dict[At, Look] = {}
    if styles.looks:
        for at, style in cell_styles(draft.tree(part), styles.count):
            if (look := styles.look(style)).is_own:
                found[at] = look
    return found | (asked.looks if asked else {})


def cell_styles(root: Element, least: int = -1) -> Iterator[tuple[At, int]]:
    """Place and style number of every cell of a worksheet, -1 where it says none; of those whose number is ``least`` or more."""
    for row_at, row in numbered_rows(root):
        for column, style in styles_in(row):
            if style >= least:
                yield (row_at, column), style


def styles_in(row: Element) -> Iterator[tuple[int, int]]:
    """Column and style number of every cell of a row, as ``cell_styles`` gives them."""
    column = -1
    for cell in row.children:
        if cell.local == "c":
            said = cell.attributes.get("r")
            column = column + 1 if said is None else _column(said.rstrip("0123456789"))
            yield column, int(cell.attributes.get("s") or "-1")


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return a1.parse(f"{letters}1")[1]


def numbered_rows(root: Element) -> Iterator[tuple[int, Element]]:
    """The rows of a worksheet, each with its number from 0."""
    data, row_at = child(root, "sheetData"), -1
    for row in data.children if data else ():
        if row.local == "row":
            row_at = int(row.attributes.get("r", row_at + 2)) - 1
            yield row_at, row


__all__ = ["BookChanges", "Change", "SheetChanges", "cell_styles", "change_book", "numbered_rows", "styles_in"]
