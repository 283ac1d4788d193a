"""Words that admit something, and near misses that don't."""

from __future__ import annotations

import pytest

from xlgen.rules.reviewing.wordings import LONGEST, failed, sample, survey_lacks, undone


@pytest.mark.parametrize(
    "text",
    [
        "尚未验收，计划2026年3月完工",
        "主体已封顶，附属工程未完工",
        "设备采购项目未启动",
        "因雨季施工推迟",
        "工期延期至次年",
        "预计2026年6月竣工",
        "没有按期完成验收",
        "若干项目未完工",
        "如期开工，但仍未完工",
        "已培训126人；二标段尚未通过验收",
    ],
)
def test_work_that_is_not_done_is_read(text: str) -> None:
    assert undone(text, 2025)


@pytest.mark.parametrize(
    "text",
    [
        "全部完成",
        "未发生推迟",
        "无未完工项目",
        "没有出现延期完工",
        "不存在未验收的情况",
        "未完工项目0个",
        "未验收项目数为零",
        "因疫情推迟，已于12月完成",
        "推迟开班后已全部完成",
        "原计划2025年10月完工，12月已验收",
        "计划2025年12月完工，如期完工",
        "项目已验收，尾款未完成支付",
        "资金延期至下月支付",
        "下一步推迟采购批次，降低成本",
        "二期工程计划2026年完工",
        "如未完成，扣减绩效",
        "避免工期推迟",
        "未完成原因：无",
        "完成（或未完成）目标的因素已分析",
        "去年未完成的任务本年全部完成",
    ],
)
def test_work_that_is_done_or_another_s_is_left_alone(text: str) -> None:
    assert undone(text, 2025) == ""


@pytest.mark.parametrize("text", ["未完成年度目标", "完成率低于指标值", "部分学员未达标", "工程推迟"])
def test_a_target_missed_is_read(text: str) -> None:
    assert failed(text)


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "无未完成事项",
        "不存在未达标情况",
        "未达标0人",
        "未达到年度目标的原因：无",
        "支出进度未达到序时进度",
        "成本低于预算",
        "低于控制数，节约开支",
    ],
)
def test_a_target_reached_is_left_alone(text: str) -> None:
    assert failed(text) == ""


@pytest.mark.parametrize(
    ("text", "lacking", "asked"),
    [
        ("12月发放问卷 126 份", [], 126),
        ("2025年11月电话回访80户", [], 80),
        ("问卷调查", ["样本数", "调查时间"], None),
        ("群众满意", ["样本数", "调查时间", "调查方式"], None),
    ],
)
def test_what_is_told_of_a_survey(text: str, lacking: list[str], asked: int | None) -> None:
    assert (survey_lacks(text), sample(text)) == (lacking, asked)


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_nothing_is_read_out_of_a_clause_longer_than_any_sentence(more: int, read: bool) -> None:
    clause = "某" * (LONGEST - 4 + more) + "尚未验收"
    assert bool(undone(clause)) == read
