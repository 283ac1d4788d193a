"""The issued snapshot as kept text: what is read back is what was issued, judges as it did, and keeps what later programs say."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blanks import TEMPLATES, example
from everything import everything
from rules import issued
from xlgen.flows.filling import fill
from xlgen.form.compute import compute
from xlgen.form.records import TYPES, Cell
from xlgen.issued.format_two import stored
from xlgen.issued.formats import snapshot_from
from xlgen.issued.hidden import hidden_cells, read_hidden
from xlgen.issued.snapshot import IssuedRow, Slot, Snapshot
from xlgen.language.nodes import Expr
from xlgen.language.operators import Value
from xlgen.language.parse import parse
from xlgen.language.write import to_source
from xlgen.returned.answers import read_answers
from xlgen.workbook.ooxml.reader import read_workbook


def read_back(snapshot: Snapshot) -> Snapshot:
    """The snapshot written as text and read again."""
    return snapshot_from(stored(snapshot).lines)


def spelled(expr: Expr | None) -> Expr | None:
    """A formula without the headings of its columns, which only its wording needs."""
    return parse(to_source(expr)) if expr is not None else None


def judged_by(cell: Cell) -> Cell:
    """A cell without what only printing needs, which is not kept."""
    formulas = {key: spelled(getattr(cell, key)) for key in ("formula", "minimum", "maximum")}
    return replace(cell, **formulas, prompt="", tall=1, align="")


def kept(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, slots={name: replace(slot, cell=judged_by(slot.cell)) for name, slot in snapshot.slots.items()})


def values(snapshot: Snapshot, filled: Mapping[str, Value]) -> dict[str, Value]:
    rows = {name: slot.place[1] for name, slot in snapshot.slots.items() if slot.place}
    return compute([slot.cell for slot in snapshot.slots.values()], filled, lambda name: rows.get(name, 0))


# ---- forms that come with xlgen -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_form_is_read_back_as_it_was_issued(template: str) -> None:
    snapshot = example(template)[0]
    assert read_back(snapshot) == kept(snapshot)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_form_read_back_computes_the_same(template: str) -> None:
    snapshot, content = example(template)
    answers = read_answers(snapshot, read_workbook(fill(content, everything(snapshot)).content))
    filled = {name: answers.typed(name) for name, slot in snapshot.slots.items() if slot.cell.is_input}
    found = values(read_back(snapshot), filled)
    assert found == values(snapshot, filled)
    assert any(isinstance(value, Decimal) for value in found.values())


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_hidden_sheet_carries_it_in_cells_that_excel_can_hold(template: str) -> None:
    snapshot = example(template)[0]
    cells = dict(hidden_cells(snapshot))
    assert max(len(text.encode("utf-16-le")) // 2 for text in cells.values()) <= 8_000
    assert read_hidden(cells) == kept(snapshot)


# ---- small forms of any kind --------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
labels = st.just(st.sampled_from(["", "~", "~.", "b.1.", "3", "c", "A3", "第3行", "甲"]) | texts)
decimals = st.decimals(-10_000, 10_000, places=4).map(lambda x: x.normalize() + 0)
formulas = st.sampled_from(
    [
        "a + b.1.c * 2",
        "round(ratio(a, b.1.c), 2)",
        "a if a >= 0.5 else blank",
        'join("第", row(a), "行")',
        "sum([a, b.1.c])",
        '"优" if a > b.1.c else "差"',
    ]
).map(parse)
words = texts.filter(bool)
excels = texts | st.sampled_from(["=A3+$B$3+A33", '=~n&A1&"~."', "=IF(C2=3,B2,~~)"])
cells = st.builds(
    Cell,
    name=st.just(""),
    label=texts,
    type=st.sampled_from(TYPES),
    value=st.none() | words | decimals,
    required=st.booleans(),
    choices=st.lists(words, max_size=3).map(tuple),
    minimum=st.none() | formulas,
    maximum=st.none() | formulas,
    unit=texts,
    also=st.lists(texts, max_size=2).map(tuple),
    tags=st.frozensets(words, max_size=2),
    prefix=st.sampled_from(["", "≥", "≤"]),
    suffix=texts,
)
NAMES = ("a", "b.1.c", "b.1.score", "b.2.c", "指标.甲")


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A form of a few cells, some of them formulas over the first two."""
    slots = {}
    for at, name in enumerate(NAMES):
        cell = replace(draw(cells), name=name)
        if at > 1 and draw(st.booleans()):
            cell = replace(cell, value=None, formula=draw(formulas))
        table, row, column = name.split(".") if name.count(".") == 2 else ("", "", "")
        slots[name] = Slot(cell, draw(st.none() | st.just(("表", at, 2))), table, row, column, draw(excels))
    places = st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), texts, max_size=3)
    said = st.dictionaries(texts, texts, max_size=3)
    rows = []
    for table, row in dict.fromkeys((slot.table, slot.row) for slot in slots.values() if slot.table):
        how = st.builds(
            IssuedRow, st.just(table), st.just(row), draw(labels), level=texts, method=texts, says=texts, source=texts,
            parameters=said, asked=said, spare=st.booleans(),
        )  # fmt: skip
        rows.append(draw(how))
    return Snapshot(
        form=draw(texts), edition=draw(texts), title=draw(texts), source=draw(texts), money=draw(texts), issued="2026-01-10",
        identity=draw(said), grades=tuple(draw(st.lists(st.tuples(texts, decimals), max_size=4))), slots=slots,
        rows=tuple(rows), static={"表": draw(places)}, labels=draw(said), columns=draw(said),
        widths={"表": tuple(draw(st.lists(decimals, max_size=3)))},
        heights={"表": draw(st.dictionaries(st.integers(0, 9), decimals, max_size=3))},
        levels=draw(st.dictionaries(texts, decimals, max_size=3)), further=draw(said), batch=draw(texts), contact=draw(texts),
        revision=draw(st.integers(0, 9)), deadline=draw(texts), own_rules=tuple(draw(st.lists(words, max_size=2))),
        thresholds=draw(st.dictionaries(texts, decimals, max_size=3)),
        weights=draw(said), sources=draw(said),
        bounds=draw(st.dictionaries(texts, st.tuples(decimals, decimals), max_size=2)),
    )  # fmt: skip


