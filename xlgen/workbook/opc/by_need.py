"""A part taken apart only as far as somebody looks: rows of a sheet with their cells, merged ranges, validations, names.

What is plainly written is left for later; the rest, and every part that is not written so, a parser takes apart at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xlgen.workbook.opc.plain_pieces import plain_list, plain_rows_of
from xlgen.workbook.opc.xml import Element, LeftOut, count_of, parse_part

_SIGNS = bytes(sign for sign in range(256) if sign >= 32 or sign in b"\t\n\r")
_LISTS = {b"<worksheet": (b"sheetData", b"mergeCells", b"dataValidations"), b"<workbook": (b"definedNames",)}
_LIST_TAG = re.compile(rb'(?: count="[0-9]+")?>')  # behind its name
_HEAD = 1 << 8  # bytes in which the root begins
_SMALL, _FEW = 1 << 14, 400  # bytes and elements of a part that many files have alike


def tree_of(part: str, xml: bytes) -> Element:
    """Root of a part as ``parse_part`` gives it; ValueError as there."""
    try:
        if left := list(_left_out(xml)):
            return parse_part(part, xml, left)
    except ValueError:  # the parser says what is wrong with the whole
        return parse_part(part, xml)
    return _small(part, xml) if len(xml) <= _SMALL and count_of(xml) <= _FEW else parse_part(part, xml)


_small = lru_cache(maxsize=64)(parse_part)


def _left_out(xml: bytes) -> Iterator[LeftOut]:
    """What may be left for later."""
    names = next((names for root, names in _LISTS.items() if root in xml[:_HEAD]), ())
    lists = sorted((at, name) for name in names if (at := xml.find(b"<" + name)) >= 0)
    if not lists or xml.translate(None, _SIGNS):
        return
    for at, name in lists:
        first, last = xml.find(b">", at) + 1, xml.find(b"</%s>" % name, at)
        if not 0 < first < last or not _LIST_TAG.fullmatch(xml, at + 1 + len(name), first):
            continue
        children = plain_rows_of(xml, first, last) if name == b"sheetData" else plain_list(name, xml, first, last)
        if children is not None:
            yield LeftOut(first, last, children)
