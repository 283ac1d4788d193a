"""The thin adapter to live Excel, run through xlwings' own over a stand-in for Excel's objects; the real thing: docs/冒烟测试.md."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

import com
import excel_com
from excel_com import Lock, Pc
from filled import returned
from xlgen.errors import XlgenError
from xlgen.findings import Finding, Severity
from xlgen.macros import live
from xlgen.macros.marking import clear, mark
from xlgen.returned.batch import Return
from xlgen.workbook.engine import app as engines

SHEET, CELL = "自评表", "G14"


@pytest.fixture
def pc() -> Pc:
    """The PC of a test, which it may change before and after the workbook is opened."""
    return Pc()


@pytest.fixture
def excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pc: Pc) -> Iterator[xw.Book]:
    """A form that is open in Excel on Windows."""
    (tmp_path / "T001.xlsx").write_bytes(returned())
    monkeypatch.setattr(live, "_WINDOWS", True)
    book, behind = excel_com.excel(tmp_path / "T001.xlsx", pc)
    yield book
    behind.close()


def fault(cell: str = CELL) -> Return:
    return Return(Path("T001.xlsx"), None, (Finding("XG202", Severity.ERROR, "填的是文字", "请改数值", SHEET, cell),))


def test_protection_is_lifted_and_put_back_with_its_options(excel: xw.Book, pc: Pc) -> None:
    before = dict(pc.locks)
    before[SHEET] = Lock(True, False, True, "", {"AllowFormattingRows": True})  # officers put in seals and notes
    pc.locks |= before
    com.CALLS.clear()
    mark(excel, fault())
    told = {name: (lock.contents, lock.objects, lock.scenarios) for name, lock in pc.locks.items() if name in before}
    assert told == {name: (lock.contents, lock.objects, lock.scenarios) for name, lock in before.items()}
    assert [key for key, said in pc.locks[SHEET].allowed.items() if said] == ["AllowFormattingRows"]
    assert com.CALLS["Worksheet.Unprotect"] > 0


def test_a_sheet_on_which_only_objects_are_protected_takes_notes(excel: xw.Book, pc: Pc) -> None:
    pc.locks[SHEET] = Lock(False, True, False)
    mark(excel, fault())
    assert excel.sheets[SHEET][CELL].note is not None
    assert (pc.locks[SHEET].contents, pc.locks[SHEET].objects, pc.locks[SHEET].scenarios) == (False, True, False)


def test_protection_is_put_back_when_marking_fails(excel: xw.Book, pc: Pc, monkeypatch: Any) -> None:
    monkeypatch.setattr(excel_com.Range, "AddComment", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mark(excel, fault())
    assert pc.locks[SHEET].contents


def test_a_password_is_answered_with_a_sentence(excel: xw.Book, pc: Pc) -> None:
    pc.locks[SHEET].password = "1"
    with pytest.raises(XlgenError, match="“自评表”加了保护密码"):
        mark(excel, fault())


def test_a_password_on_one_sheet_leaves_the_others_protected(excel: xw.Book, pc: Pc) -> None:
    pc.locks["自检"].password = "1"
    with pytest.raises(XlgenError, match="“自检”加了保护密码"):
        mark(excel, fault())
    assert (pc.locks[SHEET].contents, pc.locks["自检"].contents, pc.locks["自检"].password) == (True, True, "1")


def test_a_threaded_comment_is_left_alone(excel: xw.Book, monkeypatch: Any) -> None:
    monkeypatch.setattr(excel_com.Range, "CommentThreaded", property(lambda _: com.Dispatch()))
    mark(excel, fault())
    assert (excel.sheets[SHEET][CELL].note, excel.sheets[SHEET][CELL].color) == (None, (255, 154, 153))


@pytest.mark.parametrize("has_threads", [False, True])
def test_excel_with_and_without_threaded_comments_takes_a_note(excel: xw.Book, pc: Pc, has_threads: bool) -> None:
    pc.has_threads = has_threads
    mark(excel, fault())
    assert excel.sheets[SHEET][CELL].note is not None


def test_the_list_stands_behind_the_last_sheet_that_can_be_seen(excel: xw.Book) -> None:
    mark(excel, fault())
    assert [sheet.name for sheet in excel.sheets][-2:] == ["退回意见", "_xlgen"]


def test_without_a_printer_the_list_is_as_good_on_screen(excel: xw.Book, pc: Pc) -> None:
    pc.has_printer = False
    assert mark(excel, fault()) == 1
    assert "退回意见" in [sheet.name for sheet in excel.sheets]


def test_a_note_is_as_large_as_its_text(excel: xw.Book, pc: Pc) -> None:
    pc.locks[SHEET] = Lock()
    live.put_note(excel.sheets[SHEET][CELL], "一行\n" + "很长的一行" * 20)
    [box] = pc.notes.values()
    assert (box["Width"], 60 < box["Height"] < 120) == (240, True)


def test_nothing_is_marked_where_the_list_cannot_be_added(excel: xw.Book, monkeypatch: Any) -> None:
    before = excel.sheets[SHEET][CELL].color

    def full(*_: object, **__: object) -> None:
        raise com.refused("Add method of Sheets class failed")

    monkeypatch.setattr(excel_com.Worksheets, "Add", full)
    with pytest.raises(com.ComError):
        mark(excel, fault())
    assert (excel.sheets[SHEET][CELL].color, excel.sheets[SHEET][CELL].note) == (before, None)
    assert [name.name for name in excel.names if name.name.startswith("xlgen.mark")] == []


def test_a_workbook_whose_structure_is_protected_is_refused_before_anything_is_marked(excel: xw.Book, pc: Pc) -> None:
    pc.structure = True
    before = excel.sheets[SHEET][CELL].color
    with pytest.raises(XlgenError, match="工作簿的结构加了保护"):
        mark(excel, fault())
    assert excel.sheets[SHEET][CELL].color == before


def test_new_sheets_print_on_one_page_across(excel: xw.Book, pc: Pc) -> None:
    mark(excel, fault())
    setup = pc.pages["退回意见"]
    asked = ("PaperSize", "Orientation", "Zoom", "FitToPagesWide", "FitToPagesTall")
    assert tuple(setup[name] for name in asked) == (9, 2, False, 1, False)


def test_marks_in_excel_are_cleared_in_excel(excel: xw.Book) -> None:
    before = excel.sheets[SHEET][CELL].color
    mark(excel, fault())
    assert clear(excel) == 1
    assert (excel.sheets[SHEET][CELL].color, excel.sheets[SHEET][CELL].note) == (before, None)


def test_excel_is_marked_as_a_file_is(excel: xw.Book, tmp_path: Path) -> None:
    file = engines.app().books.open(tmp_path / "T001.xlsx")
    mark(excel, fault())
    mark(file, fault())
    assert _seen(excel) == _seen(file)


def _seen(book: xw.Book) -> list[Any]:
    """The marked cell, the names and the list, as a person has them."""
    cell, told = book.sheets[SHEET][CELL], book.sheets["退回意见"].used_range
    names = sorted((name.name, name.refers_to) for name in book.names if name.name.startswith("xlgen.mark"))
    return [cell.color, cell.note.text if cell.note else None, names, told.value, told.formula]


# ---- who answers ----------------------------------------------------------------------------------------------------


def app(name: str, path: str, books_: list[Any]) -> Any:
    return SimpleNamespace(api=SimpleNamespace(Name=name, Path=path), books=_Books(books_))


class _Books(list):  # type: ignore[type-arg]
    @property
    def active(self) -> Any:
        return self[-1]


@pytest.mark.parametrize(
    ("name", "path", "is_wps"),
    [
        ("Microsoft Excel", r"C:\Program Files\Microsoft Office\root\Office16", False),
        ("WPS 表格", r"C:\Users\a\AppData\Local\Kingsoft\WPS Office\12.1\office6", True),
        ("Microsoft Excel", r"C:\Users\a\AppData\Local\Kingsoft\WPS Office\11.8\office6", True),
    ],
)
def test_wps_is_told_from_excel_by_where_it_lives(name: str, path: str, is_wps: bool) -> None:
    assert live.is_wps(app(name, path, [])) is is_wps


@pytest.fixture
def engines_(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What xlwings would list on a machine: set ``.active``."""
    apps = SimpleNamespace(active=None)

    class Listed(dict):  # type: ignore[type-arg]
        def __iter__(self) -> Iterator[Any]:
            return iter(self.values())

    monkeypatch.setattr(xw, "engines", Listed(excel=SimpleNamespace(name="excel", apps=apps)))
    return apps


