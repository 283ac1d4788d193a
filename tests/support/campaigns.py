"""Small campaigns for tests: two lists, one of them with a secret project, forms filled in by units."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rosters import Sheets, sound
from xlgen.campaign.folder import Campaign
from xlgen.campaign.new_campaign import init
from xlgen.campaign.settings import AskedForm, Settings
from xlgen.flows.filling import fill
from xlgen.writing.roster import write_rows

BEGUN, ISSUED, DEADLINE = "2026-01-10", "2026-01-12", "2026-02-28"
SECRET_CODE, SECRET_NAME = "P009", "雷达站改造"


def listed(place: Path, sheets: Sheets) -> Path:
    """A list as a file."""
    place.write_bytes(write_rows(sheets))
    return place


def with_secret(sheets: Sheets | None = None, said: str = "是") -> Sheets:
    """A list that names a secret project, too."""
    sheets = sheets or sound()
    sheets["项目"] = [[*row, "" if n else "涉密"] for n, row in enumerate(sheets["项目"])]
    sheets["项目"].append([SECRET_CODE, SECRET_NAME, *sheets["项目"][1][2:-1], said])
    sheets["指标"] += [[SECRET_CODE, *row[1:]] for row in sheets["指标"] if row[0] == "P001"]
    return sheets


def others(before: str = "P", after: str = "Q") -> Sheets:
    """The same projects under other codes."""
    return {
        name: [
            [str(cell).replace(f"{before}00", f"{after}00") if isinstance(cell, str) else cell for cell in row] for row in rows
        ]
        for name, rows in sound().items()
    }


def settings(*asked: tuple[str, Path], **said: Any) -> Settings:
    """Settings of a campaign that asks for these forms of these lists."""
    known: dict[str, Any] = {
        "year": 2025,
        "department": "县医保局",
        "deadline": DEADLINE,
        "contact": "某某",
        "phone": "0990-7654329",
    }
    forms = tuple(AskedForm(template, str(roster)) for template, roster in asked)
    return Settings(**known | {"address": "县医保局绩效股"} | said, asked=forms)


def campaign(folder: Path, sheets: Sheets | None = None, **said: Any) -> Campaign:
    """A campaign that was begun and asks for the form ``project`` of one list."""
    place = listed(folder / "项目清单.xlsx", sheets or sound())
    return init(folder / "批次", settings(("project", place), **said), by="某某", day=BEGUN)


def filled(campaign: Campaign, file: str, place: Path, data: Mapping[str, Any] | None = None) -> Path:
    """An issued form as it comes back, filled in by its unit."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(fill(campaign.place(file), data or {"填报人": "某某"}).content)
    return place


def lying(folder: Path) -> dict[str, bytes]:
    """Every file in a folder by its place."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def every_byte(folder: Path) -> Mapping[str, bytes]:
    """What every file says, what is packed in it unpacked as far down as it goes; registers page by page with their texts."""
    return {
        name: content for path in folder.rglob("*") if path.is_file() for name, content in _inside(path.name, path.read_bytes())
    }


def _inside(name: str, content: bytes) -> list[tuple[str, bytes]]:
    import io
    import sqlite3
    import zipfile
    import zlib

    found = [(name, content), (f"{name}, its name", name.encode())]
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.namelist():
                found += [(f"{name}/{inner}", said) for inner, said in _inside(each, archive.read(each))]
    if content[:15] == b"SQLite format 3":
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
        words = connection.execute("SELECT value FROM about WHERE key = 'dictionary'").fetchone()[0]
        packed = [each for (each,) in connection.execute("SELECT head FROM forms UNION ALL SELECT content FROM pieces")]
        found += [(f"{name}, text {n}", zlib.decompressobj(-15, words).decompress(each)) for n, each in enumerate(packed)]
        connection.close()
    return found
