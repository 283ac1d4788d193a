"""What was found in a report, as lines to read."""

from __future__ import annotations

from pathlib import Path

from xlgen.reports.report_figures import ReportCheck, ToldFigure
from xlgen.returned.batch import Return

RIGHT = ToldFigure(
    "第2段", "支出23.64万元。", "23.64万元", "23.64万元", True, "自评表", "F7", "spent", "“执行数”（自评表!F7）", ""
)
WRONG = ToldFigure("第3段", "执行率77%。", "77%", "79%", False, "自评表", "G7", "rate", "“执行率”（自评表!G7）", "写着……")


def check(*told: ToldFigure, left: int = 0, remarks: tuple[str, ...] = ()) -> ReportCheck:
    return ReportCheck(told, left, remarks, Return(Path("表.xlsx"), None, ()))


def test_a_report_is_sound_where_all_that_was_compared_agrees() -> None:
    assert [each.is_sound for each in (check(RIGHT), check(RIGHT, WRONG), check(RIGHT, remarks=("别的项目",)), check())] == [
        True, False, False, False,
    ]  # fmt: skip


def test_the_last_line_counts_what_was_compared_and_what_was_not() -> None:
    assert check(RIGHT, WRONG, left=4).closing == "比对了 2 个数，其中 1 个不一致；另有 4 个数没有比，没有比的不等于对。"
    assert check(RIGHT).closing == "比对了 1 个数，都一致。"


def test_each_figure_is_listed_with_its_cell() -> None:
    assert check(RIGHT, WRONG).sources == [
        "第2段　23.64万元 ＝ “执行数”（自评表!F7）　支出23.64万元。",
        "第3段　77% ≠ “执行率”（自评表!G7）　执行率77%。",
    ]
