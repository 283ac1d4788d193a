"""Defined names of the engine ``xlgen``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlgen.workbook.engine.refusals import NotOffered, says_what_it_lacks
from xlgen.workbook.engine.state import SheetState
from xlgen.workbook.references import quoted, sheet_and_range

# Excel: a letter, _ or \\ first, then letters, digits, . and _; nothing that reads as a cell
_PLAIN = re.compile(r"[^\W\d]\w*")  # a sheet's name that needs no quotes
_CALLED = re.compile(r"(?![A-Za-z]{1,3}[0-9]+$|[Rr]$|[Cc]$)[^\W\d][\w.\\]{0,254}|\\[\w.\\]{0,254}")


@says_what_it_lacks
class Names(base_classes.Names):
    """Workbook-wide defined names."""

    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    def __call__(self, key: int | str) -> Name:
        """A name by itself, or by number from 1."""
        names = self.book.state.names
        if isinstance(key, int):
            return Name(self.book, self.book.state.listed_names()[key - 1])
        if key not in names:
            raise KeyError(f"没有名称“{key}”")
        return Name(self.book, key)

    def contains(self, key: int | str) -> bool:
        """Whether there is such a name."""
        return key in self.book.state.names

    def __len__(self) -> int:
        return len(self.book.state.names)

    def __iter__(self) -> Iterator[Name]:
        return (Name(self.book, name) for name in list(self.book.state.names))

    def add(self, name: str, refers_to: str) -> Name:
        """A new name, or another meaning of one. ValueError where Excel would not take it."""
        if "!" in name:
            raise NotOffered(f"只能加整个工作簿都能用的名称，不能写“{name}”（去掉“!”和前面的工作表名）")
        if not _CALLED.fullmatch(name):
            raise ValueError(f"“{name}”不能作名称（以文字开头，没有空格和符号，不像单元格地址）")
        self.book.state.set_name(name, refers_to.removeprefix("="))
        self.book.state.journal.append({"op": "name.add", "name": name, "value": "=" + refers_to.removeprefix("=")})
        return Name(self.book, name)


@says_what_it_lacks
class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, book: Any, name: str) -> None:
        self.book, self.called = book, name

    @property
    def name(self) -> str:
        """What it is called."""
        return self.called

    @name.setter
    def name(self, value: str) -> None:
        refers_to, before = self.refers_to, Name(self.book, self.called)
        self.called = self.book.names.add(value, refers_to).called
        before.delete()

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def refers_to(self) -> str:
        """What it stands for, with ``=``."""
        return f"={self.book.state.names[self.name]}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.book.names.add(self.name, value)

    @property
    def target(self) -> str:
        """What it stands for, its sheet always in quotes."""
        return written(self.refers_to)

    @property
    def refers_to_range(self) -> Any:
        """The range it stands for; ValueError where it is none, such as a constant or #REF!."""
        return range_of(self.book, self.name, self.book.state.names[self.name])

    def delete(self) -> None:
        """Take it out."""
        self.book.state.set_name(self.name, None)
        self.book.state.journal.append({"op": "name.delete", "name": self.name})


@says_what_it_lacks
class SheetNames(base_classes.Names):
    """The names that belong to one sheet of the file; they can be read."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    def __call__(self, key: int | str) -> SheetName:
        """A name by itself, with its sheet or without, or by number from 1."""
        own = self._own()
        if isinstance(key, int):
            return SheetName(self.sheet, *list(own.items())[key - 1])
        called = key.rpartition("!")[2]
        if called not in own:
            raise KeyError(f"工作表“{self.sheet.name}”没有名称“{called}”")
        return SheetName(self.sheet, called, own[called])

    def contains(self, key: str) -> bool:
        """Whether there is such a name."""
        return key.rpartition("!")[2] in self._own()

    def __len__(self) -> int:
        return len(self._own())

    def _own(self) -> dict[str, str]:
        state: SheetState = self.sheet.state
        found: dict[str, str] = {} if state.is_new else self.sheet.book.state.names_of(state)
        return {name: target for name, target in found.items() if not name.startswith("_xlnm.")}


@says_what_it_lacks
class SheetName(base_classes.Name):
    """One name of a sheet."""

    def __init__(self, sheet: Any, called: str, target: str) -> None:
        self.sheet, self.called, self.meant = sheet, called, target

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def name(self) -> str:
        """Its sheet and what it is called."""
        sheet = self.sheet.name
        return f"{sheet if _PLAIN.fullmatch(sheet) else quoted(sheet)}!{self.called}"

    @property
    def refers_to(self) -> str:
        """What it stands for, with ``=``."""
        return f"={self.meant}"

    @property
    def refers_to_range(self) -> Any:
        """The range it stands for; ValueError where it is none."""
        return range_of(self.sheet.book, self.called, self.meant)


def range_of(book: Any, called: str, target: str) -> Any:
    """The range that a name stands for; ValueError where it is none, such as a constant or #REF!."""
    sheet, address = sheet_and_range(target) or ("", "")
    if sheet not in book.sheets:
        raise ValueError(f"名称 {called} 所指不是单元格：={target}")
    return book.sheets(sheet).range(address)


def written(refers_to: str) -> str:
    """A reference with its sheet in quotes, whether it needs them or not; anything else as it is."""
    found = sheet_and_range(refers_to)
    return f"={quoted(found[0])}!{found[1]}" if found else refers_to
