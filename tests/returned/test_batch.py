"""What one return says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules import answers, findings
from xlgen.returned.batch import Return


@pytest.mark.parametrize(
    ("edits", "grade"),
    [
        ("indicators.1.actual = 126", "优"),
        ("indicators.6.score = 11", "待核实"),  # of 10 points, and it counts in the total
        ("indicators.1.score = 100", "优"),  # typed over a formula: the total is recomputed without it
        ("drop 自评表 K", "待核实"),
        ("drop 自评表 G", "待核实"),
        ("delete 自评表 15", "待核实"),
        ("remove 评分依据", "待核实"),
    ],
)
def test_a_total_that_lacks_a_part_or_holds_too_much_has_no_grade(edits: str, grade: str) -> None:
    assert Return(Path("a.xlsx"), answers(edits), tuple(findings(edits))).grade == grade
