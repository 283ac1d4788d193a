"""The hidden sheet ``_xlgen``: identity in plain rows, then a copy of the issued snapshot in pieces that fit a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlgen.issued.format_two import stored
from xlgen.issued.formats import NEWEST, snapshot_from
from xlgen.issued.packing import packed, unpacked
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value

SHEET = "_xlgen"
MARK = "xlgen-"  # before the number of the format
_HEAD = ("format", "form", "edition", "code", "name", "issued")
Cells = Mapping[tuple[int, int], Value]


def hidden_cells(snapshot: Snapshot) -> Iterator[tuple[tuple[int, int], str]]:
    """Every cell of the hidden sheet as (row, column), text."""
    for row, (key, value) in enumerate(_head(snapshot, NEWEST).items()):
        yield (row, 0), key
        yield (row, 1), value
    for row, text in enumerate(packed(stored(snapshot).lines), len(_HEAD)):
        yield (row, 0), "snapshot"
        yield (row, 1), text


def _head(snapshot: Snapshot, version: int) -> dict[str, str]:
    said = (snapshot.form, snapshot.edition, snapshot.code, snapshot.identity.get("name", ""), snapshot.issued)
    return dict(zip(_HEAD, (f"{MARK}{version}", *said), strict=True))


def format_of(cells: Cells) -> int:
    """The format a hidden sheet says it is in, 0 where it says none."""
    mark, _, version = str(cells.get((0, 1)) or "").strip().partition("-")
    return int(version) if mark == MARK.strip("-") and version.isdecimal() and version.isascii() else 0


def _lines(cells: Cells) -> tuple[str, ...]:
    """The stored lines in a hidden sheet. ValueError where they are damaged."""
    rows = sorted(row for (row, column), key in cells.items() if column == 0 and str(key).strip() == "snapshot")
    pieces = [str(cells.get((row, 1)) or "") for row in rows]
    if format_of(cells) == 1:  # JSON has line breaks only where a program that saved it put them
        return ("".join(pieces).replace("\r", "").replace("\n", ""),)
    return unpacked(pieces)


def read_hidden(cells: Cells) -> Snapshot:
    """The snapshot a returned workbook carries. ValueError where it is damaged or none of ours."""
    if not 1 <= format_of(cells) <= NEWEST:
        raise ValueError("隐藏表的格式标记不对")
    return snapshot_from(_lines(cells))


def identity_of(cells: Cells) -> dict[str, str]:
    """Identity rows of the hidden sheet, readable even where the snapshot is damaged."""
    return {key: str(cells.get((row, 1)) or "").strip() for row, key in enumerate(_HEAD)}


def is_as_issued(cells: Cells, snapshot: Snapshot) -> bool:
    """Whether a hidden sheet says what was issued: its rows, and its copy as text in the format it is in.

    A copy in another format than the snapshot was read from is held against it by what it says.
    """
    issued = snapshot.stored or stored(snapshot)
    if _added(cells) or identity_of(cells) != {key: text.strip() for key, text in _head(snapshot, format_of(cells)).items()}:
        return False
    try:
        lines = _lines(cells)
        return lines == issued.lines if format_of(cells) == issued.version else read_hidden(cells) == snapshot
    except ValueError:
        return False


def _added(cells: Cells) -> bool:
    """Whether something stands in the sheet beside its rows."""
    rows = {row for (row, column), key in cells.items() if column == 0 and str(key).strip() in (*_HEAD, "snapshot")}
    return any(value not in (None, "") and (column > 1 or row not in rows) for (row, column), value in cells.items())
