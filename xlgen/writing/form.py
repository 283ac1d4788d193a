"""The workbook of an issued form, through XlsxWriter. Texts are only ever written as strings."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlgen.form.layout.looks import look
from xlgen.form.layout.paging import MARGIN
from xlgen.form.layout.records import Block, Layout, Page
from xlgen.form.records import Cell
from xlgen.issued.hidden import SHEET, hidden_cells
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.language.write import to_excel
from xlgen.workbook.references import absolute, address_from

A4 = 9
HEADING_IN_VIEW = 160  # points; more would leave too little of a small screen to scroll
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    # column widths count digits of the default font: one that WPS and Excel both have, not the theme's
    "default_format_properties": {"font_name": "宋体", "font_size": 11, "font_scheme": False},
}


class _GrowingRows(Worksheet):
    """Rows that applications may fit by themselves: XlsxWriter marks every set height as fixed, which cuts long answers."""

    fixed_rows: frozenset[int] = frozenset()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[Any] | None = None) -> None:
        super()._xml_start_tag_unencoded(tag, self._loosened(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: list[Any] | None = None) -> None:
        super()._xml_empty_tag_unencoded(tag, self._loosened(tag, attributes))

    def _loosened(self, tag: str, attributes: list[Any] | None) -> list[Any] | None:
        if tag == "row" and attributes and int(attributes[0][1]) - 1 not in self.fixed_rows:
            return [pair for pair in attributes if pair[0] != "customHeight"]
        return attributes


def write(snapshot: Snapshot, layout: Layout, values: Mapping[str, Value]) -> bytes:
    """The blank workbook; ``values`` are the cached values of its formulas. Same arguments, same bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # XlsxWriter warns and goes on where Excel would repair
        return _Writer(snapshot, layout, values).write()