@given(snapshots())
def test_any_form_is_read_back_as_it_was_issued(snapshot: Snapshot) -> None:
    assert read_back(snapshot) == snapshot


@given(snapshots(), st.dictionaries(st.sampled_from(NAMES), st.none() | texts | decimals))
def test_any_form_read_back_computes_the_same(snapshot: Snapshot, filled: dict[str, Value]) -> None:
    assert values(read_back(snapshot), filled) == values(snapshot, filled)


# ---- equal rows give equal text --------------------------------------------------------------------------------------


def row_pieces(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    """Each row's own text and its kind's, by table and key."""
    head, *pieces = stored(snapshot).lines
    rows = [(pieces[own], pieces[kind], key) for own, kind, key, *_ in json.loads(head)["rows"]]
    return {f"{json.loads(own).get('table')}.{key}": (own, kind) for own, kind, key in rows if key}


def test_rows_that_ask_alike_differ_in_nothing_but_their_numbers() -> None:
    rows = [
        re.sub('"number":"[0-9]+"', "", "".join(pieces))
        for name, pieces in row_pieces(example("department")[0]).items()
        if name.startswith("projects.")
    ]
    assert len(rows) > 3
    assert len(set(rows)) == 1


def test_rows_of_one_kind_say_what_they_have_in_common_once() -> None:
    lines = stored(example("project")[0]).lines
    assert len(lines) == len(set(lines))
    checks = {kind for name, (_, kind) in row_pieces(example("project")[0]).items() if name.startswith("check.")}
    assert len(checks) < sum(row.table == "check" for row in example("project")[0].rows) * 0.75  # bounds differ by type


def test_the_same_form_gives_the_same_text() -> None:
    assert stored(issued("A")) == stored(issued("A"))


# ---- what later programs write ---------------------------------------------------------------------------------------


def taught(snapshot: Snapshot) -> list[str]:
    """Its text with a key in every piece that this program does not know."""
    head, *pieces = (json.loads(line) for line in stored(snapshot).lines)
    for piece in (head, *pieces):
        if isinstance(piece, dict):
            piece["日后"] = {"a": [1]}
            for cell in piece.get("own", {}).values():
                cell["日后"] = "b"
        else:
            for cell in piece:
                cell["日后"] = "c"
    return [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (head, *pieces)]


def test_keys_of_later_programs_are_kept() -> None:
    lines = taught(issued("A"))
    read = snapshot_from(lines)
    assert stored(read).lines == tuple(lines)
    changed = stored(replace(read, deadline="2026-02-28"))
    again = snapshot_from(changed.lines)
    assert (again, again.deadline) == (replace(read, deadline="2026-02-28"), "2026-02-28")
    assert again.later["head"] == again.later["form"] == {"日后": {"a": [1]}}
    assert {slot.later["日后"] for slot in again.slots.values()} == {"b", "c"}


def test_a_form_that_was_changed_is_not_kept_as_what_it_was_read_from() -> None:
    read = read_back(issued("A"))
    assert read.stored is not None
    assert replace(read, title="改过").stored is None


# ---- what is no snapshot ------------------------------------------------------------------------------------------------

HEAD, *LEAST = map(json.loads, stored(issued("A")).lines)


def leaves(said: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where each value stands in JSON: keys and indexes from the top."""
    inside = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    return [at, *(place for key, value in inside for place in leaves(value, (*at, key)))]


PLACES = [place for place in leaves([HEAD, *LEAST])[1:] if "static" not in place]


@given(st.sampled_from(PLACES), st.sampled_from([None, 0, -1, 10**6, "x / y", "~z", [], {}, [[]], {"number": "多"}]))
def test_a_damaged_snapshot_is_read_or_refused_by_one_kind_of_error(place: tuple[Any, ...], value: object) -> None:
    damaged = json.loads(json.dumps([HEAD, *LEAST]))
    inside = damaged
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    try:
        snapshot_from([json.dumps(line) for line in damaged])
    except ValueError:
        return


def test_a_snapshot_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="格式 3"):
        snapshot_from([json.dumps(HEAD | {"version": 3}), *map(json.dumps, LEAST)])
