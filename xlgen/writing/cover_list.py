"""The list that goes with a unit's blank forms, through XlsxWriter: which to fill in, by when, whom to ask; a page to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.files.sources import COVER
from xlgen.form.layout.looks import BODY, ROLES
from xlgen.form.layout.measure import height_of
from xlgen.words.days import day_said
from xlgen.writing.new_book import A4, GrowingRows, NewBook, set_paper, written

COLUMNS = {"序号": 6, "项目编码": 14, "项目名称": 30, "文件": 44, "报送期限": 16, "联系人": 24}
LEFT = ("项目名称", "文件", "联系人")
LEAST = 22  # points of a row
SIGNED = "填报单位（盖章）：", "经办人：", "联系电话：", "报送日期："


@dataclass(frozen=True, slots=True)
class Listed:
    """A form of the unit: 项目编码, 项目名称, its file, and who is to be asked about it in the unit."""

    code: str
    name: str
    file: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What goes to one unit: ``deadline`` is an ISO day or "", ``contact`` whom the unit may ask in the office.

    ``address`` is where it is to be returned to, ``note`` what is said besides.
    """

    unit: str
    year: str
    office: str
    forms: Sequence[Listed]
    deadline: str = ""
    contact: str = ""
    address: str = ""
    note: str = ""


def cover_list(cover: Cover) -> bytes:
    """The workbook's bytes. Same cover, same bytes."""
    return written(lambda book: _fill(book, cover))


def _fill(book: NewBook, cover: Cover) -> None:
    sheet = book.add_worksheet(COVER, GrowingRows)
    for column, width in enumerate(COLUMNS.values()):
        sheet.set_column(column, column, width)
    wide = sum(COLUMNS.values())
    row = 0
    for role, text in _above(cover):
        look = book.look({**BODY, **ROLES[role]})
        sheet.merge_range(row, 0, row, len(COLUMNS) - 1, text, look)
        sheet.set_row(row, height_of(role, text, wide))
        row += 1
    for column, title in enumerate(COLUMNS):
        sheet.write_string(row, column, title, book.look({**BODY, **ROLES["heading"]}))
    sheet.set_row(row, LEAST)
    sheet.repeat_rows(row)
    for number, each in enumerate(cover.forms, 1):
        said = (str(number), each.code, each.name, each.file, day_said(cover.deadline), each.contact)
        _line(book, sheet, row + number, dict(zip(COLUMNS, said, strict=True)))
    _signature(book, sheet, row + len(cover.forms) + 2)
    set_paper(sheet, A4, landscape=True)
    sheet.set_footer("&C&9第 &P 页 共 &N 页")


def _above(cover: Cover) -> list[tuple[str, str]]:
    to = f"到{cover.address}" if cover.address else ""
    by = f"请于{day_said(cover.deadline)}前报送{to}，" if cover.deadline else f"请报送{to}，" if to else "请"
    told = f"共 {len(cover.forms)} 张表。{by}表填在原文件里，不要改文件名，和本清单一起报送。"
    return [
        ("title", f"{cover.year}年度项目支出绩效自评表{COVER}" if cover.year else f"项目支出绩效自评表{COVER}"),
        ("text", f"填报单位：{cover.unit}　　下发单位：{cover.office}" if cover.office else f"填报单位：{cover.unit}"),
        ("text", told + cover.note + (f"疑问请联系：{cover.contact}。" if cover.contact else "")),
    ]


def _line(book: NewBook, sheet: Any, row: int, said: dict[str, str]) -> None:
    for column, (title, text) in enumerate(said.items()):
        side = {"align": "left", "indent": 1} if title in LEFT else {"align": "center"}
        sheet.write_string(row, column, text, book.look({**BODY, **ROLES["cell"], **side, "num_format": "@"}))
    heights = (height_of("cell", text, COLUMNS[title]) for title, text in said.items())
    sheet.set_row(row, min(max(LEAST, *heights), MAX_HEIGHT))


def _signature(book: NewBook, sheet: Any, row: int) -> None:
    look = book.look({**BODY, **ROLES["text"]})
    for column, text in zip((0, 3, 4, 5), SIGNED, strict=True):
        if column:
            sheet.write_string(row, column, text, look)
        else:
            sheet.merge_range(row, 0, row, 2, text, look)
    sheet.set_row(row, 30)
