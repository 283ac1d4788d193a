"""The list by which WPS finds add-ins, ``publish.xml``: our line put in and taken out, all that others have there kept as it is."""

from __future__ import annotations

import re

from xlgen.errors import XlgenError

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
EMPTY = f"{XML}<jsplugins>\n</jsplugins>\n".encode()
_END = re.compile(rb"</jsplugins\s*>|<jsplugins\s*/>")
_OURS = re.compile(rb' {0,2}<jsplugin\b[^<>]*\bname="xlgen"[^<>]*/>\r?\n?')


def with_line(listed: bytes, line: str, called: str = "publish.xml") -> bytes:
    """The list with our line as the last, an earlier one of ours gone. XlgenError where it is no such list."""
    kept = without_line(listed)
    ends = list(_END.finditer(kept))
    if not ends:
        raise XlgenError(f"{called} 不是 WPS 的加载项清单（没有 </jsplugins>），没有改动。请看里面写了什么，改名移走后再装")
    end, eol = ends[-1], b"\r\n" if b"\r\n" in kept else b"\n"
    ours = b"  " + line.encode() + eol
    if end[0].endswith(b"/>"):  # a list of none, in one tag
        ours = b"<jsplugins>" + eol + ours + b"</jsplugins>"
        return kept[: end.start()] + ours + kept[end.end() :]
    return kept[: end.start()] + ours + kept[end.start() :]


def without_line(listed: bytes) -> bytes:
    """The list as it was before our line came."""
    return _OURS.sub(b"", listed)
