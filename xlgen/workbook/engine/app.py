"""The engine ``xlgen`` of xlwings: workbook files without Excel, without a licence key, on any system.

Registered with ``xlwings.engines.add`` under its name; it needs xlwings' BSD part only (``base_classes``, ``main``). What it does
not offer it refuses in words (``refusals``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlwings as xw

from xlgen.workbook.engine.applications import App, Apps
from xlgen.workbook.engine.book import Book
from xlgen.workbook.engine.state import BookState
from xlgen.workbook.records import CellError

NAME = "xlgen"
_CALLER = "_mock_caller"  # where xlwings keeps the workbook that called


class Engine:
    """What ``xw.Engine`` asks of an implementation."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)
        self.kept: Path | None = None  # a file that came in, over which no macro writes

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """A value on its way into a cell, as it is: what becomes of it depends on the cell (``putting``)."""
        return value

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Any:
        """Values on their way out, as live Excel gives them: doubles, dates, None for blanks and, unless asked, errors."""

        def clean(value: Any) -> Any:
            match value:
                case None | "":
                    return empty_as
                case CellError(text):
                    return text if err_to_str else None
                case datetime() as day:
                    parts = {key: getattr(day, key) for key in ("hour", "minute", "second", "microsecond")}
                    return datetime_builder(year=day.year, month=day.month, day=day.day, **parts, tzinfo=None)
                case float() if number_builder:
                    return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


def engine() -> xw.Engine:
    """The engine, registered with xlwings once."""
    if NAME not in [each.name for each in xw.engines]:
        xw.engines.add(xw.Engine(Engine()))
        if xw.engines.active is None:  # no Excel here: then xw.apps and xw.books are ours, too
            xw.engines[NAME].activate()
    return xw.engines[NAME]


def app() -> xw.App:
    """The engine's application."""
    found = engine().apps.active
    assert found is not None
    return found


@contextmanager
def called_by(book: xw.Book, kept: Path) -> Iterator[None]:
    """While a macro runs: this engine is the active one, the workbook is its caller, and nothing is saved over the file ``kept``."""
    own = engine()
    before: Any = xw.engines.active
    own.impl.kept = kept.resolve()
    own.activate()
    book.set_mock_caller()
    try:
        yield
    finally:
        own.impl.kept = None
        delattr(xw.Book, _CALLER)
        before.activate()


def opened() -> dict[App, list[Book]]:
    """The open applications of this engine and the books of each."""
    return {each: list(each.books.open_books) for each in engine().impl.apps}


def close_all_but(before: dict[App, list[Book]]) -> None:
    """Close what was opened since; what was not saved is lost."""
    engine().impl.apps.apps = list(before)
    for each, books in before.items():
        each.books.open_books[:] = [book for book in each.books.open_books if book in books]


def taken(state: BookState, fullname: str) -> xw.Book:
    """A file that was read already, as an open workbook."""
    return xw.Book(impl=app().books.impl.take(state, fullname))
