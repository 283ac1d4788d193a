"""Texts with every figure and contradiction of the five documents, in our own words: what is compared, what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import filled
from prose_measure import (
    LAST,
    PAGE,
    SETS,
    TEXTS,
    Measured,
    form_of,
    line_of,
    marked_text,
    misses,
    parted,
    reported_wrongly,
    table,
    texts,
)
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


def test_the_page_has_what_is_measured_of_the_texts_of_the_five_documents(found: dict[str, Measured]) -> None:
    assert line_of("一", found) in PAGE.read_text("utf-8"), "make prose WRITE=write"


@pytest.mark.slow
def test_the_page_has_what_is_measured_of_the_last_set_and_what_is_missed() -> None:
    found, _ = table(SETS[LAST])
    said = PAGE.read_text("utf-8")
    assert [line for line in (line_of(LAST, found), *misses(found)) if line not in said] == [], "make prose WRITE=write"


@pytest.mark.parametrize("name", [each.name for each in SETS.values()])
def test_of_each_set_all_that_is_reported_is_wrong_in_the_first_text(name: str) -> None:
    path = texts(TEXTS.with_name(name))[0]
    assert reported_wrongly(marked_text(path), form_of(path)) == ()