class _Writer:
    def __init__(self, snapshot: Snapshot, layout: Layout, values: Mapping[str, Value]) -> None:
        self.snapshot, self.layout, self.values = snapshot, layout, values
        self.buffer = BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, OPTIONS)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.address = address_from(layout.places)

    def write(self) -> bytes:
        day = datetime.fromisoformat(self.snapshot.issued)
        self.book.set_properties({"title": self.snapshot.title, "subject": self.snapshot.code, "created": day})
        self.book.set_custom_property("xlgen", f"{self.snapshot.form} {self.snapshot.edition} {self.snapshot.code}"[:255])
        self.book.set_calc_mode("auto")
        for page in self.layout.pages:
            self._page(page)
        self._hidden()
        for name, place in sorted(self.layout.places.items()):
            self.book.define_name(name, f"={absolute(place)}")
        self.book.close()
        return self.buffer.getvalue()

    def format(self, said: Mapping[str, Any]) -> Any:
        key = tuple(sorted(said.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(said))
        return self.formats[key]

    # ---- pages ----

    def _page(self, page: Page) -> None:
        sheet = self.book.add_worksheet(page.name, _GrowingRows)
        if isinstance(sheet, _GrowingRows):
            sheet.fixed_rows = frozenset(page.fixed)
        for column, width in enumerate(page.widths):
            sheet.set_column(column, column, float(width))
        for row, height in page.heights.items():
            sheet.set_row(row, min(round(height * 4 / 3) * 0.75, 409))
        for block in page.blocks:
            self._block(sheet, page.name, block)
        self._paper(sheet, page)
        sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})

    def _paper(self, sheet: Any, page: Page) -> None:
        sheet.set_paper(A4)
        sheet.set_margins(**MARGIN)
        if page.landscape:
            sheet.set_landscape()
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, page.last_row, len(page.widths) - 1)
        sheet.hide_gridlines(2)
        if page.repeat:
            sheet.repeat_rows(*page.repeat)
        if frozen := _rows_in_view(page):
            sheet.freeze_panes(frozen, 0)
        if page.breaks:
            sheet.set_h_pagebreaks(page.breaks)
        about = " ".join(filter(None, (self.snapshot.code, self.snapshot.form, self.snapshot.edition))).replace("&", "&&")
        sheet.set_footer(f"&L&8{about[:120]}&R&8第 &P 页 共 &N 页")

    def _block(self, sheet: Any, page: str, block: Block) -> None:
        said = self.format(look(block.role, block.cell))
        if block.is_merged:
            sheet.merge_range(block.row, block.column, block.last_row, block.last_column, "", said)
        if block.cell is None:
            if block.text:
                sheet.write_string(block.row, block.column, block.text, said)
            else:
                sheet.write_blank(block.row, block.column, None, said)
            return
        self._cell(sheet, page, block, block.cell, said)

    def _cell(self, sheet: Any, page: str, block: Block, cell: Cell, said: Any) -> None:
        at = (block.row, block.column)
        if cell.formula is not None:
            value = self.values.get(cell.name)
            cached = float(value) if isinstance(value, Decimal) else value if value is not None else ""
            sheet.write_formula(*at, self.snapshot.slots[cell.name].excel, said, cached)
        elif isinstance(cell.value, Decimal):
            sheet.write_number(*at, float(cell.value), said)
        elif cell.value:
            sheet.write_string(*at, cell.value, said)
        else:
            sheet.write_blank(*at, None, said)
        if cell.is_input:
            self._validation(sheet, page, block, cell)

    # ---- inputs ----

    def _validation(self, sheet: Any, page: str, block: Block, cell: Cell) -> None:
        rule = self._criteria(page, cell)
        prompt = cell.prompt or _prompt(cell, self.snapshot.money)
        rule |= {
            "input_title": cell.label.split("·")[-1][:32],
            "input_message": prompt[:255],
            "error_title": "填写有误",
            "error_message": f"{prompt}。请按“取消”后重填。"[:255],
            "error_type": "stop",
            "ignore_blank": True,
        }
        if sheet.data_validation(block.row, block.column, block.last_row, block.last_column, rule):
            raise ValueError(f"{cell.name}：数据有效性写不进去")

    def _criteria(self, page: str, cell: Cell) -> dict[str, Any]:
        if cell.type == "choice":
            return {"validate": "list", "source": list(cell.choices)}
        if cell.type == "text":
            return {"validate": "length", "criteria": "<=", "value": 2000}
        if cell.type == "date":
            return {"validate": "date", "criteria": ">=", "value": datetime(2000, 1, 1)}
        low = self._bound(page, cell.minimum, 0 if cell.type in ("count", "percent", "money") else -1_000_000_000)
        high = self._bound(page, cell.maximum, 100 if cell.type == "percent" else 1_000_000_000_000)
        kind = "integer" if cell.type == "count" else "decimal"
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}

    def _bound(self, page: str, expr: Any, otherwise: int) -> Any:
        return otherwise if expr is None else to_excel(expr, self.address(page))

    # ---- hidden sheet ----

    def _hidden(self) -> None:
        sheet = self.book.add_worksheet(SHEET)
        for (row, column), text in hidden_cells(self.snapshot):
            sheet.write_string(row, column, text)
        sheet.protect("")
        sheet.very_hidden()


def _rows_in_view(page: Page) -> int:
    """How many rows stay in view: down to the main table's heading if that leaves room, else down to the live status."""
    if page.frozen and sum(page.heights[row] for row in range(page.frozen)) < HEADING_IN_VIEW:
        return page.frozen
    return next((block.row + 1 for block in page.blocks if block.role == "status"), 0)


def _prompt(cell: Cell, money: str) -> str:
    match cell.type:
        case "choice":
            return f"请从下拉列表中选：{'、'.join(cell.choices)}"
        case "percent":
            return "填百分数，如 98% 或 0.98"
        case "money":
            return f"填数字，单位{money}，只填数，不带单位"
        case "count":
            return f"填整数{f'，单位{cell.unit}' if cell.unit else ''}，不带单位"
        case "number":
            return f"填数字{f'，单位{cell.unit}' if cell.unit else ''}，不带单位"
        case "date":
            return "填日期，如 2023-12-30"
    return f"填写{cell.label.split('·')[-1]}"
