"""Reasons that leave the reason out, and near misses that say something."""

from __future__ import annotations

import pytest

from xlgen.rules.reviewing.bare_reasons import EMPTY_PHRASES, claims_all_done, names_measure, says_nothing


@pytest.mark.parametrize(
    "text",
    [
        "已全部完成",
        "已按计划完成",
        "全部完成年度目标任务。",
        "各项任务均已完成",
        "超额完成",
        "年度目标任务已全部实现",
        "无偏差，成效显著",
        "均已按期完成，不存在偏差",
        "已全部完成目标，无偏差，成效显著",
        "与年度目标无偏差；效果良好。",
        "不存在未完成的情况",
        "已完成100%",
    ],
)
def test_a_text_that_says_nothing_but_that_all_was_done_claims_it(text: str) -> None:
    assert claims_all_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "完成",
        "基本完成",
        "完成80%",
        "已完成，因满意度调查样本少扣分",
        "未全部完成",
        "未能全部完成",
        "均未完成",
        "未完成，无其他偏差",
        "除一期外均已完成",
        "除一期外，均已完成",
        "已按计划完成四期，一人因病未到",
        "无明显偏差",
        "偏差较小",
        "存在偏差",
        "无偏差分析",
        "成效显著",
    ],
)
def test_a_text_that_says_more_or_less_claims_nothing(text: str) -> None:
    assert not claims_all_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "按要求完成",
        "效果良好",
        "严格执行有关规定",
        "严格执行国家相关规定，各项工作效果良好。",
        "领导高度重视；扎实推进各项工作",
        "因客观原因",
        "由于历史原因",
        "基本完成",
        "达到预期目标",
        "今后加强管理",
    ],
)
def test_phrases_that_fit_every_project_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "严格执行有关规定，一人因病未到",
        "效果良好，但山区两村未覆盖",
        "按要求完成四期",
        "按合同完成",
        "学员未到",
        "因疫情原因",
        "资金未到位",
        "群众不满意",
        "管理不规范",
        "已按要求完成",
        "项目",
    ],
)
def test_a_text_with_a_word_of_its_own_says_something(text: str) -> None:
    assert not says_nothing(text)


def test_each_phrase_of_the_lexicon_is_listed_once_and_says_nothing_or_claims_all() -> None:
    assert len(set(EMPTY_PHRASES)) == len(EMPTY_PHRASES)
    assert [each for each in EMPTY_PHRASES if not says_nothing(each)] == []


@pytest.mark.parametrize(
    "text",
    [
        "一人因病未到，下年补训",
        "窗口人手不足，已增配两人",
        "部分业务流程有待优化，将加强培训",
        "雨季影响外墙施工，顺延 12 天",
        "产权未清，手续办结后实施",
        "个别农户外出，核查改为电话回访",
        "拟于三月验收",
        "督促施工单位赶工",
        "健全回访制度",
    ],
)
def test_a_measure_taken_or_to_be_taken_is_read(text: str) -> None:
    assert names_measure(text)


@pytest.mark.parametrize(
    "text",
    [
        "一人因病未到",
        "实验室送检排队，报告晚出一个月",
        "制度不完善",
        "预算安排不足",
        "资金未落实",
        "措施不到位",
        "推进缓慢",
        "政策调整，任务取消",
        "沟通不畅",
        "模拟考核未过",
        "未完成年度计划",
    ],
)
def test_what_went_wrong_is_no_measure(text: str) -> None:
    assert not names_measure(text)
