"""What a number format prints of a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.workbook.number_formats import Shown, shown_by


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", "126.4", Shown(Decimal("126.4"), False, "")),
        ("0", "126.4", Shown(Decimal(126), False, "")),
        ("0.00_ ", "126.4", Shown(Decimal("126.40"), False, "")),
        ("#,##0.00", "1126.455", Shown(Decimal("1126.46"), False, "")),
        ("0.00%", "0.96666", Shown(Decimal("96.67"), True, "")),
        ('0.0"平方米"', "126.44", Shown(Decimal("126.4"), False, "平方米")),
        (r"0.00_);[Red]\(0.00\)", "126.4", Shown(Decimal("126.40"), False, "")),
        ("#,##0,", "126400", Shown(Decimal(126), False, "")),
        ('"¥"#,##0.00', "3", Shown(Decimal("3.00"), False, "¥")),
        ("yyyy-mm-dd", "46000", None),
        ("@", "3", None),
        ("0.00E+00", "3", None),
        ("# ?/?", "0.5", None),
        ("", "3", None),
    ],
)
def test_a_figure_is_shown_as_its_format_says(code: str, value: str, shown: Shown | None) -> None:
    assert shown_by(code, Decimal(value)) == shown
