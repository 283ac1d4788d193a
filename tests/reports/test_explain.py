"""Explanations: every code that xlgen can print has its meaning, and every computed cell can be told step by step."""

from __future__ import annotations

import re

import pytest

from rules import FORMS, answers
from xlgen.reports.explain import explain_score


@pytest.mark.parametrize(
    ("edits", "name", "steps"),
    [
        (
            "funds.total.executed = 23.64",
            "funds.total.score",
            [
                "执行率：全年执行数（23.64）÷全年预算数（30）＝0.788",
                "得分 第1步：分值（10）×执行率（78.8%）＝7.88",
                "得分 第2步：7.88（四舍五入保留2位小数）＝7.88",
            ],
        ),
        (
            "funds.total.executed = 33",
            "funds.total.score",
            [
                "得分 第1步：执行率（110%）（超过100%的按100%）＝1",
                "得分 第2步：分值（10）×1＝10",
                "得分 第3步：10（四舍五入保留2位小数）＝10",
            ],
        ),
        (
            "indicators.1.actual = 100",
            "indicators.1.score",
            [
                "得分 第1步：实际完成值（100）不小于年度指标值（120）——不成立",
                "得分 第2步：实际完成值（100）÷年度指标值（120）＝0.83333333",
                "得分 第3步：分值（15）×0.83333333＝12.5",
                "得分 第4步：12.5（四舍五入保留2位小数）＝12.5",
            ],
        ),
        (
            "indicators.3.actual = 0.9",
            "indicators.3.score",
            ["得分 第1步：实际完成值（90%）不小于95%——不成立", "得分 第2步：实际完成值（90%）不小于80%——成立，取6"],
        ),
        (
            "indicators.4.actual = 400",
            "indicators.4.score",
            ["得分：实际完成值（400）不大于年度指标值（400）——成立，取分值（5）"],
        ),
        ("indicators.4.actual = blank", "indicators.4.score", ["得分：算不出来，缺“实际完成值”"]),
        (
            "indicators.6.score = 9",
            "indicators.6.score",
            ["由填报人评定，应不小于 8、不大于 10（完成情况选的是“达成预期指标”）"],
        ),
        ("indicators.1.score = 12", "indicators.1.score", ["注意：这一格的公式被改了，表上写的是“12”"]),
        ("", "indicators.1.target", ["这是下发时定好的内容，不是算出来的"]),
    ],
)
def test_a_score_is_told_step_by_step(edits: str, name: str, steps: list[str]) -> None:
    told = explain_score(answers(edits), name)
    assert told[-len(steps) :] == steps


def test_rule_source_and_place_come_first() -> None:
    told = explain_score(answers(), "indicators.3")
    assert re.fullmatch(r"“合格率·得分”＝10（自评表![A-Z]+\d+，分值 10）", told[0])
    assert told[1] == "规则：≥95%得10分；≥80%得6分；其余得0分"
    assert told[2].startswith("依据：")


def test_the_total_lists_its_scores() -> None:
    told = explain_score(answers(), "total")
    assert "总分 第1步：得分栏（9.8），得分栏（15、10、10、5、10、10、10、10、10）合计＝99.8" in told


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    (told,) = explain_score(answers(), "indicators.99.score")
    assert told.startswith("表里没有“indicators.99.score”")


@pytest.mark.parametrize("sample", FORMS)
def test_every_cell_of_every_form_can_be_told_on_any_console(sample: str) -> None:
    returned = answers("", sample)
    for name in returned.snapshot.slots:
        told = explain_score(returned, name)
        assert told
        assert "\n".join(told).encode("cp936")
