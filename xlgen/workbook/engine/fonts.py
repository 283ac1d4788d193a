"""Fonts and borders of the engine ``xlgen``."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlgen.workbook.engine.conversion import hex_of, rgb_of
from xlgen.workbook.engine.refusals import NotOffered, says_what_it_lacks

_EDGES = {"edge_top", "edge_bottom", "edge_left", "edge_right"}
_SIZES = range(1, 410)  # points that Excel takes


@says_what_it_lacks
class Font(base_classes.Font):
    """Font of a range; a property is None where cells of the range differ in it."""

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def bold(self) -> Any:
        """Whether it is bold."""
        return self.parent.shared("bold")

    @bold.setter
    def bold(self, value: bool) -> None:
        self.parent.set_facet("bold", "1" if value else "", "range.bold", bool(value))

    @property
    def italic(self) -> Any:
        """Whether it is slanted."""
        return self.parent.shared("italic")

    @italic.setter
    def italic(self, value: bool) -> None:
        self.parent.set_facet("italic", "1" if value else "", "range.italic", bool(value))

    @property
    def size(self) -> Any:
        """Points."""
        return self.parent.shared("size", "字号")

    @size.setter
    def size(self, value: float) -> None:
        if int(value) not in _SIZES:
            raise ValueError(f"字号 {value} 不在 1 至 409 磅之间")
        self.parent.set_facet("size", f"{value:g}", "range.font_size", value)

    @property
    def name(self) -> Any:
        """The font's name."""
        return self.parent.shared("face", "字体")

    @name.setter
    def name(self, value: str) -> None:
        if not value or len(value) > 31:
            raise ValueError(f"字体名“{value}”应为 1 至 31 个字")
        self.parent.set_facet("face", value, "range.font_name", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Colour of the text."""
        found = self.parent.shared("ink", "文字的颜色")
        return rgb_of(found) if found else None

    @color.setter
    def color(self, value: Any) -> None:
        if value is None:
            raise ValueError("文字的颜色不能写 None（黑色写 (0, 0, 0)）")
        self.parent.set_facet("ink", hex_of(value), "range.font_color", f"#{hex_of(value)}")


@says_what_it_lacks
class Borders(base_classes.Borders):
    """Borders of a range: thin lines on all sides or none."""

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    def set(self, which: Any, *, line_style: Any = "", weight: Any = "", **_: Any) -> None:
        """Thin lines around and between the cells."""
        if not set(which) >= _EDGES or (line_style, weight) != ("continuous", "thin"):
            raise NotOffered("只支持四周和内部的细线：borders.set('all', line_style='continuous', weight='thin')")
        self.parent.set_facet("border", "thin", "range.border", True)
