"""A request of the Excel ribbon, done in the workbook that Excel has open: live, not a copy, and not saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlwings as xw

from xlgen.bridge.actions import act
from xlgen.bridge.requests import Request
from xlgen.errors import XlgenError
from xlgen.macros.live import open_book

CLOSED = "没有做任何改动：在 Excel 里没有找到“{}”，可能刚刚关闭或改了名。请打开后再点一次"
UNSAVED = "没有做任何改动：这个工作簿还没有保存过，不知道它放在哪个文件夹。请先保存，再点一次"
ONLINE = "没有做任何改动：这个工作簿存在网盘上（OneDrive、SharePoint），找不到旁边的“下发”文件夹。请把文件和“下发”复制到本机，在那里打开再点一次"
CHANGED_SINCE = "没有做任何改动：等答复的时候表格已变，请选中那一格，再点一次"
ABOUT_A_CELL = (
    "adopt",
    "explain",
)  # of the cell that was selected when the button was pressed; all else judges what stands there now
WITHOUT_A_FILE = ("help", "clear")


def done_live(said: Mapping[str, Any]) -> str:
    """What to tell the person who pressed a button, once it is done. XlgenError where the workbook is not to be worked on."""
    fullname, action = str(said.get("fullname", "")), str(said.get("action", ""))
    book = open_book(fullname, str(said.get("window", "")))
    if book is None:
        raise XlgenError(CLOSED.format(fullname))
    if action not in WITHOUT_A_FILE and "://" in fullname:
        raise XlgenError(ONLINE)
    if action not in WITHOUT_A_FILE and not Path(fullname).is_file():
        raise XlgenError(UNSAVED)
    place = str(said.get("selection") or selected(book))
    if action in ABOUT_A_CELL and said.get("used") not in (None, "", _used(book, place)):
        raise XlgenError(CHANGED_SINCE)
    return act(action, book, Request(Path(fullname), place)).said


def _used(book: xw.Book, place: str) -> str:
    """How far the sheet of a cell is used; "" where there is no such sheet any more."""
    name = place.rpartition("!")[0]
    return next((str(sheet.used_range.address) for sheet in book.sheets if sheet.name == name), "")


def selected(book: xw.Book) -> str:
    """The first selected cell as sheet!cell; "" where something else is selected."""
    chosen = book.app.selection
    return f"{chosen.sheet.name}!{chosen(1).get_address(False, False)}" if chosen else ""
