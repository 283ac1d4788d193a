"""Whether a summary agrees is said with the names of those that do not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from long_lists import long_rollup
from summaries import item, project
from xlgen.reports.summed import summary_report
from xlgen.returned.kept.added_up import Stated
from xlgen.rollup.cells import dividing
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import core_grids
from xlgen.rollup.grids import GridEntry
from xlgen.rollup.lists import list_grids
from xlgen.rollup.pages import pages_of
from xlgen.rollup.proofs import check_grids
from xlgen.rollup.proving.verdict import verdict_of
from xlgen.rollup.rankings import ranking_grids
from xlgen.rollup.records import Pending, ProjectLine, Rollup
from xlgen.rollup.spots import contents_of

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


def test_each_project_that_spent_more_than_it_had_is_named():
    rollup = Rollup((A, project("B", "100", "101", "90", items=A.items), project("C", "0", "0", "90", items=A.items)))
    verdict = verdict_of(rollup)
    assert [(each.code, each.budget, each.executed) for each in verdict.overspent] == [("B", 100, 101)]
    assert any("B 项目B" in line for line in verdict.lines())
    assert summary_report(rollup)["proof"]["overspent"] == [
        {"code": "B", "name": "项目B", "unit": "甲中心", "budget": "100", "executed": "101", "file": "B.xlsx"}
    ]


def test_a_project_above_its_budget_is_no_disagreement_where_the_whole_is_not():
    assert marked(project("B", "100", "101", "90", items=A.items), A) == ()


@pytest.mark.parametrize("least", ["70", "80"])
def test_grades_out_of_order_do_not_agree(least: str):
    grades = (("优", Decimal(least)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
    assert marked(A, grades=grades) == ("等级界限应从高到低，不能空着：不合的 = 0",)


def test_a_summary_of_nothing_does_not_agree():
    sent_back = replace(A, counted=False, budget=None, executed=None, score=None, items=())
    pending = Pending("退回修改", A.code, A.name, A.unit, None, A.file, "有 1 处错误", "退回修改后重报")
    verdict = verdict_of(Rollup((sent_back,), pendings=(pending,)))
    assert list(verdict.lines()) == ["勾稽：没有计入汇总的项目，无从核对。"]
    assert not verdict.agrees


def test_a_summary_of_nothing_does_not_agree_in_json():
    assert summary_report(Rollup(()))["proof"]["agrees"] is False


@pytest.mark.parametrize(
    ("least", "said"),
    [(None, "勾稽：等级界限有空着的 ×，请在“总览”补填"), (Decimal(80), "勾稽：等级界限没有从高到低 ×，请在“总览”改正")],
)
def test_a_blank_threshold_and_one_out_of_order_have_sentences_of_their_own(least: Decimal | None, said: str):
    rollup = Rollup((A,))
    grids = [*core_grids(rollup), *list_grids(rollup), *ranking_grids(rollup), *check_grids(rollup)]
    changed = [
        replace(grid, rows=[{**row, "least": GridEntry(least)} if i == 0 else row for i, row in enumerate(grid.rows)])
        if grid.key == "grades"
        else grid
        for grid in grids
    ]
    assert compute_grids(changed)["proof.text"][0] == said


def test_json_has_the_verdict():
    found = summary_report(Rollup((A, replace(B, stated=Stated(Decimal(100), Decimal(100), Decimal(75))))))["proof"]
    assert (found["agrees"], found["failing"], found["disagreements"][0]["stated"]) == (False, ["自评得分合计"], "75")


def test_a_score_that_is_not_the_sum_of_its_indicators_does_not_agree():
    assert "自评得分合计 - 折算增加 = 指标得分合计" in marked(A, replace(B, score=Decimal(75)))


def test_a_rescaled_score_agrees_with_what_rescaling_added():
    items = (item("产出指标", "90", "81"), replace(item("预算执行率", "10", "0"), points=None, score=None, stated=None))
    assert marked(A, replace(B, score=Decimal(90), stated=replace(B.stated, score=Decimal(90)), items=items)) == ()


@pytest.mark.parametrize("parted", [False, True])
def test_the_values_that_the_workbook_was_written_from_prove_the_same(monkeypatch, parted):
    if parted:
        monkeypatch.setattr(dividing, "ROOM", 30)
    rollup = long_rollup(40, 8)
    contents = contents_of(spot for page in pages_of(rollup, "2026-02-01") for spot in page.spots)
    assert verdict_of(rollup, contents.values) == verdict_of(rollup)
