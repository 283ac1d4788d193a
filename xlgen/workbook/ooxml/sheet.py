"""One worksheet part to a record of its cells, merges and protection."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlgen.catalogue import refuse
from xlgen.errors import Refused
from xlgen.excel_limits import MAX_ROW, MAX_TEXT
from xlgen.workbook import addresses as a1
from xlgen.workbook.ooxml.cell_values import SHIFT_1904, BadValue, piece, typed, unescape
from xlgen.workbook.ooxml.formula import calls_out
from xlgen.workbook.ooxml.guard import Package
from xlgen.workbook.ooxml.plain.around import require_well_formed, without_flat
from xlgen.workbook.ooxml.plain.either_way import Odd, either_way
from xlgen.workbook.ooxml.plain.part_text import cut_out, plain_text, spend_elements
from xlgen.workbook.ooxml.plain.sheet_rows import plain_merges, plain_rows
from xlgen.workbook.ooxml.scan import Attributes, Handlers, scan
from xlgen.workbook.ooxml.shared_by_sheets import Shared
from xlgen.workbook.ooxml.shared_formulas import SharedFormulas
from xlgen.workbook.ooxml.sheet_frame import SheetFrame
from xlgen.workbook.records import CellRecord, CellStyle, CellValue, SheetRecord, State, cell_record

_CELL = "worksheet/sheetData/row/c"


def read_sheet(package: Package, part: str, name: str, state: State, shared: Shared) -> SheetRecord:
    """The record of a worksheet part; Refused, with sheet and cell, at the first fault."""
    reading = either_way(
        "sheet", package, lambda: _plain(package, part, name, shared), lambda: _guarded(package, part, name, shared)
    )
    frame = reading.frame
    return SheetRecord(
        name, state, reading.cells, tuple(frame.merges), frame.protected,
        frozenset(frame.hidden_rows), tuple(frame.hidden_columns), frozenset(reading.unsaved), reading.styles,
    )  # fmt: skip


def _plain(package: Package, part: str, name: str, shared: Shared) -> _Reading:
    """Rows and merged ranges by pattern, all the rest by the scanner."""
    reading, budget = _Reading(package, name, shared), package.budget
    text = plain_text(package, part, "worksheet")
    rows, rest = cut_out(text, "sheetData")
    merges, rest = cut_out(rest, "mergeCells") if "<mergeCells" in rest else ("", rest)
    if "x14ac:" in rows and 'xmlns:x14ac="' not in rest[: rest.index("<sheetData>")]:
        raise Odd
    require_well_formed(rest)
    others, rest = without_flat(rest)
    scan(package, part, reading.handlers(), text=rest)
    for each in plain_merges(merges):
        reading.frame.merge(each)
    found = plain_rows(rows, shared, package.limits)
    if reading.lists != 1 + bool(merges):
        raise Odd
    spend_elements(package, rows + merges + others)
    budget.cells -= len(found.cells)
    budget.formula_chars -= found.spent
    if min(budget.cells, budget.formula_chars) < 0:
        raise Odd
    reading.cells, reading.styles, reading.unsaved = found.cells, found.styles, found.unsaved
    reading.frame.hidden_rows = found.hidden_rows
    return reading


def _guarded(package: Package, part: str, name: str, shared: Shared) -> _Reading:
    reading = _Reading(package, name, shared)
    scan(package, part, reading.handlers())
    reading.settle()
    return reading


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    if not letters.isalpha():  # the row of the cell is not that of its line
        raise ValueError(letters)
    return a1.parse(f"{letters}1")[1]


class _Reading:
    """Where the pass through a sheet stands: the cell at hand, and what has been found."""

    def __init__(self, package: Package, name: str, shared: Shared) -> None:
        self.limits, self.budget, self.name, self.shared = package.limits, package.budget, name, shared
        self.cells: dict[tuple[int, int], CellRecord] = {}
        self.styles: dict[tuple[int, int], CellStyle] = {}
        self.frame = SheetFrame(name, self.limits)
        self.unsaved: list[tuple[int, int]] = []
        self.lists = 0  # of rows, of merged ranges
        self.row, self.row_label, self.column = -1, "0", -1
        self.blank_rows = 0
        self.cell: Attributes = {}
        self.said: set[str] = set()  # what the cell at hand has said
        self.raw = ""
        self.inline: list[str] = []
        self.formula: str | None = None
        self.attributes: Attributes = {}
        self.shared_formulas = SharedFormulas()

    def handlers(self) -> Handlers:
        return Handlers(
            starts={
                "worksheet/dimension": self.frame.announced,
                "worksheet/cols/col": self.frame.column,
                "worksheet/sheetData": self.start_data,
                "worksheet/sheetData/row": self.start_row,
                _CELL: self.start_cell,
                f"{_CELL}/f": self.start_text,
                f"{_CELL}/is/t": self.start_text,
                f"{_CELL}/is/r/t": self.start_text,
                "worksheet/mergeCells": self.start_list,
                "worksheet/mergeCells/mergeCell": self.frame.merge,
                "worksheet/sheetProtection": self.frame.protection,
            },
            texts={
                f"{_CELL}/v": self.end_value,
                f"{_CELL}/f": self.end_formula,
                f"{_CELL}/is/t": self.end_inline,
                f"{_CELL}/is/r/t": self.end_inline,
            },
            ends={_CELL: self.end_cell, f"{_CELL}/is": lambda: self.once("is")},
            only_here=frozenset(("sheetData", "row", "c")),
        )

    def start_list(self, _: Attributes) -> None:
        self.lists += 1

    def start_data(self, _: Attributes) -> None:
        self.lists += 1
        if self.row >= 0:
            raise refuse("XG027", f"{self.name} 的单元格分在两处")

    def start_row(self, attributes: Attributes) -> None:
        self.blank_rows += 1
        if self.blank_rows > self.limits.blank_rows:  # borders dragged to the bottom; told at once, whatever is still to come
            raise self.frame.too_many_blank_rows(max((row for row, _ in self.cells), default=-1), self.blank_rows)
        self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        if not 0 <= self.row < MAX_ROW:
            raise refuse("XG017", f"{self.name} 的行号 {self.row + 1}")
        self.row_label, self.column = str(self.row + 1), -1
        self.frame.row(self.row, attributes)

    def start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        self.column = self.column + 1 if place is None else _column(place.removesuffix(self.row_label))
        self.cell, self.raw, self.inline, self.formula = attributes, "", [], None
        self.said.clear()
        if (style := self.shared.styles.dressed.get(attributes.get("s", "0"))) and len(self.styles) < self.limits.cells:
            self.styles[self.row, self.column] = style

    def start_text(self, attributes: Attributes) -> None:
        self.attributes = attributes

    def end_value(self, text: str) -> None:
        self.once("v")
        self.raw = text

    def end_inline(self, text: str) -> None:
        self.inline.append(piece(self.attributes, text))

    def once(self, what: str) -> None:
        """Refused where a cell says one thing twice: readers differ in which they take."""
        if what in self.said:
            raise self.fault("XG027", f"有两个 {what}")
        self.said.add(what)

    def end_formula(self, found: str) -> None:
        self.once("f")
        text = unescape(found)
        if len(text) > MAX_TEXT:
            raise self.fault("XG017", f"公式超过 {MAX_TEXT} 字")
        text = text.strip().removeprefix("=")
        if calls_out(text):
            raise self.fault("XG024", text[:60])
        self.formula = self.spend(self.shared_formulas.read(self.attributes, text, (self.row, self.column))) or None

    def spend(self, text: str) -> str:
        self.budget.formula_chars -= len(text)
        if self.budget.formula_chars < 0:
            raise refuse("XG014", f"公式合计超过 {self.limits.formula_chars} 字")
        return text

    def end_cell(self) -> None:
        if not self.raw and not self.inline and self.formula is None:
            return
        kind = self.cell.get("t", "n")
        value = self.value(kind, "".join(self.inline) if kind == "inlineStr" else self.raw)
        if value is None and self.formula is None:
            return
        place = self.row, self.column
        if self.row >= self.limits.rows or self.column >= self.limits.columns:
            raise self.fault("XG019")
        if place in self.cells:
            raise self.fault("XG027", "该单元格出现两次")
        self.blank_rows = 0
        self.budget.cells -= 1
        if self.budget.cells < 0:
            raise refuse("XG020", f"超过 {self.limits.cells} 个")
        form = "date" if kind == "d" else self.shared.styles.formats.get(self.cell.get("s", "0"), "general")
        if form == "date" and self.shared.date1904 and kind == "n" and isinstance(value, Decimal):
            value += SHIFT_1904
        if value is None and kind != "str":  # an empty text is a result, and its type says so
            self.unsaved.append(place)
        self.cells[place] = cell_record(value, self.formula, form)

    def value(self, kind: str, raw: str) -> CellValue:
        try:
            return typed(kind, raw, self.shared.strings) if raw else None
        except BadValue as bad:
            raise self.fault(bad.code, bad.detail) from None

    def settle(self) -> None:
        """Write out the shared formulas whose first cell came after them."""
        for place, formula in self.shared_formulas.waited():
            if formula is None:
                raise refuse("XG017", f"{self.name}!{a1.spell(*place)} 的共享公式没有原文")
            record = self.cells[place]
            self.cells[place] = CellRecord(record.value, self.spend(formula), record.format)

    def fault(self, code: str, detail: str = "") -> Refused:
        """A refusal at the cell at hand."""
        return refuse(code, " ".join(filter(None, (f"{self.name}!{a1.spell(self.row, self.column)}", detail))))
