"""What was done in a campaign, an act a file: ``记录/000007.jsonl`` says who did what when, and every row that came of it.

The files are the truth and the register is their index. A number is taken by the first who puts his file in its place, also where
locks do not hold, as on a network drive: nothing is written over. Forms that were issued lie beside, in a register of their own
(``000001-1f3a5c7e.sqlite``, after what is in it) that the act names: one that no act names was never issued.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.obstacles import of
from xlgen.files.temporary import gone, patiently, temporary

FOLDER, PENDING = "记录", "下发中.sqlite"
VERSION = 1
_FILE, _SHELF = re.compile(r"(\d{6,})\.jsonl"), re.compile(r"\d{6,}-[0-9a-f]{8}\.sqlite")

EnteredRow = tuple[str, Mapping[str, Any]]  # a table of the register, and what is put in it


@dataclass(frozen=True, slots=True)
class ActRecord:
    """One act: its number, kind, by whom, at what ISO time and on what ISO day it counts as done, what is said of it, its rows.

    ``shelf`` is where the forms lie that were issued by it, None where none were.
    """

    number: int
    kind: str
    by: str
    time: str
    day: str
    said: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[EnteredRow] = ()
    shelf: Path | None = None

    def lines(self) -> Iterator[str]:
        """Its text: a head, a line for each row, and how many there are, without which it counts as not written to the end."""
        head = {"version": VERSION, "act": self.number, "kind": self.kind, "by": self.by, "time": self.time, "day": self.day}
        shelf = {} if self.shelf is None else {"shelf": self.shelf.name}
        yield _line(head | shelf | {"said": dict(self.said)})
        yield from (_line({table: dict(row)}) for table, row in self.rows)
        yield _line({"end": len(self.rows)})


def _line(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"


def numbers(root: Path) -> list[int]:
    """The numbers of all acts, in order, also of one that was not written to the end."""
    folder = root / FOLDER
    names = (_FILE.fullmatch(path.name) for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(int(name[1]) for name in names if name)


def place_of(root: Path, number: int) -> Path:
    """The file of an act."""
    return root / FOLDER / f"{number:06}.jsonl"


def pending_forms(root: Path) -> Path:
    """Where forms are put that are about to be issued; ``shelved`` gives them to an act."""
    return root / FOLDER / PENDING


def shelved(root: Path, number: int) -> Path:
    """The forms that were about to be issued, called after an act and what is in them: nobody else's are written over."""
    pending = pending_forms(root)
    digest = sha256(pending.read_bytes()).hexdigest()[:8]
    place = place_of(root, number).with_name(f"{number:06}-{digest}.sqlite")
    patiently(lambda: pending.replace(place))
    return place


def unissued_forms(root: Path) -> list[Path]:
    """Registers of forms that no act names: what is left of those who were ended by force, the newest last."""
    folder = root / FOLDER
    named = (path for path in sorted(folder.glob("*.sqlite")) if _SHELF.fullmatch(path.name)) if folder.is_dir() else ()
    left = [path for path in named if not _is_named(root, path)]
    return [*left, *(path for path in (pending_forms(root),) if path.is_file())]


def _is_named(root: Path, shelf: Path) -> bool:
    number = int(shelf.name.partition("-")[0])
    record = read_record(root, number) if place_of(root, number).is_file() else None
    return record is not None and record.shelf is not None and record.shelf.name == shelf.name


def put_record(root: Path, record: ActRecord) -> None:
    """The file of an act, whole, in its place. XlgenError where somebody else has taken its number; OSError."""
    path = place_of(root, record.number)
    content = "".join(record.lines()).encode()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = temporary(path.parent)
    try:
        _write(beside, content)
        try:
            os.link(beside, path)
        except FileExistsError:
            raise
        except OSError:  # a disk without links: whoever makes the file first has the number
            _write(path, content)
    except FileExistsError:
        raise XlgenError(f"{path.parent} 里刚有{_taker(root, record.number)}记了一笔，这一次没有做。请再运行一次") from None
    except OSError as error:
        raise of(error, path) from None
    finally:
        gone(beside)


def _taker(root: Path, number: int) -> str:
    """By whom an act is that was written down just now, as far as it says so already."""
    with suppress(OSError, XlgenError):
        if (record := read_record(root, number)) is not None and record.by:
            return f" {record.by} "
    return "别人"


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def read_record(root: Path, number: int) -> ActRecord | None:
    """An act as it was written down; None where its writing was cut off, so that it was not done. Refused where it is damaged."""
    path = place_of(root, number)
    lines = path.read_text("utf-8", errors="surrogateescape").split("\n")
    if not _is_whole(lines):
        return None
    try:
        head, *rows = (json.loads(line) for line in lines[:-2])
        if head["version"] > VERSION:
            raise refuse("XG052", f"{path} 是更新的 xlgen 写的")
        pairs = [next(iter(row.items())) for row in rows]
        shelf = path.with_name(head["shelf"]) if "shelf" in head else None
        said = (head["kind"], head["by"], head["time"], head["day"], head["said"])
        return ActRecord(head["act"], *said, pairs, shelf)
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration):
        raise refuse("XG051", str(path)) from None


def _is_whole(lines: Sequence[str]) -> bool:
    if len(lines) < 3 or lines[-1]:
        return False
    try:
        said = json.loads(lines[-2])
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("end") == len(lines) - 3
