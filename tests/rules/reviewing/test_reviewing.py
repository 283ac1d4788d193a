"""Clauses of a reviewer, each with its code, its weight, a form that has the fault and one that nearly has it."""

from __future__ import annotations

import pytest

from rules import batch_findings, check, examples, findings, stands_apart
from xlgen.findings import Severity
from xlgen.rules.all_rules import RULES

E, W = Severity.ERROR, Severity.WARNING
ROW = "add 5; indicators.10.level2 = {}; indicators.10.level3 = {}; indicators.10.target = {}; indicators.10.actual = {}"
FULL = "(funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5{})"
LOST = "indicators.1.actual = 119; indicators.1.reason = {}"


def cost(actual: str, name: str = "项目总成本", kind: str = "成本指标", target: str = "≤30万元") -> str:
    return ROW.format(f'"{kind}"', f'"{name}"', f'"{target}"', f'"{actual}"')


def rate(name: str, actual: str) -> str:
    return ROW.format('"数量指标"', f'"{name}"', '"≥90%"', f'"{actual}"')


CLAUSES = [
    ("no evidence", W, "XG601", "evidence: indicators.2.evidence = blank", "indicators.2.reason = blank"),
    ("satisfaction without a sample", W, "XG602", 'evidence: indicators.9.account = "12月入户调查"', 'evidence: indicators.9.account = "12月入户调查 1 户"'),
    ("satisfaction without a time", W, "XG602", 'evidence: indicators.9.account = "问卷 126 份"', 'evidence: indicators.9.account = "年底问卷 126 份"'),
    ("satisfaction without a way", W, "XG602", 'evidence: indicators.9.account = "12月 126 人"', 'evidence: indicators.9.account = "12月电话回访 126 人"'),
    ("survey told in 完成情况", W, "XG602", 'evidence: indicators.9.account = "很满意"', 'evidence: indicators.9.account = "很满意"; achieved = "培训 126 人。12月问卷调查 120 人，满意 112 人"'),
    ("a frame without a place for it", W, "XG602", 'evidence: indicators.8.account = "好"', 'achieved = "群众满意"'),
    ("rate of payment", E, "XG603", rate("资金支付率", "100%"), rate("资金支付率", "98.4%")),
    ("rate of one source", E, "XG603", rate("预算执行率", "90%"), rate("中央资金支付率", "90%")),
    ("another rate", E, "XG603", rate("支出进度", "90%"), rate("补贴发放率", "90%")),
    ("cost above what was spent", W, "XG604", cost("29.5万元"), cost("29.4万元")),
    ("cost rounded", W, "XG604", cost("30万元"), cost("29万元")),
    ("cost of a head", W, "XG604", cost("300000元", target="≤300000元"), cost("300000元", "人均补助成本", target="≤300000元")),
    ("cost to society", W, "XG604", cost("40万元"), cost("40万元", "道路占用", "社会成本指标")),
    ("not accepted", W, "XG605", 'achieved = "培训四期、126 人，考场尚未验收"', 'achieved = "培训四期、126 人，考场推迟启用，12月已验收"'),
    ("finished next year", W, "XG605", 'achieved = "培训四期、126 人，考场计划2026年3月完工"', 'achieved = "培训四期、126 人，考场计划2025年11月完工"'),
    ("an output short too", W, "XG605", 'achieved = "考场未完工"', f'achieved = "考场未完工"; {LOST.format(chr(34) + "考场未完工" + chr(34))}'),
    ("all done is claimed", W, "XG607", LOST.format('"已按计划全部完成"'), LOST.format('"基本完成，一人未到"')),
    ("full marks", W, "XG608", 'indicators.1.reason = "一期未完成"', 'indicators.1.reason = "一期推迟，后已完成"'),
    ("full marks, money", W, "XG608", 'indicators.1.reason = "部分学员未达标"', 'indicators.1.reason = "支出进度未达到序时进度"'),
    ("filled before the year was over", W, "XG609", "date = 2025-12-31", "date = 2026-01-01"),
    ("filled before a day it reports", W, "XG609", 'date = 2026-01-02; indicators.5.actual = 2026-01-03; indicators.5.reason = "雨雪停课"', 'date = 2026-01-03; indicators.5.actual = 2026-01-03; indicators.5.reason = "雨雪停课"'),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "weight", "code", "faulty", "near"), CLAUSES, ids=[clause[0] for clause in CLAUSES])
def test_each_clause_has_its_code_and_a_near_miss_that_stays_silent(
    clause: str, weight: Severity, code: str, faulty: str, near: str
) -> None:
    stands_apart(weight, code, faulty, near)


def test_a_form_with_evidence_and_surveys_has_no_findings() -> None:
    check("evidence: ")


def test_the_rate_handed_on_to_others_is_asked_about_and_no_error() -> None:
    told = [each for each in findings(rate("资金拨付率", "100%")) if each.code == "XG603"]
    assert [each.severity for each in told] == [W]


def test_every_finding_of_a_reviewer_cites_its_clause() -> None:
    for each in RULES:
        if each.code.startswith("XG6") and not each.across:
            edits = next(said for said, must in examples(each) if must)
            told = [finding for finding in findings(edits) if finding.code == each.code]
            assert told, each.code
            assert all("；依据：" in finding.hint for finding in told)


def test_a_department_at_full_marks_is_said_once() -> None:
    said = [
        each
        for each in batch_findings(f"A{FULL.format('')} | B{FULL.format('')} | E{FULL.format('')}")
        if each[1].code == "XG610"
    ]
    assert [(file, finding.message) for file, finding in said] == [
        ("T001_培训.xlsx", "“某县医疗保障局”收回的 3 个项目全部得满分")
    ]


@pytest.mark.parametrize("said", [f"A{FULL.format('')} | B{FULL.format('')}", f"A{FULL.format('')} | B{FULL.format('')} | E"])
def test_two_projects_or_one_below_say_nothing(said: str) -> None:
    assert [finding for _, finding in batch_findings(said) if finding.code == "XG610"] == []
