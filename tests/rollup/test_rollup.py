"""Many returns rolled up: who counts, what is listed instead, and every figure against sums made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import rules
from summaries import item, project, returned
from xlgen.findings import Finding, Severity
from xlgen.language.operators import Value
from xlgen.reports.summed import closing_sentence, summary_report
from xlgen.returned.batch import Return
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import OVERALL, core_grids, figures
from xlgen.rollup.grids import GridColumn, GridEntry, numbered, totalled
from xlgen.rollup.lists import list_grids
from xlgen.rollup.project_lines import figures_of
from xlgen.rollup.proofs import check_grids
from xlgen.rollup.rankings import ranking_grids
from xlgen.rollup.records import Item, Pending, ProjectLine, Rollup, Stated, Status
from xlgen.rollup.roll_up import roll_up

# 高邑县医疗保障局 2021 年分项绩效项目清单: 预算数（＝执行数）, 自评得分
GAOYI = """336 95, 200.61 98, 1936.83 98, 8.98 100, 277.84 89, 10 98, 13.88 99, 11.6 99, 34.99 99, 15 99, 6 99, 97.35 100,
10 97, 5 98, 7 99, 334.68 98, 4.2 98, 215.49 98, 3 98"""


THREE = Rollup(
    (
        project("A", "100", "50", "80", items=(item("产出", "60", "50", "人数"), item("效益", "40", "30"))),
        project("B", "300", "300", "100", "乙中心", items=(item("产出", "60", "60"), item("效益", "40", "40"))),
        project("C", "0", "0", "60", "乙中心", items=(item("产出", "100", "60", "人数"),)),
    )
)


def overall(rollup: Rollup, *names: str) -> list[Value]:
    found = figures(rollup).overall
    return [found[name] for name in names]


def values(rollup: Rollup) -> dict[str, tuple[Value, ...]]:
    """Every cell of every grid."""
    grids = [*core_grids(rollup), *list_grids(rollup), *ranking_grids(rollup), *check_grids(rollup)]
    return dict(compute_grids(grids))


def refused(file: str, code: str) -> Return:
    return Return(Path(file), None, (Finding(code, Severity.ERROR, "读不出", "请重报"),))


# ---- figures --------------------------------------------------------------------------------------------------------


def test_nineteen_projects_of_a_department_give_the_means_by_hand():
    pairs = [pair.split() for pair in GAOYI.split(",")]
    rollup = Rollup(tuple(project(str(i), budget, budget, score) for i, (budget, score) in enumerate(pairs)))
    assert overall(rollup, "mean", "weighted", "budget") == [Decimal("97.84"), Decimal("97.09"), Decimal("3528.45")]
    assert [(row["word"], row["count"]) for row in figures(rollup).grades] == [("优", 18), ("良", 1), ("中", 0), ("差", 0)]


def test_the_overall_rate_is_a_ratio_of_sums_and_no_mean_of_rates():
    assert overall(THREE, "budget", "executed", "balance", "rate") == [400, 350, 50, Decimal("0.875")]  # not 0.75


def test_a_mean_may_be_simple_or_weighted_by_amounts():
    assert overall(THREE, "mean", "weighted", "best", "worst") == [80, 95, 100, 60]


def test_a_project_without_a_score_weighs_nothing_in_the_mean():
    unscored = replace(project("D", "600", "600", "0"), score=None)
    more = Rollup((*THREE.projects, unscored))
    assert overall(more, "counted", "graded", "budget", "mean", "weighted") == [4, 3, 1000, 80, 95]


def test_grades_are_counted_and_their_amounts_added():
    rows = [(row["word"], row["count"], row["amount"], row["mean"]) for row in figures(THREE).grades]
    assert rows == [("优", 1, 300, 100), ("良", 1, 100, 80), ("中", 1, 0, 60), ("差", 0, 0, None)]


def test_rates_by_level_are_sums_of_scores_by_sums_of_points():
    rows = [(row["level"], row["points"], row["score"], row["lost"], row["fell"]) for row in figures(THREE).levels]
    assert rows == [("产出", 220, 170, 50, 2), ("效益", 80, 70, 10, 1)]


def test_units_add_up_their_own_projects():
    rows = [(row["unit"], row["counted"], row["budget"], row["mean"], row["weighted"]) for row in figures(THREE).units]
    assert rows == [("甲中心", 1, 100, 80, 80), ("乙中心", 2, 300, 80, 100)]


@pytest.mark.parametrize(
    ("score", "grade"),
    [("90", "优"), ("89.99", "良"), ("80.00", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_the_least_score_of_a_grade_belongs_to_it(score, grade):
    assert list(figures(Rollup((project("A", "1", "1", score),))).grade_of) == [grade]


def test_a_project_that_does_not_count_adds_nothing():
    more = Rollup((*THREE.projects, ProjectLine("D", "未报的项目", unit="甲中心", status=Status.MISSING, counted=False)))
    assert overall(more, "issued", "counted", "budget", "mean", "worst") == [4, 3, 400, 80, 60]


def test_nothing_at_all_gives_blanks_and_no_error():
    assert overall(Rollup(()), "issued", "budget", "rate", "mean", "best") == [0, 0, None, None, None]


def test_a_name_full_of_signs_is_looked_for_as_it_stands():
    names = ("*", "?中心", ">90", "=甲", "甲~*", "乙中心")
    rollup = Rollup(tuple(project(str(i), "1", "1", "90", name) for i, name in enumerate(names)))
    assert [(row["unit"], row["counted"]) for row in figures(rollup).units] == [(name, 1) for name in names]


# ---- lists ----------------------------------------------------------------------------------------------------------


def test_equal_scores_share_a_place_and_the_next_is_left_out():
    scores = ("80", "95", "80", "99")
    found = values(Rollup(tuple(project(str(i), "1", "1", score) for i, score in enumerate(scores))))
    assert list(zip(found["ranking.rank"], found["ranking.code"], strict=True)) == [(1, "3"), (2, "1"), (3, "0"), (3, "2")]


def test_deductions_list_what_was_lost_with_the_reason_given():
    rollup = Rollup(
        (project("A", "1", "1", "90", items=(item("产出", "60", "50", reason="进度慢"), item("效益", "40", "40"))),)
    )
    found = values(rollup)
    assert [found[f"deductions.{key}"] for key in ("level3", "lost", "reason")] == [("产出",), (10,), ("进度慢",)]


def test_deductions_are_added_up_by_indicator_the_dearest_first():
    found = values(THREE)
    assert list(zip(found["losses.level3"], found["losses.lost"], found["losses.fell"], strict=True)) == [
        ("人数", 50, 2), ("效益", 10, 1),
    ]  # fmt: skip


def test_indicators_of_one_name_that_count_other_things_are_told_apart_where_they_cost_points():
    lines = [item("产出", "60", score, "完成任务数量", unit=unit) for unit, score in (("个", "50"), ("万份", "40"))]
    lines += [item("效益", "40", "39", "完成任务数量", unit="个"), item("效益", "40", "38", "受益人数", unit="人")]
    found = values(Rollup(tuple(project(str(i), "1", "1", "90", items=(line,)) for i, line in enumerate(lines))))
    assert list(zip(found["losses.level3"], found["losses.level1"], found["losses.lost"], strict=True)) == [
        ("完成任务数量（产出，万份）", "产出", 20), ("完成任务数量（产出，个）", "产出", 10), ("受益人数", "效益", 2),
        ("完成任务数量（效益，个）", "效益", 1),
    ]  # fmt: skip


def test_numbers_of_one_indicator_are_added_and_rates_weighted_by_amounts():
    def two(people: str, rate: str) -> tuple[Item, ...]:
        numbers = {
            "target": Decimal(100),
            "target_type": "number",
            "actual": Decimal(people),
            "actual_type": "number",
            "unit": "人",
        }
        rates = {"target": Decimal("0.9"), "target_type": "percent", "actual": Decimal(rate), "actual_type": "percent"}
        return item("产出", "50", "50", "人数", **numbers), item("产出", "50", "50", "合格率", **rates)

    one, other = project("A", "100", "1", "1", items=two("120", "0.9")), project("B", "300", "1", "1", items=two("80", "0.98"))
    found = values(Rollup((one, other)))
    assert [found[f"shared.{key}"] for key in ("group", "projects", "actual")] == [
        ("人数（人）", "合格率（%）"), (2, 2), (200, Decimal("0.96")),
    ]  # fmt: skip


def test_an_indicator_of_one_project_is_not_added_up():
    assert values(THREE)["shared.no"] == ()


# ---- who counts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "statuses", "kinds", "pending"),
    [
        ("A | B", {"审核通过": 2}, {"有效": 2}, []),
        ("A", {"审核通过": 1, "未报送": 1}, {"有效": 1}, [("未报送", "T002")]),
        ("A | -B", {"审核通过": 1, "未报送": 1}, {"有效": 1}, [("未报送", "T002")]),
        ("A(indicators.1.actual = blank) | B", {"审核通过": 1, "退回修改": 1}, {"有效": 2}, [("退回修改", "T001")]),
        ("A | A@副本.xlsx | B", {"审核通过": 1, "退回修改": 1}, {"有效": 1, "重复": 2}, [("重复", "T001")] * 2),
    ],
)
def test_every_project_and_every_file_is_in_one_place(said, statuses, kinds, pending):
    rollup = roll_up(*returned(said))
    assert {status.word: count for status, count in rollup.statuses().items() if count} == statuses
    assert {kind.word: count for kind, count in rollup.kinds().items() if count} == kinds
    assert [(each.kind, each.code) for each in rollup.pendings] == pending


@pytest.mark.parametrize(
    ("file", "code", "status", "kind"),
    [
        ("T002_改造(1).xls", "XG003", "无法读取", "无法读取"),
        ("工作总结.docx", "XG001", "未报送", "无法读取"),
        ("别的部门.xlsx", "XG042", "未报送", "未知"),
    ],
)
def test_a_refused_file_is_its_projects_where_the_name_says_so(file, code, status, kind):
    returns, manifest = returned("A")
    rollup = roll_up([*returns, refused(file, code)], manifest)
    assert [project.status.word for project in rollup.projects] == ["审核通过", status]
    assert {each.word: count for each, count in rollup.kinds().items()}[kind] == 1


def test_both_sums_stand_in_the_closing_sentence():
    assert closing_sentence(roll_up(*returned("A | A@副本.xlsx"))) == (
        "下发 2 = 退回修改 1 + 未报送 1。\n收到文件 2 = 重复 2。\n计入汇总 0 个项目，其余见汇总表“未计入清单”。"
    )


def test_a_project_returned_twice_counts_for_neither():
    assert overall(roll_up(*returned("A | A@副本.xlsx | B")), "counted", "budget") == [1, 30]


def test_figures_are_recomputed_and_the_saved_ones_only_compared():
    [counted] = roll_up(returned("A(stale total = 100)")[0], None).projects
    assert (counted.score, counted.stated.score) == (Decimal("99.8"), 100)


def test_forms_with_errors_do_not_count():
    found, _ = returned("A(funds.total.executed = 31; indicators.1.actual = blank)")
    assert overall(roll_up(found, None), "counted") == [0]


def test_an_unfinished_form_adds_money_but_no_score():
    [each], _ = returned("A(indicators.1.actual = blank)")
    found = figures_of(each.extract.figures, Decimal(1)) if each.extract else {}
    assert (found["executed"], found["score"]) == (Decimal("29.4"), None)


def test_amounts_in_yuan_are_converted_where_forms_differ():
    [a, b], _ = returned("A | B")
    in_yuan = replace(b, form=replace(b.answers, snapshot=replace(b.answers.snapshot, money="元")))
    rollup = roll_up([a, in_yuan], None)
    assert [project.budget for project in rollup.projects] == [30, Decimal("0.0030")]
    assert any("换算成万元" in note for note in rollup.notes)


def test_a_departments_form_is_not_added_to_its_projects():
    rollup = roll_up(*returned("D | A | B"))
    assert [(each.code, each.counted) for each in rollup.projects] == [("T001", True), ("T002", True), ("D001", False)]


def test_departments_among_themselves_are_added_up():
    [department], _ = returned("D")
    assert [each.counted for each in roll_up([replace(department, findings=())], None).projects] == [True]


def test_without_a_manifest_a_note_says_what_cannot_be_known():
    assert any("没有下发清单" in note for note in roll_up(returned("A")[0], None).notes)


def test_every_finding_is_listed_with_its_cell():
    found = roll_up(*returned("A(indicators.1.actual = blank)")).problems
    assert ("T001", "indicators.1.actual") in [(each.code, each.finding.name) for each in found]


def test_an_adjusted_target_is_the_one_that_is_shown():
    answers = rules.answers('indicators.1.adjusted = 125; indicators.1.approval = "某财〔2025〕1号"', "adjusted")
    [one] = roll_up([Return(Path("a.xlsx"), answers, ())], None).projects
    assert [each.target for each in one.items if each.level3 == "培训人数"] == [125]


# ---- 勾稽 -----------------------------------------------------------------------------------------------------------


def test_everything_agrees_where_nothing_was_touched():
    found = values(roll_up(*returned("A | B")))
    assert {*found["totals.mark"], *found["identities.mark"], *found["statuses.mark"], *found["kinds.mark"]} == {"√"}
    assert found["proof.text"][0] == "勾稽：全部相符 √"


def test_a_total_that_the_files_do_not_show_is_marked():
    stated = Stated(Decimal(101), Decimal(50), Decimal(80))
    found = values(replace(THREE, projects=(replace(THREE.projects[0], stated=stated), *THREE.projects[1:])))
    marks = dict(zip(found["totals.label"], found["totals.mark"], strict=True))
    assert {label for label, mark in marks.items() if mark == "×"} == {"预算数合计", "结余合计"}
    assert str(found["proof.text"][0]).startswith("勾稽：有不相符的项目 ×")


# ---- JSON -----------------------------------------------------------------------------------------------------------


def test_json_has_decimals_as_strings_and_both_sums():
    said = summary_report(THREE)
    assert said["figures"]["rate"] == "0.875"
    assert said["issued"] == {
        "projects": 3,
        "accepted": 3,
        "open": 0,
        "to_correct": 0,
        "unusable": 0,
        "missing": 0,
    }
    assert said["projects"][1] | {"file": ""} == {
        "code": "B", "name": "项目B", "department": "某局", "unit": "乙中心", "year": "2025", "budget": "300",
        "executed": "300", "score": "100", "errors": 0, "warnings": 0, "counted": True, "grade": "优", "status": "sound",
        "file": "",
    }  # fmt: skip
    assert json.loads(json.dumps(said)) == said


# ---- grids ----------------------------------------------------------------------------------------------------------


def test_a_formula_sees_its_row_a_column_and_a_cell_by_its_key():
    columns = (
        GridColumn("x", ""), GridColumn("twice", "", formula="x + x"), GridColumn("share", "", formula="ratio(x, sum(t.x))"),
        GridColumn("first", "", formula="x - t.1.x"),
    )  # fmt: skip
    found = compute_grids([numbered("t", columns, [{"x": Decimal(1)}, {"x": Decimal(3), "twice": GridEntry(formula="x")}])])
    assert [found[f"t.{key}"] for key in ("twice", "share", "first")] == [(2, 3), (Decimal("0.25"), Decimal("0.75")), (0, 2)]


def test_the_total_of_an_empty_table_is_zero():
    found = compute_grids([totalled("t", (GridColumn("x", ""),), [], {"x": GridEntry(formula="sum(t.all.x)")})])
    assert found["t.x"] == (None, 0)


def test_coverage_is_told_by_count_and_amount():
    left = replace(
        THREE.projects[0], counted=False, budget=None, executed=None, score=None, items=(), issued_budget=Decimal(300)
    )
    counted = [replace(each, issued_budget=each.budget) for each in THREE.projects[1:]]
    found = overall(replace(THREE, projects=(left, *counted)), "issued_budget", "covered")
    assert found == [300 + sum(each.budget for each in counted), sum(each.budget for each in counted)]


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ("80", "计入预算数÷下发预算数"),
        ("79.99", "覆盖率不到 80%：合计数只说计入的项目，说明不了全部"),
    ],
)
def test_little_coverage_is_told_beside_it(counted: str, said: str):
    projects = (
        replace(project("A", "1", "1", "90"), issued_budget=Decimal(counted)),
        ProjectLine("B", "乙", counted=False, issued_budget=100 - Decimal(counted)),
    )
    found = values(Rollup(projects))
    assert found["figures.note"][list(OVERALL).index("coverage")] == said


def test_what_is_not_in_the_sums_is_added_up_with_each_project_once():
    twice = [Pending("重复", "D", "丁", "甲中心", Decimal(30), Path(f"{i}.xlsx"), "收到 3 份", "只留一份") for i in range(3)]
    other = Pending("未报送", "E", "戊", "甲中心", Decimal(5), None, "没有收到", "催报")
    stranger = Pending("非本批", "", "", "", None, Path("x.xlsx"), "不是本批的表", "移出")
    missing = [ProjectLine(p.code, p.name, counted=False, issued_budget=p.budget) for p in (twice[0], other)]
    rollup = Rollup((*THREE.projects, *missing), pendings=(*twice, other, stranger))
    found = values(rollup)
    assert (found["pendings.budget"][-1], found["pendings.reason"][-1]) == (35, "2 个项目，收到几份的算一次")
    assert figures(rollup).overall["counted"] == 3
    assert set(found["identities.mark"]) == {"√"}


def test_items_to_verify_are_counted_in_the_closing_sentence():
    asked = replace(THREE, projects=(replace(THREE.projects[0], warnings=3), *THREE.projects[1:]))
    assert "还有 1 个带着 3 处需核实" in closing_sentence(asked)
