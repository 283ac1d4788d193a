"""``manifest.json``: the issued snapshots of one batch, truth for everything that comes back.

One JSON object; docs/格式.md describes its keys. A project a line and a piece a line, so that two batches can be compared with
any text tool; pieces that several forms share stand once.
"""

from __future__ import annotations

import json
import os.path
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.paths import path_of
from xlgen.issued import format_one, format_two
from xlgen.issued.formats import NEWEST, sound
from xlgen.issued.snapshot import Snapshot
from xlgen.issued.text import compact

NAME = "manifest.json"
BOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".csv")  # what is named by mistake
NOBODY: Mapping[str, Mapping[str, str]] = {}
FOLDERS = "下发", "issued"  # what the folder of issued forms is called that is found by itself


@dataclass(frozen=True, slots=True)
class Manifest:
    """Issued snapshots by 项目编码, the file name each was issued under, and the folder they lie in."""

    snapshots: Mapping[str, Snapshot]
    files: Mapping[str, str]
    folder: Path = Path()
    contacts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # 项目编码 → how to reach the unit, by title


def manifest_text(
    issued: Iterable[tuple[str, Snapshot]], template: str, day: str, contacts: Mapping[str, Mapping[str, str]] = NOBODY
) -> Iterator[str]:
    """The manifest's text in pieces; ``issued`` gives file name and snapshot. ``contacts`` stand here and in no form."""
    yield f'{{"version":{NEWEST},"template":{compact(template)},"issued":"{day}","projects":{{'
    pieces: dict[str, int] = {}
    comma = ""
    for file, snapshot in issued:
        head, *own = format_two.stored(snapshot).lines
        entry: dict[str, Any] = {"file": file}
        if reach := contacts.get(snapshot.code):
            entry["contacts"] = dict(reach)
        entry["pieces"] = [pieces.setdefault(piece, len(pieces)) for piece in own]
        yield f'{comma}\n{compact(snapshot.code)}:{compact(entry).removesuffix("}")},"head":{head}}}'
        comma = ","
    yield '\n},"pieces":[\n' + ",\n".join(pieces) + "\n]}\n"


def read_manifest(path: Path | str) -> Manifest:
    """A manifest from its file or folder. Refused where it is missing, damaged or of another version."""
    path = path_of(path)
    file = path / NAME if path.is_dir() else path
    if file.is_file() and file.suffix.lower() in BOOKS:
        raise refuse("XG050", f"{path} 是工作簿，不是下发时的文件夹")
    try:
        said = json.loads(file.read_text("utf-8"))
    except OSError:
        raise refuse("XG050", f"{path} 里没有 {NAME}" if path.is_dir() else f"没有 {path}") from None
    except (ValueError, RecursionError):
        raise refuse("XG051", str(file)) from None
    version = said.get("version") if isinstance(said, dict) else None
    if version not in _READERS:
        newer = isinstance(version, int) and version > NEWEST
        raise refuse("XG052", f"{file} 是更新的 xlgen 写的" if newer else f"{file} 不是 xlgen 的下发清单")
    try:
        projects = said["projects"]
        files = {code: str(entry["file"]) for code, entry in projects.items()}
        contacts = {code: entry["contacts"] for code, entry in projects.items() if "contacts" in entry}
        return Manifest(dict(_READERS[version](said)), files, file.parent, contacts)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise refuse("XG051", str(file)) from None


def _in_format_one(said: Mapping[str, Any]) -> Iterator[tuple[str, Snapshot]]:
    for code, entry in said["projects"].items():
        yield code, sound(lambda: format_one.snapshot_of(entry["snapshot"]))  # noqa: B023


def _in_format_two(said: Mapping[str, Any]) -> Iterator[tuple[str, Snapshot]]:
    lines = [compact(piece) for piece in said["pieces"]]
    for code, entry in said["projects"].items():
        head, numbers = entry["head"], entry["pieces"]
        pieces = [said["pieces"][number] for number in numbers]
        own = (compact(head), *(lines[number] for number in numbers))
        yield code, sound(lambda: format_two.snapshot_of(head, pieces, own))  # noqa: B023


_READERS = {format_one.VERSION: _in_format_one, format_two.VERSION: _in_format_two}


def manifest_of(issued: Path | str | Manifest | None) -> Manifest | None:
    """The manifest meant by its folder or file; one that was read already is taken as it is."""
    return read_manifest(issued) if isinstance(issued, Path | str) else issued


def find_issued(paths: Path | str | Iterable[Path | str]) -> Path | None:
    """The folder with the manifest of returned files, or of folders of them: beside them, one folder up, or 下发 two folders up.

    XlgenError where different ones lie beside several of them.
    """
    several = [paths] if isinstance(paths, Path | str) else paths
    found = sorted({place for path in several if (place := _near(path_of(path)))})
    if len(found) > 1:
        raise XlgenError(f"旁边的下发清单不止一份（{'、'.join(map(str, found))}），请用 --issued 写明用哪一份")
    return next(iter(found), None)


def _near(path: Path) -> Path | None:
    whole = Path(os.path.normpath(path.absolute()))  # of a path with "..", the parent by spelling is another folder
    folder = whole if whole.is_dir() else whole.parent
    near = (base / name for base in (folder, folder.parent) for name in ("", *FOLDERS))
    places = (*near, *(folder.parent.parent / name for name in FOLDERS))
    found = next((place for place in places if (place / NAME).is_file()), None)
    return found if found is None or path.is_absolute() else Path(os.path.relpath(found))
