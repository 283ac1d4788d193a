"""``manifest.json``: the list of a batch as text, which earlier versions wrote and ``xlgen manifest --json`` writes.

One JSON object; docs/格式.md describes its keys. A project a line and a piece a line, so that two batches can be compared with
any text tool; pieces that several forms share stand once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.issued import format_one, format_two
from xlgen.issued.formats import NEWEST, sound
from xlgen.issued.snapshot import Snapshot
from xlgen.issued.text import compact
from xlgen.register.keeping import Act, FormLine


def form_line(file: str, snapshot: Snapshot, contacts: Mapping[str, str] | None = None) -> FormLine:
    """A form as it is listed under a file's name; ``contacts`` stand in the list and in no form."""
    head, *pieces = format_two.stored(snapshot).lines
    name, unit = (snapshot.identity.get(key, "") for key in ("name", "unit"))
    return FormLine(snapshot.code, file, snapshot.revision, name, unit, dict(contacts or {}), head, tuple(pieces))


def manifest_text(forms: Iterable[FormLine], template: str, day: str) -> Iterator[str]:
    """The manifest's text in pieces."""
    yield f'{{"version":{NEWEST},"template":{compact(template)},"issued":"{day}","projects":{{'
    pieces: dict[str, int] = {}
    comma = ""
    for form in forms:
        entry: dict[str, Any] = {"file": form.file}
        if form.contacts:
            entry["contacts"] = dict(form.contacts)
        entry["pieces"] = [pieces.setdefault(piece, len(pieces)) for piece in form.pieces]
        yield f'{comma}\n{compact(form.code)}:{compact(entry).removesuffix("}")},"head":{form.head}}}'
        comma = ","
    yield '\n},"pieces":[\n' + ",\n".join(pieces) + "\n]}\n"


def read_json(file: Path) -> tuple[dict[str, Snapshot], dict[str, FormLine], Act]:
    """Snapshots and lines by 项目编码, the lines without their text, and the act of issue. Refused where it is damaged or of another version."""
    try:
        said = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError):
        raise refuse("XG051", str(file)) from None
    version = said.get("version") if isinstance(said, dict) else None
    if version not in _READERS:
        newer = isinstance(version, int) and version > NEWEST
        raise refuse("XG052", f"{file} 是更新的 xlgen 写的" if newer else f"{file} 不是 xlgen 的下发清单")
    try:
        snapshots = dict(_READERS[version](said))
        lines = {code: _line(snapshots[code], entry) for code, entry in said["projects"].items()}
        return snapshots, lines, Act("issue", str(said.get("template", "")), str(said.get("issued", "")))
    except (AttributeError, LookupError, TypeError, ValueError):
        raise refuse("XG051", str(file)) from None


def _line(snapshot: Snapshot, entry: Mapping[str, Any]) -> FormLine:
    name, unit = (snapshot.identity.get(key, "") for key in ("name", "unit"))
    return FormLine(snapshot.code, str(entry["file"]), snapshot.revision, name, unit, entry.get("contacts", {}))


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
