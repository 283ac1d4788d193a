"""The issued snapshot: everything a form asked and printed, so that a return can be judged without template or roster.

It is written into ``manifest.json`` and into the workbook's hidden sheet, in the format that docs/格式.md describes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlgen.form.layout.records import Layout
from xlgen.form.records import Cell, Form, Row
from xlgen.language.write import to_excel
from xlgen.workbook.references import Place, address_from

EMPTY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Slot:
    """One named cell as issued: what it is and where it stands; ``place`` is None for a cell merged into its neighbour."""

    cell: Cell
    place: Place | None
    table: str = ""
    row: str = ""
    column: str = ""
    excel: str = ""  # the formula as written into the workbook, "=" included
    later: Mapping[str, Any] = field(default_factory=dict, hash=False)  # what a later program wrote of it, kept

    @property
    def name(self) -> str:
        """The cell's dotted name."""
        return self.cell.name


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A row of a table as issued: how it is scored and, by 一级指标, where it counts."""

    table: str
    key: str
    label: str
    level: str = ""
    method: str = ""
    says: str = ""
    source: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    spare: bool = False
    later: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """A snapshot as it is kept: lines of JSON, and which format they are in."""

    version: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """An issued form. ``static`` is every locked cell without a name: sheet → (row, column) → text.

    The places below ``levels`` may be empty: what an office says of a batch, and what its order sets for a form.
    """

    form: str
    edition: str
    title: str
    source: str
    money: str
    identity: Mapping[str, str]
    issued: str  # ISO date
    grades: tuple[tuple[str, Decimal], ...]
    slots: Mapping[str, Slot]
    rows: tuple[IssuedRow, ...]
    static: Mapping[str, Mapping[tuple[int, int], str]]
    labels: Mapping[str, str]  # table key → printed name
    columns: Mapping[str, str]  # "table.column" → heading
    widths: Mapping[str, tuple[Decimal, ...]]  # sheet → column widths in characters
    heights: Mapping[str, Mapping[int, Decimal]]  # sheet → row → points
    levels: Mapping[str, Decimal] = field(default_factory=dict)  # 一级指标 → points the frame gives it
    further: Mapping[str, str] = field(default_factory=dict)  # what columns of the office's own say of the project
    batch: str = ""  # 批次
    revision: int = 0  # how often this form was issued anew, with other targets
    deadline: str = ""  # ISO date by which it is to be returned
    contact: str = ""  # whom to ask, as printed
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)  # 口径: parameter of a rule → value as issued
    weights: Mapping[str, str] = field(default_factory=dict)  # 口径: code of a rule → how much it weighs, or 不查, as issued
    sources: Mapping[str, str] = field(default_factory=dict)  # 口径: code or parameter → 依据 as issued
    bounds: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)  # type of a cell → least, greatest
    own_rules: tuple[str, ...] = ()  # names of the office's own rules
    later: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what a later program wrote: piece → its further keys
    stored: Stored | None = field(default=None, init=False, compare=False, repr=False)  # what it was read from

    @property
    def code(self) -> str:
        """项目编码."""
        return self.identity.get("code", "")

    @cached_property
    def by_row(self) -> Mapping[tuple[str, str], tuple[Slot, ...]]:
        """Cells of tables by table and key of their row."""
        rows: dict[tuple[str, str], list[Slot]] = {}
        for slot in self.slots.values():
            if slot.table:
                rows.setdefault((slot.table, slot.row), []).append(slot)
        return {row: tuple(slots) for row, slots in rows.items()}

    @cached_property
    def by_sheet(self) -> Mapping[str, tuple[Slot, ...]]:
        """Cells that are printed, by the sheet they stand on."""
        sheets: dict[str, list[Slot]] = {}
        for slot in self.slots.values():
            if slot.place:
                sheets.setdefault(slot.place[0], []).append(slot)
        return {sheet: tuple(slots) for sheet, slots in sheets.items()}

    @cached_property
    def scored_rows(self) -> tuple[IssuedRow, ...]:
        """Rows that can have points and a score."""
        return tuple(row for row in self.rows if self._can_score(f"{row.table}.{row.key}"))

    def _can_score(self, row: str) -> bool:
        points = self.slots.get(f"{row}.points")
        return points is not None and f"{row}.score" in self.slots and not isinstance(points.cell.value, str)


def read_from(snapshot: Snapshot, stored: Stored) -> Snapshot:
    """The snapshot, knowing the text it was read from; one made of it with ``replace`` doesn't, for it says something else."""
    object.__setattr__(snapshot, "stored", stored)
    return snapshot


def take_snapshot(form: Form, layout: Layout, issued: str, further: Mapping[str, str] = EMPTY) -> Snapshot:
    """What is about to be issued."""
    slots: dict[str, Slot] = {}
    printed = {block.cell.name: block.cell for page in layout.pages for block in page.blocks if block.cell}
    address = address_from(layout.places)
    rows: list[IssuedRow] = []

    def slot(cell: Cell, table: str = "", row: str = "", column: str = "") -> None:
        place = layout.places.get(cell.name)
        excel = to_excel(cell.formula, address(place[0])) if cell.formula and place else ""
        slots[cell.name] = Slot(printed.get(cell.name, cell), place, table, row, column, excel)

    for cell in form.fields.values():
        slot(cell)
    for table in form.tables.values():
        for row in table.rows:
            rows.append(_issued_row(table.key, table.level, row))
            for column, cell in row.cells.items():
                slot(cell, table.key, row.key, column)
    static = {page.name: {(b.row, b.column): b.text for b in page.blocks if b.cell is None and b.text} for page in layout.pages}
    return Snapshot(
        form=form.id, edition=form.edition, title=form.title, source=form.source, money=form.money,
        identity=form.identity, issued=issued, grades=form.grades, slots=slots, rows=tuple(rows), static=static,
        labels={table.key: table.label for table in form.tables.values() if table.label},
        columns={f"{t.key}.{c.key}": c.label for t in form.tables.values() for c in t.columns},
        widths={page.name: page.widths for page in layout.pages}, levels=form.levels, further=further,
        heights={page.name: {row: Decimal(str(round(h, 2))) for row, h in page.heights.items()} for page in layout.pages},
        thresholds=form.thresholds, weights=form.weights, sources=form.sources,
    )  # fmt: skip


def _issued_row(table: str, level: str, row: Row) -> IssuedRow:
    return IssuedRow(
        table, row.key, row.label, row.text("level1") or level, row.method, row.says, row.source,
        row.parameters, row.asked, row.spare,
    )  # fmt: skip
