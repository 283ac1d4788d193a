"""All that only live Excel can do or needs, in one place: everything else in this package runs on the object API alone.

Live-only calls, none of which can run without Excel (hand test: docs/冒烟测试.md):

- ``Worksheet.Unprotect``, ``Worksheet.Protection``, ``Worksheet.Protect``: notes and colours on protected sheets
- ``Range.CommentThreaded``: a remark that is no note
- ``Comment.Shape``: a note as large as its text
- ``Range.IndentLevel``: texts that keep off the border
- ``Worksheet.PageSetup``: A4 across, one page wide
- ``Worksheet.Activate``: the list in front
- ``Workbook.ProtectStructure``: no sheet can be added
- ``Workbook.Saved``: nothing is lost when it is closed
- ``Application.Name``, ``Application.Path``: WPS that answers in Excel's name
- ``Range.Value2``: amounts in a currency format, of which COM hands over four decimals otherwise
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import xlwings as xw

from xlgen.errors import XlgenError
from xlgen.workbook.engine.app import NAME

_WINDOWS = sys.platform == "win32"
PASSWORD = "工作表“{}”加了保护密码，不能标注。请先撤销工作表保护，或对保存的文件运行 xlgen mark 文件"
WPS = (
    "现在打开的是 WPS，xlwings 不支持 WPS。请保存文件后运行 xlgen bridge {action} 文件.xlsx，"
    "或安装 WPS 加载项（xlgen addin build --target wps --out 加载项，安装说明也在里面）"
)
NOBODY = "没有找到打开的 Excel。请先在 Excel 里打开那张表，或在命令后面写明文件"
LOCKED = "没有做任何改动：工作簿的结构加了保护，不能加工作表。请先撤销（审阅 → 保护工作簿），再点一次"
_NOTE_WIDTH, _NOTE_LINE = 240, 24  # points; Chinese characters of a line that they hold
_ALLOWED = (
    "FormattingCells FormattingColumns FormattingRows InsertingColumns InsertingRows InsertingHyperlinks "
    "DeletingColumns DeletingRows Sorting Filtering UsingPivotTables"
).split()  # the options of Protect, each a property of Protection


def is_live(book: xw.Book) -> bool:
    """Whether an application has the workbook open."""
    return bool(book.app.engine.name != NAME)


def active_book(action: str) -> xw.Book:
    """The workbook in front in live Excel. XlgenError, saying what to do instead, where there is none, or WPS answers."""
    if "excel" not in [engine.name for engine in xw.engines]:
        raise XlgenError(NOBODY)
    app = xw.engines["excel"].apps.active
    if app is None or not len(app.books):
        raise XlgenError(NOBODY)
    if is_wps(app):
        raise XlgenError(WPS.format(action=action))
    return app.books.active


def open_book(name: str, window: str = "") -> xw.Book | None:
    """A workbook that live Excel has open under this name or path, None where there is none.

    ``window`` is the number of Excel's window, where several Excels run.
    """
    if "excel" not in [engine.name for engine in xw.engines]:
        return None
    apps = [app for app in xw.engines["excel"].apps if not is_wps(app)]
    asked = [app for app in apps if window and str(app.hwnd) == window] if _WINDOWS else []
    books = [book for app in asked or apps for book in app.books]
    return next((book for book in books if name.casefold() in (book.name.casefold(), _stands_at(book).casefold())), None)


def _stands_at(book: xw.Book) -> str:
    """A workbook's path or web address as Excel says it: xlwings would look for a folder that OneDrive keeps, and may fail."""
    return str(book.api.FullName if _WINDOWS else book.fullname)


def is_wps(app: xw.App) -> bool:
    """Whether WPS 表格 answers to Excel's name, as it does where it is registered for Excel's files."""
    said = f"{getattr(app.api, 'Name', '')} {getattr(app.api, 'Path', '')}".lower()
    return any(mark in said for mark in ("wps", "kingsoft", "金山"))


