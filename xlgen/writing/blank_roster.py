"""A roster to be filled in, through XlsxWriter: its sheets with lists to choose from, a filled example, all scoring methods."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.form.layout.looks import BODY, ROLES
from xlgen.form.layout.measure import height_of
from xlgen.form.layout.palette import ENTRY, HEAD_FONT
from xlgen.form.template.methods import Method
from xlgen.roster.asks import CODES_LISTED, METHOD_TITLES, METHODS, METHODS_LISTED, NOTES, Ask, asks_of, method_lines
from xlgen.roster.example import example_lines, sheets_of
from xlgen.roster.titles import PROJECTS, amounts, optional_titles
from xlgen.writing.new_book import A4, GrowingRows, NewBook, set_paper, written

LINES = 10_000  # lines that carry validation
MAY = {**BODY, **ROLES["heading"]}
MUST = MAY | {"bg_color": ENTRY}
TEXT = {**BODY, "align": "left", "indent": 1}
CODE = TEXT | {"num_format": "@"}  # 001 stays 001
SHORT = {**BODY, "align": "center"}
AMOUNT = {**BODY, "align": "right", "indent": 1}
SHORT_TITLES = ("年度", "指标性质", "指标值", "计量单位", "分值")
USUAL = 12  # width of a column, in characters
WIDTHS = {
    "项目名称": 26, "主管部门": 18, "实施单位": 18, "年度": 7, "年度总体目标": 40, "二级指标": 16, "三级指标": 26, "指标值": 16,
    "别名": 24, "口径": 50, "评分标准写法例": 36, "依据": 36, "指标性质": 10, "计量单位": 10, "分值": 8, "评分标准": 36,
}  # fmt: skip
TITLE = "项目清单"
NOTE_SIZE = {"width": 260, "height": 90}  # pixels

Known = Mapping[str, Sequence[Mapping[str, Decimal | int | str]]]  # sheet → lines, each by column title


@dataclass(frozen=True, slots=True)
class _Style:
    """How the cells of a column look, by its title, where not as plain text; and what form the roster is for."""

    looks: Mapping[str, Mapping[str, Any]]
    about: str


def blank_roster(template: Mapping[str, Any], methods: Mapping[str, Method], lines: Known | None = None) -> bytes:
    """The workbook's bytes, its sheets and columns those a template needs, with ``lines`` that are known already.

    A title of a line that the template does not ask for gets a column at the end. Same arguments, same bytes.
    """
    return written(lambda book: _fill(book, template, methods, lines or {}))


def _fill(book: NewBook, template: Mapping[str, Any], methods: Mapping[str, Method], lines: Known) -> None:
    book.define_name("xlgen.template", f'="{template["id"]}"')  # for whoever issues from the open roster
    sheets, optional = sheets_of(template), optional_titles(dict(template))
    style = _style(template)
    for name, asked in sheets.items():
        titles = list(dict.fromkeys([*asked, *(title for line in lines.get(name, ()) for title in line)]))
        sheet = _sheet(book, name, name, titles, {*asked} - optional, style)
        for title, ask in asks_of(template, name, titles).items():
            column = titles.index(title)
            sheet.data_validation(1, column, LINES, column, _rule(ask))
        _lines(book, sheet, titles, ([line.get(title, "") for title in titles] for line in lines.get(name, ())), style)
    for name, titles in sheets.items():
        sheet = _sheet(book, f"示例-{name}", f"{name}（示例）", titles, {*titles} - optional, style)
        _lines(book, sheet, titles, example_lines(template.get("example", {}), name, titles), style)
    sheet = _sheet(book, METHODS, METHODS, METHOD_TITLES, (), style)
    _lines(book, sheet, METHOD_TITLES, method_lines(methods), style)
    book.define_name(METHODS_LISTED, f"='{METHODS}'!{xl_range_abs(1, 0, len(methods), 0)}")
    book.define_name(CODES_LISTED, _down_to_the_last(PROJECTS, sheets[PROJECTS].index("项目编码")))


def _down_to_the_last(sheet: str, column: int) -> str:
    """The cells of a column that are filled, from below its title, which nobody deletes; without a blank at the end."""
    title = xl_rowcol_to_cell(0, column, row_abs=True, col_abs=True)
    count = f"COUNTA('{sheet}'!{xl_range_abs(0, column, LINES, column)})-1"
    return f"=OFFSET('{sheet}'!{title},1,0,MAX(1,{count}),1)"


def _sheet(book: NewBook, name: str, said: str, titles: Sequence[str], must: Container[str], style: _Style) -> Any:
    """A sheet with its titles, as it is printed: A4 across, as wide as the page, titles on each page."""
    sheet = book.add_worksheet(name, GrowingRows)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        sheet.set_column(column, column, WIDTHS.get(title, USUAL), book.look(style.looks.get(title, TEXT)))
        sheet.write_string(0, column, title, book.look(MUST if title in must else MAY))
        if title in NOTES:
            sheet.write_comment(0, column, NOTES[title], NOTE_SIZE)
    set_paper(sheet, A4, landscape=True)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
    sheet.hide_gridlines(0)
    sheet.repeat_rows(0)
    sheet.set_header(f'&C&"{HEAD_FONT}"&16{TITLE}：{said}')
    sheet.set_footer(f"&L&8 {style.about.replace('&', '&&')}&R&8第 &P 页 共 &N 页")
    return sheet


def _style(template: Mapping[str, Any]) -> _Style:
    looks = {"项目编码": CODE, **dict.fromkeys(SHORT_TITLES, SHORT), **dict.fromkeys(amounts(dict(template)), AMOUNT)}
    return _Style(looks, f"{template.get('title', '')} {template.get('edition', '')}版")


def _lines(book: NewBook, sheet: Any, titles: Sequence[str], lines: Iterable[Sequence[Any]], style: _Style) -> None:
    for row, line in enumerate(lines, 1):
        heights = (height_of("cell", str(value), WIDTHS.get(title, USUAL)) for title, value in zip(titles, line, strict=False))
        sheet.set_row(row, min(max(heights), MAX_HEIGHT))
        for column, (title, value) in enumerate(zip(titles, line, strict=False)):
            look = book.look(style.looks.get(title, TEXT))
            if isinstance(value, Decimal | int):
                sheet.write_number(row, column, float(value), look)
            elif value:
                sheet.write_string(row, column, str(value), look)


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
