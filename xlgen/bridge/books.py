"""The workbook that a macro runs over: one that is open in Excel, or one from a file."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from xlgen.errors import XlgenError
from xlgen.macros.live import active_book, is_live, open_book
from xlgen.workbook.engine.app import app

__all__ = ["file_book", "is_live", "live_book"]


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
