"""Texts with every figure and contradiction of the five documents, in our own words: what is compared, what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import filled
from prose_measure import PAGE, TEXTS, Measured, page, parted, table
from word_files import from_text

NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))


@pytest.fixture(scope="module")
def found() -> dict[str, Measured]:
    return table()[0]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_right_is_reported(name: str, found: dict[str, Measured]) -> None:
    assert found[name].false == ()


def test_every_contradiction_is_found(found: dict[str, Measured]) -> None:
    assert sum(each.wrong - each.found for each in found.values()) == 0


def test_most_figures_are_compared(found: dict[str, Measured]) -> None:
    assert sum(each.covered for each in found.values()) >= 0.8 * sum(each.labelled for each in found.values())


def test_most_slips_of_one_digit_are_caught(found: dict[str, Measured]) -> None:
    assert sum(each.caught for each in found.values()) >= 0.9 * sum(each.slips for each in found.values())


def test_a_label_is_taken_out_of_its_text() -> None:
    text, (label,) = parted("执行率{77%|!funds.rate.total}。")
    assert (text, label.start, label.is_wrong) == ("执行率77%。", 3, True)


def test_a_folder_of_documents_is_measured_against_the_forms_beside_them(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled("xinzhou"))
    (tmp_path / "甲.docx").write_bytes(from_text("全年支出{23.64万元|funds.executed.total}，执行率{77%|!funds.rate.total}。"))
    found, lines = table(tmp_path)
    assert (found["甲"].counts[:5], lines[-1]) == (
        (2, 2, 1, 1, 0), "该比的比了 100%（2/2），不一致的查出 100%（1/1），报的都对 100%（1/1），改一位的查出 100%（1/1）。",
    )  # fmt: skip


@pytest.mark.slow
def test_the_page_has_the_tables_as_they_are_measured() -> None:
    assert PAGE.read_text("utf-8") == page(), "make prose WRITE=write"
