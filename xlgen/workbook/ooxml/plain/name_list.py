"""The defined names of a workbook by one pattern."""

from __future__ import annotations

import re
from functools import lru_cache

from xlgen.workbook.ooxml.plain.either_way import Odd
from xlgen.workbook.ooxml.plain.part_text import VALUE, attributes_in, covers, written

_OTHERS = rf"(?: (?:comment|description|function|hidden|localSheetId|vbProcedure|xlm)={VALUE})*"
_NAME = re.compile(rf'(<definedName({_OTHERS}) name="([^"<&\t\n]*)"({_OTHERS})>([^<]*)</definedName>)')


@lru_cache(maxsize=64)  # forms of one shape have the same
def plain_names(text: str) -> tuple[tuple[tuple[str, bool], ...], tuple[str, ...]]:
    """Names, each with whether it is local to a sheet, and what they refer to. Odd where one is not plain."""
    found = _NAME.findall(text)
    if not covers(found, len(text)):
        raise Odd
    names = tuple((name, _is_local(before + behind)) for _, before, name, behind, _ in found)
    return names, tuple(written(target) for *_, target in found)


@lru_cache(maxsize=1 << 10)
def _is_local(attributes: str) -> bool:
    return "localSheetId" in attributes_in(attributes)
