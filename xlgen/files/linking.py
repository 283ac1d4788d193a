"""Paths as links of a workbook: what leads to a file, which is not what people read."""

from __future__ import annotations

import re
from functools import lru_cache
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
    target, takes_place = _target(file)
    whole = f"{target}#{place}" if place and takes_place else target
    return whole if len(whole) <= LONGEST else ""


@lru_cache(maxsize=1000)  # a form is linked to from each of its findings and indicators
def _target(file: Path) -> tuple[str, bool]:
    """Where a file is, and whether a place in it can be named; "" where nothing can lead there."""
    archives = [above for above in file.parents if above.suffix.lower() == ".zip"]
    file = archives[-1] if archives else file
    path = file.as_posix()
    if shown_path(path) != path:
        return "", False
    drive = file.drive.replace("\\", "/")  # of Windows; elsewhere a path has none
    rest = _ENCODED.sub(lambda sign: f"%{ord(sign[0]):02X}", path.removeprefix(drive))
    here = "" if file.is_absolute() or rest.startswith("../") else "./"
    return f"{drive}{here}{rest}", not archives
