"""Texts with every figure and contradiction of the five documents, in our own words: what is compared, what is found."""

from __future__ import annotations

import pytest

from prose_measure import TEXTS, Measured, parted, table

NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))


@pytest.fixture(scope="module")
def found() -> dict[str, Measured]:
    return table()[0]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_right_is_reported(name: str, found: dict[str, Measured]) -> None:
    assert found[name].false == ()


def test_contradictions_are_found_but_for_one_that_is_no_figure(found: dict[str, Measured]) -> None:
    assert sum(each.wrong - each.found for each in found.values()) <= 1


def test_most_figures_are_compared(found: dict[str, Measured]) -> None:
    assert sum(each.covered for each in found.values()) >= 0.8 * sum(each.labelled for each in found.values())


def test_most_slips_of_one_digit_are_caught(found: dict[str, Measured]) -> None:
    assert sum(each.caught for each in found.values()) >= 0.9 * sum(each.slips for each in found.values())


def test_a_label_is_taken_out_of_its_text() -> None:
    text, (label,) = parted("执行率{77%|!funds.rate.total}。")
    assert (text, label.start, label.is_wrong) == ("执行率77%。", 3, True)
