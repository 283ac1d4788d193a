"""Rounding, settling, ratios and texts of numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.words.numbers import NUMERALS, as_percent, counted, from_chinese, half_up, plain, ratio, settle


@pytest.mark.parametrize(
    ("x", "digits", "expected"),
    [
        ("7.879", 2, "7.88"),
        ("2.345", 2, "2.35"),
        ("2.355", 2, "2.36"),  # half even and half up differ on one of these two
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.004", 2, "0.00"),
        ("1250", -2, "1300"),
        ("12345678901234567890123456789.005", 2, "12345678901234567890123456789.01"),
        ("1E+308", 8, "1E+308"),
    ],
)
def test_ties_go_away_from_zero(x: str, digits: int, expected: str) -> None:
    assert half_up(Decimal(x), digits) == Decimal(expected)


def test_digits_may_be_a_decimal() -> None:
    assert half_up(Decimal("1.005"), Decimal(2)) == Decimal("1.01")


def test_rounding_to_zero_loses_the_sign() -> None:
    assert not half_up(Decimal("-0.001"), 2).is_signed()


@pytest.mark.parametrize(
    ("x", "expected"),
    [("0.1000000000000001", "0.1"), ("0.123456785", "0.12345679"), ("0.123456784", "0.12345678")],
)
def test_settling_keeps_eight_decimals(x: str, expected: str) -> None:
    assert settle(Decimal(x)) == Decimal(expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("23.64", "30", "0.788"),
        ("5", "0", "0"),
        ("5", "0.000000004", "0"),
        ("1", "0.000000005", "200000000"),  # settles to 0.00000001, so it is not zero; the unsettled figure divides
        ("-1", "4", "-0.25"),
    ],
)
def test_ratio_is_zero_where_the_divisor_settles_to_zero(a: str, b: str, expected: str) -> None:
    assert ratio(Decimal(a), Decimal(b)) == Decimal(expected)


def test_a_ratio_has_34_digits() -> None:
    assert ratio(Decimal(1), Decimal(3)) == Decimal("0." + "3" * 34)


@pytest.mark.parametrize(
    ("x", "text"),
    [("98.00", "98"), ("0.50", "0.5"), ("5E-1", "0.5"), ("1E+3", "1000"), ("-0.0", "0"), ("100", "100"), ("-3.10", "-3.1")],
)
def test_plain_text_has_no_exponent_and_no_trailing_zeros(x: str, text: str) -> None:
    assert plain(Decimal(x)) == text


@pytest.mark.parametrize(("x", "text"), [("0.95", "95%"), ("0.788", "78.8%"), ("1", "100%"), ("0.0009", "0.09%"), ("0", "0%")])
def test_fractions_are_said_in_percent(x: str, text: str) -> None:
    assert as_percent(Decimal(x)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("九十八", "98"),
        ("百", "100"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("三千零二十", "3020"),
        ("两万三千", "23000"),
        ("一亿零五万", "100050000"),
        ("三百万", "3000000"),
        ("三点五", "3.5"),
        ("九十八点零五", "98.05"),
        ("三点〇五", "3.05"),
        ("〇", "0"),
        ("一百〇五", "105"),
        ("一万零五百", "10500"),
        ("十万零三百二十", "100320"),
        ("一万零五", "10005"),
        ("一亿零五百万", "105000000"),
        ("一亿零三百", "100000300"),
        ("三千一百零五", "3105"),
        ("一千五十", "1050"),
        ("百五十三万", "1530000"),
        ("零点五", "0.5"),
    ],
)
def test_chinese_numerals_are_numbers(text: str, value: str) -> None:
    assert from_chinese(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三五", "二百五", "三万五", "若干", "万", "点五", "三点", "十百", "半", "98"])
def test_doubtful_numerals_are_none(text: str) -> None:
    assert from_chinese(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "一万万五", "百五十三万三", "一万零五千", "一万零零五百", "三千零五百", "一百零五十", "一千百", "一万零",
        "一千零", "五十零", "零十", "零五", "一亿零", "一百零零五", "一万万", "一亿一亿",
    ],
)  # fmt: skip
def test_malformed_numerals_are_none(text: str) -> None:
    assert from_chinese(text) is None


def test_numerals_are_all_that_a_chinese_number_may_hold() -> None:
    assert sorted(NUMERALS) == sorted("零〇一二两三四五六七八九十百千万亿点")


@pytest.mark.parametrize(
    ("counts", "said"),
    [((2, 11, 0), "修好 2 份，11 份不用修"), ((0, 0, 1), "1 份没能修"), ((0, 0, 0), "")],
)
def test_what_there_is_none_of_is_not_told(counts: tuple[int, ...], said: str) -> None:
    assert counted(dict(zip(("修好 {} 份", "{} 份不用修", "{} 份没能修"), counts, strict=True))) == said


def test_a_part_may_hold_a_path_with_braces() -> None:
    assert counted({"{} 份退回，在 回收{}{0}": 2}) == "2 份退回，在 回收{}{0}"


def test_counts_may_be_added_up() -> None:
    assert counted({"有效 {}": 6, "重复 {}": 2, "附件 {}": 0}, by=" + ") == "有效 6 + 重复 2"
