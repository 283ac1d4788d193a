"""Clauses of a reviewer, each with its code, its weight, a form that has the fault and one that nearly has it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules import answers, batch_findings, check, examples, findings, stands_apart
from xlgen.findings import Severity
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.reviewing.unexplained import no_measure_named

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
ROW = "add 5; indicators.10.level2 = {}; indicators.10.level3 = {}; indicators.10.target = {}; indicators.10.actual = {}"
FULL = "(funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5{})"
LOST = "indicators.1.actual = 119; indicators.1.reason = {}"
TOLD = 'indicators.9.actual = 0.8; indicators.9.reason = "样本偏少，明年增加发放"; indicators.9.account = "{}"'


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
    ("nothing differs is claimed", W, "XG607", LOST.format('"无偏差，成效显著"'), LOST.format('"无偏差"')),
    ("no measure", N, "XG611", LOST.format('"一人因病未到"'), LOST.format('"一人因病未到，将补训"')),
    ("no measure, all done", N, "XG611", LOST.format('"一人因病未到"'), LOST.format('"无偏差，成效显著"')),
    ("an empty phrase", W, "XG612", LOST.format('"按要求完成，效果良好"'), LOST.format('"按要求完成，一人未到"')),
    ("an empty account", W, "XG612", f"evidence: {TOLD.format('效果良好')}", f"evidence: {TOLD.format('效果良好，山区略差')}"),
    ("an empty phrase at full marks", W, "XG612", LOST.format('"效果良好"'), 'indicators.1.reason = "效果良好"'),
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


def test_reasons_without_a_measure_are_said_once_with_their_rows() -> None:
    lost = {1: 119, 2: 3, 8: 0.8, 9: 0.8}
    edits = "; ".join(f'indicators.{row}.actual = {x}; indicators.{row}.reason = "路途远{row}"' for row, x in lost.items())
    (told,) = [each for each in findings(edits) if each.code == "XG611"]
    assert told.name == "indicators.1.reason"
    assert told.message.startswith("“培训人数”、“培训期数”、“参训人员满意度”等 4 项只写了原因，没有写改进措施，如“路途远1”")


def test_a_form_with_a_field_for_measures_is_not_asked_in_each_row() -> None:
    form = answers(LOST.format('"一人因病未到"'))
    assert len(list(no_measure_named.check(form))) == 1
    field = form.snapshot.slots["achieved"]
    called = replace(field, cell=replace(field.cell, label="存在问题和改进措施"))
    told = replace(form, snapshot=replace(form.snapshot, slots={**form.snapshot.slots, "achieved": called}))
    assert list(no_measure_named.check(told)) == []


def test_a_column_that_asks_for_the_reason_alone_wants_no_measure() -> None:
    form = answers(LOST.format('"一人因病未到"'))
    heads = {**form.snapshot.columns, "indicators.reason": "偏差原因"}
    assert list(no_measure_named.check(read_answers(replace(form.snapshot, columns=heads), form.book))) == []


@pytest.mark.parametrize(
    ("said", "code"), [("无偏差", "XG308"), ("已全部完成", "XG607"), ("效果良好", "XG612"), ("一人未到", "XG611")]
)
def test_a_poor_reason_is_told_once(said: str, code: str) -> None:
    told = findings(LOST.format(f'"{said}"'))
    assert [each.code for each in told if each.name == "indicators.1.reason"] == [code]


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
