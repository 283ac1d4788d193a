"""A name that leads to another cell is told at both cells, and what is counted is what the paper shows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from blanks import example
from damage import CUT_AND_PASTE, by_libreoffice
from everything import everything
from filled import returned
from hostile import packed, unpacked
from names import SHEET, judged, led, redirected, told
from payloads import forms
from shifting import cut_and_paste, insert_rows, nameless, sort_rows
from xlgen.flows.checking import judge
from xlgen.flows.filling import fill
from xlgen.statuses import Status
from xlgen.whereabouts.straying import astray
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

ACTUAL = "“培训人数·实际完成值”"


def test_the_cell_that_is_printed_is_counted_not_the_one_a_name_was_led_to() -> None:
    answers, findings = judged(redirected())
    assert (answers.number("indicators.1.actual"), answers.number("indicators.1.score")) == (60, Decimal("12.5"))
    assert [(f.cell, f.message) for f in findings if f.code == "XG113"] == [
        ("G14", f"{ACTUAL}的名称指到 N14，应指 G14"),
        ("N14", f"{ACTUAL}的名称指到这一格，应指 G14；这一格不计"),
    ]


def test_a_name_on_a_locked_cell_is_told_with_the_other_name_of_that_cell() -> None:
    content = led(returned(), indicators__1__actual="E14")
    assert judged(content)[0].number("indicators.1.actual") == 126
    assert told(content, "XG112") == [("E14", f"“培训人数·年度指标值”和{ACTUAL}的名称都指到这一格")]
    assert told(content, "XG113") == [("G14", f"{ACTUAL}的名称指到 E14，应指 G14")]


def test_two_names_that_were_swapped_are_told_each_at_its_cell() -> None:
    reasons = patch(returned(), {SHEET: {(13, 10): Change("原因一"), (14, 10): Change("原因二")}})
    content = led(reasons, indicators__1__reason="K15", indicators__2__reason="K14")
    assert judged(content)[0].text("indicators.1.reason") == "原因一"
    assert told(content, "XG113") == [
        ("K14", "“培训人数·偏差原因分析及改进措施”的名称指到 K15，应指 K14"),
        ("K15", "“合格率·偏差原因分析及改进措施”的名称指到 K14，应指 K15"),
    ]


def test_names_of_many_rows_are_told_once_with_the_remedy_as_after_sorting() -> None:
    answers, findings = judged(sort_rows(returned(), SHEET, [15, 13, 14, 18, 16, 17]))
    assert [(f.code, f.cell) for f in findings if f.code != "XG104"] == [("XG113", "C14")]  # the texts before them stay
    told = next(f for f in findings if f.code == "XG113")
    assert told.message.startswith(
        "有 6 处的名称指错了格，多半排过序，或剪切过整行：“人均成本·三级指标”等 9 格应指 C14，指到 C16；"
    )
    assert "xlgen repair" in told.hint
    assert answers.excel["total"] == Decimal("99.5")


def test_a_cell_cut_and_pasted_over_another_answers_only_where_it_is_printed() -> None:
    """Ctrl+X, Ctrl+V takes names and formulas along: the emptied cell scored by what was pasted elsewhere."""
    content = cut_and_paste(returned(), SHEET, "G15", "G14")
    answers, findings = judged(content)
    assert (answers.typed("indicators.2.actual"), answers.typed("indicators.2.score")) == (None, Decimal(15))
    assert answers.excel["indicators.2.score"] is None
    assert told(content, "XG113") == [
        ("G14", f"“合格率·实际完成值”的名称指到这一格，应指 G15；这一格按{ACTUAL}计"),
        ("G15", "“合格率·实际完成值”的名称指到 G14，应指 G15"),
    ]
    altered = {f.name for f in findings if f.code == "XG103"}
    assert {"indicators.2.score", "indicators.2.completion"} <= altered
    assert [f.cell for f in findings if f.code == "XG201"] == ["G15"]


def test_both_names_left_on_one_cell_by_a_program_that_keeps_the_old_one_are_told() -> None:
    """LibreOffice leaves the name of the cell that was pasted over; Excel makes it #REF!."""
    content = led(patch(returned(), {SHEET: {(14, 6): Change(None)}}), indicators__2__actual="G14")
    assert told(content, "XG112") == [("G14", f"{ACTUAL}和“合格率·实际完成值”的名称都指到这一格")]
    assert [cell for cell, _ in told(content, "XG113")] == ["G15"]


