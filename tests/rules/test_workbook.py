"""What the rules over the workbook say, in the form a filler sees."""

from __future__ import annotations

import pytest

from filled import issued, returned
from rules import findings
from shifting import resultless
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.ooxml.reader import read_workbook


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


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        ('text （单位盖章） = "［图片］"', set()),
        ('text 项目资金 = "［图片］"', {"XG105"}),
        ('beside 自评表 = "［图片］"', set()),
        ('filler = "［图片］"', {"XG220"}),
        ('indicators.1.actual = "［图片］"', {"XG202"}),
    ],
)
def test_a_picture_is_tampering_only_over_what_is_no_place_for_one(edits: str, codes: set[str]) -> None:
    assert {f.code for f in findings(edits)} & {"XG101", "XG105", "XG108", "XG202", "XG211", "XG214", "XG220"} == codes


def test_a_file_saved_without_results_is_told_in_one_line() -> None:
    content = resultless(returned())
    said = [f.message for f in validate(read_answers(issued()[0], read_workbook(content)), RULES) if f.code == "XG104"]
    assert said == ["有 53 格公式没有保存计算结果，已重算"]


def test_results_that_were_not_recalculated_are_told_in_one_line() -> None:
    edits = "; ".join(f"stale indicators.{n}.score = 0.5" for n in (1, 2, 3, 4))
    assert [f.message for f in findings(edits) if f.code == "XG104"] == ["有 4 格公式保存的结果不是现在该得的，已重算"]


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ("indicators.1.score = 15", "XG102"),
        ("indicators.1.score = =15+0 (15)", "XG103"),
        ('text 项目资金 = "经费"', "XG105"),
        ("remove 评分依据", "XG109"),
        ('rename 自评表 = "Sheet1"', "XG110"),
    ],
)
def test_what_was_taken_from_the_form_names_the_command_that_restores_it(edits: str, code: str) -> None:
    assert [f.hint for f in findings(edits) if f.code == code and "收表的人可以用 xlgen repair 恢复" not in f.hint] == []
    assert code in {f.code for f in findings(edits)}


def test_a_formula_typed_over_with_its_own_result_is_not_told_as_another_number() -> None:
    [said] = [f.message for f in findings("funds.total.rate = 0.98") if f.code == "XG102"]
    assert said.endswith("数和公式算的一样，但以后不会跟着变")
    assert "应为" not in said
