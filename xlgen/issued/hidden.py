"""The hidden sheet ``_xlgen``: identity in plain rows, then the issued snapshot as JSON in pieces that fit a cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from xlgen.issued.snapshot import Snapshot
from xlgen.issued.snapshot_json import from_json, to_json
from xlgen.language.operators import Value

SHEET = "_xlgen"
PIECE = 30_000  # characters, of the MAX_TEXT that a cell holds
FORMAT = "xlgen-1"
_HEAD = ("format", "form", "edition", "code", "name", "issued")


def hidden_cells(snapshot: Snapshot) -> Iterator[tuple[tuple[int, int], str]]:
    """Every cell of the hidden sheet as (row, column), text; the same snapshot always gives the same cells."""
    head = (FORMAT, snapshot.form, snapshot.edition, snapshot.code, snapshot.identity.get("name", ""), snapshot.issued)
    for row, (key, value) in enumerate(zip(_HEAD, head, strict=True)):
        yield (row, 0), key
        yield (row, 1), value
    text = json.dumps(to_json(snapshot), ensure_ascii=False, separators=(",", ":"))
    for i in range(0, len(text), PIECE):
        yield (len(_HEAD) + i // PIECE, 0), "snapshot"
        yield (len(_HEAD) + i // PIECE, 1), text[i : i + PIECE]


def read_hidden(cells: Mapping[tuple[int, int], Value]) -> Snapshot:
    """The snapshot a returned workbook carries. ValueError or KeyError where it is damaged or none of ours."""
    if cells.get((0, 1)) != FORMAT:
        raise ValueError("隐藏表的格式标记不对")
    rows = sorted(row for (row, column), key in cells.items() if column == 0 and key == "snapshot")
    return from_json(json.loads("".join(str(cells[row, 1]) for row in rows)))


def identity_of(cells: Mapping[tuple[int, int], Value]) -> dict[str, str]:
    """Identity rows of the hidden sheet, readable even where the snapshot is damaged."""
    return {key: str(cells.get((row, 1), "")) for row, key in enumerate(_HEAD)}
