"""Rows that methods ask on a data sheet: whatever the frame calls the sheet's table and the table that is scored."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

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
