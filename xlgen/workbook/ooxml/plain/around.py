"""What stands around the rows of a sheet and is asked by nobody: validations, conditional looks, links."""

from __future__ import annotations

import re
from xml.parsers import expat

from xlgen.workbook.ooxml.plain.part_text import VALUE

_ATTRIBUTES = rf"(?: [A-Za-z0-9:]+={VALUE})*"
_RULE = rf"<cfRule{_ATTRIBUTES}(?:/>|>(?:<formula>[^<]*</formula>)*</cfRule>)"
_VALIDATION = (
    rf"<dataValidation{_ATTRIBUTES}(?:/>|>(?:<formula1>[^<]*</formula1>)?(?:<formula2>[^<]*</formula2>)?</dataValidation>)"
)
_FLAT = re.compile(
    rf"<conditionalFormatting{_ATTRIBUTES}>(?:{_RULE})*</conditionalFormatting>"
    rf"|<dataValidations{_ATTRIBUTES}>(?:{_VALIDATION})*</dataValidations>"
    rf"|<hyperlinks>(?:<hyperlink{_ATTRIBUTES}/>)*</hyperlinks>"
)


def without_flat(text: str) -> tuple[str, str]:
    """The elements nobody asks for that have no more levels than a sheet's own, and the text without them."""
    return "".join(_FLAT.findall(text)), _FLAT.sub("", text)


def require_well_formed(text: str) -> None:
    """ExpatError where a text is no XML, namespaces included."""
    expat.ParserCreate(namespace_separator=" ").Parse(text.encode(), True)
