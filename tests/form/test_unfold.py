"""Short forms of the template language: each stands for a formula that grades, parameters or the rows of a form make up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from equality import TEMPLATE, compiled
from xlgen.errors import FormulaError, TemplateError
from xlgen.flows.method_cases import row_of
from xlgen.form.compute import compute
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template
from xlgen.form.template.methods import Method
from xlgen.language.operators import Value
from xlgen.language.parse import parse

METHODS = load_methods()


def field(formula: str, answers: dict[str, Value], **more: Any) -> Value:
    """Value of a field with this formula, beside two numbers that are filled in."""
    fields = {"a": {"type": "number"}, "b": {"type": "number"}, "x": {"formula": formula}}
    form = compile_form({**TEMPLATE, "fields": fields, **more}, METHODS, {}, {})
    return compute(form.cells(), answers)["x"]


def scored(one: Method, answers: dict[str, Value], standard: str = "", points: int = 10) -> dict[str, Value]:
    """Values of a row scored by a method, by column."""
    row = row_of(one, {"points": Decimal(points), **({"standard": standard} if standard else {})})
    form = compiled({one.key: one}, [row])
    (only,) = form.tables["indicators"].rows
    values = compute(form.cells(), {only.asked[key]: value for key, value in answers.items()})
    return {key: values[cell.name] for key, cell in only.cells.items()}


# ---- grades -----------------------------------------------------------------------------------------------------------

GRADES = [["优", 90], ["良", 80], ["差", 0]]


@pytest.mark.parametrize(
    ("total", "grade"), [(100, "优"), (90, "优"), ("89.99", "良"), (80, "良"), ("79.99", "差"), (None, None)]
)
def test_grades_gives_the_word_of_the_least_total_reached(total: object, grade: str | None) -> None:
    a = None if total is None else Decimal(str(total))
    assert field("grades(a)", {"a": a}, grades=GRADES) == grade


def test_the_argument_may_be_a_formula_and_stand_within_another() -> None:
    answers: dict[str, Value] = {"a": Decimal(30), "b": Decimal(50)}
    assert field('grades((a + b) * 1) if grades(a + 60) == "优" else "无"', answers, grades=GRADES) == "良"


# ---- bands, tiers, items ----------------------------------------------------------------------------------------------

BANDS = "≥95%:10; ≥80%:6; 其余:0"


@pytest.mark.parametrize(("actual", "score"), [("0.95", 10), ("0.9499", 6), ("0.8", 6), ("0.7999", 0), (None, None)])
def test_bands_gives_the_points_of_the_band_reached(actual: str | None, score: int | None) -> None:
    one = METHODS["banded"]
    row = row_of(one, {"points": Decimal(10), "standard": BANDS, "type": "percent"})
    form = compiled({one.key: one}, [row])
    value = None if actual is None else Decimal(actual)
    assert compute(form.cells(), {"indicators.1.actual": value})["indicators.1.score"] == score


@pytest.mark.parametrize(("actual", "score"), [(95, 10), (92, 6), ("91.99", 0), (96, 10)])
def test_bands_of_a_formula_are_those_of_its_value(actual: object, score: int) -> None:
    one = METHODS["banded_shortfall"]  # bands(target - actual)
    row = row_of(one, {"points": Decimal(10), "target": Decimal(95), "standard": "≤0:10; ≤3:6; 其余:0", "type": "number"})
    form = compiled({one.key: one}, [row])
    assert compute(form.cells(), {"indicators.1.actual": Decimal(str(actual))})["indicators.1.score"] == score


@pytest.mark.parametrize(("word", "score"), [("有效", 5), ("较为", 3), ("未建立", 0), ("别的", None), (None, None)])
def test_tier_gives_the_points_of_the_word_chosen(word: str | None, score: int | None) -> None:
    one = METHODS["tiers"]
    assert scored(one, {"actual": word}, "有效得5分，较为得3分，未建立不得分", 5)["score"] == score


CHECKED = [
    ({"met1": "是", "met2": "是"}, 15, "①是　②是"),
    ({"met1": "是", "met2": "否"}, 9, "①是　②否"),
    ({"met1": "否", "met2": "否"}, 0, "①否　②否"),
    ({"met1": "是"}, None, "①是　②"),  # points only once every item is told
    ({"met1": "是", "met2": "部分"}, None, "①是　②部分"),
    ({}, None, None),
]


@pytest.mark.parametrize(("answers", "score", "told"), CHECKED)
def test_met_adds_the_points_of_the_items_and_told_says_which(answers: dict[str, Value], score: int | None, told: str) -> None:
    row = scored(METHODS["checklist"], answers, "①建立考核办法:9; ②建立补助办法:6", 15)
    assert (row["score"], row["actual"]) == (score, told)


# ---- what is left out -------------------------------------------------------------------------------------------------


def rescaled(applies: str | None, rows: int = 2) -> Value:
    """What sum and points make of a form whose first row may not apply."""
    kinds = [METHODS["optional_ratio"], METHODS["higher_is_better"]][:rows]
    fields = {"total": {"type": "number", "formula": "round(sum(indicators.score) * rescale(sum(indicators.points)), 2)"}}
    said = [
        row_of(kind, {"points": Decimal(points), "target": Decimal(100)}) for kind, points in zip(kinds, (20, 80), strict=True)
    ]
    form = compile_form({**TEMPLATE, "fields": fields}, METHODS, {}, {"indicators": said})
    answers: dict[str, Value] = {}
    for row in form.tables["indicators"].rows:
        answers |= {name: Decimal(100) for key, name in row.asked.items() if key == "actual"}
        answers |= {name: applies for key, name in row.asked.items() if key == "applies"}
    return compute(form.cells(), answers)["total"]


@pytest.mark.parametrize(("applies", "total"), [("是", 100), ("否", 100), (None, 80)])
def test_rescale_brings_what_is_left_back_to_full_points(applies: str | None, total: int) -> None:
    assert rescaled(applies) == total


@pytest.mark.parametrize("form", ["rescale(a)", "count(gather(left_out))"])
def test_a_form_in_which_everything_applies_leaves_nothing_out(form: str) -> None:
    assert field(form, {"a": Decimal(5)}) == (1 if form.startswith("rescale") else 0)


# ---- what only looks like one --------------------------------------------------------------------------------------------


def test_a_text_that_names_a_short_form_stays_as_it_was_typed() -> None:
    said = '"按 grades(total) 的说明，见 gather(left_out)、bands(x" if a > 0 else grades(a)'
    assert field(said, {"a": Decimal(95)}, grades=GRADES) == "按 grades(total) 的说明，见 gather(left_out)、bands(x"
    assert field(said, {"a": Decimal(0)}, grades=GRADES) == "差"


def test_a_bracket_in_a_text_does_not_end_an_argument() -> None:
    assert field('grades(a if join(")", "(") == ")(" else b)', {"a": Decimal(85), "b": Decimal(1)}, grades=GRADES) == "良"


def test_a_short_form_may_stand_in_another() -> None:
    assert field("grades(a * rescale(a))", {"a": Decimal(85)}, grades=GRADES) == "良"


FAULTS = [  # formula, what the author reads, under which sign the caret stands
    ("grades(a) + ?", "不是公式", "?"),
    ("a + grades(b)", "这里要数值，“grades(b)”不是", "g"),
    ("grades(a / 2)", "“a / 2”不在评分语言之内", "a /"),
    ("grades(a, b)", "grades 要 1 个值，这里有 2 个", "g"),
    ("gather(a + b)", "这里要一个填报项，“a + b”不是", "a +"),
    ("bands(a)", "这里没有 bands 要用的分档（行的 bands）", "b"),
    ("met(items)", "这里没有 met 要用的逐项（行的 items）", "m"),
]


@pytest.mark.parametrize(("formula", "problem", "sign"), FAULTS)
def test_a_fault_is_shown_in_the_formula_as_its_author_wrote_it(formula: str, problem: str, sign: str) -> None:
    with pytest.raises(TemplateError) as caught:
        field(formula, {}, grades=GRADES)
    said = str(caught.value).splitlines()
    assert problem in said[0]
    assert said[1].strip() == formula
    assert said[1][said[2].index("^") :].startswith(sign)


@pytest.mark.parametrize("form", ["grades(a)", "rescale(a)", "gather(left_out)"])
def test_outside_templates_there_are_no_short_forms(form: str) -> None:
    with pytest.raises(FormulaError, match="不在评分语言之内"):
        parse(form)


def outcome(name: str, filled: dict[str, int], spare: int = 1) -> tuple[object, object]:
    template = load_template(name)
    template["tables"]["indicators"]["spare"] = {"rows": spare, "method": "judged"}
    row = {"level3": "甲", "method": "higher_is_better", "points": Decimal(90), "target": Decimal(10), "type": "number"}
    form = compile_form(template, METHODS, {}, {"indicators": [row]})
    values = compute(form.cells(), {key: Decimal(value) for key, value in filled.items()})
    return values["total"], values["grade"]


@pytest.mark.parametrize(
    ("name", "amount"),
    [("project", "budget"), ("project-beijing", "initial"), ("project-yunnan", "budget"), ("targets", "budget")],
)
def test_nothing_budgeted_and_nothing_spent_is_left_out_and_the_rest_brought_back_to_full_points(
    name: str, amount: str
) -> None:
    filled = {"funds.total.executed": 0, "indicators.1.actual": 9}
    assert outcome(name, filled | {f"funds.total.{amount}": 0}) == (Decimal(90), "优")
    assert outcome(name, filled | {f"funds.total.{amount}": 30}) == (Decimal(81), "良")
    assert outcome(name, filled) == (Decimal(81), "未填完")
    assert outcome(name, {f"funds.total.{amount}": 0, "indicators.1.actual": 9}) == (Decimal(81), "未填完")


RATED = {"level3": "预算执行率", "method": "execution", "points": Decimal(10), "type": "percent"}
ARRIVED = {"level3": "资金到位率", "method": "rate", "points": Decimal(10), "type": "percent"}
NANCHANG = ["funds.total.budget", "funds.total.received", "funds.total.executed"]
ELSEWHERE = [  # frames that score rates in other rows: these rows, the cells of the money, points and total of all the rest
    ("project-xinzhou", [], ["funds.budget.county", "funds.executed.county"], 90, "90.00"),
    ("project-nanchang", [RATED], NANCHANG[1:], 90, "90.00"),
    ("project-nanchang", [RATED, ARRIVED], NANCHANG, 80, "90.00"),
    ("project-guangshui", [RATED], ["funds.total.budget", "funds.total.executed"], 75, "91.67"),  # 15 more are ticked off
]


def money(name: str, rows: list[dict[str, Any]], points: int, amounts: dict[str, int]) -> tuple[object, object]:
    """Total and grade of a frame with these rows, one that is done to nine tenths, and all else done."""
    done = {"level3": "甲", "method": "higher_is_better", "points": Decimal(points), "target": Decimal(10), "type": "number"}
    form = compile_form(load_template(name), METHODS, {}, {"indicators": [done, *rows]})
    filled: dict[str, Value] = {cell.name: "是" for cell in form.cells() if cell.is_input and "是" in cell.choices}
    filled |= {cell.name: Decimal(0) for cell in form.cells() if cell.is_input and cell.type == "count"}
    values = compute(form.cells(), filled | {"indicators.1.actual": Decimal(9)} | {k: Decimal(x) for k, x in amounts.items()})
    return values["total"], str(values["grade"])[0]


@pytest.mark.parametrize(("name", "rows", "cells", "points", "total"), ELSEWHERE)
def test_a_rate_of_no_money_is_left_out_wherever_its_row_stands(
    name: str, rows: list[dict[str, Any]], cells: list[str], points: int, total: str
) -> None:
    assert money(name, rows, points, dict.fromkeys(cells, 30))[1] == "优"
    assert money(name, rows, points, dict.fromkeys(cells, 0)) == (Decimal(total), "优")
    assert money(name, rows, points, dict.fromkeys(cells[:-1], 0))[1] == "未"
    assert money(name, rows, points, dict.fromkeys(cells[1:], 0))[1] == "未"


def test_a_part_without_money_is_left_out_alone() -> None:
    template = load_template("department-guizhou")
    row = {"level3": "甲", "method": "higher_is_better", "points": Decimal(70), "target": Decimal(10), "type": "number"}
    form = compile_form(template, METHODS, {}, {"indicators": [row]})
    spent = {"total": 30, "basic": 30, "project": 0}
    filled = {f"funds.{key}.{of}": Decimal(x) for key, x in spent.items() for of in ("initial", "executed")}
    values = compute(form.cells(), filled | {"indicators.1.actual": Decimal(10)})
    assert (values["total"], values["grade"]) == (Decimal(100), "优")


def test_a_score_without_points_stands_for_no_row_that_is_not_filled() -> None:
    funds = {"funds.total.budget": 30, "funds.total.executed": 30}
    assert outcome("project", funds | {"indicators.2.score": 90}) == (Decimal(100), "未填完")
    assert outcome("project", funds | {"indicators.1.actual": 10}) == (Decimal(100), "优")
