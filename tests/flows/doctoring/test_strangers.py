"""What is told of a workbook that is not ours, read by its headings alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.flows.doctoring.strangers import ABOVE, ERROR_VALUE, OTHER_BOOKS, RATE, TEXT_NUMBER, number, seen_in
from xlgen.workbook.records import CellError, CellRecord, CellValue, SheetRecord, WorkbookRecord

FUNDS = ["", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"]
ROWS = ["三级指标", "分值", "实际完成值", "得分"]


def book(*rows: list[CellValue], links: bool = False) -> WorkbookRecord:
    cells = {
        (row, column): CellRecord(Decimal(str(value)) if isinstance(value, int | float) else value, None, "general")
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
        if value not in ("", None)
    }
    return WorkbookRecord({"表": SheetRecord("表", "visible", cells)}, {}, external_links=links)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([FUNDS, ["总额", 30, 23.64, 0.788]], []),
        ([FUNDS, ["总额", 30, 23.64, 78.8]], []),
        ([FUNDS, ["总额", 30, 23.64, "78.80%"]], []),
        ([FUNDS, ["总额", "30", "23.64", "79%"]], []),  # rounded to whole percents
        ([FUNDS, ["总额", 30, 23.64, 0.963]], [(RATE, "表!D2", "印的是 0.963，23.64 ÷ 30 是 78.8%")]),
        ([FUNDS, ["总额", 30, 23.64, ""]], []),
        ([FUNDS, ["总额", 0, 0, 1]], []),
        ([FUNDS, ["总额", 30, 23.64, 0.788], ROWS, ["人数", 10, 120, 10]], []),  # another table begins below
        ([ROWS, ["人数", 10, 120, 10], ["合格率", 5, "95%", 5.5]], [(ABOVE, "表!D3", "得分 5.5，分值 5")]),
        ([ROWS, ["人数", 10, 120, "10"]], [(TEXT_NUMBER, "表!D2", "10")]),
        ([ROWS, ["人数", 10, 120, "—"]], []),
        ([ROWS, ["人数", 10, 120, CellError("#REF!")]], [(ERROR_VALUE, "表!D2", "#REF!")]),
        ([["随便", "什么"], [1, 2]], []),
    ],
)
def test_what_stands_out_is_told_with_its_place(rows, told):
    assert [(seen.kind, seen.place, seen.said) for seen in seen_in(book(*rows))] == told


def test_figures_from_other_workbooks_are_told_once():
    assert [seen.kind for seen in seen_in(book([1], links=True))] == [OTHER_BOOKS]


@pytest.mark.parametrize(
    ("value", "figure"),
    [("78.8%", "0.788"), ("1,234.5", "1234.5"), ("９８％", "0.98"), ("98％", "0.98"), ("约98", None), ("", None), (None, None), (True, None), ("-", None)],
)  # fmt: skip
def test_a_text_that_is_a_figure_is_read_and_no_other(value, figure):
    assert number(value) == (None if figure is None else Decimal(figure))
