"""How many projects were graded so, what they spent, and their shares."""

from __future__ import annotations

from decimal import Decimal

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal
FIGURES = [
    FormFigure(f"{grade}.{column}", "", kind, D(x), unit, "spread", row=grade, under=(column,))
    for grade, told in {"优秀": ("18", "0.9474", "3250.61", "0.9213"), "良好": ("1", "0.0526", "277.84", "0.0787")}.items()
    for column, kind, x, unit in zip(
        ("number", "share", "amount", "amount_share"),
        ("count", "percent", "money", "percent"),
        told,
        ("个", "", "万元", ""),
        strict=True,
    )
]


def held(text: str) -> list[tuple[str, bool]]:
    return [(each.figures[0].name, each.agrees) for each in compared(text, FIGURES, Setting())]


def test_a_number_a_sum_and_their_shares_are_of_the_grade_named_last() -> None:
    text = "评为优秀的18个，占项目个数的94.74%，金额3250.61万元，占执行数的92.13%；评为良好的2个，金额277.84万元，占7.9%。"
    assert held(text) == [
        ("优秀.number", True),
        ("优秀.share", True),
        ("优秀.amount", True),
        ("优秀.amount_share", True),
        ("良好.number", False),
        ("良好.amount", True),
        ("良好.amount_share", True),
    ]


def test_a_grade_that_is_told_of_nothing_has_no_projects() -> None:
    assert held("自评等级为优秀，另有18个问题待整改") == []


def test_a_share_behind_a_number_is_of_the_number_of_projects() -> None:
    assert held("优秀18个，占94.74%，执行金额3250.61万元") == [
        ("优秀.number", True),
        ("优秀.share", True),
        ("优秀.amount", True),
    ]
