"""The engine ``xlgen`` of xlwings: workbook files without Excel, without a licence key, on any system.

Registered with ``xlwings.engines.add`` under its name; it needs xlwings' BSD part only (``base_classes``, ``main``). What it does
not offer it refuses in words (``refusals``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes

from xlgen.catalogue import refuse
from xlgen.workbook.engine.book import Book
from xlgen.workbook.engine.refusals import NotOffered, refused, says_what_it_lacks
from xlgen.workbook.engine.state import BookState, open_state
from xlgen.workbook.ooxml.guard import FORM_LIMITS
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


@says_what_it_lacks
class Apps(base_classes.Apps):
    """The applications of this engine, the newest first: a macro that opens its own closes its own books only."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.apps = [App(engine, self, os.getpid())]

    def keys(self) -> list[int]:
        """Their numbers; that of the first is our process's."""
        return [each.pid for each in self.apps]

    def add(self, **_: Any) -> App:
        """A new application, with no books."""
        self.apps.insert(0, App(self.engine, self, max(self.keys()) + 1))
        return self.apps[0]

    def cleanup(self) -> None:
        """Nothing: no process is left behind."""

    def __iter__(self) -> Iterator[App]:
        return iter(list(self.apps))

    def __len__(self) -> int:
        return len(self.apps)

    def __getitem__(self, pid: int) -> App:
        found = next((each for each in self.apps if each.pid == pid), None)
        if found is None:
            raise KeyError(f"没有编号为 {pid} 的程序（有：{self.keys()}）")
        return found


@says_what_it_lacks
class App(base_classes.App):
    """The application: its open books, and settings that concern a screen only."""

    visible = False
    screen_updating = display_alerts = enable_events = interactive = True
    status_bar: Any = False
    cut_copy_mode: Any = None
    version = "0"
    pid = 0
    books: Any = None  # shadows the base class's property, here and below

    def __init__(self, engine: Engine, apps: Apps, pid: int) -> None:
        self.engine, self.apps, self.pid = engine, apps, pid
        self.books = Books(self)

    @property
    def api(self) -> Any:
        """Itself: there is nothing beneath."""
        return self

    @property
    def selection(self) -> Any:
        """The cell that the active book was told to be at, None where none was said."""
        return self.books.active.selection if len(self.books) else None

    @property
    def calculation(self) -> str:
        """As in Excel when it computes on demand only: results stay as they were."""
        return "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value != "manual":
            refused("App", "calculate")

    def activate(self, steal_focus: bool = False) -> None:
        """Be the first that is asked."""
        self.apps.apps.sort(key=lambda each: each is not self)

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: str | None) -> str:
        """Note what would be shown, where a book is open; the command line prints it. NotOffered where an answer is wanted."""
        if buttons not in (None, "ok"):
            raise NotOffered("App.alert 只能显示一句话，没有人可以选“是”“否”。要分情况的，请写在宏里")
        if len(self.books):
            self.books.active.state.journal.append({"op": "app.alert", "value": prompt})
        return "ok"

    def quit(self) -> None:
        """Close its books; what was not saved is lost."""
        self.books.open_books.clear()
        if self.apps.apps != [self] and self in self.apps.apps:
            self.apps.apps.remove(self)

    def kill(self) -> None:
        """The same."""
        self.quit()


@says_what_it_lacks
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

    @property
    def api(self) -> Any:
        """Itself."""
        return self

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
            raise KeyError(f"没有打开“{key}”")
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


def read_state(file: Path) -> BookState:
    """A workbook from its file, not opened yet. Refused (XG0xx) where the guard stops it."""
    if file.stat().st_size > FORM_LIMITS.file_bytes:  # not even to be looked into
        raise refuse("XG003", f"超过 {FORM_LIMITS.file_bytes >> 20} MB")
    return open_state(file.read_bytes())


def taken(state: BookState, fullname: str) -> xw.Book:
    """A file that was read already, as an open workbook."""
    return xw.Book(impl=app().books.impl.take(state, fullname))
