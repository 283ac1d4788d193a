"""The summary workbook, through XlsxWriter. Texts are only ever written as strings."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlgen.form.layout.measure import height_of
from xlgen.language.operators import Series, Value
from xlgen.rollup.grids import Grid, GridColumn, GridEntry
from xlgen.rollup.lists import text_of
from xlgen.rollup.pages import CHART_ROWS, SummaryPage, TextLine
from xlgen.rollup.spots import Spot, formula_texts
from xlgen.writing.charts import add_chart
from xlgen.writing.form import OPTIONS
from xlgen.writing.summary_looks import BODY, GREY, HEADING, HEIGHTS, LEAST, LINES, TYPES, WRAPPED, YELLOW

PAPERS = {"A3": 8, "A4": 9}
LONGEST = 32_000  # characters of a text; Excel's limit is 32,767


def write_pages(pages: Iterable[SummaryPage], values: Mapping[str, Series], title: str, day: str) -> bytes:
    """The workbook; ``values`` are the true values of its formulas. Same arguments, same bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # XlsxWriter warns and goes on where Excel would repair
        return _Writer(list(pages), values).write(title, day)


class _Sheet(Worksheet):
    """Formulas as they are: XlsxWriter searches each for some hundred functions of later Excels, half of the time it takes."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Writer:
    def __init__(self, pages: list[SummaryPage], values: Mapping[str, Series]) -> None:
        self.pages, self.values = pages, values
        self.spots = {spot.grid.key: spot for page in pages for spot in page.spots}
        self.text = formula_texts(self.spots)
        self.buffer = BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, OPTIONS)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.looks: dict[tuple[str, bool, bool, bool, bool], Any] = {}

    def write(self, title: str, day: str) -> bytes:
        self.book.set_properties({"title": title[:255], "created": datetime.fromisoformat(day)})
        self.book.set_calc_mode("auto")
        for page in self.pages:
            self._page(page)
        self.book.close()
        return self.buffer.getvalue()

    def format(self, said: Mapping[str, Any]) -> Any:
        key = tuple(sorted(said.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**BODY, **said})
        return self.formats[key]

    # ---- sheets ----

    def _page(self, page: SummaryPage) -> None:
        sheet = self.book.add_worksheet(page.name, _Sheet)
        for column, width in enumerate(page.widths):
            sheet.set_column(column, column, width)
        for spot in page.spots:
            self._grid(sheet, page, spot)
        for line in page.lines:
            self._line(sheet, page, line)
        for i, chart in enumerate(page.charts):
            add_chart(self.book, sheet, chart, self.spots[chart.grid], 1 + i * CHART_ROWS)
        self._paper(sheet, page)

    def _paper(self, sheet: Any, page: SummaryPage) -> None:
        sheet.set_paper(PAPERS[page.paper])
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        if page.landscape:
            sheet.set_landscape()
        sheet.center_horizontally()
        sheet.fit_to_pages(1, int(page.one_page))
        sheet.hide_gridlines(2)
        last = max([spot.after for spot in page.spots] + [line.row + 1 for line in page.lines])
        sheet.print_area(0, 0, (page.printed or last) - 1, (page.across or len(page.widths)) - 1)
        if page.repeat is not None:
            sheet.repeat_rows(page.repeat)
        if page.frozen:
            sheet.freeze_panes(*page.frozen)
        if page.filtered and page.spots[0].grid.rows:
            spot = page.spots[0]
            sheet.autofilter(spot.row, spot.column, spot.after - 1, spot.column + len(page.widths) - 1)
        sheet.set_footer(f"&L&8{page.name}&R&8第 &P 页 共 &N 页")
        # codes and years are texts on purpose
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(last, 1)}"})

    def _line(self, sheet: Any, page: SummaryPage, line: TextLine) -> None:
        said = self.format(LINES[line.role])
        last = line.last_column if line.last_column >= 0 else len(page.widths) - 1
        if last > line.column:
            sheet.merge_range(line.row, line.column, line.row, last, "", said)
        shown = line.text
        if line.proof:
            spot = self.spots["proof"]
            here = Spot(Grid("", (), ()), page.name, line.row)
            shown = str(self.values["proof.text"][spot.grid.runs[line.proof][0]] or "")
            formula = self.text(here, text_of(f"proof.{line.proof}.text"), line.row)
            sheet.write_formula(line.row, line.column, formula, said, shown)
        else:
            sheet.write_string(line.row, line.column, shown, said)
        room = sum(page.widths[line.column : last + 1])
        sheet.set_row(line.row, HEIGHTS.get(line.role) or height_of(line.role, shown, room))

    # ---- tables ----

    def _grid(self, sheet: Any, page: SummaryPage, spot: Spot) -> None:
        grid = spot.grid
        self._headings(sheet, page, spot)
        if not grid.rows:
            self._nothing(sheet, spot)
        cached = [self.values[f"{grid.key}.{column.key}"] for column in grid.columns]
        total = grid.runs["total"][0] if "total" in grid.runs else -1
        for row in range(len(grid.rows)):
            height, at = 18.0, spot.column
            for column, values in zip(grid.columns, cached, strict=True):
                value = values[row]
                self._cell(sheet, spot, (spot.first + row, at), column, grid.entry(row, column), value, row == total)
                if isinstance(value, str) and column.type in WRAPPED and (len(value) * 2 > column.width or "\n" in value):
                    height = max(height, height_of("", value, sum(page.widths[at : at + column.span])))
                at += column.span
            sheet.set_row(spot.first + row, min(height, page.tallest))

    def _headings(self, sheet: Any, page: SummaryPage, spot: Spot) -> None:
        at = spot.column
        for column in spot.grid.columns:
            aside = page.across and at >= page.across
            said = self.format(HEADING | ({"bg_color": GREY, "font_color": "#595959"} if aside else {}))
            if column.span > 1:
                sheet.merge_range(spot.row, at, spot.row, at + column.span - 1, column.label, said)
            else:
                sheet.write_string(spot.row, at, column.label, said)
            at += column.span
        tall = any("\n" in column.label for column in spot.grid.columns)
        sheet.set_row(spot.row, 33 if tall else 24)

    def _nothing(self, sheet: Any, spot: Spot) -> None:
        """The one row of an empty table."""
        said = self.format({**TYPES["code"], "border": 1})
        for i, column in enumerate(spot.grid.columns):
            is_first_text = column.type == "text" and all(c.type != "text" for c in spot.grid.columns[:i])
            sheet.write_string(spot.first, spot.at(column.key), "（无）", said) if is_first_text else sheet.write_blank(
                spot.first, spot.at(column.key), None, said
            )

    def _cell(
        self, sheet: Any, spot: Spot, at: tuple[int, int], column: GridColumn, entry: GridEntry, value: Value, total: bool
    ) -> None:
        kind = entry.type or column.type
        is_sign = isinstance(value, str) and value[:1] in "=+-@" and value != "" and not entry.formula
        look = self._look(kind, column.type == "number", entry.is_input, total, is_sign)
        if column.span > 1:
            sheet.merge_range(*at, at[0], at[1] + column.span - 1, "", look)
        if entry.formula:
            cached = float(value) if isinstance(value, Decimal) else value if value is not None else ""
            sheet.write_formula(*at, self.text(spot, entry.formula, at[0]), look, cached)
        elif isinstance(value, Decimal):
            sheet.write_number(*at, float(value), look)
        elif value:
            sheet.write_string(*at, str(value)[:LONGEST], look)
        else:
            sheet.write_blank(*at, None, look)
        if entry.is_input and kind == "score":
            sheet.data_validation(*at, *at, LEAST)

    def _look(self, kind: str, mixed: bool, is_input: bool, total: bool, is_sign: bool) -> Any:
        key = (kind, mixed, is_input, total, is_sign)
        if key not in self.looks:
            said = {**TYPES[kind], "border": 1} | ({"bg_color": YELLOW} if is_input else {})
            said |= {"align": "right", "indent": 1} if mixed else {}  # figures of many kinds under each other
            if total:
                said |= {"bg_color": GREY, "bold": True} | ({"align": "center", "indent": 0} if kind == "text" else {})
            self.looks[key] = self.format(said | ({"quote_prefix": True} if is_sign else {}))
        return self.looks[key]
