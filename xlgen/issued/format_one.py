"""Format 1 of a snapshot, which xlgen 0.1 wrote into ``manifest.json`` and the hidden sheet: read, and no more written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlgen.issued.cells_json import cell_of
from xlgen.issued.snapshot import IssuedRow, Slot, Snapshot, Stored, read_from
from xlgen.issued.text import compact

VERSION = 1


def snapshot_of(said: Mapping[str, Any]) -> Snapshot:
    """The snapshot; LookupError, TypeError, AttributeError or ValueError where it is none."""
    if said["version"] != VERSION:
        raise ValueError(f"格式 {said['version']}")
    snapshot = Snapshot(
        form=said["form"], edition=said["edition"], title=said["title"], source=said["source"], money=said["money"],
        identity=said["identity"], issued=said["issued"],
        grades=tuple((word, Decimal(least)) for word, least in said["grades"]),
        slots={cell["name"]: _slot(cell) for cell in said["cells"]},
        rows=tuple(IssuedRow(**{"label": "", **row}) for row in said["rows"]),
        static={sheet: {(r, c): text for r, c, text in cells} for sheet, cells in said["static"].items()},
        labels=said["labels"], columns=said["columns"],
        widths={sheet: tuple(map(Decimal, widths)) for sheet, widths in said["widths"].items()},
        further=said.get("further", {}),
        levels={level: Decimal(points) for level, points in said.get("levels", {}).items()},
        heights={sheet: {row: Decimal(height) for row, height in rows} for sheet, rows in said["heights"].items()},
    )  # fmt: skip
    return read_from(snapshot, Stored(VERSION, (compact(said),)))


def _slot(said: Mapping[str, Any]) -> Slot:
    table, row, column = said.get("of", ("", "", ""))
    place = said.get("at")
    at = (place[0], place[1], place[2]) if place else None
    return Slot(cell_of(said["name"], said), at, table, row, column, said.get("excel", ""))
