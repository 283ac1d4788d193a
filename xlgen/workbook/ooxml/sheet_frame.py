"""What a worksheet says besides its cells: how far it goes, what is hidden, merged and protected."""

from __future__ import annotations

from functools import lru_cache

from xlgen.catalogue import refuse
from xlgen.errors import Refused
from xlgen.workbook import addresses as a1
from xlgen.workbook.ooxml.guard import BORDERS, Limits
from xlgen.workbook.ooxml.scan import Attributes
from xlgen.workbook.records import Bounds

TRUE = ("1", "true")


@lru_cache(maxsize=1 << 13)  # forms of one kind have the same
def _bounds(ref: str) -> Bounds | None:
    first, _, last = ref.partition(":")
    try:
        (top, left), (bottom, right) = a1.parse(first), a1.parse(last or first)
    except ValueError:
        return None
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


class SheetFrame:
    """Gathered in the order of the part."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.merges: list[Bounds] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.protected = False
        self._last_row = ""

    def announced(self, attributes: Attributes) -> None:
        """How far the sheet says it goes."""
        self._last_row = attributes.get("ref", "").rpartition(":")[2].lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def column(self, attributes: Attributes) -> None:
        """Columns of one width."""
        if attributes.get("hidden") in TRUE:
            self.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))

    def row(self, number: int, attributes: Attributes) -> None:
        """A row."""
        if attributes.get("hidden") in TRUE:
            self.hidden_rows.append(number)

    def merge(self, attributes: Attributes) -> None:
        """A merged range; one that cannot be read is passed over, as no program merges anything then."""
        bounds = _bounds(attributes.get("ref", ""))
        if bounds is None:
            return
        if len(self.merges) >= self.limits.merges:
            raise refuse("XG021", f"{self.name} 超过 {self.limits.merges} 个")
        self.merges.append(bounds)

    def protection(self, attributes: Attributes) -> None:
        """Whether the sheet is protected."""
        self.protected = attributes.get("sheet") in TRUE

    def too_many_blank_rows(self, last_used: int, blank: int) -> Refused:
        """The refusal of borders dragged to the bottom: rows behind the last that holds anything, from 0; those read so far."""
        said = int(self._last_row) if self._last_row.isdecimal() and len(self._last_row) < 8 else 0
        announced = said - last_used - 1
        count = str(announced) if announced >= blank else f"至少 {blank}"  # reading stops before the end
        return refuse("XG014", f"“{self.name}”的表格下面有 {count} 行空行", BORDERS)
