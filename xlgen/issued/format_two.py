"""Format 2 of a snapshot: lines of JSON, a head and pieces, so that equal parts of many forms are kept once.

The head says whose form it is and, by number, which pieces it is made of: one of what all forms of its kind share, one a
sheet, one a row of a table and one a kind of row. docs/格式.md describes every key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlgen.issued.kind_texts import kind_writer
from xlgen.issued.row_kinds import RowPlace, general, joined, others_named, own_of, particular, words
from xlgen.issued.snapshot import IssuedRow, Slot, Snapshot, Stored, read_from
from xlgen.issued.text import compact
from xlgen.words.numbers import plain

VERSION = 2
_HEAD = ("issued", "batch", "revision", "deadline", "contact", "identity", "further")  # of this form
_FORM = ("form", "edition", "title", "source", "money", "labels", "columns")  # of every form of its kind
_ROW = ("label", "level", "method", "says", "source", "parameters", "asked", "spare")


def stored(snapshot: Snapshot) -> Stored:
    """The text that a snapshot is kept as in this format: the one it was read from, else written now."""
    known = snapshot.stored
    if known and known.version == VERSION:
        return known
    written = Stored(VERSION, tuple(_lines(snapshot)))
    if known is None:  # the hidden sheet and the register ask for the same
        read_from(snapshot, written)
    return written


def _lines(snapshot: Snapshot) -> Iterator[str]:
    pieces: dict[str, int] = {}  # in the order they were first used

    def number(text: str) -> int:
        return pieces.setdefault(text, len(pieces))

    head = {"version": VERSION} | {key: getattr(snapshot, key) for key in _HEAD if getattr(snapshot, key)}
    head["form"] = number(compact(_form(snapshot)))
    head["sheets"] = [number(compact(_sheet(snapshot, name))) for name in snapshot.widths]
    head["rows"] = [[number(row), number(kind), *stands] for row, kind, stands in _rows(snapshot)]
    yield compact(head | _later(snapshot, "head"))
    yield from pieces


def _form(snapshot: Snapshot) -> dict[str, Any]:
    said = {key: getattr(snapshot, key) for key in _FORM} | {
        "grades": [[word, plain(least)] for word, least in snapshot.grades],
        "levels": {level: plain(points) for level, points in snapshot.levels.items()},
        "thresholds": {name: plain(value) for name, value in snapshot.thresholds.items()},
        "weights": dict(snapshot.weights),
        "sources": dict(snapshot.sources),
        "bounds": {kind: [plain(least), plain(most)] for kind, (least, most) in snapshot.bounds.items()},
        "own_rules": list(snapshot.own_rules),
    }
    return {key: value for key, value in said.items() if value} | _later(snapshot, "form")


def _later(snapshot: Snapshot, piece: str) -> dict[str, Any]:
    """Keys of a piece that a later program wrote."""
    return dict(snapshot.later.get(piece, {}))


def _sheet(snapshot: Snapshot, name: str) -> dict[str, Any]:
    return {
        "sheet": name,
        "widths": [plain(width) for width in snapshot.widths[name]],
        "heights": [[row, plain(height)] for row, height in snapshot.heights.get(name, {}).items()],
        "static": [[row, column, text] for (row, column), text in snapshot.static.get(name, {}).items()],
    } | _later(snapshot, f"sheet {name}")


def _rows(snapshot: Snapshot) -> Iterator[tuple[str, str, list[Any]]]:
    """Of each row of a table, and each cell beside the tables: what is its own, its kind, and its key, line and other rows."""
    issued = {(row.table, row.key): row for row in snapshot.rows}
    groups = [list(group) for _, group in groupby(snapshot.slots.values(), lambda s: (s.table, s.row or s.name))]
    places = [_place(slots, issued.get((slots[0].table, slots[0].row))) for slots in groups]
    known = {place.prefix: place for place in places if place.table}
    number = {place: index for index, place in enumerate(places)}
    for slots, place in zip(groups, places, strict=True):
        others = others_named(slots, place, known) if place.table else ()
        row = issued.get((place.table, place.key))
        own = {slot.column if place.table else slot.name: mine for slot in slots if (mine := own_of(slot))}
        said = ({"table": place.table} | _row(row, place, others) if row else {}) | ({"own": own} if own else {})
        kind = f"[{','.join(map(kind_writer(place, others), slots))}]"
        yield compact(said), kind, [place.key, place.line, *([[number[other] for other in others]] if others else [])]


def _place(slots: Sequence[Slot], row: IssuedRow | None) -> RowPlace:
    line = min((slot.place[1] for slot in slots if slot.place), default=None)
    return RowPlace(slots[0].table, slots[0].row, row.label if row else "", line)


def _row(row: IssuedRow, place: RowPlace, others: Sequence[RowPlace]) -> dict[str, Any]:
    said = {key: value for key in _ROW if (value := getattr(row, key))}
    if "asked" in said:
        write = general(words(place, others))
        said["asked"] = {key: write(name) for key, name in row.asked.items()}
    return said | dict(row.later) if row.later else said


# ---- read -----------------------------------------------------------------------------------------------------------


def snapshot_of(head: Mapping[str, Any], pieces: Sequence[Any], lines: Sequence[str]) -> Snapshot:
    """The snapshot of a head and the pieces it numbers; ``lines`` are the same as text.

    LookupError, TypeError, AttributeError or ValueError where it is none.
    """
    if head["version"] != VERSION:
        raise ValueError(f"格式 {head['version']}")
    form = pieces[head["form"]]
    sheets = [pieces[number] for number in head["sheets"]]
    rows, slots = _read_rows(head["rows"], pieces, lines[1:])
    snapshot = Snapshot(
        **{key: form.get(key, {} if key in ("labels", "columns") else "") for key in _FORM},
        **({"issued": "", "identity": {}} | {key: head[key] for key in _HEAD if key in head}),
        grades=tuple((word, Decimal(least)) for word, least in form.get("grades", ())),
        levels={level: Decimal(points) for level, points in form.get("levels", {}).items()},
        thresholds={name: Decimal(value) for name, value in form.get("thresholds", {}).items()},
        weights=form.get("weights", {}),
        sources=form.get("sources", {}),
        bounds={kind: (Decimal(least), Decimal(most)) for kind, (least, most) in form.get("bounds", {}).items()},
        own_rules=tuple(form.get("own_rules", ())),
        widths={said["sheet"]: tuple(map(Decimal, said["widths"])) for said in sheets},
        heights={said["sheet"]: {row: Decimal(height) for row, height in said["heights"]} for said in sheets},
        static={said["sheet"]: {(row, column): text for row, column, text in said["static"]} for said in sheets},
        slots=slots, rows=rows,
        later=_unknown(head, form, sheets),
    )  # fmt: skip
    return read_from(snapshot, Stored(VERSION, tuple(lines)))


_KNOWN = {
    "head": {"version", "form", "sheets", "rows", *_HEAD},
    "form": {"grades", "levels", "thresholds", "weights", "sources", "bounds", "own_rules", *_FORM},
    "sheet": {"sheet", "widths", "heights", "static"},
}


def _unknown(
    head: Mapping[str, Any], form: Mapping[str, Any], sheets: Sequence[Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    pieces = {"head": head, "form": form} | {f"sheet {said['sheet']}": said for said in sheets}
    later = {name: {k: v for k, v in said.items() if k not in _KNOWN[name.split()[0]]} for name, said in pieces.items()}
    return {name: keys for name, keys in later.items() if keys}


Made = tuple[tuple[IssuedRow, ...], tuple[Slot, ...]]
MOST = 1 << 11  # rows that are kept, some 15 MB; then all are forgotten
_MADE: dict[tuple[str, str, RowPlace, tuple[RowPlace, ...]], Made] = {}


def _read_rows(
    said: Sequence[Any], pieces: Sequence[Any], lines: Sequence[str]
) -> tuple[tuple[IssuedRow, ...], dict[str, Slot]]:
    """Rows and cells; those that another form has word for word at the same place are the same objects."""
    rows: list[IssuedRow] = []
    slots: dict[str, Slot] = {}
    places = [RowPlace(pieces[own].get("table", ""), key, pieces[own].get("label", ""), line) for own, _, key, line, *_ in said]
    for (own, kind, _, _, *others), place in zip(said, places, strict=True):
        spoken_of = tuple(places[number] for number in others[0]) if others else ()
        key = lines[own], lines[kind], place, spoken_of
        if key not in _MADE:
            if len(_MADE) >= MOST:
                _MADE.clear()
            _MADE[key] = _made(pieces[own], pieces[kind], place, spoken_of)
        made, cells = _MADE[key]
        rows += made
        slots |= {slot.cell.name: slot for slot in cells}
    return tuple(rows), slots


def _made(row: Mapping[str, Any], kind: Sequence[Mapping[str, Any]], place: RowPlace, spoken_of: Sequence[RowPlace]) -> Made:
    write = particular(words(place, spoken_of))
    return (_issued_row(row, place, write),) if place.table else (), tuple(joined(place, kind, row.get("own", {}), write))


def _issued_row(said: Mapping[str, Any], place: RowPlace, write: Callable[[str], str]) -> IssuedRow:
    known = {"label": ""} | {key: said[key] for key in _ROW if key in said}
    if "asked" in known:
        known["asked"] = {key: write(name) for key, name in known["asked"].items()}
    later = {key: said[key] for key in said if key not in {*_ROW, "table", "own"}}
    return IssuedRow(place.table, place.key, **known, later=later)
