"""Prints the lines of a sheet from top to bottom onto its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlgen.form.layout.paging import LEAST_SCALE, print_scale
from xlgen.form.layout.records import Lines, Page
from xlgen.form.layout.spans import column_spans, fault, piece_spans, tail
from xlgen.form.layout.tables import print_heading, print_rows
from xlgen.form.records import Cell, Form, Sheet, Table


def print_lines(form: Form, sheet: Sheet) -> Page:
    """The sheet's page, its rows not yet given heights. TemplateError where a line does not fit or names what is not there."""
    printer = _Printer(form, sheet)
    printer.lines(sheet.lines, 0)
    printer.page.last_row = printer.row - 1
    return printer.page


class _Printer:
    """Where printing stands: the next row, and the columns of the last table, which later lines may name."""

    def __init__(self, form: Form, sheet: Sheet) -> None:
        self.form, self.sheet = form, sheet
        is_broad = print_scale(sheet.widths, landscape=False) < LEAST_SCALE  # upright it would be too small to read
        self.page = Page(sheet.name, sheet.widths, sheet.landscape or is_broad)
        self.row = 0
        self.columns: Mapping[str, Lines] = {}
        self.where = f"{form.id}: sheets.{sheet.key}.lines"

    def lines(self, lines: Sequence[Any], start: int) -> None:
        for line in lines:
            match line:
                case str(key) if key in self.form.tables:
                    self._table(self.form.tables[key], start)
                case str():
                    raise fault(self.where, line, "没有这张表")
                case {"side": text, "lines": inner}:
                    self._side(text, inner, start)
                case {"plain": pieces}:
                    self._pieces(pieces, start, framed=False)
                case {"blank": _}:
                    self.row += 1
                case {**said} if len(said) == 1:
                    role, text = next(iter(said.items()))
                    self._band(str(role), str(text), start)
                case list(pieces):
                    self._pieces(pieces, start, framed=True)
                case _:
                    raise fault(self.where, line, "看不懂的一行")

    def _side(self, text: str, inner: Sequence[Any], start: int) -> None:
        top = self.row
        self.lines(inner, start + 1)
        if self.page.repeat and self.page.repeat[0] == top:  # the heading is printed on every page, the label is not
            self.page.put(self.page.repeat, (start, start), "heading")
            top = self.page.repeat[1] + 1
        self.page.put((top, self.row - 1), (start, start), "side", text)

    def _band(self, role: str, text: str, start: int) -> None:
        """One piece across the page: a title, a note, or a field shown as such."""
        self._piece(text, (start, self.page.last_column), role, role)
        self.row += 1

    def _pieces(self, pieces: Sequence[str], start: int, framed: bool) -> None:
        spans = piece_spans(pieces, (start, self.page.last_column), self.columns, self.where)
        for piece, span in zip(pieces, spans, strict=True):
            text = piece.partition(":")[0] if tail(piece) else piece
            self._piece(text, span, "label" if framed else "plain", "cell" if framed else "signature")
        self.row += 1

    def _piece(self, text: str, span: Lines, text_role: str, cell_role: str) -> None:
        if text.startswith("@"):
            self.page.put((self.row, self.row), span, cell_role, cell=self._field(text[1:]))
        else:
            role = "seal" if text_role == "plain" and text.endswith("盖章）") else text_role
            self.page.put((self.row, self.row), span, role, text)

    def _field(self, name: str) -> Cell:
        if name not in self.form.fields:
            raise fault(self.where, f"@{name}", "没有这个字段")
        return self.form.fields[name]

    def _widen(self) -> str:
        if self.sheet.grid:
            return f'给表 {self.sheet.grid} 加一列：网格随它的列（grid = "{self.sheet.grid}"）'
        return f"给 sheets.{self.sheet.key}.columns 加一列的宽"

    def _table(self, table: Table, start: int) -> None:
        self.columns = column_spans(table, (start, self.page.last_column), self.where, self._widen())
        top = self.row
        self.row = print_heading(self.page, table.columns, self.columns, top)
        if self.sheet.repeat == table.key:
            self.page.repeat, self.page.frozen = (top, self.row - 1), self.row
        self.row = print_rows(self.page, table, self.columns, self.row)
