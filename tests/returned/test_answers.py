"""Rows of a returned form: in use or not, and under which 一级指标 they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from filled import issued
from filled import returned as filled
from shifting import delete_rows, insert_rows, nameless
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, ScoredRow, read_answers
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import CellRecord


def returned(typed: Mapping[str, Value]) -> Answers:
    """The blank form of the tests with some cells typed."""
    snapshot, content = issued()
    book = read_workbook(content)
    sheets = dict(book.sheets)
    for name, value in typed.items():
        sheet, *at = snapshot.slots[name].place or ("", 0, 0)
        cells = {**sheets[sheet].cells, (at[0], at[1]): CellRecord(value, None, "general")}
        sheets[sheet] = replace(sheets[sheet], cells=cells)
    return read_answers(snapshot, replace(book, sheets=sheets))


def row(answers: Answers, key: str, **issued_as: str) -> ScoredRow:
    own = next(each for each in answers.snapshot.rows if (each.table, each.key) == ("indicators", key))
    return ScoredRow(answers, replace(own, **issued_as))


@pytest.mark.parametrize(
    ("key", "issued_as", "typed", "level1"),
    [
        ("1", {}, {}, "产出指标"),
        ("7", {}, {"level1": "效益指标", "level3": "下乡宣传"}, "效益指标"),  # a spare row says it itself
        ("7", {"level": "其他指标"}, {"level3": "下乡宣传"}, "其他指标"),  # else the frame may
        ("7", {}, {"level3": "下乡宣传"}, "下乡宣传"),  # else it counts by itself
    ],
)
def test_a_row_counts_under_one_level(key: str, issued_as: dict[str, str], typed: dict[str, str], level1: str) -> None:
    answers = returned({f"indicators.{key}.{column}": value for column, value in typed.items()})
    assert row(answers, key, **issued_as).level1 == level1


def test_spare_rows_count_once_something_stands_in_them() -> None:
    keys = {each.row.key for each in returned({}).scored()}
    assert {each.row.key for each in returned({"indicators.7.reason": "见说明"}).scored()} - keys == {"7"}


@pytest.mark.parametrize("gone", [lambda name: True, lambda name: name.startswith("indicators.2.")], ids=["all", "one row"])
def test_entries_whose_names_are_gone_are_read_where_their_rows_are_printed(gone: Callable[[str], bool]) -> None:
    before = read_answers(issued()[0], read_workbook(filled()))
    after = read_answers(issued()[0], read_workbook(nameless(insert_rows(filled(), "自评表", 10, 3), gone)))
    own_rows = {name for name in before.excel if name.startswith("check.")}  # the self-check names rows by their number
    assert {n: x for n, x in after.excel.items() if n not in own_rows} == {
        n: x for n, x in before.excel.items() if n not in own_rows
    }


def test_a_row_that_was_deleted_with_its_names_stands_nowhere() -> None:
    at = issued()[0].slots["indicators.2.actual"].place
    answers = read_answers(issued()[0], read_workbook(delete_rows(filled(), "自评表", at[1] if at else 0)))
    assert "indicators.2.actual" not in answers.places
    assert "indicators.2.actual" in answers.lost
