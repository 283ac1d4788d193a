"""部门整体支出绩效自评表 on its document (samples/gaoyi): scores, figures, contradictions, and LibreOffice cell by cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import documents
from conformance import records
from sample_folders import read_sample
from xlgen.flows.filling import fill
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.words.numbers import half_up
from xlgen.workbook.ooxml.reader import read_workbook

NAME = "gaoyi"


def answers() -> Answers:
    return documents.answers(NAME, documents.filled(NAME))


# ---- what the document says, computed --------------------------------------------------------------------------------


def test_rows_and_points_are_those_of_the_document() -> None:
    levels: dict[str, Decimal] = {}
    rows = list(documents.issued(NAME)[0].scored_rows)
    for row in rows:
        points = answers().number(f"ratings.{row.key}.points")
        levels[row.level] = levels.get(row.level, Decimal(0)) + (points or 0)
    assert len(rows) == 29
    assert levels == {"投入": 20, "过程": 40, "产出": 25, "效果": 15}


def test_points_are_lost_where_the_document_says() -> None:
    lost = {row.label: row.number("score") for row in answers().scored() if row.number("score") != row.number("points")}
    assert lost == {"完成时间": Decimal("4.5"), "部门整体效益": Decimal(8), "社会公众满意度": Decimal("4.5")}


# what the document contradicts itself in: contradictions.toml
CONTRADICTED = {
    (each["code"], each["at"]) for each in records("contradictions.toml", "contradiction") if each["document"] == "gaoyi"
}


def test_its_contradictions_are_reported_and_nothing_else() -> None:
    assert {(f.code, f.name) for f in validate(answers(), RULES)} == CONTRADICTED


def returned_with(**facts: dict[str, Any]) -> set[tuple[str, str]]:
    """Codes and cells of the findings when some rows of 基础数据 are filled otherwise than in the sample."""
    data = read_sample("gaoyi").data
    content = fill(documents.issued(NAME)[1], data | {"基础数据": data["基础数据"] | facts}).content
    found = {(f.code, f.name) for f in validate(read_answers(documents.issued(NAME)[0], read_workbook(content)), RULES)}
    return found - CONTRADICTED


def test_both_figures_are_named() -> None:
    (message,) = (f.message for f in validate(answers(), RULES) if f.code == "XG412")
    assert "3686.23" in message
    assert "3686.54" in message


def test_exemption_without_a_reason_is_reported() -> None:
    assert returned_with(豁免事由或文号={}) == {("XG412", "facts.exempt_reason.note")}


@pytest.mark.parametrize(
    ("item", "value", "name"),
    [
        ("医药服务行为、费用及价格合格率", "0.795", "facts.lawful.value"),
        ("实际困难人口参保率", "0.988", "facts.poor_short.value"),
    ],
)
def test_value_for_which_the_standard_has_no_rule_is_reported(item: str, value: str, name: str) -> None:
    assert returned_with(**{item: {"填报值": Decimal(value)}}) == {("XG312", name)}


def test_rate_that_the_report_states_rightly_is_silent() -> None:
    assert answers().text("facts.hosted_rate.agrees") == "相符"  # 5 ÷ 5.3 = 94.34%


# ---- what is not filled -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["facts.insured.value", "ratings.benefit.score", "facts.exempt.value"])
def test_one_blank_leaves_the_form_unfinished(name: str) -> None:
    assert documents.values_with(NAME, {name: None})["grade"] == "未填完"


def test_blank_form_shows_no_totals() -> None:
    snapshot, content = documents.issued(NAME)
    empty = read_answers(snapshot, read_workbook(content)).excel
    totals = ("total", "grade", "projects_executed", "projects_mean", "projects_weighted", "spread.excellent.number")
    assert {name: empty[name] for name in totals} == dict.fromkeys(totals)


def test_project_without_a_score_keeps_the_form_back() -> None:
    values = documents.values_with(NAME, {"projects.20.budget": Decimal(0), "projects.20.executed": Decimal(0)})
    assert "列出的项目有预算数、执行数或自评得分未填" in {values[name] for name in values if name.endswith(".message")}


# ---- LibreOffice -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exempt", ["是", "否"])
def test_libreoffice_agrees_in_every_cell(office: ModuleType, tmp_path: Path, exempt: str) -> None:
    data = read_sample("gaoyi").data
    data = data | {"基础数据": data["基础数据"] | {"调整是否全部豁免": {"填报值": exempt}}}
    source = tmp_path / "form.xlsx"
    source.write_bytes(fill(documents.issued(NAME)[1], data).content)
    (recalculated,) = office.recalculate([source], tmp_path / "out")
    found = read_answers(documents.issued(NAME)[0], read_workbook(recalculated))
    formulas = [name for name, slot in documents.issued(NAME)[0].slots.items() if slot.cell.formula is not None and slot.place]
    differing = {
        name: (found.typed(name), found.excel[name]) for name in formulas if not _equal(found.typed(name), found.excel[name])
    }
    assert len(formulas) > 300
    assert differing == {}


def _equal(found: Value, expected: Value) -> bool:
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return half_up(found - expected, 8) == 0
    return (found or None) == (expected or None)


@pytest.mark.parametrize("which", ["blank", "filled"])
def test_no_number_is_too_wide_for_its_column_on_paper(
    poppler: ModuleType, office: ModuleType, tmp_path: Path, which: str
) -> None:
    source = tmp_path / f"{which}.xlsx"
    source.write_bytes(documents.issued(NAME)[1] if which == "blank" else documents.filled(NAME))
    (pdf,) = office.to_pdf([source], tmp_path / "out")
    pages = poppler.to_text(pdf)
    assert not any("###" in page for page in pages)
    assert sum("二级指标" in page for page in pages) == 3  # the heading stands on each page of the form
