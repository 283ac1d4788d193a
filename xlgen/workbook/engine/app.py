"""The engine ``xlgen`` of xlwings: workbook files without Excel, without a licence key, on any system.

Registered with ``xlwings.engines.add`` under its name; it needs xlwings' BSD part only (``base_classes``, ``main``). What a
macro of ours does not use raises NotImplementedError, as xlwings' base classes do.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes

from xlgen.catalogue import refuse
from xlgen.workbook.engine.book import Book
from xlgen.workbook.engine.conversion import OLE_DAY
from xlgen.workbook.engine.state import BookState, open_state
from xlgen.workbook.ooxml.guard import FORM_LIMITS
from xlgen.workbook.records import CellError

NAME = "xlgen"


class Engine:
    """What ``xw.Engine`` asks of an implementation."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """A value on its way into a cell: dates become serials, decimals stay exact."""
        return (value - OLE_DAY) / timedelta(days=1) if isinstance(value, datetime) else value

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


class Apps(base_classes.Apps):
    """The one application of this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.app = App(engine)

    def keys(self) -> list[int]:
        """Process ids: ours."""
        return [self.app.pid]

    def add(self, **_: Any) -> App:
        """The application; there is no second one."""
        return self.app

    def __iter__(self) -> Iterator[App]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, _: int) -> App:
        return self.app


class App(base_classes.App):
    """The application: its open books, and settings that concern a screen only."""

    visible = screen_updating = display_alerts = enable_events = interactive = False
    calculation = "manual"
    version = "0"
    books: Any = None  # shadows the base class's property, here and below

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.books = Books(self)

    @property
    def api(self) -> Any:
        """Itself: there is nothing beneath."""
        return self

    @property
    def pid(self) -> int:
        """This process."""
        return os.getpid()

    @property
    def selection(self) -> Any:
        """The cell that the active book was told to be at, None where none was said."""
        return self.books.active.selection if len(self.books) else None

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing: there is no window."""

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: str | None) -> None:
        """Note what would be shown; the command line prints it."""
        self.books.active.state.journal.append({"op": "app.alert", "value": prompt})


class Books(base_classes.Books):
    """Open workbooks; the one opened or activated last is active."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.open_books: list[Book] = []

    @property
    def active(self) -> Book:
        """The active workbook. KeyError where none is open."""
        if not self.open_books:
            raise KeyError("没有打开的工作簿")
        return self.open_books[-1]

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        """A workbook from its file. Refused (XG0xx) where the guard stops it."""
        state = read_state(Path(fullname))
        for book in self.open_books[-1:]:  # whoever does the same elsewhere opens it, too
            book.state.journal.append({"op": "book.open", "value": fullname})
        return self.take(state, fullname)

    def take(self, state: BookState, fullname: str) -> Book:
        """A workbook that was read already."""
        self.open_books.append(Book(self.app, state, fullname))
        return self.open_books[-1]

    def __call__(self, key: int | str) -> Book:
        """A book by its name or whole path, or by number from 1."""
        if isinstance(key, int):
            return self.open_books[key - 1]
        found = next(
            (book for book in self.open_books if key.casefold() in (book.name.casefold(), book.fullname.casefold())), None
        )
        if found is None:
            raise KeyError(key)
        return found

    def __len__(self) -> int:
        return len(self.open_books)

    def __iter__(self) -> Iterator[Book]:
        return iter(self.open_books)

    def __contains__(self, key: str) -> bool:
        return any(key in (book.name, book.fullname) for book in self.open_books)


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


def read_state(file: Path) -> BookState:
    """A workbook from its file, not opened yet. Refused (XG0xx) where the guard stops it."""
    if file.stat().st_size > FORM_LIMITS.file_bytes:  # not even to be looked into
        raise refuse("XG003", f"超过 {FORM_LIMITS.file_bytes >> 20} MB")
    return open_state(file.read_bytes())


def taken(state: BookState, fullname: str) -> xw.Book:
    """A file that was read already, as an open workbook."""
    return xw.Book(impl=app().books.impl.take(state, fullname))
