"""The ways in which standards say one thing, each read as it is meant – and what is near them, refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from xlgen.form.notation.bands import say_bands
from xlgen.form.notation.standards import parse_bands
from xlgen.form.template.load import load_methods
from xlgen.form.template.parameters import read_parameters
from xlgen.language.nodes import Const

METHODS = load_methods()
D = Decimal


def read(
    method: str, standard: str, unit: str = "%", target: str = "1", points: str = "5", name: str = ""
) -> tuple[dict[str, Any], list[str]]:
    """Figures of a standard by parameter, and the faults that keep it from being issued."""
    kind = "percent" if unit == "%" else "number"
    row = {"points": D(points), "type": kind, "unit": unit, "target": D(target), "standard": standard, "level3": name}
    found, problems = read_parameters(METHODS[method], row)
    figures = {key: each.value for key, each in found.items() if isinstance(each, Const)}
    return figures, [each.message for each in problems if each.fatal]


OVER = {"line": D(1), "step": D("0.01"), "each": D("0.5"), "cap": D(0)}
SHORT = {"line": D("0.9"), "step": D("0.01"), "each": D("0.5"), "cap": D(0)}
WAYS = [
    # the indicator's own name before the sign, 计N分, 以…为标准, full-width signs, ASCII punctuation
    ("step_over", "以100%为标准。在职人员控制率≦100%,计5分;每超过一个百分点扣0.5分,扣完为止。", OVER),
    ("step_over", "控制率＜=100％，计5分；每高于1个百分点扣0.5分", OVER),
    ("step_over", "达标得满分；每高于达标线1个百分点扣0.5分，最多扣完", OVER),
    ("step_over", "“三公经费”变动率≤100%，得满分；>100%的，每增加1%扣0.5分", OVER),
    ("step_over", "≤100%不扣分；每超出1个点，扣0.5分，直至扣完", OVER),
    ("step_over", "每超1%扣0.5分，扣满2分为止", OVER | {"cap": D(2)}),
    ("step_over", "每超1%扣0.5分，最多扣2分", OVER | {"cap": D(2)}),
    ("step_over", "每超1%扣0.5分，累计扣分不超过2分", OVER | {"cap": D(2)}),
    ("step_short", "完好率不低于90%，每降低1个百分点扣0.5分", SHORT),
    ("step_short", "开工率要达到90%，未达到目标每低一个百分点扣0.5分", SHORT),
    ("step_short", "本项5分，完成率达90%以上得满分，每减少1%扣0.5分", SHORT),
    ("step_short", "满意度90%得满分，满意度每下降一个百分点扣0.5分，低于60%不得分", SHORT | {"nothing": D("0.6")}),
    ("step_short", "≥90%得满分；低于90%的，每差1个百分点扣0.5分，80%及以下不得分", SHORT),
    ("step_away", "实际完成情况与计划每相差1%，扣0.5分，扣满5分为止", OVER | {"cap": D(5)}),
    ("slope", "中部≥40%得满分，≤30%得0分，在上述比例之间的按比例计分", {"full": D("0.4"), "zero": D("0.3")}),
    ("slope", "低于70%得0分，70%-90%线性得分，90%以上得满分", {"full": D("0.9"), "zero": D("0.7")}),
    ("per_fault", "每发现一项质量未达到设计要求的，扣1分，最多扣3分", {"each": D(1), "cap": D(3)}),
    ("per_fault", "①支出合规；②审批完整；以上情况每出现一例不符合要求的扣1分，扣完为止", {"each": D(1), "cap": D(0)}),
    ("per_fault", "缺一项扣1分", {"each": D(1)}),
    ("per_fault", "未按规定审核的，每例扣0.1分；未及时维护的，每例扣0.1分", {"each": D("0.1")}),
    ("per_fault_share", "每发现一处扣10%的分值", {"share": D("0.1")}),
]


@pytest.mark.parametrize(("method", "standard", "figures"), WAYS, ids=[standard for _, standard, _ in WAYS])
def test_a_way_to_say_it_is_read(method: str, standard: str, figures: dict[str, Decimal]) -> None:
    target = "0.9" if method == "step_short" else "1"
    found, faults = read(method, standard, target=target)
    assert faults == []
    assert figures.items() <= found.items()


REFUSED = [  # near a way to say it, but not the same
    ("step_over", "实际与计划每相差1%扣0.5分", "看不懂"),
    ("step_over", "每低1%扣0.5分", "看不懂"),
    ("step_short", "每超过1%扣0.5分", "看不懂"),
    ("step_short", "每低1%加0.5分", "看不懂"),
    ("step_short", "特殊情况除外，每低1%扣0.5分", "看不懂"),
    ("step_short", "≥90%得满分，每低1%扣0.1分，80%及以下不得分", "还没有扣完"),
    ("step_short", "≥90%得8分，每低1%扣0.5分", "评分标准写的是“8分”，分值是 5"),
    ("slope", "≥95%满分；≤85%得0分；80%-95%之间每降低一个百分点，扣分值的十分之一", "满分线与零分线却是"),
    ("slope", "≥95%满分；≤85%得0分；85%-95%之间每降低一个百分点，扣分值的五分之一", "扣不到恰好 0 分"),
    ("per_fault", "每发现2项扣1分", "看不懂"),
    ("per_fault", "每发现一项扣1分，情节严重的扣3分", "看不懂"),
]


@pytest.mark.parametrize(("method", "standard", "fault"), REFUSED, ids=[standard for _, standard, _ in REFUSED])
def test_what_is_near_it_is_refused(method: str, standard: str, fault: str) -> None:
    _, faults = read(method, standard)
    assert any(fault in each for each in faults), faults


BANDS = [  # standard, unit, points, as said again
    (
        "重点支出安排率≥90%,计5分;80%(含)-90%,计4分;70%(含)-80%,计3分;低于70%不得分。",
        "%",
        "≥90%得5分；≥80%得4分；≥70%得3分；其余得0分",
    ),
    ("排名前5名的得满分，6-10名的扣0.5分，11名以后扣1分", "名", "<6得满分；<11得4.5分；其余得4分"),
    ("第一名得5分，第二名得3分，其余不得分", "名", "<2得5分；≤2得3分；其余得0分"),
    ("第1名、第2名、第3名的分别计5分、4分、3分，其余不得分", "名", "<2得5分；<3得4分；≤3得3分；其余得0分"),
    ("位居前20%的得5分，位居前50%的得2分，位居后50%的不得分", "%", "≤20%得5分；≤50%得2分；其余得0分"),
    ("95%以上（含95%）得满分；80%（含80%）-95%得分值的60%；其余不得分", "%", "≥95%得满分；≥80%得3分；其余得0分"),
    ("平均得分≥32 分，得5分；28 分≤平均得分＜32 分，得 3分；＜28 分不得分", "分", "≥32得5分；≥28得3分；其余得0分"),
    ("百分之九十以上得5分，反之不得分", "%", "≥90%得5分；其余得0分"),
    ("在全省同行业中，完成率95%以上的，可得满分；95%以下的，则不得分", "%", "≥95%得满分；其余得0分"),
    ("1亩以上得5分，0.5亩以上得2分，其余不得分", "亩", "≥1得5分；≥0.5得2分；其余得0分"),
    ("3万元/年以下得5分，其余不得分", "万元/年", "≤3得5分；其余得0分"),
]


@pytest.mark.parametrize(("standard", "unit", "said"), BANDS, ids=[standard for standard, *_ in BANDS])
def test_bands_are_read_in_many_words(standard: str, unit: str, said: str) -> None:
    bands, problems, _ = parse_bands(standard, unit == "%", D(5), whole=unit == "名", unit=unit)
    assert [each.message for each in problems if each.fatal] == []
    assert bands
    assert say_bands(bands, unit == "%") == said


UNITS = (
    "亩 公顷 公里 千米 米 平方米 平方公里 立方米 吨 千克 公斤 升 千瓦时 度 元 万元 亿元 万元/年 元/人 元/平方米 人 人次 名 户 家 个 项 件 套 台 辆 "
    "台套 次 场 场次 期 班 批 份 篇 本 册 例 起 处 座 所 间 张 条 株 头 只 天 日 个月 年 小时 分钟 课时 学时 人天 标准箱 兆瓦 分"
).split()


@pytest.mark.parametrize("unit", UNITS)
def test_whatever_the_row_counts_in_is_a_unit(unit: str) -> None:
    for method, words in (("step_short", "每低"), ("step_over", "每超过")):
        figures, faults = read(method, f"{words}2{unit}扣0.5分，扣完为止", unit=unit, target="20")
        assert faults == []
        assert (figures["step"], figures["each"]) == (2, D("0.5"))


@pytest.mark.parametrize(("unit", "said"), [("亩", "公顷"), ("人", "人次"), ("万元", "万元/年")])
def test_another_unit_is_not_taken_for_the_rows(unit: str, said: str) -> None:
    _, faults = read("step_short", f"每低2{said}扣0.5分，扣完为止", unit=unit, target="20")
    assert faults
