"""部门整体支出绩效自评表 on its document (samples/gaoyi): scores, figures, contradictions, and LibreOffice cell by cell."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from department_layout import inputs_of_issue
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.flows.samples import read_sample
from xlgen.form.compute import compute
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.words.numbers import half_up
from xlgen.workbook.ooxml.reader import read_workbook

DAY = "2022-03-01"


@cache
def issued() -> tuple[Snapshot, bytes]:
    return blank(*inputs_of_issue(), DAY)


@cache
def returned() -> bytes:
    return fill(issued()[1], read_sample("gaoyi").data).content


@cache
def answers() -> Answers:
    return read_answers(issued()[0], read_workbook(returned()))


def values_with(changes: dict[str, Value]) -> dict[str, Value]:
    """Every value of the form when some inputs are other than in the sample."""
    slots = issued()[0].slots
    assert all(slots[name].cell.is_input for name in changes)
    filled = {name: answers().typed(name) for name, slot in slots.items() if slot.cell.is_input} | changes
    return compute([slot.cell for slot in slots.values()], filled)


# ---- what the document says, computed --------------------------------------------------------------------------------


@pytest.mark.parametrize(("exempt", "total"), [("是", "97"), ("否", "95")])
def test_total_depends_on_the_exemption_and_is_excellent_both_ways(exempt: str, total: str) -> None:
    values = values_with({"facts.exempt.value": exempt})
    assert (values["total"], values["grade"]) == (Decimal(total), "优秀")


FIGURES = {
    "funds.total.budget": "3686.55",
    "funds.total.executed": "3686.23",
    "funds.total.rate": "0.9999",
    "facts.available.value": "3686.55",  # 291.72 + 3394.83
    "facts.left.value": "0.32",
    "facts.income_rate.value": "1.1473",  # 3394.83 ÷ 2958.92; the report says 99.99%
    "facts.adjustment.value": "0.2459",  # the report says 0
    "facts.left_rate.value": "0.000087",  # the report says 0.08%
    "facts.hosted_rate.value": "0.9434",
    "facts.rated.value": "19",
    "projects_executed": "3528.45",
    "projects_mean": "97.84",
    "projects_weighted": "97.09",
    "spread.excellent.number": "18",
    "spread.good.number": "1",
    "spread.good.amount": "277.84",
}


@pytest.mark.parametrize("name", FIGURES)
def test_figure_of_the_document(name: str) -> None:
    found, expected = answers().excel[name], Decimal(FIGURES[name])
    assert isinstance(found, Decimal)
    assert half_up(found, -int(expected.as_tuple().exponent)) == expected


def test_rows_and_points_are_those_of_the_document() -> None:
    levels: dict[str, Decimal] = {}
    rows = list(issued()[0].scored_rows)
    for row in rows:
        points = answers().number(f"ratings.{row.key}.points")
        levels[row.level] = levels.get(row.level, Decimal(0)) + (points or 0)
    assert len(rows) == 29
    assert levels == {"投入": 20, "过程": 40, "产出": 25, "效果": 15}


def test_points_are_lost_where_the_document_says() -> None:
    lost = {row.label: row.number("score") for row in answers().scored() if row.number("score") != row.number("points")}
    assert lost == {"完成时间": Decimal("4.5"), "部门整体效益": Decimal(8), "社会公众满意度": Decimal("4.5")}


# what the document contradicts itself in (domain: 002), and where a finding says so; its words alone cannot be entered:
# “按规定时间完成全部项目” beside 4.5 of 5 points
CONTRADICTIONS = [
    ("3394.83÷2958.92 = 114.73%, the report says 99.99%", "XG411", "facts.income_rate.stated", "基础数据!D15"),
    ("0.32÷3686.55 = 0.0087%, the report says 0.08%", "XG411", "facts.left_rate.stated", "基础数据!D25"),
    ("the budget grew by 24.59%, the report says 0", "XG411", "facts.adjustment.stated", "基础数据!D16"),
    ("158.08 + 3528.46 = 3686.54, the table says 3686.23", "XG412", "facts.executed.value", "基础数据!C13"),
    ("19 projects add to 3528.45, the report says 3528.46", "XG413", "facts.project.value", "基础数据!C12"),
]


@pytest.mark.parametrize(("fact", "code", "name", "place"), CONTRADICTIONS)
def test_contradiction_is_reported(fact: str, code: str, name: str, place: str) -> None:
    assert (code, name, place) in {(f.code, f.name, f.place) for f in validate(answers(), RULES)}


def test_nothing_else_is_reported() -> None:
    assert {(f.code, f.name) for f in validate(answers(), RULES)} == {(code, name) for _, code, name, _ in CONTRADICTIONS}


def returned_with(**facts: dict[str, Any]) -> set[tuple[str, str]]:
    """Codes and cells of the findings when some rows of 基础数据 are filled otherwise than in the sample."""
    data = read_sample("gaoyi").data
    content = fill(issued()[1], data | {"基础数据": data["基础数据"] | facts}).content
    found = {(f.code, f.name) for f in validate(read_answers(issued()[0], read_workbook(content)), RULES)}
    return found - {(code, name) for _, code, name, _ in CONTRADICTIONS}


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


# ---- each rule moves with what it rests on ---------------------------------------------------------------------------

CASES: list[tuple[str, dict[str, int | str], str]] = [
    ("goals", {"ratings_goals_heavy_faults": 1, "ratings_goals_light_faults": 2}, "4"),
    ("goals", {"ratings_goals_heavy_faults": 4}, "0"),
    ("clear", {"ratings_clear_faults": 2}, "2"),
    ("whole", {"ratings_whole_faults": 2}, "0"),
    ("sorted", {"ratings_sorted_faults": 1}, "3.75"),
    ("punctual", {"ratings_punctual_kept": "否"}, "0"),
    ("income", {"income": "2840.57"}, "2"),  # 96.00%
    ("income", {"income": "2663.028"}, "1"),  # 90%: halfway between 85% and 95%
    ("income", {"income": "2515.08"}, "0"),  # 85.00%
    ("pace", {"second": "否", "fourth": "否"}, "2"),
    ("leftover", {"carried_in": "476.0475", "late": "0.32"}, "2"),  # 184.6475 left, less 0.32 from December: 5.00%
    ("leftover", {"carried_in": "476.0475"}, "1.8"),  # 5.0087%: one step
    ("leftover", {"carried_in": "2134.3"}, "0.2"),  # 49.99%: nine steps
    ("leftover", {"carried_in": "2134.675"}, "0"),  # 1843.275: 50.00%
    ("hosting", {"hosted": "5.3"}, "2"),
    ("hosting", {"hosted": "5.3053"}, "1.9"),  # 100.1%
    ("hosting", {"hosted": "5.41"}, "0"),  # 102.08%
    ("hosting", {"hosted_budget": 0}, "0"),  # spent without a budget
    ("buying", {"bought": 9}, "1.5"),
    ("buying", {"bought": 15}, "2"),
    ("accounts", {"ratings_accounts_faults": 1}, "0"),
    ("lawful", {"ratings_lawful_faults": 3}, "2.5"),
    ("books", {"ratings_books_faults": 1}, "3.75"),
    ("rules", {"ratings_rules_faults": 1}, "1"),
    ("open", {"ratings_open_faults": 1}, "1"),
    ("basics", {"ratings_basics_faults": 1}, "0.5"),
    ("assets", {"ratings_assets_faults": 2}, "1.2"),
    ("coverage", {"due": 20}, "3.8"),
    ("adoption", {"adopted": 1}, "1"),
    ("insuring", {"insured": 83000}, "1.25"),
    ("helping", {"poor": "0.991"}, "1"),
    ("helping", {"poor": "0.988"}, "0"),  # between 1 and 1.5 points the document has no rule: 就低
    ("helping", {"poor": "0.985"}, "0"),
    ("staffing", {"staffed": 15}, "1.5"),
    ("inspecting", {"inspected": 24}, "1.5"),
    ("inspecting", {"inspected": 14}, "0"),
    ("qualified", {"lawful": "0.795"}, "3"),
    ("qualified", {"lawful": "0.695"}, "0"),
    ("system", {"running": "0.79"}, "2.5"),
    ("system", {"running": "0.69"}, "0"),
    ("finishing", {"on_time": 1}, "5"),
    ("public", {"content_public": "0.9"}, "6"),
    ("public", {"content_public": "0.79"}, "3"),
    ("public", {"content_public": "0.59"}, "0"),
]


@pytest.mark.parametrize(("row", "facts", "score"), CASES)
def test_score_follows_its_data(row: str, facts: dict[str, int | str], score: str) -> None:
    changes: dict[str, Value] = {
        f"facts.{key}.value": value if value in ("是", "否") else Decimal(value) for key, value in facts.items()
    }
    assert values_with(changes)[f"ratings.{row}.score"] == Decimal(score)


def test_no_procurement_is_not_applicable_and_the_rest_counts_for_all() -> None:
    values = values_with({"facts.bought_budget.value": Decimal(0), "facts.bought.value": Decimal(0)})
    assert values["ratings.buying.score"] is None
    assert (values["total"], values["grade"]) == (Decimal("96.94"), "优秀")  # 95 of 98


@pytest.mark.parametrize("name", ["facts.insured.value", "ratings.benefit.score", "facts.exempt.value"])
def test_one_blank_leaves_the_form_unfinished(name: str) -> None:
    assert values_with({name: None})["grade"] == "未填完"


def test_blank_form_shows_no_totals() -> None:
    snapshot, content = issued()
    empty = read_answers(snapshot, read_workbook(content)).excel
    totals = ("total", "grade", "projects_executed", "projects_mean", "projects_weighted", "spread.excellent.number")
    assert {name: empty[name] for name in totals} == dict.fromkeys(totals)


def test_a_twentieth_project_counts() -> None:
    values = values_with(
        {"projects.20.budget": Decimal(10), "projects.20.executed": Decimal(10), "projects.20.score": Decimal(70)}
    )
    assert (values["spread.fair.number"], values["projects_executed"]) == (1, Decimal("3538.45"))
    assert values["facts.project.agrees"] == "不符"


def test_project_without_a_score_keeps_the_form_back() -> None:
    values = values_with({"projects.20.budget": Decimal(0), "projects.20.executed": Decimal(0)})
    assert "列出的项目有预算数、执行数或自评得分未填" in {values[name] for name in values if name.endswith(".message")}


# ---- LibreOffice -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exempt", ["是", "否"])
def test_libreoffice_agrees_in_every_cell(office: ModuleType, tmp_path: Path, exempt: str) -> None:
    data = read_sample("gaoyi").data
    data = data | {"基础数据": data["基础数据"] | {"调整是否全部豁免": {"填报值": exempt}}}
    source = tmp_path / "form.xlsx"
    source.write_bytes(fill(issued()[1], data).content)
    (recalculated,) = office.recalculate([source], tmp_path / "out")
    found = read_answers(issued()[0], read_workbook(recalculated))
    formulas = [name for name, slot in issued()[0].slots.items() if slot.cell.formula is not None and slot.place]
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
    source.write_bytes(issued()[1] if which == "blank" else returned())
    (pdf,) = office.to_pdf([source], tmp_path / "out")
    pages = poppler.to_text(pdf)
    assert not any("###" in page for page in pages)
    assert sum("二级指标" in page for page in pages) == 4  # the heading stands on each page of the form
