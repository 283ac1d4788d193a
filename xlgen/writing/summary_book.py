"""The summary workbook, through XlsxWriter: its sheets with their texts and charts. Texts are only ever written as strings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from xlgen.rollup.arrangement import CHART_ROWS, SummaryPage, TextLine
from xlgen.rollup.grids import Grid
from xlgen.rollup.lists import text_of
from xlgen.rollup.spots import Contents, Spot, contents_of
from xlgen.workbook.opc.zip import assembled, open_package
from xlgen.writing.charts import add_chart
from xlgen.writing.long_sheet import LongSheet, TextTable
from xlgen.writing.new_book import TEXTS, NewBook, set_paper, written
from xlgen.writing.summary_looks import BODY, DATA_TAB, LINES, line_height, paper_of
from xlgen.writing.summary_tables import can_spool, write_table


def write_pages(pages: Sequence[SummaryPage], title: str, day: str) -> bytes:
    """The workbook of an ISO ``day``, the cached values of its formulas true. Same arguments, same bytes."""
    return b"".join(pages_written(pages, title, day))


def pages_written(
    pages: Sequence[SummaryPage], title: str, day: str, told: Callable[[Contents], None] | None = None
) -> Iterator[bytes]:
    """The same piece by piece, for whoever writes it without holding it; ``told`` hears what stands in its cells."""
    contents = contents_of(spot for page in pages for spot in page.spots)
    if told:
        told(contents)
    sheets: list[LongSheet] = []
    skeleton = written(lambda book: _fill(book, pages, contents, sheets), datetime.fromisoformat(day), title=title)
    package = open_package(skeleton)
    parts: dict[str, LongSheet | TextTable] = {
        f"xl/worksheets/sheet{each.index + 1}.xml": each for each in sheets if each.spool
    }
    parts[TEXTS] = sheets[0].str_table
    return assembled(package, {part: each.whole(package.read(part)) for part, each in parts.items()})


def _fill(book: NewBook, pages: Sequence[SummaryPage], contents: Contents, sheets: list[LongSheet]) -> None:
    book.set_calc_mode("auto")
    book.str_table = TextTable()
    charted = {chart.grid for page in pages for chart in page.charts}
    for page in pages:
        sheet: LongSheet = book.add_worksheet(page.name, LongSheet)  # type: ignore[assignment]
        sheets.append(sheet)
        for column, width in enumerate(page.widths):
            sheet.set_column(column, column, width)
        for spot in page.spots:
            write_table(book, sheet, page, spot, contents, can_spool(page, spot, charted))
        for line in page.lines:
            _line(book, sheet, page, line, contents)
        for i, chart in enumerate(page.charts):
            add_chart(book, sheet, chart, contents.spots, 1 + i * CHART_ROWS)
        _paper(sheet, page)


def _paper(sheet: Any, page: SummaryPage) -> None:
    set_paper(sheet, paper_of(page), page.landscape, int(page.one_page))
    rows, columns = page.paper
    sheet.print_area(0, 0, rows - 1, columns - 1)
    if page.repeat is not None:
        sheet.repeat_rows(page.repeat)
    if page.frozen:
        sheet.freeze_panes(*page.frozen)
    if page.filtered and page.spots[0].grid.rows:
        spot = page.spots[0]
        rows = spot.grid.height - ("total" in spot.grid.runs)  # a total stays where it is
        sheet.autofilter(spot.row, spot.column, spot.row + rows, spot.column + len(page.widths) - 1)
    if page.is_data:
        sheet.set_tab_color(DATA_TAB)
    if page.header:
        sheet.set_header(f"&C&12&B{page.header}")
    sheet.set_footer(f"&L&8 {page.name}&R&8第 &P 页 共 &N 页", {"scale_with_doc": False})
    # codes and years are texts on purpose
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(page.last, 1)}"})


def _line(book: NewBook, sheet: Any, page: SummaryPage, line: TextLine, contents: Contents) -> None:
    said = book.look({**BODY, **LINES[line.role]})
    if len(across := line.columns(page)) > 1:
        sheet.merge_range(line.row, across[0], line.row, across[-1], "", said)
    shown = line.text
    if line.proof:
        shown = contents.said(f"proof.{line.proof}.text")
        here = Spot(Grid("", (), ()), page.name, line.row)
        formula = contents.text(here, text_of(f"proof.{line.proof}.text"), line.row)
        sheet.write_formula(line.row, line.column, formula, said, shown)
    else:
        sheet.write_string(line.row, line.column, shown, said)
    sheet.set_row(line.row, line_height(page, line, shown))
