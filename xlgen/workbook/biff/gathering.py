"""What is found in a sheet of a .xls, gathered in the order of its records."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from xlgen.catalogue import refuse
from xlgen.errors import Refused
from xlgen.excel_limits import MAX_TEXT
from xlgen.workbook import addresses as a1
from xlgen.workbook.biff.beginning import Allowance, Beginning
from xlgen.workbook.ooxml.cell_values import SHIFT_1904, shortest, visible
from xlgen.workbook.ooxml.guard import BORDERS
from xlgen.workbook.records import Bounds, CellError, CellRecord, CellStyle, CellValue, cell_record

# BErr, MS-XLS 2.5.10
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class Gathering:
    """What has been found in a sheet so far; ``waiting`` is the formula whose text follows in a record of its own."""

    def __init__(self, name: str, beginning: Beginning, allowance: Allowance) -> None:
        self.name, self.beginning, self.allowance = name, beginning, allowance
        self.limits = allowance.limits
        self.cells: dict[tuple[int, int], CellRecord] = {}
        self.styles: dict[tuple[int, int], CellStyle] = {}
        self.merges: list[Bounds] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.protected = False
        self.last_used = -1
        self.waiting: tuple[int, int, int] | None = None

    def put(self, row: int, column: int, style: int, value: CellValue, formula: str | None = None) -> None:
        """Take a cell with content."""
        self.settle()
        self.dress(row, column, style)
        if value is None and formula is None:
            return
        if row >= self.limits.rows or column >= self.limits.columns:
            raise self.fault("XG019", row, column)
        if (row, column) in self.cells:
            raise self.fault("XG027", row, column, "该单元格出现两次")
        self.allowance.cell()
        shown_as = self.beginning.formats[style]
        if shown_as == "date" and self.beginning.date1904 and isinstance(value, Decimal):
            value += SHIFT_1904
        self.cells[row, column] = cell_record(value, formula, shown_as)
        self.last_used = max(self.last_used, row)

    def dress(self, row: int, column: int, style: int) -> None:
        """Note how a cell is dressed, blank or not."""
        if style >= len(self.beginning.styles):
            raise self.fault("XG017", row, column, f"没有第 {style} 种样式")
        self.styles[row, column] = self.beginning.styles[style]

    def number(self, row: int, column: int, style: int, value: float, formula: str | None = None) -> None:
        """Take a number."""
        if not isfinite(value):
            raise self.fault("XG025", row, column)
        self.put(row, column, style, shortest(value), formula)

    def text(self, row: int, column: int, style: int, value: str, formula: str | None = None) -> None:
        """Take a text."""
        if len(value) > MAX_TEXT:
            raise self.fault("XG017", row, column, f"文字超过 {MAX_TEXT} 字")
        self.put(row, column, style, visible(value) or None, formula)

    def truth_or_error(self, at: tuple[int, int, int], value: int, is_error: bool, formula: str | None = None) -> None:
        """Take a truth value or an error value."""
        if is_error and value not in _ERRORS:
            raise self.fault("XG017", *at[:2], f"错误值 {value}")
        if not is_error and value not in (0, 1):
            raise self.fault("XG025", *at[:2])
        self.put(*at, CellError(_ERRORS[value]) if is_error else bool(value), formula)

    def settle(self) -> None:
        """Refused where a formula still waits for its text."""
        if self.waiting is not None:
            raise self.fault("XG017", *self.waiting[:2], "公式的结果不见了")

    def fault(self, code: str, row: int, column: int, detail: str = "") -> Refused:
        """A refusal at a cell."""
        return refuse(code, " ".join(filter(None, (f"{self.name}!{a1.spell(row, column)}", detail))))

    def blank(self, row: int) -> None:
        """Refused where borders were dragged to the bottom."""
        if row - self.last_used > self.limits.blank_rows:
            raise refuse("XG014", f"“{self.name}”的表格下面有至少 {row - self.last_used} 行空行", BORDERS)
