"""How much a returned form may hold: the same for whatever is done to it."""

from __future__ import annotations

from pathlib import Path

import pytest

import hostile
from filled import DATA, issued, returned
from xlgen.errors import Refused
from xlgen.flows.checking import check
from xlgen.flows.filling import fill
from xlgen.flows.repairing import repair
from xlgen.flows.sending_back import mark
from xlgen.repair.fates import lines
from xlgen.statuses import Status
from xlgen.workbook.ooxml.guard import FORM_LIMITS
from xlgen.workbook.ooxml.reader import read_workbook

OWN = sum(len(sheet.cells) for sheet in read_workbook(returned()).sheets.values())


@pytest.fixture
def form(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    (tmp_path / "blank.xlsx").write_bytes(issued()[1])
    file = tmp_path / "表.xlsx"
    file.write_bytes(hostile.grown(returned(), "numbers", FORM_LIMITS.cells - OWN + request.param))
    return file


@pytest.mark.slow
@pytest.mark.parametrize("form", [0], indirect=True)
def test_a_form_with_as_many_cells_as_allowed_is_checked_marked_and_repaired(form: Path) -> None:
    assert check(form)[0].status is not Status.REFUSED
    assert mark(form)[0].said.startswith("有 501 处需核实")
    assert repair(form, blank=form.with_name("blank.xlsx")).kept


@pytest.mark.parametrize("form", [1], indirect=True)
def test_a_form_with_one_cell_more_is_refused_by_all_in_the_same_words(form: Path) -> None:
    told = f"有内容的单元格太多：超过 {FORM_LIMITS.cells} 个"
    (checked,) = check(form)
    assert checked.status is Status.REFUSED
    assert told in checked.findings[0].message
    (marked,) = mark(form)
    assert told in marked.said
    assert marked.copy is None
    with pytest.raises(Refused, match=told):
        repair(form, blank=form.with_name("blank.xlsx"))


def test_a_form_with_more_remarks_than_can_be_held_is_not_marked_and_repairing_says_they_were_not_counted(
    tmp_path: Path,
) -> None:
    (tmp_path / "blank.xlsx").write_bytes(issued()[1])
    doubtful = fill(issued()[1], DATA | {"填报人": None}).content
    (tmp_path / "表.xlsx").write_bytes(hostile.grown(doubtful, "notes", FORM_LIMITS.elements // 3 + 1))
    (marked,) = mark(tmp_path / "表.xlsx")
    assert marked.said.startswith("没有标注，工作簿里的内容太多")
    repaired = repair(tmp_path / "表.xlsx", blank=tmp_path / "blank.xlsx")
    assert any("如有批注、图片，没有搬（没有查成" in line for line in lines(repaired))
