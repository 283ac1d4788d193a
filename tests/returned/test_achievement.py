"""What rules ask of a row: whether it counts, and whether its score is there."""

from __future__ import annotations

import pytest

import rules
from xlgen.returned.achievement import is_left_out


@pytest.mark.parametrize(
    ("budget", "bought", "left_out"), [("0", "0", True), ("0", "5", False), ("5", "0", False), ("blank", "blank", False)]
)
def test_a_row_is_left_out_by_the_line_that_a_frame_has_for_it(budget: str, bought: str, left_out: bool) -> None:
    answers = rules.answers(f"facts.bought_budget.value = {budget}; facts.bought.value = {bought}", "department")
    assert [row.row.key for row in answers.scored() if is_left_out(row)] == (["buying"] if left_out else [])
