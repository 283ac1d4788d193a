"""How what was issued is held against what stands there now, in words that show the difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.language.operators import Value
from xlgen.returned.marks import brief
from xlgen.returned.saying import formula_said, held_against, quoted

LONG = "本表由项目实施单位填报，经主管部门审核后按时报送财政部门，一式三份，不得涂改，逾期不报的按规定处理，"

# issued, found, what is said
CASES: tuple[tuple[Value, Value, str], ...] = (
    ("项目资金", "经费", "下发时为“项目资金”，现为“经费”"),
    ("填报说明", "填报 说明", "下发时为“填报说明”，现为“填报 说明”（只差空格或换行）"),
    ("填报说明", " 填报说明", "下发时为“填报说明”，现为“ 填报说明”（只差空格或换行）"),
    ("填报\n说明", "填报 说明", "下发时为“填报 说明”，现为“填报 说明”（只差空格或换行）"),
    (Decimal(3), Decimal(4), "下发时为“3”，现为“4”"),
    ("填报说明", None, "下发时为“填报说明”，现为空白"),
    (
        LONG + "请于三月一日前报送",
        LONG + "请于六月一日前报送",
        "下发时为“…期不报的按规定处理，请于三月一日前报送”，现为“…期不报的按规定处理，请于六月一日前报送”",
    ),
)


@pytest.mark.parametrize(("issued", "found", "said"), CASES)
def test_what_is_said_shows_what_differs(issued: Value, found: Value, said: str) -> None:
    assert held_against(issued, found) == said


def test_marks_within_a_quoted_value_are_single_ones() -> None:
    assert quoted("“三公经费”控制率") == "“‘三公经费’控制率”"


def test_values_that_differ_in_their_marks_alone_are_told_so() -> None:
    assert held_against("“甲”", "‘甲’") == "下发时为“‘甲’”，现为“‘甲’”（只差引号）"


@pytest.mark.parametrize(("issued", "found", "said"), CASES)
def test_a_note_shows_it_too(issued: Value, found: Value, said: str) -> None:
    told, now = brief(held_against(issued, found)).split("，现为")
    assert told.removeprefix("下发时为") != now


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("15+0", " =15+0"),
        ('IF(COUNT(H7,#REF!)<2,"",1)', "（有 #REF!：它要取数的格被删了）"),
        (f'IF(A1>0,"{"字" * 60}")', "（共 71 个字符）"),
    ],
)
def test_a_formula_is_never_cut_in_the_middle(formula: str, said: str) -> None:
    assert formula_said(formula) == said
