"""Every target that people write is read whole, or says why it is not: no figure is dropped in silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xlgen.words.days import serial
from xlgen.words.targets import NO_NUMBER, Target, split_target

YEAR = "2025"

NUMBERS = [
    # signs as forms print them
    ("═8个", "=", "8", "个"), ("＝8个", "=", "8", "个"), ("﹦8个", "=", "8", "个"), ("≦30分钟", "≤", "30", "分钟"), ("≧95%", "≥", "0.95", "%"),
    ("﹤5次", "<", "5", "次"), ("﹥5次", ">", "5", "次"), ("＜5次", "<", "5", "次"), ("＞5次", ">", "5", "次"), ("〈5次", "<", "5", "次"),
    ("≯5次", "≤", "5", "次"), ("≮5次", "≥", "5", "次"), ("＞＝95％", "≥", "0.95", "%"), ("≥ 95 %", "≥", "0.95", "%"), ("> = 95%", "≥", "0.95", "%"),
    ("≥：95%", "≥", "0.95", "%"), ("≥“95%”", "≥", "0.95", "%"), ("≥ 1,200 人", "≥", "1200", "人"), ("≥1，200人", "≥", "1200", "人"),
    # words for signs, before and behind
    ("不低于95%", "≥", "0.95", "%"), ("应不低于95%", "≥", "0.95", "%"), ("不得低于95%", "≥", "0.95", "%"), ("不少于3次", "≥", "3", "次"),
    ("不小于3次", "≥", "3", "次"), ("至少3次", "≥", "3", "次"), ("最少3次", "≥", "3", "次"), ("最低3次", "≥", "3", "次"), ("不超过30万元", "≤", "30", "万元"),
    ("不高于5%", "≤", "0.05", "%"), ("不多于3次", "≤", "3", "次"), ("不大于3次", "≤", "3", "次"), ("不得超过3次", "≤", "3", "次"), ("未超过3次", "≤", "3", "次"),
    ("至多3次", "≤", "3", "次"), ("最多3次", "≤", "3", "次"), ("最高3次", "≤", "3", "次"), ("控制在30万元以内", "≤", "30", "万元"), ("控制在30万元内", "≤", "30", "万元"),
    ("95%以上", "≥", "0.95", "%"), ("95%及以上", "≥", "0.95", "%"), ("95%或以上", "≥", "0.95", "%"), ("达95%", "≥", "0.95", "%"), ("95%（含）以上", "≥", "0.95", "%"), ("95%以上（含）", "≥", "0.95", "%"),
    ("95%以上（含95%）", "≥", "0.95", "%"), ("95%以上（含本数）", "≥", "0.95", "%"), ("5次以下（不含本数）", "<", "5", "次"), ("达到95%以上", "≥", "0.95", "%"), ("5次以下", "≤", "5", "次"),
    ("5次及以下", "≤", "5", "次"), ("5次或以下", "≤", "5", "次"), ("控制在30万元", "≤", "30", "万元"), ("百分之九十五以上", "≥", "0.95", "%"), ("300m2", "", "300", "m²"), ("300m3", "", "300", "m³"),
    ("≥10名应届生", "≥", "10", "名应届生"), ("≥5台X光机", "≥", "5", "台X光机"),
    # strict
    ("小于5次", "<", "5", "次"), ("低于5次", "<", "5", "次"), ("少于5次", "<", "5", "次"), ("不足5次", "<", "5", "次"), ("未满5次", "<", "5", "次"), ("不到5次", "<", "5", "次"),
    ("5次以下（不含）", "<", "5", "次"), ("大于5次", ">", "5", "次"), ("高于5次", ">", "5", "次"), ("多于5次", ">", "5", "次"), ("超过5次", ">", "5", "次"),
    ("5次以上（不含5次）", ">", "5", "次"), ("少于5次（不含）", "<", "5", "次"), ("多于5次（不含）", ">", "5", "次"), ("〉5次", ">", "5", "次"),
    # per mille and points of a percentage are as they are written
    ("小于0.9‰", "<", "0.9", "‰"), ("≥5个百分点", "≥", "5", "个百分点"),
    # plain
    ("300公里", "", "300", "公里"), ("0起", "", "0", "起"), ("共120人", "", "120", "人"), ("完成4期", "", "4", "期"), ("100.00%", "", "1", "%"), ("-3%", "", "-0.03", "%"),
    ("120（人）", "", "120", "人"), ("≤400元/人·天", "≤", "400", "元/人·天"), ("1年", "", "1", "年"), ("360天", "", "360", "天"),
    # durations
    ("3个月内", "≤", "3", "个月"), ("30日内", "≤", "30", "日"), ("30天之内", "≤", "30", "天"), ("5个工作日内", "≤", "5", "个工作日"), ("三个月内", "≤", "3", "个月"),
    ("3个月内完成", "≤", "3", "个月"), ("24小时以内", "≤", "24", "小时"), ("1年内", "≤", "1", "年"), ("不超过1899年", "≤", "1899", "年"), ("一年内", "≤", "1", "年"), ("≤十五日", "≤", "15", "日"), ("三十秒内", "≤", "30", "秒"),
    ("不少于三人", "≥", "3", "人"), ("不少于两篇", "≥", "2", "篇"),
]  # fmt: skip

DAYS = [
    ("10月底前", (10, 31)), ("12月底前", (12, 31)), ("12月底之前完成", (12, 31)), ("于12月底前完成", (12, 31)), ("12月底", (12, 31)),
    ("2月底前", (2, 28)), ("十月底前", (10, 31)), ("6月30日前", (6, 30)), ("6月30日", (6, 30)), ("6月30号之前", (6, 30)), ("10月末前", (10, 31)),
    ("年底前", (12, 31)), ("年底", (12, 31)), ("年末前", (12, 31)), ("本年底前", (12, 31)), ("年内完成", (12, 31)), ("当年年底前完成", (12, 31)),
    ("上半年", (6, 30)), ("上半年完成", (6, 30)), ("三季度末前", (9, 30)), ("第三季度末", (9, 30)), ("3季度末前", (9, 30)),
    ("2025年12月", (12, 31)), ("2025年12月底前", (12, 31)), ("2025年底前", (12, 31)), ("2025年年底前完成", (12, 31)), ("2025年内", (12, 31)),
    ("2025年10月31日前", (10, 31)), ("2025年10月31日前完成", (10, 31)), ("2025-10-31", (10, 31)), ("≤2025年12月31日", (12, 31)),
    ("不晚于2025年12月31日", (12, 31)), ("2025年上半年", (6, 30)), ("2025年第三季度末前", (9, 30)), ("截至12月31日", (12, 31)),
]  # fmt: skip

ASKED = [
    # times that do not say by when
    "2023年全年", "2023年", "2025年度", "10月前", "2025年12月前", "第三季度前", "三季度前", "每月10日前", "1-12月", "2025年1月至12月", "2025年1-2月", "2025年1-2月完成", "2022-2023年",
    "3月", "验收后30日内", "收到申请5个工作日内", "9999年12月31日", "2025年2月30日前", "2025年6月30日和12月31日前", "5-10日", "≥2025年12月31日",
    # about
    "约98", "98左右", "95%上下", "近100人", "大约5次", "≈5次", "5次多", "10余人",
    # more than one thing, or something else
    "100%覆盖", "≥360天服务读者", "培训120人次以上，合格率95%", "4A级", "100号", "5天起", "第1名", "前3名", "1:3", "≠5", "大于95%以上", "≥95%以上", "不超过5次以内", "80%-60%", "3个-5套", "①2个②3个", "定性95%",
    "1|1|1", "3 5个", "5次以上以下", "≥95%且≤100%", "95%（暂定）", "95%≥",
    # brackets that say something else than whether the number itself is in
    "≤5万元（不含税）", "≤5万元（含税）", "5次以上（不含本级）", "≥95%（含新增线路）",
]  # fmt: skip

INTERVALS = [
    ("10-20", "10", "20", ""), ("10～20", "10", "20", ""), ("90%—95%", "0.9", "0.95", "%"), ("90~95%", "0.9", "0.95", "%"), ("10至20人", "10", "20", "人"),
    ("10个到20个之间", "10", "20", "个"), ("介于10-20之间", "10", "20", ""), ("3-5个月", "3", "5", "个月"), ("3-5年", "3", "5", "年"), ("1.5‰-2‰", "1.5", "2", "‰"),
    ("10（含）-20（含）", "10", "20", ""), ("5-5个", "5", "5", "个"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "operator", "value", "unit"), NUMBERS)
def test_a_number_with_its_sign_in_any_spelling(text: str, operator: str, value: str, unit: str) -> None:
    got = split_target(text, YEAR)
    assert (got.operator, got.value, got.unit, got.doubt, got.how) == (operator, Decimal(value), unit, "", "")


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_time_of_the_form_s_year_is_a_deadline(text: str, day: tuple[int, int]) -> None:
    got = split_target(text, YEAR)
    assert (got.operator, got.value, got.unit, got.doubt) == ("≤", serial(date(2025, *day)), "日期", "")


@pytest.mark.parametrize(("text", "low", "high", "unit"), INTERVALS)
def test_two_ends_are_an_interval(text: str, low: str, high: str, unit: str) -> None:
    got = split_target(text, YEAR)
    assert (got.operator, got.low, got.high, got.unit, got.doubt) == ("区间", Decimal(low), Decimal(high), unit, "")


@pytest.mark.parametrize("text", ASKED)
def test_a_figure_that_is_not_used_is_asked_about(text: str) -> None:
    got = split_target(text, YEAR)
    assert (got.value, got.low, bool(got.doubt)) == (None, None, True)


@pytest.mark.parametrize("text", ["10月底前", "6月30日前", "年底前", "上半年"])
def test_a_day_without_a_year_is_asked_about_where_the_roster_has_none(text: str) -> None:
    got = split_target(text)
    assert (got.value, "年" in got.doubt) == (None, True)


@pytest.mark.parametrize("text", ["不超过预算", "不低于上年", "小于上年水平", "≤预算数", "≠上年"])
def test_a_comparison_with_words_is_asked_about(text: str) -> None:
    assert split_target(text, YEAR).doubt == NO_NUMBER == "要比大小，却没有数"


@pytest.mark.parametrize(
    "text",
    ["有效提升", "专款专用", "及时", "按月", "每季度末前", "明显提高", "优", "", "显著减少", "一般", "高质量完成", "有所下降"],
)
def test_words_are_words(text: str) -> None:
    got = split_target(text, YEAR)
    assert got == Target(operator="", value=None, unit="", text=text, low=None, high=None, doubt="", how="")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("约98", "只是个大概的数"), ("近100人", "只是个大概的数"), ("≈5次", "只是个大概的数"), ("98左右", "只是个大概的数"), ("95%上下", "只是个大概的数"),
        ("5次多", "里的数没有用上"), ("100%覆盖", "里的数没有用上"), ("左右3次", "里的数没有用上"), ("不超过1900年", "里的数没有用上"),
    ],
)  # fmt: skip
def test_a_figure_that_is_about_so_much_is_told_from_others(text: str, doubt: str) -> None:
    assert split_target(text, YEAR).doubt == doubt


@pytest.mark.parametrize(
    ("text", "is_number"), [("≥95%", True), ("10月底前", True), ("3-5个", True), ("优", False), ("约98", False)]
)
def test_a_target_is_a_number_where_there_is_something_to_compare_with(text: str, is_number: bool) -> None:
    assert split_target(text, YEAR).is_number is is_number


def test_how_a_time_was_read_is_said() -> None:
    assert split_target("10月底前", YEAR).how == "“10月底前”读作 2025-10-31"
    assert split_target("2025年10月31日", YEAR).how == ""


@pytest.mark.parametrize("text", [text for text, *_ in NUMBERS + DAYS + INTERVALS] + ASKED)
@pytest.mark.parametrize("year", ["", YEAR])
def test_every_digit_is_used_or_asked_about(text: str, year: str) -> None:
    got = split_target(text, year)
    assert got.value is not None or got.low is not None or got.doubt
