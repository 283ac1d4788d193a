"""On which sheet a workbook opens: set, and given back exactly as it was once a sheet that was put in front has gone.

What is put in is told by its single quotes, which no office program writes: the number of the sheet in front where the file had
none, and each sheet that was in front before. A program that saves in between writes them as its own; then the first sheet is in
front. Only the first tags of a sheet are looked at, which need not be taken apart for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlgen.workbook.opc.relations import sheet_parts, workbook_part
from xlgen.workbook.opc.revision import Revision

_VIEW = re.compile(rb"<(?:[\w.-]+:)?(?:sheet|workbook)View\b[^<>]*>")
_OFF = {"1": "0", "true": "false"}
_ON = {off: on for on, off in _OFF.items()}


@dataclass(frozen=True, slots=True)
class _Shown:
    """An attribute of the first view of a part: where the tag stands, the value and whether it stands in single quotes."""

    part: str
    attribute: str
    tag: re.Match[bytes]
    value: str
    is_ours: bool


def open_on(draft: Revision, name: str) -> None:
    """Let the workbook open on a sheet, and on no other with it: what is typed goes into all that are in front."""
    parts = sheet_parts(draft)
    for each, part in parts.items():
        selected = _shown(draft, part, "tabSelected")
        if selected and each != name and selected.value in _OFF:
            _say(draft, selected, f"'{_OFF[selected.value]}'")
        elif selected and each == name and selected.value not in _OFF:
            _say(draft, selected, '"1"')
    if active := _shown(draft, workbook_part(draft), "activeTab"):
        quote = "'" if active.is_ours or not active.value else '"'
        _say(draft, active, f"{quote}{list(parts).index(name)}{quote}")


def open_as_before(draft: Revision) -> None:
    """Let the workbook open where it did before a sheet was put in front that has gone since."""
    for number, part in enumerate(sheet_parts(draft).values()):
        selected = _shown(draft, part, "tabSelected")
        if selected and selected.is_ours:
            _say(draft, selected, f'"{_ON[selected.value]}"')
            if active := _shown(draft, workbook_part(draft), "activeTab"):
                _say(draft, active, "" if active.is_ours and not number else f'"{number}"')


def _shown(draft: Revision, part: str, attribute: str) -> _Shown | None:
    """An attribute of a part's first view, its value "" where it is not there; None where there is no view."""
    xml = draft.read(part)
    tag = _VIEW.search(xml, 0, max(xml.find(b"sheetData"), 0) or len(xml))
    if tag is None:
        return None
    found = _attribute(attribute).search(tag[0])
    return _Shown(part, attribute, tag, found[2].decode() if found else "", bool(found and found[1] == b"'"))


def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"""\s%s\s*=\s*(["'])([^"']*)["']""" % name.encode())


def _say(draft: Revision, shown: _Shown, said: str) -> None:
    """Put an attribute, with its quotes, where it stands or behind the others; "" takes it out."""
    new = f" {shown.attribute}={said}".encode() if said else b""
    tag, found = _attribute(shown.attribute).subn(lambda _: new, shown.tag[0], count=1)
    body = shown.tag[0].rstrip(b">").rstrip(b"/").rstrip()
    put = tag if found else body + new + shown.tag[0][len(body) :]
    draft.edit(shown.part, (*shown.tag.span(), put))
