"""Sheets of lists as clerks fill and print them: A4 across, titles on each page, texts wrapped, in the fonts of the forms."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.form.layout.looks import BODY, ROLES
from xlgen.form.layout.measure import height_of
from xlgen.form.layout.palette import ENTRY, HEAD_FONT
from xlgen.roster.asks import NOTES
from xlgen.writing.new_book import A4, GrowingRows, NewBook, set_paper

MAY = {**BODY, **ROLES["heading"]}
MUST = MAY | {"bg_color": ENTRY}
TEXT = {**BODY, "align": "left", "indent": 1}
CODE = TEXT | {"num_format": "@"}  # 001 stays 001
SHORT = {**BODY, "align": "center"}
AMOUNT = {**BODY, "align": "right", "indent": 1}
USUAL = 12  # width of a column, in characters
WIDTHS = {
    "项目名称": 26, "主管部门": 18, "实施单位": 18, "年度": 7, "年度总体目标": 40, "二级指标": 20, "三级指标": 26, "指标值": 16,
    "别名": 24, "口径": 50, "评分标准写法例": 36, "依据": 36, "来源": 24, "历年": 50, "指标性质": 10, "计量单位": 10, "分值": 8, "评分标准": 36,
}  # fmt: skip
NOTE_SIZE = {"width": 260, "height": 90}  # pixels


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How the cells of a column look, by its title, where not as plain text; and what form the roster is for."""

    looks: Mapping[str, Mapping[str, Any]]
    about: str


def list_sheet(book: NewBook, name: str, said: str, titles: Sequence[str], must: Container[str], style: ListStyle) -> Any:
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
    sheet.set_header(f'&C&"{HEAD_FONT}"&16{said}')
    sheet.set_footer(f"&L&8 {style.about.replace('&', '&&')}&R&8第 &P 页 共 &N 页")
    return sheet


def write_lines(book: NewBook, sheet: Any, titles: Sequence[str], lines: Iterable[Sequence[Any]], style: ListStyle) -> None:
    """Lines below the titles, each as high as its longest text needs."""
    for row, line in enumerate(lines, 1):
        heights = (height_of("cell", str(value), WIDTHS.get(title, USUAL)) for title, value in zip(titles, line, strict=False))
        sheet.set_row(row, min(max(heights), MAX_HEIGHT))
        for column, (title, value) in enumerate(zip(titles, line, strict=False)):
            look = book.look(style.looks.get(title, TEXT))
            if isinstance(value, Decimal | int):
                sheet.write_number(row, column, float(value), look)
            elif value:
                sheet.write_string(row, column, str(value), look)
