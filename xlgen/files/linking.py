"""Paths as links of a workbook: what leads to a file, which is not what people read."""

from __future__ import annotations

import re
from pathlib import Path

from xlgen.files.showing import shown_path

LONGEST = 255  # characters of a text in a formula, and of what HYPERLINK takes
# % first of all, for a program that opens a link reads %20 as a blank; # ends the file's name; a name with : or \ in it would be
# read as an address of its own: javascript:…, \\10.0.0.1\…
_ENCODED = re.compile(r"[%#?:\\\"<>|\x00-\x1f\x7f]")


def link_to(file: Path, place: str = "") -> str:
    """The target of a link to a file, and to a place in it; "" where none can lead there: too long, or a name that is no text.

    A file that lies in an archive is led to as far as the archive. Where the path is relative, the target begins with ``./`` or ``../``: it stays a path, whatever the file's name.
    """
    if archives := [above for above in file.parents if above.suffix.lower() == ".zip"]:
        file, place = archives[-1], ""
    path = file.as_posix()
    if shown_path(path) != path:
        return ""
    drive = file.drive.replace("\\", "/")  # of Windows; elsewhere a path has none
    rest = _ENCODED.sub(lambda sign: f"%{ord(sign[0]):02X}", path.removeprefix(drive))
    here = "" if file.is_absolute() or rest.startswith("../") else "./"
    target = f"{drive}{here}{rest}" + (f"#{place}" if place else "")
    return target if len(target) <= LONGEST else ""
