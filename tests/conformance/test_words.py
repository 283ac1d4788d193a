"""What is printed of each method, read by somebody who never saw its formula, gives the same scores in every frame."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from frames import FRAMES, METHODS
from words_scorer import differences, score


@pytest.mark.parametrize("name", FRAMES)
def test_the_formulas_of_a_frame_give_what_its_words_say(name: str) -> None:
    assert list(dict.fromkeys(differences(name, 24)))[:5] == []


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("stairs", "points * share", "points * ratio(points, 100)"),  # what a column named share once did
        ("step_short", "ceil(", "floor("),
        ("per_fault", "max(0, faults)", "faults"),
        ("lower_linear", "actual <= target", "actual < target - 1"),
        ("qualitative", "", ""),
    ],
)
def test_a_formula_that_says_something_else_is_caught(key: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    method = METHODS[key]
    changed = str(method.cells["score"]).replace(old, new) if old else {**method.cells["score"], "max": "=points"}
    monkeypatch.setitem(METHODS, key, replace(method, cells={**method.cells, "score": changed}))
    assert list(differences("project", 60))


@pytest.mark.parametrize(
    ("says", "points", "target", "given", "right"),
    [
        (
            "不超过5%得满分，每超过5个百分点（不足一档按一档）扣分值的1/9，50%及以上得0分",
            20,
            "0.05",
            {"actual": "0.22"},
            "11.11",
        ),
        ("全部符合得满分，一项不符合扣分值的1/2，扣完为止", 30, None, {"faults": "1"}, "15"),
        ("达到2%得满分，每低1个百分点（不足一档按一档）扣0.5分，扣完为止", 10, "0.02", {"actual": "-0.01"}, "8.5"),
        ("不超过指标值得满分；超过的，得分＝指标值÷实际完成值×分值", "12.85", "15", {"actual": "23.64"}, "8.15"),
    ],
)
def test_the_scorer_itself_gives_what_was_worked_out_by_hand(says, points, target, given, right) -> None:  # type: ignore[no-untyped-def]
    given = {key: Decimal(value) for key, value in given.items()}
    assert score(says, Fraction(points), target and Fraction(target), given) == Fraction(right)