def test_wps_is_answered_with_the_way_over_files(engines_: Any) -> None:
    engines_.active = app("WPS 表格", "office6", ["T001.xlsx"])
    with pytest.raises(
        XlgenError,
        match=r"bridge mark 文件\.xlsx，或安装 WPS 加载项（xlgen addin build --target wps --out 加载项，安装说明也在里面）",
    ):
        live.active_book("mark")


@pytest.mark.parametrize("found", [None, app("Microsoft Excel", "Office16", [])])
def test_no_excel_or_no_workbook_is_answered_with_the_way_over_files(engines_: Any, found: Any) -> None:
    engines_.active = found
    with pytest.raises(XlgenError, match=r"没有找到打开的 Excel。请先在 Excel 里打开那张表，或在命令后面写明文件"):
        live.active_book("check")


def test_a_machine_without_excel_is_answered_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xw, "engines", [])
    with pytest.raises(XlgenError, match="没有找到打开的 Excel"):
        live.active_book("check")
    assert live.open_book("T001.xlsx") is None


def test_the_workbook_in_front_is_taken(engines_: Any) -> None:
    engines_.active = app("Microsoft Excel", "Office16", ["后", "前"])
    assert live.active_book("check") == "前"


# ---- one place ------------------------------------------------------------------------------------------------------


def test_only_the_adapter_reaches_below_the_object_api() -> None:
    package = Path(live.__file__).parent
    engine = {"engine.py", "book.py", "cells.py", "names.py", "fonts.py"}  # they are what lies below
    users = {
        file.name
        for file in package.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "api"
    }
    assert users - engine == {"live.py"}


def test_the_adapter_is_short() -> None:
    source = inspect.getsource(live)
    tree = ast.parse(source)
    documented = [n for n in ast.walk(tree) if isinstance(n, (ast.Module, ast.FunctionDef)) and ast.get_docstring(n)]
    of_docs = sum((n.body[0].end_lineno or 0) - n.body[0].lineno + 1 for n in documented)
    code = [line for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]
    assert len(code) - of_docs < 150
