"""What a button is asked to do, with what was issued, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlgen.issued.manifest import Manifest, find_issued, read_manifest
from xlgen.returned.batch import Return
from xlgen.words.days import iso_day


@dataclass(frozen=True, slots=True)
class Request:
    """What an action is asked to do it with.

    ``fullname`` is the workbook's file as its owner knows it, ``selection`` the cell in question as sheet!cell, ``manifest``
    and ``folder`` what was issued and where, found by themselves where they are None; ``others`` further workbooks of a summary,
    ``read`` what stood in the cell when somebody was told of it.
    """

    fullname: Path
    selection: str = ""
    manifest: Manifest | None = None
    folder: Path | None = None
    others: tuple[Path, ...] = ()
    day: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action says to the person who asked, whether all was sound, and the form it judged, where it judged one."""

    said: str
    returned: Return | None = None
    sound: bool = True


def prepared(request: Request) -> Request:
    """The request with what was issued, where it can be found."""
    folder = request.folder or (None if request.manifest else find_issued(request.fullname))
    manifest = request.manifest or (read_manifest(folder) if folder else None)
    day = iso_day(request.day)
    return Request(request.fullname, request.selection, manifest, folder, request.others, day, request.read)
