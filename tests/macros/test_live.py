"""The thin adapter to live Excel, held against a stand-in for its COM objects; the real thing: docs/冒烟测试.md."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from filled import returned
from xlgen.errors import XlgenError
from xlgen.findings import Finding, Severity
from xlgen.macros import live
from xlgen.macros.marking import clear, mark
from xlgen.returned.batch import Return
from xlgen.workbook.engine import app as engines
from xlgen.workbook.engine import book as books
from xlgen.workbook.engine import ranges as cells

SHEET, CELL = "自评表", "G14"


class ComError(Exception):
    """What pywin32 raises; no AttributeError, whatever is missing."""


class Old:
    """An object of Excel 2019 and earlier, asked through xlwings: a member that it lacks is a ComError."""

    def __getattr__(self, name: str) -> Any:
        raise ComError(-2147352570, "Unknown name.")


class NoPrinter:
    """The PageSetup of a computer without a printer."""

    def __setattr__(self, name: str, value: object) -> None:
        raise ComError(-2147352567, f"Unable to set the {name} property of the PageSetup class")


class Worksheet:
    """As much of Excel's Worksheet as the adapter uses; ``calls`` is what was asked of it."""

    def __init__(self, name: str, protected: bool, password: str = "") -> None:
        self.Name, self.ProtectContents, self.password = name, protected, password
        self.Protection = SimpleNamespace(**dict.fromkeys((f"Allow{key}" for key in live._ALLOWED), False))
        self.Protection.AllowFormattingRows = True
        self.ProtectDrawingObjects, self.ProtectScenarios = False, True  # as issued: officers put in seals and notes
        self.PageSetup = SimpleNamespace()
        self.calls: list[Any] = []

    def Unprotect(self, password: str | None = None) -> None:  # noqa: N802
        assert password is not None, "Excel asks the person for a password, and forgets it"
        if password != self.password:
            raise ComError(-2147352567, "The password you supplied is not correct.")
        self.calls.append("Unprotect")
        self.ProtectContents = False

    def Protect(self, **options: bool) -> None:  # noqa: N802
        self.calls.append({key: value for key, value in options.items() if value})
        self.ProtectContents = True


def strict(add: Any) -> Any:
    """Sheets.add of xlwings over COM: behind the last sheet it adds before that one and moves it, which a very hidden one refuses."""

    def added(self: books.Sheets, before: Any = None, after: Any = None, name: str | None = None) -> Any:
        if after is not None and after.state is self.book.state.sheets[-1] and int(after.visible) == 2:
            raise ComError(-2146827284, "Move method of Worksheet class failed")
        return add(self, before, None, name)

    return added


@pytest.fixture
def excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[xw.Book, dict[str, Worksheet]]]:
    """A form that is open in what calls itself Excel on Windows."""
    (tmp_path / "T001.xlsx").write_bytes(returned())
    opened = engines.app().books.open(tmp_path / "T001.xlsx")
    sheets = {sheet.name: Worksheet(sheet.name, sheet.name == SHEET) for sheet in opened.sheets}
    monkeypatch.setattr(engines.Engine, "name", "excel")
    monkeypatch.setattr(live, "_WINDOWS", True)
    monkeypatch.setattr(books.Sheets, "add", strict(books.Sheets.add))
    monkeypatch.setattr(cells.Range, "api", property(lambda _: Old()))
    monkeypatch.setattr(books.Sheet, "api", property(lambda sheet: sheets.setdefault(sheet.name, Worksheet(sheet.name, False))))
    yield opened, sheets
    monkeypatch.undo()
    opened.close()


def fault(cell: str = CELL) -> Return:
    return Return(Path("T001.xlsx"), None, (Finding("XG202", Severity.ERROR, "填的是文字", "请改数值", SHEET, cell),))


def test_protection_is_lifted_and_put_back_with_its_options(excel: tuple[xw.Book, dict[str, Worksheet]]) -> None:
    book, sheets = excel
    mark(book, fault())
    again = {"Contents": True, "Scenarios": True, "AllowFormattingRows": True}
    assert sheets[SHEET].calls == ["Unprotect", again] * 2  # once to clear what was there, once to mark
    assert {name: sheet.calls for name, sheet in sheets.items() if name != SHEET and sheet.calls} == {}


