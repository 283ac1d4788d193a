"""Looks of the cells of the engine ``xlgen``: as the file's styles say, or as they were changed since."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.workbook.engine.areas import Area
from xlgen.workbook.engine.cell_looks import lines, set_look, shared
from xlgen.workbook.engine.conversion import hex_of, rgb_of
from xlgen.workbook.engine.fonts import Borders, Font
from xlgen.workbook.engine.refusals import NotOffered
from xlgen.workbook.engine.state import area

MAX_WIDTH = 255  # characters of a column
MOST_CHANGED = 100_000  # that are looked at or changed one by one


def _facet(name: str, op: str, called: str = "") -> Any:
    """A property that reads and changes one facet of a look."""

    def get(cells: Dressing) -> Any:
        return cells.shared(name, called)

    def change(cells: Dressing, value: Any) -> None:
        said = str(int(value)) if isinstance(value, bool) else str(value)
        cells.set_facet(name, said, op, value)

    return property(get, change)


def _alone(found: set[Any]) -> Any:
    """What all have in common, None where they differ."""
    return next(iter(found)) if len(found) == 1 else None


class Dressing(Area):
    """A rectangle of cells as it looks; a property is None where its cells differ in it."""

    number_format = _facet("format", "range.number_format", "数字格式")
    wrap_text = _facet("wrap", "range.wrap_text")
    vertical_alignment = _facet("valign", "range.valign")
    indent_level = _facet("indent", "range.indent")  # as Excel calls it; xlwings has no word for it

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Fill, None too where there is none."""
        found = self.shared("fill")
        return rgb_of(found) if found else None

    @color.setter
    def color(self, value: Any) -> None:
        self.set_facet("fill", hex_of(value), "range.color", f"#{hex_of(value)}" if value is not None else None)

    @property
    def font(self) -> Font:
        """Its font."""
        return Font(self)

    @property
    def borders(self) -> Borders:
        """Its borders."""
        return Borders(self)

    @property
    def horizontal_alignment(self) -> str | None:
        """Across, in xlwings' words."""
        said = self.shared("align")
        return "center_across_selection" if said == "centerContinuous" else said

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.set_facet("align", "centerContinuous" if value == "center_across_selection" else value, "range.align", value)

    @property
    def column_width(self) -> Any:
        """Width in characters."""
        set_here, said = self.sheet.state.changes.widths, lines(self.state, self.sheet.state)
        return _alone({float(set_here.get(column, said.width_of(column))) for column in self._columns})

    @column_width.setter
    def column_width(self, value: float) -> None:
        if not self.sheet.state.is_new:
            raise NotOffered(f"只能设置新工作表的列宽。“{self.sheet.name}”的列宽请在 WPS 或 Excel 里改")
        if not 0 <= value <= MAX_WIDTH:
            raise ValueError(f"列宽 {value} 不在 0 至 {MAX_WIDTH} 个字符之间")
        self.sheet.state.changes.widths |= dict.fromkeys(self._columns, float(value))
        self.tell("range.column_width", float(value))

    @property
    def row_height(self) -> Any:
        """Height in points. NotOffered where the file leaves it to the application."""
        set_here, said = self.sheet.state.changes.heights, lines(self.state, self.sheet.state)
        heights = {float(set_here[row]) if row in set_here else said.height_of(row) for row in self._rows}
        if None in heights:
            raise NotOffered(
                f"{self.sheet.name}!{self.address} 的行高文件里没有写定，由 WPS 或 Excel 打开时按内容定，这里不知道"
            )
        return _alone(heights)

    @row_height.setter
    def row_height(self, value: float) -> None:
        if not 0 <= value <= MAX_HEIGHT:
            raise ValueError(f"行高 {value} 不在 0 至 {MAX_HEIGHT} 磅之间")
        self.sheet.state.changes.heights |= dict.fromkeys(self._rows, Decimal(str(value)))
        self.tell("range.row_height", float(value))

    @property
    def row_hidden(self) -> Any:
        """Whether the rows are hidden."""
        return _alone({row in lines(self.state, self.sheet.state).hidden_rows for row in self._rows})

    @property
    def column_hidden(self) -> Any:
        """Whether the columns are hidden."""
        return _alone({lines(self.state, self.sheet.state).is_hidden(column) for column in self._columns})

    def shared(self, what: str, said: str = "") -> Any:
        """One property of the cells' looks. NotOffered where the file does not tell what is ``said``."""
        self.require_few(MOST_CHANGED)
        found = {getattr(each, what) for each in shared(self.state, self.sheet.state, self.places())}
        if said and found == {None}:
            raise NotOffered(f"{self.sheet.name}!{self.address} 的{said}文件里没有写明，由打开它的软件决定，这里不知道")
        return _alone(found)

    def set_facet(self, facet: str, value: str | None, op: str, said: Any) -> None:
        """Change one facet of every cell's look; ``op`` and ``said`` are how the journal tells it."""
        self.require_few(MOST_CHANGED)
        for at in self.places():
            set_look(self.state, self.sheet.state, at, facet, value)
        self.tell(op, said)

    def require_few(self, most: int) -> None:
        """NotOffered where the range is too large for what is done cell by cell."""
        if len(self) > most:
            raise NotOffered(f"{self.address} 有 {len(self)} 格，一次最多 {most} 格。请写小一点的区域，如 sheet.used_range")

    @property
    def state(self) -> Any:
        """The workbook it belongs to, as it stands now."""
        return self.sheet.book.state

    def tell(self, op: str, value: Any) -> None:
        """Put a change into the journal."""
        span = area(*self.place, *self.shape)
        self.state.journal.append({"op": op, "sheet": self.sheet.name, "range": span, "value": value})

    @property
    def _rows(self) -> range:
        if self.shape[0] > MOST_CHANGED:
            raise NotOffered(f"{self.address} 有 {self.shape[0]} 行，一次最多 {MOST_CHANGED} 行。请写小一点的区域")
        return range(self.row - 1, self.last[0])

    @property
    def _columns(self) -> range:
        return range(self.column - 1, self.last[1])
