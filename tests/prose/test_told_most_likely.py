"""What of the most likely row is told: its value, its target, its points; what may be of something else is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal


def row(key: str, label: str, kind: str, unit: str, actual: str, target: str) -> list[FormFigure]:
    return [
        FormFigure(f"{key}.actual", label, kind, D(actual), unit, row=key),
        FormFigure(f"{key}.target", label, kind, D(target), unit, "target", row=key),
        *(FormFigure(f"{key}.{role}", label, "score", D(x), role=role, row=key) for role, x in (("points", 8), ("score", 6), ("lost", 2))),
    ]  # fmt: skip


FIGURES = [
    *row("visits", "检查定点医药机构家数", "count", "家", "180", "150"),
    *row("time", "办公大楼故障响应时间", "count", "分钟", "27", "30"),
    *row("passed", "维修验收合格率", "percent", "", "0.96", "0.9"),
    FormFigure("cost", "基金运行成本", "money", D("23.64"), "万元", row="cost"),
    FormFigure("aim", "基金运行成本", "money", D(15), "万元", "target", row="cost"),
    FormFigure("unit", "", "money", D(40308), "万元", "budget", "单位缴纳"),
    FormFigure("unit", "", "money", D(40308), "万元", "received", "单位缴纳"),
]


def held(text: str) -> list[tuple[str, bool]]:
    return [(each.figures[0].name, each.agrees) for each in compared(text, FIGURES, Setting("2025"))]


@pytest.mark.parametrize(
    ("right", "wrong", "name"),
    [
        ("四、人手不足\n检查180家机构，", "四、人手不足\n检查18家机构，", "visits.actual"),
        ("二、响应时间仍要压缩\n实际27分钟，", "二、响应时间仍要压缩\n实际72分钟，", "time.actual"),
        ("二、成本目标与预算脱节\n目标只有15万元。", "二、成本目标与预算脱节\n目标只有51万元。", "aim"),
        (
            "一、概况\n完成维修53项，合格率96%，高于90%的目标。",
            "一、概况\n完成维修53项，合格率96%，高于86%的目标。",
            "passed.target",
        ),
        ("二、账面情况\n单位缴费4.03亿元。", "二、账面情况\n单位缴费4.30亿元。", "unit"),
    ],
)
def test_a_figure_is_of_the_row_that_the_words_around_it_share_most_with(right: str, wrong: str, name: str) -> None:
    assert (held(right)[-1], held(wrong)[-1]) == ((name, True), (name, False))


@pytest.mark.parametrize(
    "text",
    [
        "二、响应时间仍要压缩\n去年实际72分钟。",
        "二、响应时间仍要压缩\n力争达到20分钟。",
        "二、响应时间\n指标值调整为20分钟。",
        "二、检查\n3家机构对决定申请复议。",
        "二、验收合格率\n台账不全，扣0.5分。",  # for one of several reasons
        "二、验收合格率\n台账、资料都齐全，得3分和2分。",
    ],
)
def test_another_time_a_hope_a_part_or_one_reason_of_several_is_left_alone(text: str) -> None:
    assert held(text) == []


def test_a_sentence_behind_one_on_a_row_goes_on_about_it() -> None:
    text = "三、产出情况\n质量指标为维修验收合格率，分值8分。报修单都由报修人签了字，业绩值为{}%，得分6分。"
    assert [agrees for _, agrees in held(text.format(96))] == [True, True, True]
    assert held(text.format(69))[1] == ("passed.actual", False)


@pytest.mark.parametrize("text", ["一、满意度\n分对象看，维修验收合格率69%。", "一、概况\n维修验收合格率最低的区为69%。"])
def test_what_is_of_some_only_is_left_alone(text: str) -> None:
    assert held(text) == []


def test_a_limit_among_targets_is_what_was_to_be() -> None:
    told = [held(f"（三）目标情况\n1.检查机构不少于{number}家。") for number in (150, 140)]
    assert told == [[("visits.target", True)], [("visits.target", False)]]


def test_a_number_in_front_of_the_words_that_it_is_the_target_is_it() -> None:
    told = [held(f"二、响应时间仍要压缩\n与{number}分钟的指标值持平。") for number in (30, 35)]
    assert told == [[("time.target", True)], [("time.target", False)]]
