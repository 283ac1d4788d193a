"""A roster to be filled in, through XlsxWriter: its sheets with lists to choose from, a filled example, all scoring methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from xlgen.form.template.methods import Method
from xlgen.roster.asks import CODES_LISTED, METHOD_TITLES, METHODS, METHODS_LISTED, Ask, asks_of, method_lines
from xlgen.roster.doubts import NAME
from xlgen.roster.example import example_lines, sheets_of
from xlgen.roster.library.known_indicators import LIBRARY, LIBRARY_TITLES, KnownIndicator
from xlgen.roster.titles import PROJECTS, amounts, optional_titles
from xlgen.writing.list_sheets import AMOUNT, CODE, SHORT, ListStyle, list_sheet, write_lines
from xlgen.writing.new_book import NewBook, written

TITLE = "项目清单"
SHORT_TITLES = ("年度", "指标性质", "指标值", "计量单位", "分值")
INDICATORS_LISTED = "xlgen.indicators"  # the name of the cells that hold the library's
LINES = 10_000  # lines that carry validation
_CHOICE = {"validate": "list", "source": f"={INDICATORS_LISTED}", "show_error": False}  # one of one's own is as good
Known = Mapping[str, Sequence[Mapping[str, Decimal | int | str]]]  # sheet → lines, each by column title


def blank_roster(
    template: Mapping[str, Any],
    methods: Mapping[str, Method],
    lines: Known | None = None,
    library: Sequence[KnownIndicator] = (),
) -> bytes:
    """The workbook's bytes, its sheets and columns those a template needs, with ``lines`` that are known already.

    A title of a line that the template does not ask for gets a column at the end. ``library`` goes along as a sheet, and its
    indicators can be chosen. Same arguments, same bytes.
    """
    return written(lambda book: _fill(book, template, methods, lines or {}, library))


def library_book(library: Sequence[KnownIndicator]) -> bytes:
    """The library as a workbook of its own."""
    return written(lambda book: _library(book, library, ListStyle(dict.fromkeys(SHORT_TITLES, SHORT), LIBRARY)))


def _fill(
    book: NewBook, template: Mapping[str, Any], methods: Mapping[str, Method], lines: Known, library: Sequence[KnownIndicator]
) -> None:
    book.define_name("xlgen.template", f'="{template["id"]}"')  # for whoever issues from the open roster
    sheets, optional = sheets_of(template), optional_titles(dict(template))
    style = _style(template)
    for name, asked in sheets.items():
        known = lines.get(name, ())
        titles = list(dict.fromkeys([*asked, *(title for line in known for title in line)]))
        sheet = list_sheet(book, name, f"{TITLE}：{name}", titles, {*asked} - optional, style)
        rules = {title: _rule(ask) for title, ask in asks_of(template, name, titles).items()}
        for title, rule in (rules | ({NAME: _CHOICE} if library and NAME in titles else {})).items():
            sheet.data_validation(1, titles.index(title), LINES, titles.index(title), rule)
        write_lines(book, sheet, titles, [[line.get(title, "") for title in titles] for line in known], style)
    for name, titles in sheets.items():
        sheet = list_sheet(book, f"示例-{name}", f"{TITLE}：{name}（示例）", titles, {*titles} - optional, style)
        write_lines(book, sheet, titles, example_lines(template.get("example", {}), name, titles), style)
    sheet = list_sheet(book, METHODS, f"{TITLE}：{METHODS}", METHOD_TITLES, (), style)
    write_lines(book, sheet, METHOD_TITLES, method_lines(methods), style)
    book.define_name(METHODS_LISTED, f"='{METHODS}'!{xl_range_abs(1, 0, len(methods), 0)}")
    book.define_name(CODES_LISTED, _down_to_the_last(PROJECTS, sheets[PROJECTS].index("项目编码")))
    if library:
        _library(book, library, style)


def _library(book: NewBook, library: Sequence[KnownIndicator], style: ListStyle) -> None:
    sheet = list_sheet(book, LIBRARY, LIBRARY, LIBRARY_TITLES, (), style)
    write_lines(book, sheet, LIBRARY_TITLES, [[each.cells.get(t, "") for t in LIBRARY_TITLES] for each in library], style)
    book.define_name(INDICATORS_LISTED, _down_to_the_last(LIBRARY, LIBRARY_TITLES.index(NAME)))


def _style(template: Mapping[str, Any]) -> ListStyle:
    looks = {"项目编码": CODE, **dict.fromkeys(SHORT_TITLES, SHORT), **dict.fromkeys(amounts(dict(template)), AMOUNT)}
    return ListStyle(looks, f"{template.get('title', '')} {template.get('edition', '')}版")


def _down_to_the_last(sheet: str, column: int) -> str:
    """The cells of a column that are filled, from below its title, which nobody deletes; without a blank at the end."""
    title = xl_rowcol_to_cell(0, column, row_abs=True, col_abs=True)
    count = f"COUNTA('{sheet}'!{xl_range_abs(0, column, LINES, column)})-1"
    return f"=OFFSET('{sheet}'!{title},1,0,MAX(1,{count}),1)"


def _rule(ask: Ask) -> dict[str, Any]:
    """What Excel holds the cells of a column to, in XlsxWriter's words."""
    said = {"error_title": "填写有误", "error_message": ask.message}
    match ask.kind:
        case "choice":
            return said | {"validate": "list", "source": list(ask.choices)}
        case "listed":
            return said | {"validate": "list", "source": f"={ask.listed}", "error_type": "warning"}
    if ask.most is not None:
        bounds = {"criteria": "between", "minimum": ask.least, "maximum": ask.most}
    else:
        bounds = {"criteria": ">=", "value": ask.least} if ask.above is None else {"criteria": ">", "value": ask.above}
    return said | {"validate": ask.kind} | bounds
