"""Defined names of the engine ``xlgen``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlgen.workbook.references import sheet_and_range


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
            raise KeyError(key)
        return Name(self.book, key)

    def contains(self, key: int | str) -> bool:
        """Whether there is such a name."""
        return key in self.book.state.names

    def __len__(self) -> int:
        return len(self.book.state.names)

    def __iter__(self) -> Iterator[Name]:
        return (Name(self.book, name) for name in list(self.book.state.names))

    def add(self, name: str, refers_to: str) -> Name:
        """A new name, or another meaning of one."""
        self.book.state.set_name(name, refers_to.removeprefix("="))
        self.book.state.journal.append({"op": "name.add", "name": name, "value": "=" + refers_to.removeprefix("=")})
        return Name(self.book, name)


class Name(base_classes.Name):
    """One defined name."""

    name = ""

    def __init__(self, book: Any, name: str) -> None:
        self.book, self.name = book, name

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
    def refers_to_range(self) -> Any:
        """The range it stands for; ValueError where it is none, such as a constant or #REF!."""
        sheet, address = sheet_and_range(self.book.state.names[self.name]) or ("", "")
        if sheet not in self.book.sheets:
            raise ValueError(f"名称 {self.name} 所指不是单元格：{self.refers_to}")
        return self.book.sheets(sheet).range(address)

    def delete(self) -> None:
        """Take it out."""
        self.book.state.set_name(self.name, None)
        self.book.state.journal.append({"op": "name.delete", "name": self.name})
