"""A line whose standard is not read gets another one, which is; examples in hints are read, too."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from sentences import COLUMNS, METHODS, results, sentences
from xlgen.roster.indicators import indicator_row
from xlgen.roster.rewriting.offers import rewritten

LINE: dict[str, Decimal | str] = {
    "一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "某指标", "指标性质": "≥", "指标值": "100%", "计量单位": "%",
    "分值": Decimal(10),
}  # fmt: skip


def proposal(standard: str, more: Mapping[str, Any] = {}) -> tuple[str, str] | None:
    found = rewritten(LINE | more | {"评分标准": standard}, frozenset(), METHODS, COLUMNS, "2025")
    return (found.method, found.standard) if found else None


def test_a_method_that_is_written_is_kept():
    standard = "满分10分，申报率100%得满分，每下降2个点扣一分，年底统一考核"
    assert proposal(standard, {"评分方法": "不足扣分舍去"}) == ("不足扣分舍去", "目标100%，每低2个百分点扣1分，扣完为止")
    assert proposal(standard, {"评分方法": "正向比率"}) is None


def test_what_is_read_as_it_is_needs_no_rewrite():
    assert proposal("目标100%，每低2个百分点扣1分，扣完为止", {"评分方法": "不足扣分"}) is None
    assert proposal("", {}) is None


PROPOSED = [
    (sentence, found)
    for sentence in sentences()
    for found in results()[sentence["source"], sentence["indicator"]]["rewritten"].said
    if found.code == "XL135"
]


@pytest.mark.parametrize(("sentence", "found"), PROPOSED, ids=[f"{s['source']} {s['indicator']}" for s, _ in PROPOSED])
def test_every_proposal_is_read_and_scores_as_the_sentence_says(sentence, found):
    assert "refuse" not in sentence
    assert results()[sentence["source"], sentence["indicator"]]["rewritten"].state == "right"


EXAMPLES = [method for method in METHODS.values() if method.example]


@pytest.mark.parametrize("method", EXAMPLES, ids=[method.name for method in EXAMPLES])
def test_the_example_in_a_hint_is_accepted_when_typed(method):
    told: list[str] = []

    def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Any = None) -> None:
        told.extend([f"{code} {fact}"] if severity is None and code != "XL141" else [])

    sample = {**method.sample}
    is_day = sample.get("type") == "date"
    words = {"指标值": "2025-12-31", "计量单位": "", "指标性质": ""} if is_day else {}
    tiers = {"指标性质": "定性", "指标值": "有效", "计量单位": ""} if {"tiers", "items"} & {*method.params} else {}
    count = {"指标值": Decimal(100), "计量单位": "个"} if method.key.startswith("interval") else {}
    points = {"分值": Decimal(str(sample.get("points", 10)))}
    lower = {"指标性质": "≤"} if "over" in method.key or method.key == "deviation" else {}
    line = LINE | words | tiers | count | points | lower | {"评分方法": method.name, "评分标准": method.example}
    indicator_row(line, frozenset(), METHODS, COLUMNS, problem, "2025")
    assert [each for each in told if each.startswith("XL12")] == []
