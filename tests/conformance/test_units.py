"""Whatever 计量单位 says is a unit: deductions by steps are read in every unit that forms print, with the method given and blank."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sentences import measured

# 计量单位 of published forms, by what they measure
UNITS = """
    个 项 次 件 份 户 家 人 名 处 起 例 条 篇 期 批 批次 场 场次 人次 户次 件次 班次 台 套 台套 辆 座 所 栋 间 张 册 本 株 棵 头 只 羽 尾
    亩 万亩 公顷 平方米 平方公里 立方米 万立方米 米 公里 千米 吨 万吨 公斤 千克 升 度 千瓦时 万千瓦时
    元 万元 亿元 元/人 元/亩 万元/年 万元/公里 元/平方米 吨/日 人/年
    天 日 工作日 小时 分钟 个月 年 学时 课时 人天 分 名次 岁 倍 标准煤吨 标段 村 乡镇 社区 学校 万人 万人次 家次 标箱
""".split()

# what each says, at which values, and what is got: target 20, points 10
SAID = [
    ("超出扣分", "≤", "不超过20{unit}得满分，每超过2{unit}扣1分，扣完为止", {20: 10, 22: 9, 30: 5, 60: 0}),
    ("不足扣分", "≥", "达到20{unit}得满分，每低2{unit}扣1分，扣完为止", {20: 10, 18: 9, 10: 5, 0: 0}),
    ("不足扣分", "≥", "每少1{unit}扣0.5分，扣完为止", {20: 10, 19: 9.5, 10: 5, 0: 0}),
    ("分档计分", "≥", "20{unit}以上得10分；10{unit}以上得5分；其余不得分", {20: 10, 19: 5, 10: 5, 9: 0}),
]  # fmt: skip


def sentence(unit: str, said: tuple[str, str, str, dict[int, float]]) -> dict[str, Any]:
    method, nature, text, scores = said
    return {
        "indicator": "某事", "nature": nature, "target": "20", "unit": unit, "points": Decimal(10), "method": method,
        "printed": text.format(unit=unit), "probes": [[Decimal(value), Decimal(str(score))] for value, score in scores.items()],
    }  # fmt: skip


def line(case: dict[str, Any], method: str) -> dict[str, Any]:
    return {
        "一级指标": "产出指标", "二级指标": "数量指标", "三级指标": case["indicator"], "指标性质": case["nature"], "指标值": Decimal(20),
        "计量单位": case["unit"], "分值": case["points"], "评分方法": method, "评分标准": case["printed"],
    }  # fmt: skip


def test_units_are_many_and_each_once():
    assert len(UNITS) == len(set(UNITS)) >= 56


@pytest.mark.parametrize("said", SAID, ids=["超出", "不足", "每少", "分档"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_standard_counted_in_the_lines_unit_is_read_and_scored(unit, said):
    case = sentence(unit, said)
    became = measured(case, line(case, case["method"]))
    assert (became.state, became.differing, [each.message for each in became.said if became.state != "right"]) == (
        "right",
        (),
        [],
    )


@pytest.mark.slow  # every method is tried
@pytest.mark.parametrize("unit", UNITS)
def test_without_a_method_the_unit_is_read_as_well(unit):
    case = sentence(unit, SAID[0])
    assert measured(case, line(case, "")).state == "right"
