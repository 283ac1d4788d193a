"""Sentences under their headings, and numbers that are figures of nothing."""

from __future__ import annotations

import pytest

from xlgen.prose.sentences import masked, sentences


def test_a_short_line_without_a_stop_is_the_heading_of_what_follows() -> None:
    said = [(each.heading, each.text) for each in sentences("预算调整率\n此项得2分。支出3万元")]
    assert said == [("预算调整率", "此项得2分。"), ("预算调整率", "支出3万元")]


def test_what_a_line_of_a_list_begins_with_is_the_heading_of_that_line() -> None:
    text = "（一）产出\n1.培训人数。目标120人。实际126人。\n完成率105%。"
    assert [(each.heading, each.text) for each in sentences(text)][-3:] == [
        ("培训人数", "目标120人。"), ("培训人数", "实际126人。"), ("(一)产出", "完成率105%。"),
    ]  # fmt: skip


def test_full_points_that_were_got_are_no_standard() -> None:
    (got,), (standard,) = sentences("支付及时，得满分10分"), sentences("达到95%得满分，每少1%扣1分")
    assert (masked(got), "1" in masked(standard)) == ("支付及时,得满分10分", False)


@pytest.mark.parametrize("text", ["①手续完整合规，得2.5分。", "调整率大于10%的，得2分。"])
def test_what_is_asked_for_points_is_a_standard(text: str) -> None:
    (item,) = sentences(text)
    assert "2" not in masked(item)


def test_a_sentence_without_a_figure_is_read_where_it_may_tell_a_grade() -> None:
    assert [each.text for each in sentences("等级为良好。全部完成。")] == ["等级为良好。"]


def test_a_sentence_stands_at_its_place_in_the_text() -> None:
    text = "没有数。\n执行２９.４万元；完"
    (found,) = sentences(text)
    assert text[found.start :].startswith("执行２９.４")
    assert found.text == "执行29.4万元;"


@pytest.mark.parametrize(
    "said",
    [
        "2020年12月31日", "财预〔2020〕10号", "附件1", "第3条", "不低于90%", "90%以上", "80%—94%", "近90%", "90%左右", "提高3个百分点", "T+1",
        "每下降5%扣1分，扣完为止", "9月底", "100余人",
    ],
)  # fmt: skip
def test_dates_limits_ranges_and_standards_are_blotted_out(said: str) -> None:
    (sentence,) = sentences(said)
    assert not any(map(str.isdigit, masked(sentence)))


@pytest.mark.parametrize("said", ["执行29.4万元", "满意度93%", "培训126人", "根据评分标准，本次得分2分"])
def test_figures_are_left(said: str) -> None:
    (sentence,) = sentences(said)
    assert any(map(str.isdigit, masked(sentence)))


def test_only_the_words_of_a_limit_that_is_a_target_are_blotted_out() -> None:
    told = ["年度指标值不低于90%", "90%以上得满分", "高于90%的目标值"]
    assert [masked(sentence) for text in told for sentence in sentences(text)] == [
        "年度指标值〓〓〓90%",
        "＃＃＃＃＃＃＃＃",
        "〓〓90%的目标值",
    ]


@pytest.mark.parametrize(
    "line", ["1、年度指标值：51家", "（2）实际完成值：17家", "3、完成率：113%", "4、分值25分，得分25分", "说明：多为药店"]
)
def test_a_line_that_tells_one_thing_of_a_row_is_no_heading(line: str) -> None:
    *_, last = sentences(f"（二）新增机构\n{line}\n得分25分。")
    assert last.heading == "(二)新增机构"


def test_what_a_line_begins_with_is_forgotten_far_behind() -> None:
    near, far = "验收合格率。得3分。", f"验收合格率。{'开展了各项工作。' * 25}得3分。"
    assert [[each.lead for each in sentences(text)][-1] for text in (near, far)] == ["验收合格率", ""]


@pytest.mark.parametrize(
    "text", ["综合得分90分（含）以上为优。", "一项不符合，扣0.4分。", "如有一次未达到，扣1分。", "在0分和满分之间确定。"]
)
def test_grades_and_what_is_taken_off_for_a_fault_are_standards(text: str) -> None:
    assert [each for sentence in sentences(text) for each in masked(sentence) if each.isdigit()] == []


def test_limits_behind_the_words_that_they_are_targets_are_figures() -> None:
    (said,) = sentences("年初批复的目标值为：值班不少于730人次，合格率不低于90%")
    assert [number in masked(said) for number in ("730", "90")] == [True, True]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("2.质量指标：结算成功率（25.00分）。", True),
        ("（一）产出指标：分值50分，得分47分", True),
        ("（1）培训2次完成率100%（分值2分，得分2分）", True),
        ("1. 开展集中宣传12场", False),
        ("3. 居民参保率稳定在98%", False),
    ],
)
def test_a_line_with_a_figure_is_a_heading_only_where_that_is_of_its_points(line: str, is_heading: bool) -> None:
    *_, last = sentences(f"（三）年度目标\n{line}\n得分25分。")
    assert (last.heading == "(三)年度目标") is not is_heading
