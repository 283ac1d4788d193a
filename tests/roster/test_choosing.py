"""Which method a standard is written for where 评分方法 is blank, and what is told of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from xlgen.catalogue import CODES
from xlgen.findings import Severity
from xlgen.form.template.load import load_methods
from xlgen.roster.indicators import indicator_row

METHODS = load_methods()


def told(
    standard: str, target: Any = "≥95%", unit: str = "%", method: str = "", nature: str = ""
) -> tuple[str, list[tuple[str, str, str]]]:
    """Key of the method a line is scored by, "" for none, and what is told: code, fact, remedy."""
    found: list[tuple[str, str, str]] = []

    def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        found.append((code, fact, hint or CODES[code].hint))

    values = {
        "一级指标": "产出指标", "三级指标": "完成率", "指标值": target, "计量单位": unit, "分值": Decimal(5), "评分方法": method,
        "评分标准": standard, "指标性质": nature,
    }  # fmt: skip
    row = indicator_row({key: value for key, value in values.items() if value != ""}, frozenset(), METHODS, (), problem)
    return str(row.get("method", "")), found


READ = [  # standard, target, unit, the method that reads it
    ("≥95%得5分；≥80%得3分；其余不得分", "≥95%", "%", "banded"),
    ("每低1个百分点扣0.5分，扣完为止", "≥95%", "%", "step_short"),
    ("每低1个百分点扣0.5分，不足一档不扣，扣完为止", "≥95%", "%", "step_short_floor"),
    ("每超过1个百分点扣0.5分，扣完为止", "≤100%", "%", "step_over"),
    ("每超过1个百分点扣0.5分，不足一档按一档，扣完为止", "≤100%", "%", "step_over_ceil"),
    ("实际与计划每相差3%扣1分，扣满5分为止", "100%", "%", "step_away"),
    ("≥40%得满分，≤30%得0分，其间按比例计分", "≥40%", "%", "slope"),
    ("按完成比例计算得分", "≥100", "人", "higher_is_better"),
    ("达到目标值得满分，未达到不得分", "≥100", "人", "all_or_nothing"),
    ("每逾期3天扣1分，扣完为止", "2025年11月30日前", "", "days_late"),
    ("每发现一起扣2分，扣完为止", "0", "起", "per_fault"),
    ("每发现一例不合规扣1分，扣完为止", "合规", "", "per_fault"),
    ("分解落实的，得5分；未完成的，不得分", "分解落实", "", "yes_or_no"),
    ("①立项合规:3; ②手续齐全:2", "合规", "", "checklist"),
    ("有效:5; 较为有效:3; 未改善:0", "有效", "", "tiers"),
]


@pytest.mark.parametrize(("standard", "target", "unit", "method"), READ)
def test_the_one_method_that_reads_the_standard_is_taken_and_said(standard: str, target: str, unit: str, method: str) -> None:
    key, found = told(standard, target, unit)
    assert key == method
    (fact,) = [fact for code, fact, _ in found if code == "XL125"]
    assert f"按评分标准读作“{METHODS[method].name}”：" in fact


@pytest.mark.parametrize("standard", ["据实核定", "完成100%得5分，否则另议", "每低1%扣0.5分，特殊情况除外", "每低1%加0.5分"])
def test_a_standard_that_no_method_reads_is_refused_with_the_nearest(standard: str) -> None:
    key, found = told(standard)
    assert (key, [code for code, *_ in found]) == ("", ["XL126"])


def test_the_refusal_says_what_to_write() -> None:
    _, found = told("每低1%扣0.5分，特殊情况除外")
    assert "“特殊情况除外”看不懂" in found[0][2]
    assert "写法例：" in found[0][2]


def test_a_standard_that_several_methods_read_is_refused_with_all_of_them() -> None:
    key, found = told("①有制度得3分；②有记录得2分；③有检查得0分", "有", "")
    assert key == ""
    assert found[0][0] in ("XL126", "XL127")


def test_without_a_standard_the_usual_method_is_taken_without_a_word() -> None:
    assert told("") == ("higher_is_better", [])


UNUSED = [  # method without parameters, standard, figures told; none where the standard says the row's own again
    ("正向比率", "每低1个百分点扣0.5分", "“1”、“0.5”"),
    ("正向比率", "每低一个百分点扣半分", "“一”"),
    ("完成率得分", "≥95%得5分；≥80%得3分", "“95%”、“5”、“80%”、“3”"),
    ("正向比率", "达到95%得5分，未达到按完成比例计分", ""),
    ("正向比率", "按完成比例得分", ""),
    ("达标得分", "≥95%得满分，否则不得分", ""),
]


@pytest.mark.parametrize(("method", "standard", "figures"), UNUSED)
def test_figures_that_the_method_named_does_not_use_are_told(method: str, standard: str, figures: str) -> None:
    _, found = told(standard, method=method)
    facts = [fact for code, fact, _ in found if code == "XL128"]
    assert facts == ([f"评分方法“{method}”没有用到评分标准里的{figures}"] if figures else [])


def test_the_remedy_names_the_method_that_uses_them() -> None:
    _, found = told("每低1个百分点扣0.5分，扣完为止", method="正向比率")
    assert "评分方法请改用“不足扣分”" in found[0][2]
