"""What a standard says in other words, and what is left alone: nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from xlgen.roster.rewriting.facts import Facts
from xlgen.roster.rewriting.proposing import proposals

RATE = Facts("某指标", Decimal(10), Decimal(100), "%")
DAYS = Facts("某指标", Decimal(10), Decimal(20), "天")
WORDS = Facts("某指标", Decimal(10), None, "")


def proposed(standard: str, facts: Facts) -> list[tuple[str, str]]:
    return [(each.method, each.standard) for each in proposals(standard, facts)]


@pytest.mark.parametrize(
    ("standard", "facts", "wanted"),
    [
        # steps, with what stands round them
        ("针对情况考核，满分10分，申报率100%得满分，每下降2个点扣一分，低于80%为0分。", RATE, ("不足扣分", "目标100%，每低2个百分点扣1分，扣完为止")),
        ("完成率100%得满分，每低1%扣0.5分，低于90%不得分", RATE, ("不足扣分", "目标100%，每低1个百分点扣0.5分，低于90%不得分，扣完为止")),
        ("批复后20日内公开得10分；每逾期1天扣2分，超5天0分", DAYS, ("超出扣分", "≤20天满分，每超过1天扣2分，扣完为止")),
        ("每超过1天扣2分，最多扣6分", DAYS, ("超出扣分", "≤20天满分，每超过1天扣2分，最多扣6分")),
        (
            "完成率100%得满分，每下降2个点扣一分，95%以下为0分", RATE,
            ("分档计分", "≥100%得10分；≥98%得9分；≥96%得8分；>95%得7分；其余不得分"),
        ),
        # faults
        ("100%一致得10分，每1处不一致扣1分", WORDS, ("逐项扣分", "一项不符合扣1分，扣完为止")),
        ("未审核的，每例扣0.1分；未登记的，每例扣0.1分", WORDS, ("逐项扣分", "一项不符合扣0.1分，扣完为止")),
        ("要素缺失的，每发现一项扣10%分，扣完为止", WORDS, ("逐项按比例扣分", "一项不符合扣分值的10%，扣完为止")),
        # all or nothing
        ("取得所有认证得10分；出现一项无认证得0分", WORDS, ("一票否决", "取得所有认证得10分；出现一项无认证得0分")),
        ("编制发布报告的，得10分,否则不得分。", WORDS, ("符合得分", "编制发布报告的，得10分,否则不得分。")),
        # bands, ranks and straight lines
        ("落实方案，累计完成目标80%（含）以上得10分，80%以下不得分", RATE, ("分档计分", "80%(含)以上得10分，80%以下不得分")),
        ("位居前20%的得10分，位居前50%的得5分，位居后50%的不得分", RATE, ("分档计分", "≤20%得10分，≤50%得5分，其余不得分")),
        ("完成年度计划目标得10分，完成目标的90%得5分、80%得3分、80%以下不得分", RATE, ("分档计分", "≥100%得10分；≥90%得5分；≥80%得3分；其余不得分")),
        ("低于70%得0分，70%-90%线性得分，90%以上得满分。", RATE, ("两点线性", "≥90%满分；≤70%得0分；其间按直线计分")),
        # a list
        ("建立制度，得4分；未建立的，不得分；开展培训，得6分；未开展的，不得分", WORDS, ("逐项得分", "建立制度，得4分；开展培训，得6分")),
    ],
)  # fmt: skip
def test_what_is_clear_is_said_again(standard, facts, wanted):
    assert wanted in proposed(standard, facts)


@pytest.mark.parametrize(
    ("standard", "facts"),
    [
        ("每发现一处不合格扣1分，影响生产的视情况扣3~10分", WORDS),  # left to discretion
        ("查到一次，扣5分；报送差错的，一个季度扣2分；被投诉的，一次扣3分", WORDS),  # three deductions, one figure to fill in
        ("延期的每例扣1分，未完成不得分", WORDS),  # two things
        ("满分20分，完成率100%得满分，每下降2个点扣一分", RATE),  # other points than the line's
        ("完成率90%得满分，每下降2个点扣一分", RATE),  # another target than the line's
        ("批复后20日内公开得10分；每逾期1天扣1分，超5天0分", DAYS),  # five points are left, and gone at once: no word for it
        ("每超过1天扣1分，25天以上为0分", DAYS),  # the same, its end included
        ("完成率100%得满分，每下降2个点扣一分，另加2分", RATE),
        ("完成率100%得满分，每低1%扣1分，低于90%扣5分", RATE),  # a second rule
        ("每超过5%扣1分，超过20%的每超过1%扣2分", RATE),
        ("完成率100%得满分，每超过5%扣1分", replace(RATE, sign="≥")),  # more is better, and more costs points
        ("完成目标得满分，未完成按完成率计分，低于60%不得分", replace(RATE, sign="≥")),
        ("未完成80%的得0分", RATE),
        ("制定方案得3分，组织实施得4分，验收得3分", WORDS),  # items or tiers
    ],
)
def test_what_is_not_clear_is_left_alone(standard, facts):
    assert proposed(standard, facts) == []


@pytest.mark.parametrize(
    "standard",
    [
        "",
        "每低0%扣0分",
        "得分=(1-0×差错)×分值",
        "完成率100%得满分，每低1%扣1分，90%、80%以下不得分",
        "每" * 900,
        "，" * 900,
        "1" * 900,
        "每低1%扣1分；" * 120,
    ],
)
@pytest.mark.parametrize("facts", [RATE, DAYS, WORDS])
def test_nothing_stops_the_rewriting(standard, facts):
    assert isinstance(proposed(standard, facts), list)
