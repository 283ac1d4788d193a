"""What calls itself Excel on this machine: xlwings lists it, and the workbooks of the file engine are open in it."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from xlgen.macros import live
from xlgen.workbook.engine.app import app


class _Engines(dict):  # type: ignore[type-arg]
    def __iter__(self) -> Iterator[Any]:
        return iter(self.values())


def open_in_front(monkeypatch: pytest.MonkeyPatch, window: int = 4711, path: str = "Office16") -> None:
    """An Excel with this number of its window, in which everything is open that the file engine has open."""
    running = SimpleNamespace(api=SimpleNamespace(Name="Microsoft Excel", Path=path), hwnd=window, books=app().books)
    engines = _Engines(excel=SimpleNamespace(name="excel", apps=[running]))
    monkeypatch.setattr(live, "xw", SimpleNamespace(engines=engines))
