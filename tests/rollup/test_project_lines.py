"""One returned form as one project of the summary."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from filled import DATA, DAY, project
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.kept.added_up import added_up
from xlgen.rollup.details import rescaled_by
from xlgen.rollup.project_lines import figures_of, named
from xlgen.rollup.records import ProjectLine
from xlgen.statuses import Status
from xlgen.workbook.ooxml.reader import read_workbook

UNFINISHED = {**DATA, "绩效指标": DATA["绩效指标"][1:]}  # type: ignore[index]


def answers_in(template: dict[str, Any], data: dict[str, Any]) -> Answers:
    snapshot, content = blank(template, load_methods(), project(), DAY)
    return read_answers(snapshot, read_workbook(fill(content, data).content))


@pytest.mark.parametrize("word", ["未填完", "未完成", "—"])
@pytest.mark.parametrize(("data", "score"), [(DATA, Decimal("99.5")), (UNFINISHED, None)])
def test_an_unfinished_score_is_no_score_whatever_the_frame_calls_it(
    word: str, data: dict[str, Any], score: Decimal | None
) -> None:
    template = load_template("project")
    grade = template["fields"]["grade"]
    fields = template["fields"] | {"grade": grade | {"formula": grade["formula"].replace("未填完", word)}}
    assert figures_of(added_up(answers_in(template | {"fields": fields}, data)), Decimal(1))["score"] == score


@pytest.mark.parametrize(
    ("unit", "key"),
    [
        ("县局", "县局"),
        ("01", "“01”"),
        ("2025-1-1", "“2025-1-1”"),
        ("１００％", "“１００％”"),
        ("第1小学", "第1小学"),
        ("", "（未写）"),
    ],
)
def test_names_that_formulas_look_for_never_read_as_numbers(unit: str, key: str) -> None:
    snapshot, _ = blank(load_template("project"), load_methods(), project(), DAY)
    assert named(replace(snapshot, identity={**snapshot.identity, "unit": unit}), Status.MISSING, None).unit == key


def test_the_reason_for_low_execution_is_the_reason_of_its_row() -> None:
    funds = DATA["项目资金"]
    total = funds["年度资金总额"] | {"执行率偏低原因": "招标推迟"}  # type: ignore[index]
    data = DATA | {"项目资金": funds | {"年度资金总额": total}}  # type: ignore[operator]
    items = figures_of(added_up(answers_in(load_template("project"), data)), Decimal(1))["items"]
    assert items[0].reason == "招标推迟"  # type: ignore[index]


def test_a_project_without_a_score_adds_no_points() -> None:
    items = figures_of(added_up(answers_in(load_template("project"), UNFINISHED)), Decimal(1))["items"]
    assert {(each.points, each.score) for each in items} == {(None, None)}  # type: ignore[attr-defined]


def test_a_rate_of_no_money_adds_no_points_and_the_project_has_its_score_in_a_frame_that_rates_it_as_an_indicator() -> None:
    nothing = {"全年预算资金": {"县区级": 0}, "全年执行资金": {"县区级": 0}}
    rows = [{("业绩值" if key == "实际完成值" else key): x for key, x in row.items()} for row in DATA["绩效指标"]]  # type: ignore[attr-defined]
    said = figures_of(
        added_up(answers_in(load_template("project-xinzhou"), DATA | {"项目资金": nothing, "绩效指标": rows})), Decimal(1)
    )
    line = replace(named_line(), **said)
    assert (line.score, [each.level3 for each in line.items if each.points is None]) == (Decimal(100), ["预算执行率"])
    assert rescaled_by(line) == 10


def named_line() -> ProjectLine:
    """A line of the frame's project, without figures."""
    snapshot, _ = blank(load_template("project-xinzhou"), load_methods(), project(), DAY)
    return named(snapshot, Status.SOUND, None)
