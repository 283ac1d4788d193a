"""What a row says of its method, and the remedy each fault of it is told with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.form.template.load import load_methods
from xlgen.form.template.parameters import read_parameters

METHODS = load_methods()
FAULTS = [  # method, standard, kind of the fault, its remedy
    ("per_fault", "一项不符合扣0.5分，情节严重另行处理", "unread", f"写法例：{METHODS['per_fault'].example}"),
    ("per_fault", "一项不符合扣三五分", "syntax", "请用阿拉伯数字"),
]


@pytest.mark.parametrize(("method", "standard", "kind", "hint"), FAULTS)
def test_words_nobody_reads_are_answered_with_an_example_other_faults_with_their_remedy(
    method: str, standard: str, kind: str, hint: str
) -> None:
    _, problems = read_parameters(METHODS[method], {"points": Decimal(10), "standard": standard})
    assert (problems[0].kind, problems[0].hint) == (kind, hint)


def test_what_was_typed_is_what_the_message_quotes() -> None:
    _, problems = read_parameters(METHODS["per_fault"], {"points": Decimal(10), "standard": FAULTS[0][1]})
    assert [each.message for each in problems] == ["“情节严重另行处理”看不懂"]
