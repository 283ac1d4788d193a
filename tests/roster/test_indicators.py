"""A line of sheet 指标 alone: how its target is scored, and what is told where it does not say how."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice, product
from typing import Any

import pytest

from equality import TEMPLATE
from xlgen.catalogue import found
from xlgen.findings import Severity
from xlgen.flows.method_cases import tried_on
from xlgen.form.compute import compute
from xlgen.form.template.load import load_methods
from xlgen.roster.indicators import indicator_row

METHODS = load_methods()
LINE = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "某指标", "分值": Decimal(10)}
COST, TIME = {"二级指标": "成本指标", "三级指标": "总成本"}, {"二级指标": "时效指标"}
E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE


def read(target: str | Decimal, more: Mapping[str, Any] = {}) -> tuple[dict[str, Any], list[tuple[str, Severity]]]:
    """The row of a target, and code and weight of each finding."""
    told: list[tuple[str, Severity]] = []

    def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        told.append((code, found(code, fact, hint, severity).severity))

    columns = ("level1", "level2", "level3", "nature", "target", "unit")
    return indicator_row(LINE | {"指标值": target} | more, frozenset(), METHODS, columns, problem, "2025"), told


@pytest.mark.parametrize(
    ("target", "more", "method", "nature", "told"),
    [
        # times, nature and method blank
        ("10月底前", TIME, "by_date", "≤", [("XL141", N)]),
        ("12月底前", TIME, "by_date", "≤", [("XL141", N)]),
        ("上半年", TIME, "by_date", "≤", [("XL141", N)]),
        ("2025年12月", TIME, "by_date", "≤", []),
        ("3个月内", TIME, "lower_by_ratio", "≤", []),
        ("30日内", TIME, "lower_by_ratio", "≤", []),
        ("5个工作日内", TIME, "lower_by_ratio", "≤", []),
        ("及时", TIME, "qualitative", "定性", []),
        ("≥360天", TIME, "higher_is_better", "≥", []),
        ("100%", TIME, "higher_is_better", "=", []),
        # costs
        (Decimal(63), COST, "lower_by_ratio", "≤", [("XL141", N)]),
        ("63万元", COST, "lower_by_ratio", "≤", [("XL141", N)]),
        ("≥63万元", COST, "higher_is_better", "≥", [("XL142", W)]),
        ("63万元", COST | {"指标性质": "="}, "lower_by_ratio", "=", [("XL141", N)]),
        ("63万元", COST | {"指标性质": "正向"}, "higher_is_better", "≥", [("XL142", W)]),
        ("63万元", COST | {"评分方法": "正向比率"}, "higher_is_better", "≤", [("XL141", N), ("XL143", W)]),
        ("≥5%", COST | {"三级指标": "成本节约率"}, "higher_is_better", "≥", []),
        ("合理", COST, "qualitative", "定性", []),
        # strict
        ("小于5次", {}, "below", "<", [("XL141", N)]),
        ("大于5次", {}, "above", ">", [("XL141", N)]),
        ("小于5次", {"评分方法": "超过不得分"}, "below", "<", []),
        ("大于5次", {"评分方法": "达标得分"}, "above", ">", []),
        ("小于5次", {"评分方法": "低于得分"}, "below", "<", []),
        # 指标性质
        ("95%", {"指标性质": "≧"}, "higher_is_better", "≥", []),
        ("95%", {"指标性质": "越高越好"}, "higher_is_better", "≥", []),
        ("5次", {"指标性质": "越少越好"}, "lower_by_ratio", "≤", []),
        ("8个", {"指标性质": "定量"}, "higher_is_better", "=", []),
        ("≤8个", {"指标性质": "定量"}, "lower_by_ratio", "≤", []),
        (">8个", {"指标性质": "正向"}, "above", ">", [("XL141", N)]),
        ("=8个", {"指标性质": "正向"}, "higher_is_better", "=", []),
        ("=8个", {"指标性质": "反向"}, "lower_by_ratio", "≤", [("XL143", W)]),
        ("≥95%", {"指标性质": "定性"}, "qualitative", "定性", [("XL143", W)]),
        ("≥8个", {"指标性质": "="}, "higher_is_better", "≥", [("XL143", W)]),
        ("10-20", {"指标性质": "≥"}, "interval", "区间", [("XL143", W)]),
        ("100", {"指标性质": "区间", "评分方法": "区间目标", "评分标准": "90至110得满分"}, "interval", "区间", [("XL143", W)]),
        ("有效提升", {"指标性质": "定量", "评分方法": "按比例评定"}, "percent_judged", "定性", [("XL143", W)]),
        # a standard says how, too
        ("30天", TIME | {"评分标准": "≤30天:10; ≤60天:5; 其余:0"}, "banded", "=", [("XL125", N)]),
        # units
        ("5万元", {"计量单位": "元"}, "higher_is_better", "=", []),
        ("120人", {"计量单位": "人次"}, "higher_is_better", "=", [("XL144", W)]),
        # words that compare
        ("不超过预算", {}, "qualitative", "定性", [("XL140", W)]),
        ("不超过预算", {"指标性质": "定性"}, "qualitative", "定性", [("XL140", W)]),
        ("≥360天服务读者", {"指标性质": "定性"}, "qualitative", "定性", [("XL140", W)]),
        ("≥95%", {"评分方法": "按比例评定"}, "percent_judged", "≥", [("XL140", W)]),
        ("事故0起", {"评分方法": "酌情评分"}, "judged", "定性", [("XL140", W)]),
        ("0", {"三级指标": "事故发生率"}, "zero_target", "=", []),
    ],
)
def test_a_target_is_scored_by_what_it_says(target, more, method, nature, told):
    row, findings = read(target, more)
    assert (row["method"], row["nature"], findings) == (method, nature, told)


@pytest.mark.parametrize(
    ("target", "more", "told"),
    [
        ("2023年全年", TIME, [("XL140", E)]),
        (Decimal(2025), TIME | {"计量单位": "年"}, [("XL140", E)]),
        ("第三季度前", TIME, [("XL140", E)]),
        ("10月前", TIME, [("XL140", E)]),
        ("每月10日前", TIME, [("XL140", E)]),
        ("约98", {}, [("XL140", E)]),
        ("约98", {"指标性质": "≥"}, [("XL122", E)]),
        ("约98", {"评分方法": "正向比率"}, [("XL122", E)]),
        ("100%覆盖", {}, [("XL140", E)]),
        ("10月底前", TIME | {"评分方法": "正向比率"}, [("XL141", N), ("XL122", E)]),
        ("5个", TIME | {"评分方法": "限期完成"}, [("XL122", E)]),
        ("≤5", {"指标性质": "正向"}, [("XL143", E)]),
        ("2025年12月31日", TIME | {"指标性质": "正向"}, [("XL143", E)]),
        ("有效提升", {"指标性质": "定量"}, [("XL143", E)]),
        ("3个月内", {"计量单位": "天"}, [("XL144", E)]),
        ("95%", {"计量单位": "万元"}, [("XL144", E)]),
        ("小于5次", {"评分方法": "反向比率"}, [("XL145", E)]),
        ("小于5次", {"评分方法": "超出扣分", "评分标准": "每超1次扣1分"}, [("XL145", E), ("XL123", W), ("XL123", W)]),
        ("30天", TIME, [("XL146", E)]),
        (Decimal(30), TIME | {"计量单位": "天"}, [("XL146", E)]),
        ("0.9%", {"三级指标": "森林火灾受害率"}, [("XL146", E)]),
    ],
)
def test_a_target_that_leaves_open_how_it_is_scored_is_not_issued(target, more, told):
    assert read(target, more)[1] == told


@pytest.mark.parametrize(
    ("target", "unit", "value"), [("5万元", "元", 50000), ("0.9‰", "", "0.9"), ("0.9", "‰", "0.9"), ("95", "%", "0.95")]
)
def test_a_target_is_counted_in_its_unit(target, unit, value):
    assert read(target, {"计量单位": unit})[0]["target"]["value"] == Decimal(value)


BEFORE = ["", "≥", "＜", "═", "﹥", "不低于", "小于", "约", "共", "控制在", "每月", "前", "第", "力争"]
UNITS = [
    "",
    "%",
    "‰",
    "人",
    "万元",
    "个月",
    "日",
    "月",
    "年",
    "年度",
    "月底",
    "月30日",
    "个工作日",
    "季度",
    "级",
    "%覆盖",
    "年12月",
    "个百分点",
]
AFTER = ["", "以上", "以下（不含）", "内", "前", "左右", "完成", "（含）", "-20", "至20人", "起"]


NUMBERS = ["0", "5", "12", "95", "1,200", "3.5", "2025"]


@pytest.mark.parametrize("level", ["数量指标", "成本指标", "时效指标"])
def test_every_figure_of_a_target_is_used_or_told(level):
    silent = []
    for before, number, unit, after, nature in islice(product(BEFORE, NUMBERS, UNITS, AFTER, ("", "定性")), 0, None, 53):
        row, told = read(before + number + unit + after, {"二级指标": level, "指标性质": nature})
        if row["method"] == "qualitative" and not told:
            silent.append(before + number + unit + after)
    assert silent == []


def test_a_strict_target_names_the_next_whole_number():
    hints: list[str] = []
    values = LINE | {"指标值": "小于5次", "评分方法": "反向比率"}
    indicator_row(values, frozenset(), METHODS, (), lambda title, code, fact="", hint="", severity=None: hints.append(hint))
    assert hints == ["指标值可写作“≤4次”，或评分方法改用“低于得分”"]


@pytest.mark.parametrize(
    ("target", "more", "kind", "told"),
    [
        ("≥95%", {}, "percent", []),
        ("120人", {}, "number", []),
        ("2025年10月底前", TIME, "date", []),
        ("有效提升", {}, "text", []),
        ("10-20", {}, "text", []),
        ("≥95%", {"评分方法": "正向比率"}, "percent", [("XL170", W)]),
        ("≥95%", {"评分标准": "每低1%扣1分"}, "percent", [("XL170", W)]),
    ],
)
@pytest.mark.parametrize("dash", ["—", "-", "不计分"])
def test_an_indicator_without_points_is_filled_and_not_scored(
    dash: str, target: str, more: dict[str, str], kind: str, told: list[tuple[str, Severity]]
) -> None:
    row, found_ = read(target, {"分值": dash} | more)
    assert (row["points"], row["score"], row["type"]) == ({"value": "—", "type": "text"},) * 2 + (kind,)
    assert "method" not in row
    assert found_ == told


COMPLETION = {"计量单位": "人", "分值": Decimal(50)}
ON_COMPLETION = [  # method, standard, and for actual values the scores that the words give; the target is 120 人
    ("分档计分", "完成率≥100%得50分；≥80%得30分；其余0分", {120: 50, 119: 30, 96: 30, "95.99": 0, 70: 0}),
    (
        "分档计分",
        "完成率≥90%得50分；80%-89%得30分；80%以下不得分[四舍五入到整数]",
        {108: 50, 107: 30, "107.4": 50, 95: 0, 94: 0},
    ),
    (
        "差距分档",
        "相等或超过得满分；相差0-10%得30分；相差10%以上不得分[就低][重叠就高]",
        {120: 50, 130: 50, 119: 30, 108: 30, 107: 0},
    ),
    ("不足扣分", "每低1%扣0.5分，不足一档按一档，扣完为止", {120: 50, 119: "49.5", "118.8": "49.5", "118.7": 49, 0: 0}),
    ("不足扣分", "达到100%得满分，每低1%扣0.5分，不足一档按一档，低于60%不得分", {120: 50, 119: "49.5", 72: 30, 71: 0}),
    ("不足扣分", "目标120人，每低1个百分点扣0.5分，不足一档按一档，扣完为止", {120: 50, 119: "49.5"}),
    ("超出扣分进位", "每超过1%扣0.5分，不足一档按一档，扣完为止", {120: 50, 121: "49.5", "121.3": 49}),
    ("两点线性", "≥95%满分；≤85%得0分；其间按直线计分", {114: 50, 108: 25, 102: 0}),
    ("阶梯扣分", "≤100%满分；每超过5%扣分值的1/5，不足一档按一档；≥150%得0分", {120: 50, 121: 40, 126: 40, 127: 30, 180: 0}),
    ("区间目标", "90%至110%得满分", {108: 50, 132: 50, 54: 25, 264: 25}),
    ("超额扣减", "超过130%后，每超过5%扣0.5分，不足一档按一档，扣完为止", {120: 50, 156: 50, 157: "49.5", 60: 25}),
]


@pytest.mark.parametrize(("method", "standard", "scores"), ON_COMPLETION, ids=[said for _, said, _ in ON_COMPLETION])
def test_percentages_of_a_counted_target_are_read_on_completion(method, standard, scores):
    more = COMPLETION | {"评分方法": method, "评分标准": standard}
    row, told = read(Decimal(120), more)
    assert [code for code, _ in told if code != "XL123"] == ["XL180"] * (method != "超额扣减")
    assert row["type"] == "number"
    form = tried_on(
        TEMPLATE, METHODS, [{key: row[key] for key in ("level3", "method", "points", "type", "unit", "target", "standard")}]
    )
    found = {actual: compute(form.cells(), {"indicators.1.actual": Decimal(actual)})["indicators.1.score"] for actual in scores}
    assert found == {actual: Decimal(score) for actual, score in scores.items()}


@pytest.mark.parametrize(
    ("target", "unit", "kind", "told"),
    [
        (Decimal(120), "人", "number", [("XL180", W)]),
        (Decimal(120), "", "percent", [("XL181", E)]),  # 120 of what
        (Decimal(0), "起", "percent", [("XL181", E)]),  # no share of nothing
        (Decimal("0.95"), "", "percent", []),
        (Decimal(1), "", "percent", []),
        ("95%", "", "percent", []),
        (Decimal(95), "%", "percent", []),
    ],
)
def test_what_percentages_are_of_is_told_or_asked(target, unit, kind, told):
    more = {"计量单位": unit, "分值": Decimal(10), "评分方法": "分档计分", "评分标准": "≥95%得10分；≥80%得5分；其余0分"}
    row, found = read(target, more)
    assert (row["type"], found) == (kind, told)


def test_completion_said_in_so_many_words_is_only_noted():
    more = COMPLETION | {"评分方法": "分档计分", "评分标准": "完成率≥100%得50分；≥80%得30分；其余0分"}
    assert read(Decimal(120), more)[1] == [("XL180", N)]


@pytest.mark.parametrize(
    ("points", "told"), [("33.33", []), ("33.335", [("XL182", E)]), ("12.8500", []), ("6.6666666666", [("XL182", E)])]
)
def test_points_of_more_decimals_than_are_printed_are_not_issued(points, told):
    assert read(Decimal(5), {"分值": Decimal(points)})[1] == told
