"""Zips of units' folders, to be sent by mail: what is in a folder and in none of its zips yet goes into the next one."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from xlgen.campaign.folder import OUT, Campaign
from xlgen.files.saving import private, write_whole
from xlgen.files.temporary import PREFIX

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # where dates in a zip begin: the same files always give the same bytes


def zip_units(campaign: Campaign) -> tuple[str, ...]:
    """Write a zip beside each unit's folder, 县医保中心.zip, and 县医保中心_补发1.zip of what came later; where each is.

    No zip that a unit may hold is written over.
    """
    home, made = campaign.place(OUT), []
    folders = sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith(PREFIX))
    with private():
        for folder in folders:
            zips = list(_zips(folder))
            packed = {name for each in zips if each.is_file() for name in zipfile.ZipFile(each).namelist()}
            files = {path.relative_to(home).as_posix(): path for path in sorted(folder.rglob("*")) if _is_sent(path)}
            if more := {name: path.read_bytes() for name, path in files.items() if name not in packed}:
                place = next(each for each in zips if not each.exists())
                write_whole(place, _zipped(more))
                made.append(place.relative_to(campaign.root).as_posix())
    return tuple(made)


def _zips(folder: Path) -> Iterator[Path]:
    """The zips of a folder that are there, and the next."""
    number = 0
    while True:
        place = folder.with_name(f"{folder.name}_补发{number}.zip" if number else f"{folder.name}.zip")
        yield place
        if not place.exists():
            return
        number += 1


def _is_sent(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((PREFIX, "~$", "."))


def _zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:  # workbooks and scans are packed already
        for name, content in files.items():
            member = zipfile.ZipInfo(name, FIRST_DAY)
            member.create_system = 0
            package.writestr(member, content)
    return out.getvalue()
