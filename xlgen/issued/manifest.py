"""``manifest.json``: the issued snapshots of one batch, truth for everything that comes back.

One JSON object: ``version`` (1), ``issued`` (ISO date), ``template``, ``projects``; the last maps 项目编码 to ``file`` and
``snapshot`` (format: ``xlgen.issued.snapshot``). One project a line, so that two batches can be compared with any text tool.
"""

from __future__ import annotations

import json
import os.path
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlgen.catalogue import refuse
from xlgen.files.paths import path_of
from xlgen.issued.snapshot import Snapshot
from xlgen.issued.snapshot_json import from_json, to_json

NAME = "manifest.json"
VERSION = 1
NOBODY: Mapping[str, Mapping[str, str]] = {}
FOLDERS = ("", "下发", "issued")  # where a manifest is looked for, beside a workbook and one folder up


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
    yield f'{{"version":{VERSION},"template":{json.dumps(template)},"issued":"{day}","projects":{{'
    comma = ""
    for file, snapshot in issued:
        reach = {"contacts": dict(contacts[snapshot.code])} if contacts.get(snapshot.code) else {}
        entry = json.dumps({"file": file, **reach, "snapshot": to_json(snapshot)}, ensure_ascii=False, separators=(",", ":"))
        yield f"{comma}\n{json.dumps(snapshot.code, ensure_ascii=False)}:{entry}"
        comma = ","
    yield "\n}}\n"


def read_manifest(path: Path | str) -> Manifest:
    """A manifest from its file or folder. Refused where it is missing, damaged or of another version."""
    path = path_of(path)
    file = path / NAME if path.is_dir() else path
    try:
        said = json.loads(file.read_text("utf-8"))
    except OSError:
        raise refuse("XG050", f"{path} 里没有 {NAME}" if path.is_dir() else f"没有 {path}") from None
    except ValueError:
        raise refuse("XG051", str(file)) from None
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise refuse("XG052", f"{file} 的版本不是 {VERSION}")
    try:
        projects = said["projects"]
        snapshots = {code: from_json(entry["snapshot"]) for code, entry in projects.items()}
        contacts = {code: entry["contacts"] for code, entry in projects.items() if "contacts" in entry}
        return Manifest(snapshots, {code: entry["file"] for code, entry in projects.items()}, file.parent, contacts)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise refuse("XG051", str(file)) from None


def manifest_of(issued: Path | str | Manifest | None) -> Manifest | None:
    """The manifest meant by its folder or file; one that was read already is taken as it is."""
    return read_manifest(issued) if isinstance(issued, Path | str) else issued


def find_issued(fullname: Path | str) -> Path | None:
    """The folder with the manifest, looked for beside a workbook and one folder up."""
    folder = Path(os.path.normpath(path_of(fullname))).parent  # of a path with "..", the parent by spelling is another folder
    places = (base / name for base in (folder, folder.parent) for name in FOLDERS)
    return next((place for place in places if (place / NAME).is_file()), None)
