"""One act after the other: whoever does something in a campaign holds its register, writes the act down, then its rows.

What a killed process wrote down and did not enter is entered by the next; what it did not write down was not done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import Refused, XlgenError
from xlgen.files.saving import private
from xlgen.files.temporary import gone, patiently, temporary, tidy
from xlgen.register.deflating import WORDS
from xlgen.register.opening import NAME, fresh, journal_of, reading, writing
from xlgen.register.recording.act_files import (
    FOLDER,
    ActRecord,
    EnteredRow,
    numbers,
    pending_forms,
    put_record,
    read_record,
    shelved,
    unissued_forms,
)  # fmt: skip
from xlgen.register.recording.entering import apply, newest


@dataclass(slots=True)
class Acting:
    """A campaign that is held for writing."""

    root: Path
    connection: sqlite3.Connection
    by: str
    left: ActRecord | None = None  # the last act that was written down by one who was ended before it was entered
    number: int = 0  # of the next act, as it was when it was held: where locks do not hold, another one may take it meanwhile

    def __post_init__(self) -> None:
        self.number = max([newest(self.connection), *numbers(self.root)]) + 1

    def forms(self) -> Path:
        """Where the forms of the next act are put before it is written down; what was left there was never issued."""
        for left in unissued_forms(self.root):
            left.unlink()
        place = pending_forms(self.root)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place

    def left_forms(self) -> Path | None:
        """The forms of an act that was ended by force before it was written down; None where there are none."""
        return next(reversed(unissued_forms(self.root)), None)

    def do(
        self, kind: str, day: str, said: Mapping[str, Any], rows: Sequence[EnteredRow] = (), *, issues: bool = False
    ) -> ActRecord:
        """Write an act down, then enter it; ``day`` is the ISO day that it counts as done on.

        ``issues`` is whether it issues the forms that were put where ``forms`` says. The act that was ended by force and is only done
        once more is the one that is there.
        """
        if self.left is not None and not issues and _same(self.left, ActRecord(0, kind, self.by, "", day, said, rows)):
            return self.left
        number = self.number
        record = ActRecord(number, kind, self.by, moment(), day, said, rows, shelved(self.root, number) if issues else None)
        try:
            put_record(self.root, record)
        except BaseException:
            if record.shelf is not None:
                gone(record.shelf)
            raise
        apply(self.connection, record)
        self.number += 1
        return record


def moment() -> str:
    """The local ISO time that an act is written down with."""
    return datetime.now().isoformat(timespec="seconds")


@contextmanager
def acting(root: Path, by: str) -> Iterator[Acting]:
    """Hold a campaign for writing; what is written meanwhile is private. XlgenError, with who it is, where somebody else holds it."""
    with private():
        if not (root / NAME).exists():
            reindex(root)
        tidy(root / FOLDER)
        with to_be_made_anew(root), writing(root / NAME) as connection:
            left = _catch_up(connection, root)
            if left:  # for all who read it meanwhile, too
                connection.execute("COMMIT")
                connection.execute("BEGIN IMMEDIATE")
            yield Acting(root, connection, by, left[-1] if left else None)


def _same(one: ActRecord, other: ActRecord) -> bool:
    """Whether two acts say the same, whenever they were done."""
    ways = ([(table, {**row, "time": ""}) for table, row in each.rows] for each in (one, other))
    return next(ways) == next(ways) and (one.kind, one.by, one.day, one.said) == (other.kind, other.by, other.day, other.said)


@contextmanager
def to_be_made_anew(root: Path) -> Iterator[None]:
    """A register that is damaged is told to be made anew: nothing is lost with it."""
    try:
        yield
    except Refused as refusal:
        if refusal.code in ("XG051", "XG052") and str(root / NAME) in refusal.reason and "更新的 xlgen" not in refusal.reason:
            remedy = "做过的都在“记录”里，没有丢。请运行 xlgen reindex，按“记录”重建登记库"
            raise refuse("XG051", str(root / NAME), remedy) from None
        raise


def looking(root: Path) -> sqlite3.Connection:
    """A campaign's register to be read, all acts in it; where one is not entered yet and cannot be, a copy in memory."""
    if not (root / NAME).exists():
        reindex(root)
    with to_be_made_anew(root):
        connection = reading(root / NAME)
        if not _is_behind(connection, root):
            return connection
    connection.close()
    with suppress(OSError, XlgenError), acting(root, ""):
        pass
    connection = reading(root / NAME)
    if not _is_behind(connection, root):
        return connection
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(memory)
    connection.close()
    _catch_up(memory, root)
    return memory


def reindex(root: Path) -> int:
    """Make the register anew of all acts; how many there are. The old one is replaced when the new one is whole."""
    beside = temporary(root)
    try:
        beside.unlink(missing_ok=True)
        with fresh(beside, WORDS) as connection:
            count = len(_catch_up(connection, root))
        patiently(lambda: beside.replace(root / NAME))
        journal_of(root / NAME).unlink(missing_ok=True)
        return count
    finally:
        gone(beside)


def _is_behind(connection: sqlite3.Connection, root: Path) -> bool:
    known = newest(connection)
    return any(read_record(root, number) for number in numbers(root) if number > known)


def _catch_up(connection: sqlite3.Connection, root: Path) -> list[ActRecord]:
    """Enter what is written down and not entered yet; what it was, without the rows of all but the last."""
    known, entered = newest(connection), list[ActRecord]()
    for number in numbers(root):
        if number > known and (record := read_record(root, number)) is not None:
            apply(connection, record)
            entered[-1:] = [*(replace(each, rows=()) for each in entered[-1:]), record]
    return entered