def test_the_same_where_libreoffice_cut_and_pasted(office: ModuleType) -> None:
    answers, findings = judged(by_libreoffice(returned(), CUT_AND_PASTE.format(14, 6, 13, 6)))
    assert answers.typed("indicators.2.actual") is None
    assert answers.excel["indicators.2.score"] is None
    assert {(f.code, f.cell) for f in findings} >= {("XG112", "G14"), ("XG113", "G15"), ("XG201", "G15"), ("XG103", "J15")}


def test_a_block_cut_and_pasted_over_another_row_is_told_once_at_each_place() -> None:
    snapshot, blank = example("transfer")
    content = cut_and_paste(fill(blank, everything(snapshot)).content, SHEET, "C14:K14", "C18")
    assert told(content, "XG113", snapshot) == [
        ("C14", "“拨付合规性·情况说明”等 2 格的名称指到 C18，应指 C14"),
        ("C18", "“拨付合规性·情况说明”等 2 格的名称指到这一格，应指 C14；这一格按“支出责任履行情况·情况说明”计"),
    ]


@pytest.mark.parametrize(
    ("damaged", "where"),
    [
        (returned(), "按原位置读取"),
        (insert_rows(returned(), SHEET, 10), "按所印的文字在别处找到"),
        (insert_rows(returned(), SHEET, 14), "9 个按所印的文字在别处找到，其余按原位置读取"),
    ],
)
def test_of_lost_names_it_is_told_where_their_cells_were_found(damaged: bytes, where: str) -> None:
    content = nameless(damaged, lambda name: name.startswith(("indicators.1.", "indicators.2.")))
    start = "“自评表”有 18 个单元格的名称丢失（培训人数·三级指标、培训人数·指标性质、培训人数·年度指标值等），"
    assert [message for _, message in told(content, "XG107")] == [start + where]


@pytest.mark.parametrize(
    ("damaged", "weight"),
    [
        (returned(), "说明"),
        (patch(returned(), {SHEET: {(14, 8): Change(Decimal(30))}}, overwrite=True), "需核实"),
        (patch(returned(), {SHEET: {(14, 9): Change(Decimal(15))}}, overwrite=True), "需核实"),
        (patch(returned(), {SHEET: {(12, 6): Change("实际完成")}}, overwrite=True), "需核实"),
        (insert_rows(returned(), SHEET, 14), "需核实"),
    ],
)
def test_all_names_lost_is_one_note_where_all_else_is_as_issued(damaged: bytes, weight: str) -> None:
    found = [f for f in judged(nameless(damaged))[1] if f.code == "XG107"]
    assert {f.severity.value for f in found} == {weight}
    assert (len(found) == 1) == (weight == "说明")


def test_an_inserted_row_leads_no_name_astray() -> None:
    for at in (3, 8, 14, 19):
        content = insert_rows(returned(), SHEET, at, 2)
        assert {f.code for f in judged(content)[1]} <= {"XG104"}, at  # nobody recalculated it


@pytest.mark.parametrize("swap", [("2", "5"), ("2", "3"), ("5", "2")])
@pytest.mark.parametrize("form", ["department-yueyang", "project-hebei"])
def test_sheets_that_stand_under_each_others_tabs_are_told_of(form: str, swap: tuple[str, str]) -> None:
    """Names lead into rows that are gone then: of those it is told that they are gone, not that a name leads elsewhere."""
    parts = unpacked(forms()[form])
    one, other = (f"xl/worksheets/sheet{number}.xml" for number in swap)
    parts[one], parts[other] = parts[other], parts[one]
    returned_ = judge(Path("表.xlsx"), lambda: read_workbook(packed(parts)), None)
    codes = {finding.code for finding in returned_.findings}
    assert "XG057" not in codes
    assert returned_.status is Status.ERRORS
    assert returned_.answers
    assert {name for names in astray(returned_.answers) for name in names} <= returned_.answers.places.keys()
