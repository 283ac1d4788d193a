"""What applications change when they save is no difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.language.operators import Value
from xlgen.whereabouts.likeness import differs


@pytest.mark.parametrize(
    ("found", "issued", "is_other"),
    [
        ("第一行\r\n第二行", "第一行\n第二行", False),
        ("合格率 ", "合格率", False),
        (None, "", False),
        ("合 格率", "合格率", True),
        (None, "合格率", True),
        (Decimal("0.1000000000000000055"), Decimal("0.1"), False),
        (Decimal("0.1000001"), Decimal("0.1"), True),
        ("95", Decimal(95), True),
        (None, Decimal(95), True),
    ],
)
def test_line_ends_and_last_digits_are_no_difference(found: Value, issued: Value, is_other: bool) -> None:
    assert differs(found, issued) is is_other
