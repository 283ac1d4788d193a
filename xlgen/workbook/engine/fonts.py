"""Fonts and borders of the engine ``xlgen``: what is set reaches the file; only what was set can be asked."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlgen.workbook.engine.conversion import hex_of, rgb_of

_EDGES = {"edge_top", "edge_bottom", "edge_left", "edge_right"}


class Font(base_classes.Font):
    """Font of a range; only what is set here can be asked."""

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def bold(self) -> bool:
        """Whether it was made bold."""
        return "bold" in self.parent.facets

    @bold.setter
    def bold(self, value: bool) -> None:
        self.parent.set_facet("bold", "1" if value else "", "range.bold", bool(value))

    @property
    def size(self) -> float | None:
        """Points."""
        found = self.parent.facets.get("size")
        return float(found) if found else None

    @size.setter
    def size(self, value: float) -> None:
        self.parent.set_facet("size", f"{value:g}", "range.font_size", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Colour of the text."""
        found = self.parent.facets.get("ink")
        return rgb_of(found) if found else None

    @color.setter
    def color(self, value: Any) -> None:
        self.parent.set_facet("ink", hex_of(value), "range.font_color", f"#{hex_of(value)}")


class Borders(base_classes.Borders):
    """Borders of a range: thin lines on all sides or none."""

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    def set(self, which: Any, *, line_style: Any, weight: Any, **_: Any) -> None:
        """Thin lines around and between the cells."""
        if not set(which) >= _EDGES or (line_style, weight) != ("continuous", "thin"):
            raise NotImplementedError("只支持四周和内部的细线：borders.set('all', line_style='continuous', weight='thin')")
        self.parent.set_facet("border", "thin", "range.border", True)
