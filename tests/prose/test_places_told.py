"""A claim on the decimals of all amounts, held against the amounts of the text."""

from __future__ import annotations

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import Setting

CLAIM = "涉及的金额均保留两位小数。"


def held(text: str) -> list[tuple[str, bool]]:
    return [(each.mention.written, each.agrees) for each in compared(text, [], Setting())]


def test_amounts_that_all_have_other_decimals_contradict_it() -> None:
    assert held(f"预算300万元，到位300万元，支出284万元。{CLAIM}") == [("两位小数", False)]


def test_amounts_that_all_have_those_decimals_agree() -> None:
    assert held(f"预算300.00万元，到位300.00万元，支出284.60万元。{CLAIM}") == [("两位小数", True)]


@pytest.mark.parametrize(
    "text",
    [
        f"预算300万元，到位300万元，支出284.60万元。{CLAIM}", f"预算300万元，到位300万元。{CLAIM}", "预算300万元，到位300万元，支出284万元。得分保留两位小数。",
        f"预算3000000元，到位3000000元，支出2846000元。{CLAIM}",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_left_alone(text: str) -> None:
    assert held(text) == []


def test_a_claim_tells_an_amount_that_is_written_otherwise() -> None:
    (told,) = compared(f"预算300万元，到位300万元，支出284万元。{CLAIM}", [], Setting())
    assert (told.found, told.right) == ("两位小数", "300万元这样的写法")
