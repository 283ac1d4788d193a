"""What the rules over the workbook say, in the form a filler sees."""

from __future__ import annotations

import pytest

from rules import findings


@pytest.mark.parametrize(
    ("edits", "code", "said"),
    [
        ("indicators.9.target = 0.95", "XG101", "“群众满意度·年度指标值”下发时为“90%”，现为“95%”"),
        ("indicators.5.target = 2025-12-20", "XG101", "“完成培训·年度指标值”下发时为“2025-12-15”，现为“2025-12-20”"),
        ("indicators.9.target = 0.900001", "XG101", "“群众满意度·年度指标值”下发时为“0.9”，现为“0.900001”"),
        ('indicators.9.target = "90%"', "XG101", "“群众满意度·年度指标值”下发时为“0.9”，现为“90%”"),
        ("funds.total.rate = 1", "XG102", "“年度资金总额·执行率”的公式被改成了“100%”，按公式应为“98%”"),
        ("stale funds.total.rate = 0.5", "XG104", "“年度资金总额·执行率”保存的结果是“50%”，重算应为“98%”"),
    ],
)
def test_a_value_is_told_as_its_cell_shows_it(edits: str, code: str, said: str) -> None:
    assert [finding.message for finding in findings(edits) if finding.code == code] == [said]
