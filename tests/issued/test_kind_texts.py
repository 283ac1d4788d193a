"""The text of a cell as its kind has it is the same whether it is kept from another row or written anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blanks import TEMPLATES, example_project
from filled import DAY
from rules import issued
from xlgen.flows.issuing import drafted
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.format_two import stored
from xlgen.issued.kind_texts import forget, kind_writer
from xlgen.issued.row_kinds import RowPlace, general, of_kind, words
from xlgen.issued.snapshot import Slot
from xlgen.issued.text import compact
from xlgen.roster.records import Project

LABELS = [
    "培训人数",
    "里程",
    "",
    "得分",
    "分",
    "1",
    "14",
    "G14",
    "~l",
    "a.b",
    "indicators.1.",
    "甲·乙",
    "·",
    "points",
    '"',
    "数\n量",
]


def cells(label: str) -> list[Slot]:
    """The cells of a row, called otherwise."""
    slots = issued("A").by_row["indicators", "1"]
    about = slots[0].cell.label.partition("·")[0]
    return [replace(slot, cell=replace(slot.cell, label=label + slot.cell.label.removeprefix(about))) for slot in slots]


def slowly(place: RowPlace, others: list[RowPlace], slots: list[Slot]) -> list[str]:
    write = general(words(place, others))
    return [compact(of_kind(place, slot, write)) for slot in slots]


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS), st.integers(12, 15)), min_size=1, max_size=6))
def test_what_is_kept_is_what_would_be_written(rows: list[tuple[str, str, int]]) -> None:
    for label, other, line in rows:
        place, others = RowPlace("indicators", "1", label, line), [RowPlace("facts", "1_data1", other, 4)]
        slots = cells(label)
        assert list(map(kind_writer(place, others), slots)) == slowly(place, others, slots)


@pytest.mark.parametrize("label", LABELS)
def test_a_cell_may_be_called_otherwise_than_its_row(label: str) -> None:
    place = RowPlace("indicators", "1", label, 13)
    for called in LABELS:
        slots = cells(called)
        assert list(map(kind_writer(place, ()), slots)) == slowly(place, [], slots)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_is_kept_as_the_same_text_whatever_was_issued_before_it(name: str) -> None:
    template, methods, project = load_template(name), load_methods(), example_project(name)
    rows = {
        key: [row | {"level3": f"{LABELS[at % len(LABELS)]}率"} if "level3" in row else row for at, row in enumerate(own)]
        for key, own in project.rows.items()
    }
    projects = [project, Project(project.values, rows), project]
    told = [stored(drafted(template, methods, each, DAY)[2]) for each in projects]
    for each, lines in zip(projects, told, strict=True):
        forget()
        assert stored(drafted(template, methods, each, DAY)[2]) == lines


def test_rows_that_differ_in_what_is_their_own_share_one_text() -> None:
    places = [RowPlace("indicators", "1", label, 13) for label in ("培训人数", "里程")]
    texts = [list(map(kind_writer(place, ()), cells(place.label))) for place in places]
    assert all(first is second for first, second in zip(*texts, strict=True))
