"""Rows that methods ask on a data sheet: whatever the frame calls the sheet's table and the table that is scored."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from xlgen.errors import TemplateError
from xlgen.form.compute import compute
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.records import Form
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template

LINES = [
    {"level1": "产出指标", "level3": "培训人数", "points": Decimal(50), "method": "higher_is_better", "target": Decimal(100)},
    {"level1": "效益指标", "level3": "覆盖率", "points": Decimal(40), "method": "optional_ratio", "target": Decimal(100)},
]


def frame(**called: str) -> dict[str, Any]:
    """The national frame with some of its tables called otherwise, wherever they are named."""
    text = json.dumps(load_template("project"), ensure_ascii=False, default=str)
    for name, other in called.items():
        text = text.replace(f'"{name}"', f'"{other}"').replace(f"{name}.", f"{other}.")
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)  # type: ignore[no-any-return]


def form(indicators: str = "indicators", facts: str = "facts") -> Form:
    return compile_form(
        frame(indicators=indicators, facts=facts), load_methods(), {"全年预算数": Decimal(10)}, {indicators: LINES}
    )


@pytest.mark.parametrize("facts", ["facts", "basics"])
@pytest.mark.parametrize("indicators", ["indicators", "ratings"])
def test_what_does_not_apply_is_left_out_of_the_total_whatever_the_tables_are_called(indicators: str, facts: str) -> None:
    compiled = form(indicators, facts)
    [_, optional] = compiled.tables[indicators].rows[:2]
    answers = {"funds.total.executed": Decimal(10), f"{indicators}.1.actual": Decimal(100), optional.asked["applies"]: "否"}
    values = compute(compiled.cells(), answers)
    assert (values["points"], values["total"], values["grade"]) == (100, 100, "优")  # 60 of 60


@pytest.mark.parametrize(("indicators", "facts"), [("indicators", "facts"), ("ratings", "basics")])
def test_rows_from_the_list_of_projects_are_asked_under_their_number(indicators: str, facts: str) -> None:
    assert [row.key for row in form(indicators, facts).tables[facts].rows] == ["2_applies", "2_left_out"]


def test_rows_of_two_tables_never_share_a_name() -> None:
    template = frame()
    template["tables"]["basis"] = template["tables"]["indicators"] | {"label": "基础", "roster": "基础"}
    asked = [LINES[1]]
    compiled = compile_form(template, load_methods(), {}, {"indicators": asked, "basis": asked})
    keys = [row.key for row in compiled.tables["facts"].rows]
    assert keys == ["1_applies", "1_left_out", "basis_1_applies", "basis_1_left_out"]


@pytest.mark.parametrize("facts", ["facts", "basics"])
def test_a_data_sheet_that_nothing_is_asked_on_is_not_printed(facts: str) -> None:
    template = frame(facts=facts)
    template["sheets"]["form"]["lines"].append(facts)
    compiled = compile_form(template, load_methods(), {}, {"indicators": LINES[:1]})
    assert [page.name for page in lay_out(compiled).pages] == ["填报说明", "自评表", "自检", "评分规则说明"]


DATA = ["在职人员数（人）", {"label": "编制数（人）", "type": "count"}]
RATIO = {"level1": "投入", "level3": "人员控制率", "points": Decimal(50), "method": "step_over_ceil", "type": "percent"}
RATIO |= {"standard": "≤100%满分，每超过1个百分点扣0.5分，不足一档按一档，扣完为止"}


def asking(printed: bool, **said: Any) -> Form:
    """A form with one row that asks for data; ``printed`` tells whether 实际完成值 has a column."""
    template = frame()
    if not printed:
        columns = template["tables"]["indicators"]["columns"]
        template["tables"]["indicators"]["columns"] = {
            key: columns[key] for key in columns if key not in ("actual", "completion")
        }
    template["tables"]["indicators"]["rows"] = {"staff": RATIO | {"data": DATA} | said}
    return compile_form(template, load_methods(), {"全年预算数": Decimal(10)})


@pytest.mark.parametrize("printed", [True, False])
@pytest.mark.parametrize(
    ("staff", "posts", "score"), [(100, 100, 50), (99, 100, 50), (103, 100, Decimal("48.5")), (3, 0, None), (100, None, None)]
)
def test_a_ratio_is_made_of_two_data_that_are_asked(
    printed: bool, staff: int, posts: int | None, score: Decimal | None
) -> None:
    compiled = asking(printed)
    filled = {"facts.staff_data1.value": Decimal(staff)}
    filled |= {} if posts is None else {"facts.staff_data2.value": Decimal(posts)}
    assert compute(compiled.cells(), filled)["indicators.staff.score"] == score
    assert [row.label for row in compiled.tables["facts"].rows][:2] == ["在职人员数", "编制数"]


def test_what_is_made_of_data_may_be_another_formula() -> None:
    compiled = asking(True, actual="=ratio(data1 - data2, data2) if data2 > 0 else blank")
    filled = {"facts.staff_data1.value": Decimal(210), "facts.staff_data2.value": Decimal(100)}
    assert compute(compiled.cells(), filled)["indicators.staff.actual"] == Decimal("1.1")


@pytest.mark.parametrize(
    ("said", "path", "problem"),
    [
        ({"data": [5]}, "data[1]", "要写数据的名称"),
        ({"data": [{"unit": "人"}]}, "data[1]", "要写数据的名称"),
        ({"data": [{"label": "人数", "typ": "count"}]}, "data[1].typ", "没有这一项，是不是“type”"),
        ({"actual": "=ratio(data1, data3)"}, "actual.formula", "公式里的“data3”不是本行的列"),
    ],
)
def test_data_said_wrongly_are_refused_at_their_key(said: dict[str, Any], path: str, problem: str) -> None:
    with pytest.raises(TemplateError) as refused:
        asking(True, **said)
    assert refused.value.path == f"project: tables.indicators.rows.staff.{path}"
    assert problem in refused.value.problem


def test_data_need_a_sheet_to_be_asked_on() -> None:
    template = frame()
    del template["tables"]["indicators"]["asks_in"]
    template["tables"]["indicators"]["rows"] = {"staff": RATIO | {"data": DATA}}
    with pytest.raises(TemplateError, match="asks_in"):
        compile_form(template, load_methods())


def test_a_row_whose_indicator_is_chosen_is_called_by_what_stands_above_it() -> None:
    template = frame()
    options = {"type": "choice", "choices": ["经济效益", "社会效益"], "required": True}
    row = {"level1": "项目绩效", "level2": "项目效益", "level3": options, "points": Decimal(40), "method": "judged"}
    template["tables"]["indicators"]["rows"] = {"benefit": row}
    compiled = compile_form(template, load_methods(), {"全年预算数": Decimal(10)})
    [benefit] = compiled.tables["indicators"].rows
    assert benefit.label == "项目效益"
    values = compute(compiled.cells(), {"indicators.benefit.level3": "社会效益", "indicators.benefit.score": Decimal(30)})
    assert (values["points"], values["total"]) == (50, 30)  # the points stand once, whatever is chosen
