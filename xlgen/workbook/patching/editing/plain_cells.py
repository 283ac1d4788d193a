"""New contents for cells of a row that is plainly written: the same bytes as any cell is given, without taking the row apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from xlgen.workbook import addresses as a1
from xlgen.workbook.opc.plain_pieces import PlainCells
from xlgen.workbook.opc.xml import Edit, Element, enclose
from xlgen.workbook.patching.cell import Change, content_of_cell
from xlgen.workbook.patching.sheet_part import SheetPart

_CONTENT_ONLY = (None, False, False, "")  # style, kept, vanishes, formula of a change


def plain_edits(sheet: SheetPart, element: Element, row: int, changes: Mapping[int, Change]) -> list[Edit] | None:
    """Every edit of a row; None where it has to be looked at cell by cell, or something is not allowed."""
    cells, left, last, edits = element.children, dict(changes), -1, []
    if not isinstance(cells, PlainCells) or sheet.arrays or sheet.prefix:
        return None
    for found in cells.matches():
        at, column = _place(found[1])
        if at != row or column <= last:
            return None
        last = column
        if (change := left.pop(column, None)) is not None:
            piece = _written(sheet, change, found)
            if piece is None:
                return None
            edits.append((*found.span(), piece))
    return None if left else edits


def _written(sheet: SheetPart, change: Change, found: re.Match[bytes]) -> bytes | None:
    """The cell with new content; None where that is more than a content, or not allowed as it seems."""
    place, style, _, formula, *_ = found.groups()
    is_typed_over = change.typed and formula is not None and (sheet.chained or not sheet.overwrite)
    is_content = (change.style, change.kept, change.vanishes, change.formula) == _CONTENT_ONLY
    if not is_content or is_typed_over or not (change.typed or formula):
        return None
    try:
        kind, body = content_of_cell(change, "")
    except ValueError:
        return None
    said = b'<c r="%s"' % place + (b' s="%s"' % style if style is not None else b"") + kind.encode()
    return enclose(said, "c", body if change.typed or formula is None else formula + body)


@lru_cache(maxsize=1 << 14)
def _place(reference: bytes) -> tuple[int, int]:
    return a1.parse(reference.decode())
