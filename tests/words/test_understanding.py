"""What a cell's text is understood to mean, and how a target is taken apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.words.spelling import narrow, squeeze
from xlgen.words.targets import split_target
from xlgen.words.understanding import understand

# text as typed, kind and unit of the row, value, every conversion that must be reported
READINGS = [
    ("98", "number", "", "98", ()),
    ("-3", "number", "", "-3", ()),
    ("+3", "number", "", "3", ()),
    (".5", "number", "", "0.5", ()),
    ("３０", "number", "", "30", ("全角数字转半角",)),
    ("３０．５", "number", "", "30.5", ("全角数字转半角",)),
    ("98．5", "number", "", "98.5", ("全角符号转半角",)),
    # blanks
    (" 98\u00a0", "number", "", "98", ("去掉空格",)),
    ("\u300098 ", "number", "", "98", ("去掉空格",)),
    ("98\u200b", "number", "", "98", ("去掉空格",)),
    ("98 %", "percent", "", "0.98", ("去掉空格", "“98%”读作 0.98")),
    # thousands
    ("1,234.5", "money", "万元", "1234.5", ("去掉千分位逗号",)),
    ("1，234", "count", "", "1234", ("全角符号转半角", "去掉千分位逗号")),
    ("12,345,678", "number", "", "12345678", ("去掉千分位逗号",)),
    ("1.5E+05", "number", "", "150000", ("“1.5E+05”读作 150000",)),
    # percent
    ("98%", "percent", "", "0.98", ("“98%”读作 0.98",)),
    ("98％", "percent", "", "0.98", ("全角符号转半角", "“98%”读作 0.98")),
    ("98.5％", "percent", "", "0.985", ("全角符号转半角", "“98.5%”读作 0.985")),
    ("0.9‰", "percent", "", "0.0009", ("“0.9‰”读作 0.0009",)),
    ("百分之九十八", "percent", "", "0.98", ("“九十八”读作 98", "“98%”读作 0.98")),
    ("百分之百", "percent", "", "1", ("“百”读作 100", "“100%”读作 1")),
    ("100百分比", "percent", "", "1", ("“100%”读作 1",)),
    ("2个百分点", "percent", "", "0.02", ("“2个百分点”读作 0.02",)),
    ("0.98", "percent", "", "0.98", ()),
    ("1", "percent", "", "1", ()),
    ("98", "percent", "", "0.98", ("“98”没有百分号，按 98% 读",)),
    ("10", "percent", "", "0.1", ("“10”没有百分号，按 10% 读",)),
    ("1000", "percent", "", "10", ("“1000”没有百分号，按 1000% 读",)),
    ("-98", "percent", "", "-0.98", ("“-98”没有百分号，按 -98% 读",)),
    ("114.73", "percent", "%", "1.1473", ("“114.73”没有百分号，按 114.73% 读",)),
    ("98%", "percent", "%", "0.98", ("“98%”读作 0.98",)),
    ("98%", "number", "", "0.98", ("“98%”读作 0.98",)),
    ("98%", "number", "%", "98", ("单位“%”",)),  # the unit has a column of its own
    ("9‰", "number", "%", "0.9", ("按“%”读作 0.9",)),
    # amounts
    ("23.64万元", "money", "万元", "23.64", ("单位“万元”",)),
    ("23.64万元", "money", "元", "236400", ("“23.64万元”折合 236400元",)),
    ("5亿元", "money", "万元", "50000", ("“5亿元”折合 50000万元",)),
    ("300千元", "money", "万元", "30", ("“300千元”折合 30万元",)),
    ("2千万元", "money", "万元", "2000", ("“2千万元”折合 2000万元",)),
    ("2十万元", "money", "万元", "20", ("“2十万元”折合 20万元",)),
    ("5万", "money", "元", "50000", ("“5万”折合 50000元",)),
    ("2百万元", "money", "万元", "200", ("“2百万元”折合 200万元",)),
    ("101400元", "money", "万元", "10.14", ("“101400元”折合 10.14万元",)),
    ("5万", "money", "万元", "5", ("单位“万”",)),
    ("1.2亿", "money", "元", "120000000", ("“1.2亿”折合 120000000元",)),
    ("三百万元", "money", "万元", "300", ("“三百万”读作 3000000", "“3000000元”折合 300万元")),
    ("（3）", "money", "万元", "-3", ("全角符号转半角", "“(3)”读作负数")),
    ("5万人次", "count", "人次", "50000", ("“5万人次”折合 50000人次",)),
    ("50000人次", "count", "万人次", "5", ("“50000人次”折合 5万人次",)),
    # operators and units
    ("≥266米", "number", "米", "266", ("去掉“≥”", "单位“米”")),
    ("≧266", "number", "", "266", ("全角符号转半角", "去掉“≥”")),
    (">= 266 米", "number", "米", "266", ("去掉空格", "去掉“>=”", "单位“米”")),
    ("不低于95%", "percent", "", "0.95", ("去掉“不低于”", "“95%”读作 0.95")),
    ("98%以上", "percent", "", "0.98", ("去掉“以上”", "“98%”读作 0.98")),
    ("约98", "number", "", "98", ("去掉“约”",)),
    ("30分钟左右", "number", "分钟", "30", ("去掉“左右”", "单位“分钟”")),
    ("30分钟", "number", "", "30", ("单位“分钟”",)),
    ("204.46平方米", "number", "㎡", "204.46", ("单位“平方米”",)),
    ("300公里", "number", "千米", "300", ("单位“千米”",)),
    ("0起", "count", "起", "0", ("单位“起”",)),
    ("十五个", "count", "个", "15", ("“十五”读作 15", "单位“个”")),
    ("零", "count", "起", "0", ("“零”读作 0",)),
]


@pytest.mark.parametrize(("text", "kind", "unit", "value", "steps"), READINGS)
def test_a_number_is_understood_and_each_conversion_reported(
    text: str, kind: str, unit: str, value: str, steps: tuple[str, ...]
) -> None:
    got = understand(text, kind, unit)
    assert (got.value, got.steps, got.unit_differs, got.problem) == (Decimal(value), steps, False, "")


@pytest.mark.parametrize(
    ("text", "serial", "step"),
    [
        ("2023年12月30日", 45290, "“2023年12月30日”读作 2023-12-30"),
        ("2023年12月30号", 45290, "“2023年12月30号”读作 2023-12-30"),
        ("2023.12.30", 45290, "“2023.12.30”读作 2023-12-30"),
        ("2023-12-30", 45290, "“2023-12-30”读作 2023-12-30"),
        ("2023/1/5", 44931, "“2023/1/5”读作 2023-01-05"),
        ("20231230", 45290, "“20231230”读作 2023-12-30"),
        ("2023年12月30日前", 45290, "“2023年12月30日前”读作 2023-12-30"),
        ("2023-12-30 00:00:00", 45290, "去掉时刻"),
        ("２０２３年12月30日", 45290, "全角数字转半角"),
        ("二〇二三年十二月三十日", 45290, "中文数字转阿拉伯数字"),
        ("2023年12月", 45291, "“2023年12月”按当月最后一天读作 2023-12-31"),
        ("2024年2月", 45351, "“2024年2月”按当月最后一天读作 2024-02-29"),
        ("2023/12", 45291, "“2023/12”按当月最后一天读作 2023-12-31"),
        ("2023.12", 45291, "“2023.12”按当月最后一天读作 2023-12-31"),
        ("2023年11月底前", 45260, "“2023年11月底前”按当月最后一天读作 2023-11-30"),
        ("2023年底", 45291, "“2023年底”按年末读作 2023-12-31"),
    ],
)
def test_a_date_is_understood_as_excel_counts_days(text: str, serial: int, step: str) -> None:
    got = understand(text, "date")
    assert got.value == serial
    assert step in got.steps


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        *(
            (words, "number", "")
            for words in ("", " ", "无", "/", "—", "若干", "达成预期指标", "完成", "全部", "-", "%", "第3名")
        ),
        ("3-5", "number", ""),
        ("第2批5个", "count", "个"),
        ("3个5个", "count", "个"),
        ("3 0", "number", ""),  # 30 or 3 and 0
        ("9\u00a0 8", "number", ""),
        ("三五个", "count", "个"),
        ("30余人", "count", "人"),
        ("1/10", "number", ""),
        ("1,23", "number", ""),
        ("1.2.3", "number", ""),
        ("（3）", "number", ""),
        ("100%覆盖", "percent", ""),
        ("98%未完成", "percent", ""),
        ("未完成98%", "percent", ""),
        ("5个未完成", "count", "个"),
        ("十分满意", "percent", ""),  # 十, 百 and 一 are numerals in words, too
        ("十分满意", "number", ""),
        ("一般", "number", ""),
        ("百姓满意", "number", ""),
        ("1.01", "percent", ""),  # 1.01% or 101%
        ("9.99", "percent", ""),
        ("1000.01", "percent", ""),
        ("11473", "percent", ""),
        ("5万", "number", ""),  # 万 of what
        ("110101199001011234110101199", "number", ""),
    ],
)
def test_what_is_not_one_number_is_unreadable_and_never_zero(text: str, kind: str, unit: str) -> None:
    got = understand(text, kind, unit)
    assert got.value is None
    assert got.steps == ()
    assert got.problem


@pytest.mark.parametrize(
    "text",
    [
        "2023年2月29日",
        "2023年13月",
        "20231301",
        "2023.1",
        "2023年12月前",
        "12月30日",
        "2023",
        "23.12.30",
        "1023年1月1日",
        "45290",
        "年底",
    ],
)
def test_impossible_or_doubtful_dates_are_unreadable(text: str) -> None:
    assert understand(text, "date").value is None


@pytest.mark.parametrize(
    ("text", "kind", "unit", "value", "step"),
    [
        ("5个", "percent", "%", "5", "单位不一致：“个”，应为百分数"),
        ("98%", "count", "个", "0.98", "单位不一致：应为“个”"),
        ("98%", "number", "个", "0.98", "单位不一致：应为“个”"),
        ("98%", "count", "", "0.98", "单位不一致：应为“数量”"),
        ("98%", "money", "万元", "0.98", "单位不一致：应为“万元”"),
        ("1000件", "count", "套", "1000", "单位不一致：“件”，应为“套”"),
        ("30分钟", "number", "小时", "30", "单位不一致：“分钟”，应为“小时”"),
        ("23.64万元", "count", "人", "23.64", "单位不一致：“万元”，应为“人”"),
    ],
)
def test_a_foreign_unit_keeps_the_number_and_is_reported(text: str, kind: str, unit: str, value: str, step: str) -> None:
    got = understand(text, kind, unit)
    assert (got.value, got.unit_differs) == (Decimal(value), True)
    assert step in got.steps


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥95%", "≥", "0.95", "%"),
        (">= 98 %", "≥", "0.98", "%"),
        ("＞＝98％", "≥", "0.98", "%"),
        ("不低于95%", "≥", "0.95", "%"),
        ("大于或等于95%", "≥", "0.95", "%"),
        ("达到95%", "≥", "0.95", "%"),
        ("95%以上", "≥", "0.95", "%"),
        ("≥50000人次", "≥", "50000", "人次"),
        ("=8个", "=", "8", "个"),
        ("＝8个", "=", "8", "个"),
        ("≤202.6万元", "≤", "202.6", "万元"),
        ("≤ 101400 元", "≤", "101400", "元"),
        ("≦30分钟", "≤", "30", "分钟"),
        ("30分钟以内", "≤", "30", "分钟"),
        ("小于0.9‰", "<", "0.9", "‰"),
        (">5", ">", "5", ""),
        ("0起", "", "0", "起"),
        ("300公里", "", "300", "公里"),
        ("= 1 元/人", "=", "1", "元/人"),
        ("25TB", "", "25", "TB"),
        ("5亿元", "", "5", "亿元"),
        ("100", "", "100", ""),
        ("2023年12月", "≤", "45291", "日期"),
        ("2021年12月31日", "≤", "44561", "日期"),
        ("2023年12月底前", "≤", "45291", "日期"),
    ],
)
def test_a_target_is_operator_number_and_unit(text: str, operator: str, value: str, unit: str) -> None:
    got = split_target(text)
    assert (got.operator, got.value, got.unit, got.text) == (operator, Decimal(value), unit, text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3-5个", "3", "5", "个"),
        ("3个-5个", "3", "5", "个"),
        ("60%～80%", "0.6", "0.8", "%"),
        ("60-80%", "0.6", "0.8", "%"),
        ("60%至80%之间", "0.6", "0.8", "%"),
        ("100—120万元", "100", "120", "万元"),
        ("100——120万元", "100", "120", "万元"),
    ],
)
def test_a_target_of_two_numbers_is_an_interval(text: str, low: str, high: str, unit: str) -> None:
    got = split_target(text)
    assert (got.operator, got.value, got.low, got.high, got.unit) == ("区间", None, Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "不超过预算",
        "有效提升",
        "专款专用",
        "定性 优良中低差",
        "100%覆盖",
        "≥360天服务读者",
        "一般",
        "一年",
        "约98",
        "≥95%以上",
        "80%-60%",
        "3个-5套",
        "",
    ],
)
def test_a_target_in_words_has_no_number(text: str) -> None:
    got = split_target(text)
    assert (got.operator, got.value, got.low, got.high, got.text) == ("", None, None, None, text)


def test_both_readings_of_a_doubtful_percentage_are_told() -> None:
    assert understand("1.5", "percent").problem == "“1.5”没有百分号，不知是 1.5% 还是 150%"


def test_a_row_without_a_unit_takes_any() -> None:
    assert not understand("30分钟", "number").unit_differs


def test_a_blank_is_called_blank() -> None:
    assert understand(" ", "number").problem == "空白"


@pytest.mark.parametrize(("kind", "end"), [("number", "读不出一个确定的数"), ("date", "不是确定的日期")])
def test_a_long_text_is_cut_where_it_is_quoted(kind: str, end: str) -> None:
    assert understand("长" * 41, kind, "").problem.startswith(f"“{'长' * 40}…”{end}")
    assert understand("长" * 40, kind, "").problem.startswith(f"“{'长' * 40}”{end}")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9999-12-31", "“9999-12-31”的年份是 9999"),
        ("1023年1月1日", "“1023年1月1日”的年份是 1023"),
        ("2023年2月29日", "“2023年2月29日”没有这一天"),
        ("年底", "“年底”不是确定的日期"),
    ],
)
def test_a_day_that_is_none_is_told_from_words(text: str, why: str) -> None:
    assert understand(text, "date").problem.startswith(why)


@pytest.mark.parametrize("text", ["９８％（含）", "①立项：1.5；②手续", "—98～99", "a\u00a0b\u3000c"])
def test_narrowing_keeps_every_sign_in_its_place(text: str) -> None:
    assert len(narrow(text)) == len(text)


def test_a_blank_between_two_digits_is_kept() -> None:
    assert squeeze("≥ 95 %  得 4 5 分") == "≥95%得4 5分"


def test_whatever_is_reported_can_be_printed_on_a_windows_console() -> None:
    for text, kind, unit, *_ in READINGS:
        "".join(understand(text, kind, unit).steps).encode("cp936")
