"""The shared texts of a workbook by one pattern, formatted runs as LibreOffice writes them included."""

from __future__ import annotations

import re

from xlgen.workbook.ooxml.cell_values import piece, unescape
from xlgen.workbook.ooxml.plain.either_way import Odd
from xlgen.workbook.ooxml.plain.part_text import KEPT, VALUE, covers, written

_PIECE = r'<t( xml:space="preserve")?>([^<]*)</t>'
_LOOK = rf"<[A-Za-z]+(?: (?:val|rgb|theme|indexed|auto)={VALUE})?(?: tint={VALUE})?/>"
_ITEM = re.compile(rf"(<si>(?:{_PIECE}|<t/>|((?:<r>(?:<rPr>(?:{_LOOK})*</rPr>)?{_PIECE}</r>)+))</si>)")
_RUN = re.compile(_PIECE)


def plain_strings(text: str) -> list[str]:
    """The texts between the tags of ``sst``, in order. Odd where one is not plain."""
    found = _ITEM.findall(text)
    if not covers(found, len(text)):
        raise Odd
    return [
        unescape("".join(_piece(*run) for run in _RUN.findall(runs)) if runs else _piece(keep, said))
        for _, keep, said, runs, *_ in found
    ]


def _piece(keep: str, said: str) -> str:
    return piece(KEPT[keep], written(said))
