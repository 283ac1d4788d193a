"""Whether a summary agrees is said with the names of those that do not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from summaries import item, project
from xlgen.reports.summed import summary_report
from xlgen.rollup.proving.verdict import verdict_of
from xlgen.rollup.records import ProjectLine, Rollup, Stated

A = project("A", "100", "80", "90", items=(item("产出指标", "100", "90"),))
B = project("B", "100", "100", "70", items=(item("产出指标", "100", "70"),))


def marked(*projects: ProjectLine, **more: object) -> tuple[str, ...]:
    return verdict_of(Rollup(projects, **more)).failing  # type: ignore[arg-type]


def test_all_agree():
    assert verdict_of(Rollup((A, B))).said == "勾稽：全部相符 √"


def test_the_project_that_states_another_figure_is_named():
    verdict = verdict_of(Rollup((A, replace(B, stated=Stated(Decimal(100), Decimal(100), Decimal(75))))))
    assert [(each.code, each.what, each.stated, each.reckoned) for each in verdict.disagreements] == [("B", "自评得分", 75, 70)]
    assert any("B 项目B 自评得分" in line for line in verdict.lines())


def test_a_form_without_saved_results_is_counted_aside():
    items = tuple(replace(each, stated=None) for each in B.items)
    verdict = verdict_of(Rollup((A, replace(B, stated=Stated(Decimal(100), Decimal(100), None), items=items))))
    assert (verdict.agrees, verdict.unsaved) == (True, 1)


def test_a_total_of_a_project_without_a_score_is_held_against_nothing():
    unrated = replace(B, score=None, stated=replace(B.stated, score=Decimal(90)), items=())
    assert marked(A, unrated) == ()


def test_more_was_spent_than_there_was():
    assert marked(project("A", "100", "101", "90", items=A.items)) == ("总执行率不超过 100%：超支 = 0",)


@pytest.mark.parametrize("least", ["70", "80"])
def test_grades_out_of_order_do_not_agree(least: str):
    grades = (("优", Decimal(least)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
    assert marked(A, grades=grades) == ("等级界限应从高到低，不能空着：不合的 = 0",)


def test_a_summary_of_nothing_does_not_agree():
    verdict = verdict_of(Rollup((replace(A, counted=False, budget=None, executed=None, score=None, items=()),)))
    assert list(verdict.lines()) == ["勾稽：没有计入汇总的项目，无从核对。"]
    assert not verdict.agrees


def test_json_has_the_verdict():
    found = summary_report(Rollup((A, replace(B, stated=Stated(Decimal(100), Decimal(100), Decimal(75))))))["proof"]
    assert (found["agrees"], found["failing"], found["disagreements"][0]["stated"]) == (False, ["自评得分合计"], "75")


def test_a_score_that_is_not_the_sum_of_its_indicators_does_not_agree():
    assert "自评得分合计 - 折算增加 = 指标得分合计" in marked(A, replace(B, score=Decimal(75)))


def test_a_rescaled_score_agrees_with_what_rescaling_added():
    items = (item("产出指标", "90", "81"), replace(item("预算执行率", "10", "0"), points=None, score=None, stated=None))
    assert marked(A, replace(B, score=Decimal(90), stated=replace(B.stated, score=Decimal(90)), items=items)) == ()
