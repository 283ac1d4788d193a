"""The workbook that a macro runs over: one that is open in Excel, or one from a file."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from xlgen.errors import XlgenError
from xlgen.macros.live import active_book, is_live, open_book
from xlgen.workbook.engine.app import app
from xlgen.workbook.ooxml.guard import is_old

__all__ = ["file_book", "is_live", "is_old_file", "live_book"]


def live_book(action: str, path: Path | None) -> xw.Book | None:
    """The workbook in front in Excel, or the one that is open there under a name that is no file here; else None."""
    if path is None:
        return active_book(action)
    return None if path.exists() else open_book(str(path))


def file_book(path: Path) -> xw.Book:
    """A workbook from its file. XlgenError, with the file's name, where it cannot be opened."""
    try:
        return app().books.open(path)
    except XlgenError as error:
        raise XlgenError(f"{path.name}：{error}") from None


def is_old_file(path: Path) -> bool:
    """Whether a file is a .xls or .et, which is read and not written. False where it cannot be looked into: that is told later."""
    try:
        with path.open("rb") as stream:
            return is_old(stream.read(8))
    except OSError:
        return False
