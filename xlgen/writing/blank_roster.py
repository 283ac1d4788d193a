"""An empty roster with validation, a filled example, and all scoring methods, through XlsxWriter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range_abs

from xlgen.form.layout.palette import ENTRY, HEAD
from xlgen.form.template.methods import Method
from xlgen.roster.asks import METHOD_TITLES, METHODS, NOTES, Ask, asks_of, method_lines
from xlgen.roster.example import example_lines, sheets_of
from xlgen.roster.titles import optional_titles
from xlgen.writing.new_book import NewBook, written

LINES = 2000  # lines that carry validation
MAY = {"bold": True, "bg_color": HEAD, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
MUST = MAY | {"bg_color": ENTRY}
WRAPPED = {"text_wrap": True, "valign": "top"}
WIDE, NAME, USUAL = 40, 26, 14  # widths of columns, in characters
METHOD_WIDTHS = (16, 24, 60, 40, 40)


def blank_roster(template: Mapping[str, Any], methods: Mapping[str, Method]) -> bytes:
    """The workbook's bytes, its sheets and columns those a template needs. Same arguments, same bytes."""
    return written(lambda book: _fill(book, template, methods))


def _fill(book: NewBook, template: Mapping[str, Any], methods: Mapping[str, Method]) -> None:
    book.define_name("xlgen.template", f'="{template["id"]}"')  # for whoever issues from the open roster
    sheets, optional = sheets_of(template), optional_titles(dict(template))
    for name, titles in sheets.items():
        sheet = book.add_worksheet(name)
        _heading(book, sheet, titles, optional)
        for title, ask in asks_of(template, titles).items():
            column = titles.index(title)
            sheet.data_validation(1, column, LINES, column, _rule(ask, len(methods)))
    for name, titles in sheets.items():
        sheet = book.add_worksheet(f"示例-{name}")
        _heading(book, sheet, titles, optional)
        _lines(book, sheet, example_lines(template.get("example", {}), name, titles))
    sheet = book.add_worksheet(METHODS)
    _heading(book, sheet, METHOD_TITLES, METHOD_TITLES)
    _lines(book, sheet, method_lines(methods))
    for column, width in enumerate(METHOD_WIDTHS):
        sheet.set_column(column, column, width)


def _heading(book: NewBook, sheet: Any, titles: Sequence[str], optional: Iterable[str]) -> None:
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 0)
    may = set(optional)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, book.look(MAY if title in may else MUST))
        sheet.set_column(column, column, _width(title))
        if title in NOTES:
            sheet.write_comment(0, column, NOTES[title])


def _width(title: str) -> int:
    if title in ("年度总体目标", "评分标准", "三级指标"):
        return WIDE
    return NAME if "名称" in title else USUAL


def _lines(book: NewBook, sheet: Any, lines: Iterable[Sequence[Any]]) -> None:
    for row, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            if isinstance(value, Decimal | int):
                sheet.write_number(row, column, float(value), book.look(WRAPPED))
            elif value:
                sheet.write_string(row, column, str(value), book.look(WRAPPED))


def _rule(ask: Ask, methods: int) -> dict[str, Any]:
    """What Excel holds the cells of a column to, in XlsxWriter's words."""
    said = {"error_title": "填写有误", "error_message": ask.message}
    match ask.kind:
        case "choice":
            return said | {"validate": "list", "source": list(ask.choices)}
        case "method":
            source = f"={METHODS}!{xl_range_abs(1, 0, methods, 0)}"
            return said | {"validate": "list", "source": source, "error_type": "warning"}
    if ask.most is not None:
        bounds = {"criteria": "between", "minimum": ask.least, "maximum": ask.most}
    else:
        bounds = {"criteria": ">=", "value": ask.least} if ask.above is None else {"criteria": ">", "value": ask.above}
    return said | {"validate": ask.kind} | bounds
