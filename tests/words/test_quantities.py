"""One number with its unit, what stands around it and the steps it took to read it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.words.quantities import Quantity, as_fraction, decimal, moved, quantity, usual

FIGURES = [
    ("95", "95", ""), ("-5", "-5", ""), ("+5", "5", ""), (".5", "0.5", ""), ("23.64万元", "23.64", "万元"), ("95%", "95", "%"), ("5‰", "5", "‰"),
    ("5个百分点", "5", "个百分点"), ("5百分点", "5", "百分点"), ("百分之95.5", "95.5", "%"), ("5个工作日", "5", "个工作日"), ("5人次", "5", "人次"),
    ("5㎡", "5", "㎡"), ("5m²", "5", "m²"), ("5m³", "5", "m³"), ("5km²", "5", "km²"), ("5元/人", "5", "元/人"), ("5元/人·天", "5", "元/人·天"),
    ("5元/人/天", "5", "元/人/天"), ("123456789012345678901234", "123456789012345678901234", ""),
]  # fmt: skip

AROUND = [
    ("5次以上", "", "以上"), ("5次及以下", "", "及以下"), ("5次左右", "", "左右"), ("5次上下", "", "上下"), ("5次内", "", "内"),
    ("不低于5次", "不低于", ""), ("≥5次", "≥", ""), ("达到5次", "达到", ""), ("控制在5次", "控制在", ""), ("约5次", "约", ""), ("大约5次", "大约", ""),
    ("大概5次", "大概", ""), ("将近5次", "将近", ""), ("接近5次", "接近", ""), ("近5次", "近", ""), ("≈5次", "≈", ""), ("共计5次", "共计", ""),
    ("共5次", "共", ""), ("已完成5次", "已完成", ""), ("完成5次", "完成", ""), ("实际完成5次", "实际完成", ""),
]  # fmt: skip

WORDS = ["", "优", "5次没有", "5多次", "5余人", "几5", "5几个", "5不合格", "5未完", "5无", "5非", "五五次", "1,2000", "12,00", "5.", "1:3", "3-5", "5元/人·天·月", "5km2", "5个个个个个", "1234567890123456789012345"]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit"), FIGURES)
def test_a_number_in_figures_takes_no_step(text: str, value: str, unit: str) -> None:
    assert quantity(text) == Quantity(Decimal(value), unit, before="", after="", is_numeral=False, steps=())


@pytest.mark.parametrize(("text", "before", "after"), AROUND)
def test_what_stands_around_a_number_is_kept_and_said(text: str, before: str, after: str) -> None:
    steps = (f"去掉“{before or after}”",)
    assert quantity(text) == Quantity(Decimal(5), "次", before, after, is_numeral=False, steps=steps)


@pytest.mark.parametrize(
    ("text", "value", "unit", "is_numeral", "steps"),
    [
        ("1,200人", "1200", "人", False, ("去掉千分位逗号",)),
        ("1e5", "100000", "", False, ("“1e5”读作 100000",)),
        ("1E-3", "0.001", "", False, ("“1E-3”读作 0.001",)),
        ("九十八", "98", "", True, ("“九十八”读作 98",)),
        ("三点五次", "3.5", "次", True, ("“三点五”读作 3.5",)),
        ("百分之九十五", "95", "%", True, ("“九十五”读作 95",)),
        ("约1,200元左右", "1200", "元", False, ("去掉“约”", "去掉“左右”", "去掉千分位逗号")),
        ("达到百分之九十以上", "90", "%", True, ("去掉“达到”", "去掉“以上”", "“九十”读作 90")),
    ],
)
def test_each_step_of_reading_is_said(text: str, value: str, unit: str, is_numeral: bool, steps: tuple[str, ...]) -> None:
    got = quantity(text)
    assert got is not None
    assert (got.value, got.unit, got.is_numeral, got.steps) == (Decimal(value), unit, is_numeral, steps)


@pytest.mark.parametrize("text", WORDS)
def test_words_and_what_is_no_one_number_are_none(text: str) -> None:
    assert quantity(text) is None


def test_separators_of_thousands_are_no_figures():
    assert decimal("1,234,567.5") == Decimal("1234567.5")


@pytest.mark.parametrize(("x", "places", "text"), [("98", -2, "0.98"), ("1.50", 2, "150"), ("0.5", 0, "0.5")])
def test_a_moved_number_is_in_its_shortest_form(x: str, places: int, text: str) -> None:
    assert str(moved(Decimal(x), places)) == text


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("日", "天"), ("名", "人"), ("公里", "千米"), ("公斤", "千克"), ("平米", "平方米"), ("㎡", "平方米"), ("m²", "平方米"), ("m³", "立方米"),
        ("百分比", "%"), ("百分点", "个百分点"), ("户", "户"), ("", ""),
    ],
)  # fmt: skip
def test_a_unit_of_several_names_has_a_usual_one(unit: str, name: str) -> None:
    assert usual(unit) == name


@pytest.mark.parametrize(
    ("unit", "share"), [("%", "0.05"), ("百分比", "0.05"), ("‰", "0.005"), ("个百分点", "0.05"), ("百分点", "0.05")]
)
def test_a_share_is_a_fraction(unit: str, share: str) -> None:
    assert as_fraction(Decimal(5), unit) == Decimal(share)
