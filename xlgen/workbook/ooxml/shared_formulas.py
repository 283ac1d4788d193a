"""Formulas of one sheet that are written once for a group of cells, and followed from each of them."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.workbook.ooxml.formula import shift
from xlgen.workbook.ooxml.scan import Attributes
from xlgen.workbook.references import At

WAITING = "?"  # stands for the formula of a cell whose group has not begun


class SharedFormulas:
    """Groups met so far: where each begins and what is written there; cells whose group begins behind them."""

    def __init__(self) -> None:
        self._origins: dict[str, tuple[At, str]] = {}
        self._waiting: list[tuple[At, str]] = []

    def read(self, attributes: Attributes, text: str, at: At) -> str:
        """The formula of a cell, written out where it only follows its group."""
        kind, group = attributes.get("t"), attributes.get("si", "")
        if kind == "shared" and not text:
            return self._follow(group, at)
        if kind == "shared" and (group not in self._origins or "ref" in attributes):
            self._origins[group] = at, text
        elif kind == "dataTable":
            return f"TABLE({attributes.get('r1', '')},{attributes.get('r2', '')})"
        return text

    def _follow(self, group: str, at: At) -> str:
        if group not in self._origins:
            self._waiting.append((at, group))
            return WAITING
        return self._moved(group, at)

    def _moved(self, group: str, at: At) -> str:
        (row, column), text = self._origins[group]
        return shift(text, at[0] - row, at[1] - column)

    def waited(self) -> Iterator[tuple[At, str | None]]:
        """Cells whose group began behind them, with their formulas; None where it never began."""
        for at, group in self._waiting:
            yield at, self._moved(group, at) if group in self._origins else None
