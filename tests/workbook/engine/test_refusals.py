"""Every public member of xlwings either works on a file or says in Chinese what it is and what to do instead."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import xlwings as xw
from xlwings import main

# Arguments of methods that need some; whatever xlwings itself would refuse has to be right
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "App.alert": ("看一眼",), "App.macro": ("宏",), "App.range": ("A1",), "Book.macro": ("宏",), "Books.open": ("没有.xlsx",),
    "Names.add": ("新名", "=数据!$A$1"), "Names.contains": ("一格",), "Note.get_text": (), "Range.add_comment": ("文字",),
    "Range.add_hyperlink": ("http://例",), "Range.add_note": ("注",), "Range.adjust_indent": (1,), "Range.autofill": (None, "fill_copy"),
    "Range.copy_from": (None,), "Range.end": ("down",), "Range.find": ("甲",), "Range.get_special_cells": ("blanks",),
    "Range.insert": ("down",), "Range.remove_duplicates": (1,), "Range.replace_all": ("甲", "乙"), "Range.set_colors": ([[(1, 2, 3)]],),
    "Range.sort": (1,), "Range.resize": (2, 2), "Range.offset": (1, 1), "Sheet.range": ("A1",), "FreezePanes.freeze_at": ("A1",),
    "Borders.set": ("all",),  "Range.group": ("rows",), "Range.ungroup": ("rows",),
}  # fmt: skip
VALUES: dict[str, Any] = {
    "Borders.color": (1, 2, 3), "Borders.line_style": "continuous", "Borders.weight": "thin",
    "Sheet.name": "改名", "Name.name": "改名", "Name.refers_to": "=数据!$A$1", "Range.name": "新名", "Note.text": "改", "Font.color": (1, 2, 3),
    "Range.color": (1, 2, 3), "Font.size": 12, "Font.name": "楷体", "Range.number_format": "0", "Range.column_width": 9, "Range.row_height": 20,
    "PageSetup.print_area": "A1:B2", "Range.horizontal_alignment": "left", "Range.vertical_alignment": "top", "App.calculation": "automatic",
}  # fmt: skip
# what xlwings does by itself, in English, before it asks any engine
NOT_OURS = {
    "App.render_template", "App.create_report", "Book.render_template", "Sheet.render_template",  # xlwings PRO
    "Book.caller", "Book.sync", "Range.to_png",  # the last wants Pillow first
}  # fmt: skip


def objects(book: xw.Book) -> dict[str, Any]:
    """One object of each class that a macro can come by."""
    sheet = book.sheets["另一张"]
    cell = sheet["A1"]
    note = sheet["B1"].add_note("注")
    return {
        "Apps": book.app.engine.apps, "App": book.app, "Books": book.app.books, "Book": book, "Sheets": book.sheets, "Sheet": sheet,
        "Range": cell, "RangeRows": cell.rows, "RangeColumns": cell.columns, "Font": cell.font, "Borders": cell.borders, "Note": note,
        "Notes": sheet.notes, "Names": book.names, "Name": book.names["一格"], "PageSetup": sheet.page_setup,
        "SheetNames": book.sheets["数据"].names, "SheetName": book.sheets["数据"].names["本表的"],
    }  # fmt: skip


def members() -> Iterator[tuple[str, str, str]]:
    """Each object, each public member of its class, and what is done to it: asked, set or called."""
    for (
        name
    ) in "Apps App Books Book Sheets Sheet Range RangeRows RangeColumns Font Borders Note Notes Names Name PageSetup".split():
        for member, what in inspect.getmembers(getattr(main, name)):
            if member.startswith("_") or f"{name}.{member}" in NOT_OURS or member in ("impl", "set_mock_caller"):
                continue
            for target in {"Names": ("Names", "SheetNames"), "Name": ("Name", "SheetName")}.get(name, (name,)):
                if isinstance(what, property):
                    yield target, member, "asked"
                    if what.fset:
                        yield target, member, "set"
                else:
                    yield target, member, "called"


def do(found: Any, where: str, member: str, how: str) -> object:
    key = f"{where.removeprefix('Sheet') if where in ('SheetNames', 'SheetName') else where}.{member}"
    if how == "asked":
        return getattr(found, member)
    if how == "set":
        setattr(found, member, VALUES.get(key, True))
        return None
    if member == "move":
        return found.move(found if where == "Range" else found.book.sheets["数据"])
    result = getattr(found, member)(*ARGUMENTS.get(key, ()))
    if inspect.iscoroutine(result):
        try:
            result.send(None)
        except StopIteration as done:
            return done.value
    return result


@pytest.mark.parametrize(("where", "member", "how"), sorted(members()))
def test_a_member_works_or_says_what_it_is_and_what_to_do_instead(book: xw.Book, where: str, member: str, how: str) -> None:
    found = objects(book)[where]
    said = ""
    try:
        do(found, where, member, how)
    except FileNotFoundError as error:
        said = "文件不在" if member == "open" else str(error)
    except Exception as error:
        said = str(error) or type(error).__name__
    assert not said or re.search(r"[\u4e00-\u9fff]{4}", said)


LACKING: list[tuple[str, Callable[[xw.Book], object]]] = [
    ("新建工作簿", lambda book: book.app.books.add()),
    ("插入单元格、行或列", lambda book: book.sheets[0]["A1"].insert("down")),
    ("删除单元格、行或列", lambda book: book.sheets[0]["5:5"].delete()),
    ("排序|“表格”对象", lambda book: book.sheets[0]["A1:B2"].sort(1)),
    ("行列分组", lambda book: book.sheets[0]["A1:B2"].group()),
    ("图表", lambda book: book.sheets[0].charts),
    ("运行工作簿里的 VBA 宏", lambda book: book.macro("宏").run()),
    ("计算公式", lambda book: book.app.calculate()),
    ("隐藏或显示工作表", lambda book: setattr(book.sheets[0], "visible", False)),
    ("请在 WPS 或 Excel 里改", lambda book: setattr(book.sheets[0], "name", "改名")),
    ("只能存成 .xlsx", lambda book: book.save("甲.csv")),
    ("不能加打开密码", lambda book: book.save("甲.xlsx", password="x")),
    ("最后一张看得见", lambda book: [sheet.delete() for sheet in book.sheets]),
    ("没有人可以选", lambda book: book.app.alert("行吗", buttons="yes_no")),
    ("整个工作簿都能用的名称", lambda book: book.names.add("数据!甲", "=数据!$A$1")),
    ("SheetNames|Names.add", lambda book: book.sheets[0].names.add("甲", "=数据!$A$1")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "call"), LACKING)
def test_what_is_lacking_is_named(book: xw.Book, words: str, call: Callable[[xw.Book], object]) -> None:
    with pytest.raises(NotImplementedError, match=words):
        call(book)
