"""Rows of a campaign as acts say them, put into the register: the one place where they are, live and when it is made anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from xlgen.catalogue import refuse
from xlgen.register.answering import COLUMNS
from xlgen.register.keeping import Act, Keeper, Shelf
from xlgen.register.recording.act_files import ActRecord

# Columns that an act says of each table, beside the act itself.
SAID: Mapping[str, tuple[str, ...]] = {
    "arrivals": tuple("digest container name size day kind did code revision unit indicator sender why".split()),
    "verdicts": tuple("digest status total grade findings".split()),
    "decisions": tuple("code kind said reason basis second revokes".split()),
    "rounds": tuple("round code digest file".split()),
    "answers": tuple(COLUMNS),
}
_EMPTY: Mapping[str, Any] = {"size": 0, "revision": 0, "revokes": 0, "round": 0}


def apply(connection: sqlite3.Connection, record: ActRecord) -> None:
    """Put all that an act says into a register. An arrival that is there already stays as it is."""
    keeper = Keeper(connection)
    said = record.said
    keeper.begin(
        Act(
            record.kind,
            str(said.get("template", "")),
            record.day,
            str(said.get("approval", "")),
            str(said.get("origin", "")),
            record.number,
            record.by,
            record.time,
            json.dumps(dict(said), ensure_ascii=False),
        )
    )
    if record.shelf is not None:
        if not record.shelf.is_file():
            raise refuse("XG051", f"第 {record.number} 笔记录下发的表不见了：{record.shelf}")
        shelf = Shelf(record.shelf)
        for form in shelf.of_act(0):
            keeper.keep(form)
        shelf.close()
    for table, row in record.rows:
        if table not in SAID or not row.keys() <= set(SAID[table]):
            raise refuse("XG052", f"第 {record.number} 笔记录里有读不懂的“{table}”")
        _put(connection, table, row, keeper.act)


def _put(connection: sqlite3.Connection, table: str, row: Mapping[str, Any], act: int) -> None:
    columns = [*([] if table == "answers" else ["act"]), *SAID[table]]
    values = [act, *(row.get(column, _EMPTY.get(column, "")) for column in SAID[table])]
    twice = " ON CONFLICT (digest, container, name) DO NOTHING" if table == "arrivals" else ""
    marks = ", ".join("?" * len(columns))
    connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}){twice}", values[-len(columns) :])


def newest(connection: sqlite3.Connection) -> int:
    """The number of the last act that a register knows."""
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM acts").fetchone()[0])
