"""Defined names of an open workbook, asked for once an action.

Live Excel hands over a name by its number, then what it is called, then what it refers to: three calls each, of some hundreds of
names that a form has. Whoever looks them up five times a click keeps a person waiting for ten seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import xlwings as xw

from xlgen.macros.live import is_live

_held: dict[str, dict[str, str]] = {}  # by workbook, while an action goes on; nobody else changes it meanwhile


@contextmanager
def names_held(book: xw.Book) -> Iterator[None]:
    """One action on a workbook: its names are looked up when they are first asked for; its screen stands still in live Excel."""
    _held.clear()
    if not is_live(book):
        yield
        return
    try:
        with book.app.properties(screen_updating=False):
            _held[book.name] = _asked(book)
            yield
    finally:
        _held.clear()


def meanings(book: xw.Book) -> dict[str, str]:
    """What every name refers to, with ``=``."""
    if not is_live(book):
        known: dict[str, str] = book.impl.state.meanings()
        return known
    return (_held.get(book.name) if _held else None) or _asked(book)


def _asked(book: xw.Book) -> dict[str, str]:
    return {name.name: name.refers_to or "" for name in book.names}


def names_from(book: xw.Book, start: str) -> list[xw.Name]:
    """Names that begin so. A file's are asked of the engine: workbooks copied for years carry ten thousands of others."""
    listed = meanings(book) if is_live(book) else book.impl.state.listed_names()
    return [book.names[name] for name in listed if name.startswith(start)]


def add_name(book: xw.Book, name: str, refers_to: str) -> None:
    """A new name, or another meaning of one."""
    book.names.add(name, refers_to)
    if _held and book.name in _held:
        _held[book.name][name] = refers_to


def drop_name(book: xw.Book, name: xw.Name) -> None:
    """Take a name out."""
    called = name.name
    name.delete()
    if _held and book.name in _held:
        _held[book.name].pop(called, None)