def test_protection_is_put_back_when_marking_fails(excel: tuple[xw.Book, dict[str, Worksheet]], monkeypatch: Any) -> None:
    book, sheets = excel
    monkeypatch.setattr(cells.Range, "add_note", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mark(book, fault())
    assert sheets[SHEET].ProtectContents


def test_a_password_is_answered_with_a_sentence(excel: tuple[xw.Book, dict[str, Worksheet]]) -> None:
    book, sheets = excel
    sheets[SHEET].password = "1"
    with pytest.raises(XlgenError, match="“自评表”加了保护密码"):
        mark(book, fault())


def test_a_password_on_one_sheet_leaves_the_others_protected(excel: tuple[xw.Book, dict[str, Worksheet]]) -> None:
    book, sheets = excel
    sheets["自检"].ProtectContents, sheets["自检"].password = True, "1"
    with pytest.raises(XlgenError, match="“自检”加了保护密码"):
        mark(book, fault())
    assert (sheets[SHEET].ProtectContents, sheets["自检"].ProtectContents) == (True, True)


def test_a_threaded_comment_is_left_alone(excel: tuple[xw.Book, dict[str, Worksheet]], monkeypatch: Any) -> None:
    book, _ = excel
    monkeypatch.setattr(cells.Range, "api", property(lambda _: SimpleNamespace(CommentThreaded=object())))
    mark(book, fault())
    assert (book.sheets[SHEET][CELL].note, book.sheets[SHEET][CELL].color) == (None, (255, 154, 153))


def test_excel_without_threaded_comments_takes_a_note(excel: tuple[xw.Book, dict[str, Worksheet]]) -> None:
    book, _ = excel
    mark(book, fault())
    assert book.sheets[SHEET][CELL].note is not None


def test_without_a_printer_the_list_is_as_good_on_screen(excel: tuple[xw.Book, dict[str, Worksheet]], monkeypatch: Any) -> None:
    book, sheets = excel
    sheets["退回意见"] = Worksheet("退回意见", False)
    sheets["退回意见"].PageSetup = NoPrinter()  # type: ignore[assignment]
    assert mark(book, fault()) == 1
    assert "退回意见" in [sheet.name for sheet in book.sheets]


def test_a_note_is_as_large_as_its_text(excel: tuple[xw.Book, dict[str, Worksheet]], monkeypatch: Any) -> None:
    book, _ = excel
    shape = SimpleNamespace(Width=100.0, Height=60.0)
    monkeypatch.setattr(live, "_shape_of", lambda _: shape)
    live.put_note(book.sheets[SHEET][CELL], "一行\n" + "很长的一行" * 20)
    assert (shape.Width, 60 < shape.Height < 120) == (240, True)


def test_nothing_is_marked_where_the_list_cannot_be_added(
    excel: tuple[xw.Book, dict[str, Worksheet]], monkeypatch: Any
) -> None:
    book, _ = excel
    before = book.sheets[SHEET][CELL].color

    def refused(*_: object) -> None:
        raise ComError(-2146827284, "Add method of Sheets class failed")

    monkeypatch.setattr(books.Sheets, "add", refused)
    with pytest.raises(ComError):
        mark(book, fault())
    assert (book.sheets[SHEET][CELL].color, book.sheets[SHEET][CELL].note) == (before, None)
    assert [name.name for name in book.names if name.name.startswith("xlgen.mark")] == []


def test_a_workbook_whose_structure_is_protected_is_refused_before_anything_is_marked(
    excel: tuple[xw.Book, dict[str, Worksheet]], monkeypatch: Any
) -> None:
    book, _ = excel
    monkeypatch.setattr(books.Book, "api", property(lambda _: SimpleNamespace(ProtectStructure=True)))
    before = book.sheets[SHEET][CELL].color
    with pytest.raises(XlgenError, match="工作簿的结构加了保护"):
        mark(book, fault())
    assert book.sheets[SHEET][CELL].color == before


def test_new_sheets_print_on_one_page_across(excel: tuple[xw.Book, dict[str, Worksheet]]) -> None:
    book, sheets = excel
    mark(book, fault())
    setup = sheets["退回意见"].PageSetup
    assert (setup.PaperSize, setup.Orientation, setup.Zoom, setup.FitToPagesWide, setup.FitToPagesTall) == (
        9,
        2,
        False,
        1,
        False,
    )


def test_marks_in_excel_are_cleared_in_excel(excel: tuple[xw.Book, dict[str, Worksheet]]) -> None:
    book, _ = excel
    before = book.sheets[SHEET][CELL].color
    mark(book, fault())
    assert clear(book) == 1
    assert (book.sheets[SHEET][CELL].color, book.sheets[SHEET][CELL].note) == (before, None)


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
    with pytest.raises(XlgenError, match=r"没有找到打开的 Excel。请写明文件：xlgen bridge check 文件\.xlsx"):
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
    assert len(code) - of_docs < 125