@contextmanager
def lifted(sheets: Sequence[xw.Sheet]) -> Iterator[None]:
    """Protection taken off some sheets for a while, and put back with the options it had."""
    kept = [(sheet.api, _options(sheet.api)) for sheet in sheets if is_live(sheet.book) and _is_protected(sheet.api)]
    try:
        for api, _ in kept:
            try:
                _off(api)
            except Exception as error:
                raise XlgenError(PASSWORD.format(api.Name if _WINDOWS else api.name.get())) from error
        yield
    finally:
        for api, options in kept:
            if not _is_protected(api):  # a sheet with a password keeps it
                _on(api, options)


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether a sheet is protected in live Excel."""
    return is_live(sheet.book) and _is_protected(sheet.api)


def program_of(app: xw.App) -> str:
    """What answers, its name, its version and where it stands."""
    return f"{getattr(app.api, 'Name', app.engine.name)} {app.version} {getattr(app.api, 'Path', '')}".strip()


def pages_of(sheet: xw.Sheet) -> int:
    """How many pages of paper a sheet takes in Excel; needs a printer."""
    return int(sheet.api.PageSetup.Pages.Count)


def _is_protected(api: Any) -> bool:
    """Whether anything is: where only objects are, no note can be added."""
    if not _WINDOWS:
        return bool(api.protect_contents.get())
    return bool(api.ProtectContents or api.ProtectDrawingObjects or api.ProtectScenarios)


def _options(api: Any) -> dict[str, bool]:
    if not _WINDOWS:
        return {"allow_formatting_rows": True, "allow_formatting_columns": True}  # as issued: AppleScript does not tell
    allowed = {f"Allow{key}": bool(getattr(api.Protection, f"Allow{key}")) for key in _ALLOWED}
    parts = ("Contents", "DrawingObjects", "Scenarios")
    return {part: bool(getattr(api, f"Protect{part}")) for part in parts} | allowed


def _off(api: Any) -> None:
    if not _WINDOWS:
        api.unprotect()
        return
    api.Unprotect("")
    if _is_protected(api):  # a person was asked for the password and gave none
        raise PermissionError


def _on(api: Any, options: dict[str, bool]) -> None:
    if _WINDOWS:
        api.Protect(**options)
    else:
        api.protect_worksheet(worksheet_contents=True, **options)


def unrounded(cells: xw.Range) -> list[list[Any]] | None:
    """Values as numbers that nothing was cut off of, by row; None where xlwings' own are."""
    if not (is_live(cells.sheet.book) and _WINDOWS):
        return None
    said = cells.api.Value2
    return [list(row) for row in said] if isinstance(said, tuple) else [[said]]


def has_remark(cell: xw.Range) -> bool:
    """Whether a cell has a note or, in newer Excel, a threaded comment, neither of which is ours to touch."""
    if cell.note is not None:
        return True
    if not (is_live(cell.sheet.book) and _WINDOWS):
        return False
    try:
        return cell.api.CommentThreaded is not None
    except Exception:  # Excel up to 2019 knows no such member, and says so by a COM error, which is no AttributeError
        return False


def put_note(cell: xw.Range, text: str) -> None:
    """A note as wide as a column of a newspaper and as high as its lines; the file engine's are made so."""
    cell.add_note(text)
    if is_live(cell.sheet.book) and _WINDOWS:
        with suppress(Exception):  # a note that has to be scrolled is a note
            shape = _shape_of(cell)
            lines = sum(1 + len(line) // _NOTE_LINE for line in text.split("\n"))
            shape.Width, shape.Height = _NOTE_WIDTH, 13 * lines + 10


def _shape_of(cell: xw.Range) -> Any:
    return cell.api.Comment.Shape


def indent(cells: xw.Range) -> None:
    """Room before the texts of cells that are aligned left; xlwings has no word for it, on a Mac there is none."""
    if not is_live(cells.sheet.book):
        cells.impl.indent_level = 1
    elif _WINDOWS:
        cells.api.IndentLevel = 1


def refuse_locked(book: xw.Book) -> None:
    """XlgenError where no sheet can be added: said before anything is changed."""
    if is_live(book) and _WINDOWS and getattr(book.api, "ProtectStructure", False) is True:
        raise XlgenError(LOCKED)


def show_beside(book: xw.Book, path: Path) -> None:
    """Have a file opened where a workbook is open: live at once, elsewhere when the answer is replayed."""
    if is_live(book):
        book.app.books.open(path)
    else:
        book.impl.state.journal.append({"op": "book.open", "value": str(path)})


def leave(book: xw.Book) -> bool:
    """Close a workbook unless something in it is not saved; whether it was left. Elsewhere the add-in asks before, and does it."""
    if not is_live(book):
        book.impl.state.journal.append({"op": "book.leave"})
        return True
    is_saved = bool(book.api.Saved if _WINDOWS else book.api.saved.get())
    if is_saved:
        book.close()
    return is_saved


def last_sheet(book: xw.Book) -> xw.Sheet:
    """The sheet behind which a new one is put. In live Excel the last that is not very hidden: such a one cannot be moved."""
    sheets = list(book.sheets)
    return next((sheet for sheet in reversed(sheets) if not is_live(book) or int(sheet.visible) != 2), sheets[-1])


def bring_forward(sheet: xw.Sheet) -> None:
    """The sheet a person sees first. In live Excel its window stays where it is, which xlwings would bring to the front or fail."""
    if is_live(sheet.book) and _WINDOWS:
        with suppress(Exception):  # a list that is not in front is as good
            sheet.api.Activate()
    else:
        sheet.activate()


def for_paper(sheet: xw.Sheet, heading: int = 0) -> None:
    """Print a new sheet on A4 across, one page wide, numbered, its heading row on every page; the file engine's are made so."""
    titles = f"${heading}:${heading}" if heading else ""
    if not is_live(sheet.book) and titles:
        sheet.impl.page_setup.print_title_rows = titles
    if is_live(sheet.book) and _WINDOWS:
        with suppress(Exception):  # without a printer there is no page to set up; the sheet is as good on screen
            setup = sheet.api.PageSetup
            setup.PaperSize, setup.Orientation, setup.Zoom = 9, 2, False  # xlPaperA4, xlLandscape
            setup.FitToPagesWide, setup.FitToPagesTall = 1, False
            setup.LeftFooter, setup.RightFooter, setup.PrintTitleRows = "&8&A", "&8第 &P 页 共 &N 页", titles
