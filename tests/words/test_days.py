"""Days as people write them, however long the text, and as Excel numbers them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from steps import Steps
from work import growth, lines
from xlgen.errors import XlgenError
from xlgen.words import days, figures_in
from xlgen.words.days import FIRST_DAY, THIS_CENTURY, arabic_days, day_of, iso_day, named_day, odd_day, serial
from xlgen.words.figures_in import figures
from xlgen.words.targets import split_target

NUMERALS = ("一", "十", "零一", "点", "百分之", "第一")


@pytest.mark.parametrize("sign", NUMERALS)
@pytest.mark.parametrize("read", [named_day, split_target, lambda text: list(figures(text))], ids=["day", "target", "figures"])
def test_a_cell_full_of_numerals_is_read_in_one_go(read, sign):
    assert not growth(lambda n: lines(lambda: read((sign * n)[:n])), 500, 200)


@pytest.mark.parametrize("sign", NUMERALS)
@pytest.mark.parametrize(
    ("pattern", "method"), [(days._NUMBERED, "sub"), (figures_in._FIGURE, "finditer")], ids=["day", "figures"]
)
def test_a_pattern_tries_a_run_of_numerals_once(pattern, method, sign):
    assert not growth(lambda n: Steps(pattern).taken(method, (sign * n)[:n]), 100)


def test_a_run_of_numerals_before_a_day_is_one_number():
    assert arabic_days("二〇二三年十二月三十一日") == "2023年12月31日"
    assert arabic_days("三一二月") == "312月"


def test_a_letter_before_a_day_is_no_numeral():
    assert arabic_days("二〇二三年X月一日") == "2023年X月1日"


def test_of_a_run_too_long_for_a_figure_its_end_is_one():
    text = "一" * 50 + "次"
    assert list(figures(text)) == [(30, 50)]


@pytest.mark.parametrize(
    ("number", "day"),
    [(61, date(1900, 3, 1)), (45291, date(2023, 12, 31)), (36526, date(2000, 1, 1)), (73415, date(2100, 12, 31))],
)
def test_excel_s_number_of_a_day_is_read_both_ways(number: int, day: date) -> None:
    assert serial(day) == number
    assert day_of(Decimal(number)) == day


def test_the_time_of_a_day_is_cut_off():
    assert day_of(Decimal("45291.99")) == date(2023, 12, 31)


def test_days_are_counted_from_where_excel_counts_right():
    assert day_of(Decimal(FIRST_DAY)) == date(1900, 3, 1)


def test_a_form_asks_for_days_of_this_century():
    assert list(map(day_of, THIS_CENTURY)) == [date(2000, 1, 1), date(2100, 12, 31)]


def test_a_day_that_is_said_is_kept_and_today_stands_where_none_is():
    assert iso_day("2024-02-29") == "2024-02-29"
    assert iso_day("") == date.today().isoformat()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2023-02-29", "没有这一天，请写成 2026-01-10 的样子"), ("2023-2-30", "没有这一天，请写成 2026-01-10 的样子"),
        ("2024-1-10", "请写成 2024-01-10"), ("2024/1/10", "请写成 2024-01-10"), ("2024年1月10日", "请写成 2024-01-10"),
        ("明天", "请写成 2026-01-10 的样子"), ("2024年1月", "请写成 2026-01-10 的样子"), ("1月10日", "请写成 2026-01-10 的样子"),
    ],
)  # fmt: skip
def test_a_day_of_another_form_is_refused_and_told_how_it_is_written(day: str, told: str) -> None:
    with pytest.raises(XlgenError, match=f"^日期“{day}”不对，{told}$"):
        iso_day(day)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2023-02-30", "没有这一天"), ("20230230", "没有这一天"), ("2023-02-30 10:00", "没有这一天"), ("二〇二三年二月三十日", "没有这一天"),
        ("2023.13.1", "没有这一天"), ("1900-12-31", "的年份是 1900"), ("2200年1月1日前", "的年份是 2200"), ("22000101", "的年份是 2200"),
        ("2023年13月", ""), ("2023年", ""), ("年底", ""), ("", ""), ("8", ""),
    ],
)  # fmt: skip
def test_a_day_that_is_none_says_why(text: str, why: str) -> None:
    assert odd_day(text) == why


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-12-30", date(2023, 12, 30)), ("2023/1/2", date(2023, 1, 2)), ("2023.1.2", date(2023, 1, 2)), ("2023年1月2日", date(2023, 1, 2)),
        ("2023年1月2号前", date(2023, 1, 2)), ("2023年1月2", date(2023, 1, 2)), ("2023.12月30日", date(2023, 12, 30)), ("2023-12-30日", date(2023, 12, 30)),
        ("20231230", date(2023, 12, 30)), ("2023-12-30T10:00:00", date(2023, 12, 30)), ("2023年2月", date(2023, 2, 28)), ("2023.12", date(2023, 12, 31)),
        ("2023-2月", date(2023, 2, 28)), ("2023年2月份", date(2023, 2, 28)), ("2023/2月底前", date(2023, 2, 28)), ("2023年底", date(2023, 12, 31)),
        ("2023年年末前", date(2023, 12, 31)), ("1901-01-01", date(1901, 1, 1)), ("2199年12月31日", date(2199, 12, 31)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_spellings_of_people(text: str, day: date) -> None:
    named = named_day(text)
    assert named is not None
    assert named[0] == serial(day)


@pytest.mark.parametrize(
    "text",
    [
        # months from and to
        "2023年1-2月", "2023.1-2月", "2023-1-2月", "2023年10.11", "2023.10-11", "2023-10/11", "2023年12-31",
        # no month, no day, or one as good as another
        "2023年1日", "2023.1", "2023年12月前", "2023年1月2日底", "202312", "23年1月2日", "2023年", "2023-02-29", "1900-12-31", "2200-01-01",
    ],
)  # fmt: skip
def test_where_it_is_open_which_day_is_meant_there_is_none(text: str) -> None:
    assert named_day(text) is None
