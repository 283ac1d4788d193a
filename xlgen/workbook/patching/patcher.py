"""Write cells of an existing .xlsx and leave every other byte as it was.

Members of the zip that are not touched are copied with their headers and compressed bytes; in a touched sheet only the
``<c>`` elements asked for (and ``ht`` of rows asked for) are spliced. Stands behind the guarded reader: nothing here limits
how large a member may become.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xlgen.workbook.opc.relations import sheet_parts
from xlgen.workbook.opc.revision import open_draft
from xlgen.workbook.opc.xml import splice
from xlgen.workbook.patching.cell import Change
from xlgen.workbook.patching.editing.sheet_edits import sheet_edits
from xlgen.workbook.patching.sheet_part import read_sheet

__all__ = ["Change", "patch"]


def patch(
    source: bytes,
    cells: Mapping[str, Mapping[tuple[int, int], Change]],
    heights: Mapping[str, Mapping[int, Decimal]] = {},
    *,
    overwrite: bool = False,
) -> bytes:
    """The workbook with these cells changed: sheet name → (row, column) from 0 → change; ``heights`` in points by row.

    A cell keeps its style; one that is missing takes that of its row or column. A formula is typed over only with
    ``overwrite``, and never where other cells or the calculation chain build on it. ValueError, in words for people,
    where the file or a change does not allow it; nothing is written by halves.
    """
    draft = open_draft(source)
    parts = sheet_parts(draft)
    for name in sorted({*cells, *heights}):
        if name not in parts:
            raise ValueError(f"工作簿中没有工作表“{name}”（现有：{'、'.join(parts)}）")
        part = parts[name]
        sheet = read_sheet(draft, name, part, overwrite)
        draft.put(part, splice(sheet.xml, sheet_edits(sheet, cells.get(name, {}), heights.get(name, {}))))
    return draft.finish()
