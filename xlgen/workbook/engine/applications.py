"""The applications of the engine ``xlgen`` and their open workbooks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xlgen.catalogue import refuse
from xlgen.workbook.engine.book import Book
from xlgen.workbook.engine.refusals import NotOffered, refused, says_what_it_lacks
from xlgen.workbook.engine.state import BookState, open_state
from xlgen.workbook.ooxml.guard import FORM_LIMITS


@says_what_it_lacks
class Apps(base_classes.Apps):
    """The applications of this engine, the newest first: a macro that opens its own closes its own books only."""

    def __init__(self, engine: Any) -> None:
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

    def __init__(self, engine: Any, apps: Apps, pid: int) -> None:
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


def read_state(file: Path) -> BookState:
    """A workbook from its file, not opened yet. Refused (XG0xx) where the guard stops it."""
    if file.stat().st_size > FORM_LIMITS.file_bytes:  # not even to be looked into
        raise refuse("XG003", f"超过 {FORM_LIMITS.file_bytes >> 20} MB")
    return open_state(file.read_bytes())
