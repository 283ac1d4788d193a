"""What a unit may type into is yellow and open; what the reviewer fills is not, in every form that has such columns."""

from __future__ import annotations

import re

import pytest

from filled import DAY, project
from xlgen.flows.issuing import blank
from xlgen.form.layout.looks import look
from xlgen.form.layout.palette import ENTRY, LINK, REQUIRED
from xlgen.form.records import Cell
from xlgen.form.template.load import load_methods, load_template
from xlgen.form.vocabulary import REVIEW
from xlgen.language.parse import parse
from xlgen.workbook.ooxml.reader import read_workbook


def test_a_reviewers_cell_looks_like_one_that_nobody_fills() -> None:
    assert look("cell", Cell("a", type="number"))["locked"] is False
    reviewed = look("cell", Cell("a", type="number", tags=frozenset({REVIEW})))
    assert "locked" not in reviewed
    assert "bg_color" not in reviewed


def test_what_must_be_filled_is_a_deeper_yellow() -> None:
    must, may = (look("cell", Cell("a"), is_asked)["bg_color"] for is_asked in (True, False))
    assert (must, may) == (REQUIRED, ENTRY)


def test_a_link_looks_like_one() -> None:
    leads = look("cell", Cell("a", formula=parse('link("total", "转到")')))
    assert (leads["font_color"], leads["underline"]) == (LINK, 1)


@pytest.mark.parametrize(("template", "options"), [("project", ["复核"]), ("project-guangshui", [])])
def test_cells_of_the_reviewer_are_locked_in_the_units_form(template: str, options: list[str]) -> None:
    snapshot, content = blank(load_template(template, options), load_methods(), project(), DAY)
    book = read_workbook(content)
    locked = {
        slot.name: book.sheets[slot.place[0]].styles[slot.place[1:]].locked
        for slot in snapshot.slots.values()
        if slot.cell.is_input and slot.place
    }
    reviewed = {name for name in locked if re.search(r"\.review_(score|note)$", name)}
    assert reviewed
    assert {name for name, is_locked in locked.items() if is_locked} == reviewed


@pytest.mark.parametrize("kind", ["percent", "count", "money"])
def test_a_computed_figure_that_is_too_wide_shrinks(kind: str) -> None:
    said = look("cell", Cell("a", type=kind, formula=parse("total")))
    assert (said["shrink"], said["text_wrap"]) == (True, False)
