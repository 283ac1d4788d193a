"""Rows written past XlsxWriter: part for part the workbook that XlsxWriter would have written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from xlsxwriter.sharedstrings import SharedStringTable

from long_lists import long_rollup
from summaries import eight, returned
from xlgen.rollup.arrangement import SummaryPage, TextLine
from xlgen.rollup.grids import FileLink, GridColumn, GridEntry, numbered, totalled
from xlgen.rollup.pages import pages_of
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up
from xlgen.rollup.spots import Spot
from xlgen.statuses import Status
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.writing import column_cells, summary_book, summary_rows
from xlgen.writing.long_sheet import TextTable
from xlgen.writing.summary_book import write_pages

DAY = "2026-02-01"


def parts(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def both(monkeypatch: pytest.MonkeyPatch, *pages: SummaryPage) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """The parts of the workbook with long tables spooled, and with every cell written by XlsxWriter."""
    spooled = write_pages(pages, "标题", DAY)
    monkeypatch.setattr(summary_book, "can_spool", lambda *asked: False)
    monkeypatch.setattr(TextTable, "_sort_string_data", SharedStringTable._sort_string_data)
    monkeypatch.setattr(TextTable, "whole", lambda table, skeleton: skeleton)
    return parts(spooled), parts(write_pages(pages, "标题", DAY))


def page(*rows: Mapping[str, object], total: Mapping[str, object] | None = None, **more: object) -> SummaryPage:
    """A sheet with one table: a text, a number, their sum by formula, anything, a link."""
    columns = (
        GridColumn("name", "名称", "text", 12),
        GridColumn("x", "数", "number", 9),
        GridColumn("twice", "两倍", "score", 9, "x + x"),
        GridColumn("any", "其他", "any", 9),
        GridColumn("said", "说", "path", 9, 'join(name, "<&>")'),
    )
    grid = totalled("t", columns, rows, total) if total is not None else numbered("t", columns, rows)
    return SummaryPage("数据", (12.0, 9.0, 9.0, 9.0, 9.0), (Spot(grid, "数据", 2),), (TextLine(0, "title", "题"),), **more)


SUMMARIES = {
    "eight": eight,
    "empty": lambda: Rollup(()),
    "returned": lambda: roll_up(*returned("A | B")),
    "provisional": lambda: replace(eight(), projects=tuple(replace(p, status=Status.OPEN) for p in eight().projects)),
    "long": lambda: long_rollup(60, 20),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_part_of_a_summary_is_xlsxwriters(monkeypatch, name):
    spooled, slow = both(monkeypatch, *pages_of(SUMMARIES[name](), DAY))
    assert spooled == slow


AGAIN = GridEntry("甲", type="text")
ROWS = {
    "plain": [{"name": "甲", "x": Decimal("1.5")}, {"name": "乙", "x": Decimal(-3), "any": Decimal("1E+20")}],
    "texts that look like formulas": [{"name": sign + "1", "any": sign} for sign in "=+-@"],
    "blank": [{}, {"name": "", "any": None}, {"x": Decimal(0)}],
    "what looks like rich text": [{"name": "<r>&</r>", "any": "<r><t>x</t></r>"}],
    "signs of xml": [{"name": '<a href="x">&amp;</a>', "any": "]]>"}],
    "blanks and lines": [{"name": " a ", "any": "一\n二\t三"}, {"name": "\n"}],
    "control characters": [{"name": "a\x01b_x0041_", "any": "\x1f"}],
    "beyond the first plane": [{"name": "𠮷" * 20_000, "any": "😀"}],
    "too long for a cell": [{"name": "长" * 40_000}],
    "high": [{"name": "很长的文字" * 30}, {"name": "短"}, {"name": "一\n二\n三\n四"}],
    "other types": [{"any": GridEntry(Decimal("0.5"), type="percent")}, {"any": GridEntry("=x", type="text")}, {"any": GridEntry()}],
    "own formulas": [{"x": GridEntry(formula="1 + 1"), "any": GridEntry(formula='join("<", x)')}, {"x": GridEntry(formula="1 + 1")}],
    "alarm": [{"x": GridEntry(Decimal(1), alarm="sum(t.x) > 1")}, {"x": Decimal(1)}],
    "input": [{"x": GridEntry(Decimal(1), is_input=True, type="score"), "name": GridEntry("优", is_input=True)}],
    "zero and less than nothing": [{"x": Decimal(0)}, {"x": Decimal("-0")}, {"x": Decimal("-0.00")}, {"x": Decimal("0E+3")}],
    "numbers of all sizes": [{"x": Decimal(said)} for said in ("1", "1.0", "007", "1E+15", "9999999999999999", "0.1", "1E-7", "-12.50")],
    "true is not one": [{"any": True}, {"any": Decimal(1)}, {"any": GridEntry(True)}, {"any": GridEntry(Decimal(1))}, {"any": True}],
    "links": [{"any": FileLink(f"./回收/甲&乙_{i}.xlsx#'a<b>''\"'!H{i}")} for i in range(3)] + [{"any": GridEntry()}, {}],
    "links first of another kind": [{"any": GridEntry("x", type="text")}, {"any": FileLink("./a.xlsx")}, {"any": FileLink("./b.xlsx")}],
    "the same entry again": [{"any": AGAIN}, {"any": None}, {"any": AGAIN}, {"any": GridEntry("甲", type="text")}, {"any": "甲"}],
    "many": [{"name": f"项目{i % 7}", "x": Decimal(i) / 3} for i in range(40)],
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_every_kind_of_cell_is_xlsxwriters(monkeypatch, name):
    spooled, slow = both(monkeypatch, page(*ROWS[name]))
    assert spooled == slow


@pytest.mark.parametrize("kept", [1, 20_000])
@pytest.mark.parametrize("name", ROWS)
def test_cells_that_are_forgotten_are_made_again(monkeypatch, name, kept):
    rows = ROWS[name] * 60
    spooled = parts(write_pages([page(*rows)], "标题", DAY))
    monkeypatch.setattr(column_cells, "KEPT", kept)
    monkeypatch.setattr(summary_rows, "PIECE", 7)
    assert parts(write_pages([page(*rows)], "标题", DAY)) == spooled == both(monkeypatch, page(*rows))[1]


def test_a_row_of_totals_is_xlsxwriters(monkeypatch):
    total = {"name": "合计", "x": GridEntry(formula="sum(t.all.x)"), "any": "=", "said": GridEntry()}
    spooled, slow = both(monkeypatch, page({"name": "甲", "x": Decimal(1)}, total=total))
    assert spooled == slow


def test_a_sheet_with_texts_below_its_table_a_filter_and_frozen_rows_is_xlsxwriters(monkeypatch):
    lines = (TextLine(0, "title", "题"), TextLine(5, "note", "注"), TextLine(9, "signature", "签字"))
    above = page({"name": "甲"}, {"name": "乙"}, filtered=True, frozen=(3, 1), repeat=2)
    made = SummaryPage(above.name, above.widths, above.spots, lines, filtered=True, frozen=(3, 1), repeat=2)
    spooled, slow = both(monkeypatch, made)
    assert spooled == slow


def test_tables_that_share_a_sheet_a_chart_or_cells_are_left_to_xlsxwriter():
    said = page({"name": "甲"})
    [spot] = said.spots
    wide = Spot(numbered("w", (GridColumn("a", "甲", span=2),), [{"a": "x"}]), "数据", 9)
    found = [
        summary_book.can_spool(said, spot, ()),
        summary_book.can_spool(said, spot, ("t",)),
        summary_book.can_spool(SummaryPage("数据", said.widths, (spot, wide), ()), spot, ()),
        summary_book.can_spool(SummaryPage("数据", said.widths, (wide,), ()), wide, ()),
    ]
    assert found == [True, False, False, False]


def test_other_programs_and_our_reader_see_the_same_cells():
    content = write_pages([page(*ROWS["many"])], "标题", DAY)
    theirs = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["数据"]
    ours = read_workbook(content).sheets["数据"].cells
    assert [theirs.cell(row, 1).value for row in (4, 43)] == ["项目0", "项目4"]
    assert [ours[row, 0].value for row in (3, 42)] == ["项目0", "项目4"]
    assert theirs.dimensions == "A1:E43"


def test_same_pages_same_bytes():
    pages = [page(*ROWS["many"])]
    assert write_pages(pages, "标题", DAY) == write_pages(pages, "标题", DAY)
