"""The issued snapshot as JSON: what is read back is what was issued, and judges as it did."""

from __future__ import annotations

import json
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
from xlgen.issued.hidden import hidden_cells, read_hidden
from xlgen.issued.snapshot import IssuedRow, Slot, Snapshot
from xlgen.issued.snapshot_json import from_json, to_json
from xlgen.language.nodes import Expr
from xlgen.language.operators import Value
from xlgen.language.parse import parse
from xlgen.language.write import to_source
from xlgen.returned.answers import read_answers
from xlgen.workbook.ooxml.reader import read_workbook


def through_json(snapshot: Snapshot) -> Snapshot:
    """The snapshot written to a file and read back."""
    read = from_json(json.loads(json.dumps(to_json(snapshot), ensure_ascii=False)))
    assert isinstance(read, Snapshot)
    return read


def spelled(expr: Expr | None) -> Expr | None:
    """A formula without the headings of its columns, which only its wording needs."""
    return parse(to_source(expr)) if expr is not None else None


def judged_by(cell: Cell) -> Cell:
    """A cell without what only printing needs, which is not kept."""
    formulas = {key: spelled(getattr(cell, key)) for key in ("formula", "minimum", "maximum")}
    return replace(cell, **formulas, prompt="", tall=1, align="", suffix="")


def kept(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, slots={name: replace(slot, cell=judged_by(slot.cell)) for name, slot in snapshot.slots.items()})


def values(snapshot: Snapshot, filled: Mapping[str, Value]) -> dict[str, Value]:
    rows = {name: slot.place[1] for name, slot in snapshot.slots.items() if slot.place}
    return compute([slot.cell for slot in snapshot.slots.values()], filled, lambda name: rows.get(name, 0))


# ---- forms that come with xlgen -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_form_is_read_back_as_it_was_issued(template: str) -> None:
    snapshot = example(template)[0]
    assert through_json(snapshot) == kept(snapshot)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_form_read_back_computes_the_same(template: str) -> None:
    snapshot, content = example(template)
    answers = read_answers(snapshot, read_workbook(fill(content, everything(snapshot)).content))
    filled = {name: answers.typed(name) for name, slot in snapshot.slots.items() if slot.cell.is_input}
    found = values(through_json(snapshot), filled)
    assert found == values(snapshot, filled)
    assert any(isinstance(value, Decimal) for value in found.values())


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_hidden_sheet_carries_it_in_cells_that_excel_can_hold(template: str) -> None:
    snapshot = example(template)[0]
    cells = dict(hidden_cells(snapshot))
    assert max(len(text.encode("utf-16-le")) // 2 for text in cells.values()) <= 32_767
    assert read_hidden(cells) == kept(snapshot)


# ---- small forms of any kind --------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
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
        slots[name] = Slot(cell, draw(st.none() | st.just(("表", at, 2))), table, row, column, draw(texts))
    places = st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), texts, max_size=3)
    said = st.dictionaries(texts, texts, max_size=3)
    rows = st.builds(
        IssuedRow, words, words, texts, level=texts, method=texts, says=texts, source=texts, parameters=said, asked=said,
        spare=st.booleans(),
    )  # fmt: skip
    return Snapshot(
        form=draw(texts), edition=draw(texts), title=draw(texts), source=draw(texts), money=draw(texts), issued="2026-01-10",
        identity=draw(said), grades=tuple(draw(st.lists(st.tuples(texts, decimals), max_size=4))), slots=slots,
        rows=tuple(draw(st.lists(rows, max_size=3))), static={"表": draw(places)}, labels=draw(said), columns=draw(said),
        widths={"表": tuple(draw(st.lists(decimals, max_size=3)))},
        heights={"表": draw(st.dictionaries(st.integers(0, 9), decimals, max_size=3))},
        levels=draw(st.dictionaries(texts, decimals, max_size=3)),
    )  # fmt: skip


@given(snapshots())
def test_any_form_is_read_back_as_it_was_issued(snapshot: Snapshot) -> None:
    assert through_json(snapshot) == snapshot


@given(snapshots(), st.dictionaries(st.sampled_from(NAMES), st.none() | texts | decimals))
def test_any_form_read_back_computes_the_same(snapshot: Snapshot, filled: dict[str, Value]) -> None:
    assert values(through_json(snapshot), filled) == values(snapshot, filled)


# ---- what is no snapshot ------------------------------------------------------------------------------------------------

LEAST = to_json(issued("A"))


def leaves(said: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where each value stands in JSON: keys and indexes from the top."""
    inside = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    return [at, *(place for key, value in inside for place in leaves(value, (*at, key)))]


PLACES = leaves({**LEAST, "cells": LEAST["cells"][:40], "static": {}})[1:]


@given(st.sampled_from(PLACES), st.sampled_from([None, 0, "x / y", [], {}, [[]], {"number": "多"}]))
def test_a_damaged_snapshot_is_read_or_refused_by_one_kind_of_error(place: tuple[Any, ...], value: object) -> None:
    damaged = json.loads(json.dumps(LEAST))
    inside = damaged
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    try:
        from_json(damaged)
    except ValueError:
        return


def test_a_snapshot_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="清单格式版本 2，本程序只认 1"):
        from_json(LEAST | {"version": 2})
