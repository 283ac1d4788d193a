"""The issued snapshot: everything a form asked and printed, so that a return can be judged without template or roster.

It is written into ``manifest.json`` and into the workbook's hidden sheet. The JSON format, version 1, is described in
README's 清单格式; decimals are strings, formulas are text of the scoring language with full names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlgen.form.layout.records import Layout, Place
from xlgen.form.records import Cell, Form, Row
from xlgen.language.nodes import Expr
from xlgen.language.parse import parse
from xlgen.language.write import to_excel, to_source
from xlgen.words.numbers import plain
from xlgen.workbook.references import address_from

VERSION = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """One named cell as issued: what it is and where it stands; ``place`` is None for a cell merged into its neighbour."""

    cell: Cell
    place: Place | None
    table: str = ""
    row: str = ""
    column: str = ""
    excel: str = ""  # the formula as written into the workbook, "=" included

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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An issued form. ``static`` is every locked cell without a name: sheet → (row, column) → text."""

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

    @property
    def code(self) -> str:
        """项目编码."""
        return self.identity.get("code", "")

    def scored_rows(self) -> Iterator[IssuedRow]:
        """Rows that can have points and a score."""
        for row in self.rows:
            name = f"{row.table}.{row.key}"
            points = self.slots.get(f"{name}.points")
            if points and f"{name}.score" in self.slots and not isinstance(points.cell.value, str):
                yield row


def take_snapshot(form: Form, layout: Layout, issued: str) -> Snapshot:
    """What is about to be issued."""
    slots: dict[str, Slot] = {}
    address = address_from(layout.places)
    rows: list[IssuedRow] = []

    def slot(cell: Cell, table: str = "", row: str = "", column: str = "") -> None:
        place = layout.places.get(cell.name)
        excel = to_excel(cell.formula, address(place[0])) if cell.formula and place else ""
        slots[cell.name] = Slot(cell, place, table, row, column, excel)

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
        widths={page.name: page.widths for page in layout.pages}, levels=form.levels,
        heights={page.name: {row: Decimal(str(round(h, 2))) for row, h in page.heights.items()} for page in layout.pages},
    )  # fmt: skip


def _issued_row(table: str, level: str, row: Row) -> IssuedRow:
    return IssuedRow(
        table, row.key, row.label, row.text("level1") or level, row.method, row.says, row.source,
        row.parameters, row.asked, row.spare,
    )  # fmt: skip


# ---- JSON -----------------------------------------------------------------------------------------------------------


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as JSON values; what is empty is left out."""
    return {
        "version": VERSION,
        "form": snapshot.form,
        "edition": snapshot.edition,
        "title": snapshot.title,
        "source": snapshot.source,
        "money": snapshot.money,
        "issued": snapshot.issued,
        "identity": dict(snapshot.identity),
        "grades": [[word, plain(least)] for word, least in snapshot.grades],
        "labels": dict(snapshot.labels),
        "columns": dict(snapshot.columns),
        "rows": [_row_json(row) for row in snapshot.rows],
        "cells": [_slot_json(slot) for slot in snapshot.slots.values()],
        "widths": {sheet: [plain(width) for width in widths] for sheet, widths in snapshot.widths.items()},
        "heights": {sheet: [[row, plain(height)] for row, height in rows.items()] for sheet, rows in snapshot.heights.items()},
        "static": {sheet: [[r, c, text] for (r, c), text in cells.items()] for sheet, cells in snapshot.static.items()},
        "levels": {level: plain(points) for level, points in snapshot.levels.items()},
    }


def _row_json(row: IssuedRow) -> dict[str, Any]:
    said = {
        "table": row.table, "key": row.key, "label": row.label, "level": row.level, "method": row.method, "says": row.says,
        "source": row.source, "parameters": dict(row.parameters), "asked": dict(row.asked), "spare": row.spare,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value}


def _slot_json(slot: Slot) -> dict[str, Any]:
    cell = slot.cell
    value = {"number": plain(cell.value)} if isinstance(cell.value, Decimal) else {"text": cell.value}
    said: dict[str, Any] = {
        "name": cell.name, "label": cell.label, "type": cell.type, "at": list(slot.place) if slot.place else None,
        "value": None if cell.value is None else value, "formula": _source(cell.formula), "excel": slot.excel,
        "min": _source(cell.minimum), "max": _source(cell.maximum), "required": cell.required,
        "choices": list(cell.choices), "unit": cell.unit, "also": list(cell.also), "tags": sorted(cell.tags), "prefix": cell.prefix,
        "of": [slot.table, slot.row, slot.column] if slot.table else None,
    }  # fmt: skip
    return {key: said[key] for key in said if said[key] not in (None, "", [], False)}


def _source(expr: Expr | None) -> str:
    return to_source(expr) if expr is not None else ""


def from_json(said: Mapping[str, Any]) -> Snapshot:
    """The snapshot that ``to_json`` wrote. KeyError, ValueError or FormulaError where it is none."""
    if said["version"] != VERSION:
        raise ValueError(f"清单格式版本 {said['version']}，本程序只认 {VERSION}")
    return Snapshot(
        form=said["form"], edition=said["edition"], title=said["title"], source=said["source"], money=said["money"],
        identity=said["identity"], issued=said["issued"],
        grades=tuple((word, Decimal(least)) for word, least in said["grades"]),
        slots={cell["name"]: _slot(cell) for cell in said["cells"]},
        rows=tuple(IssuedRow(**row) for row in said["rows"]),
        static={sheet: {(r, c): text for r, c, text in cells} for sheet, cells in said["static"].items()},
        labels=said["labels"], columns=said["columns"],
        widths={sheet: tuple(map(Decimal, widths)) for sheet, widths in said["widths"].items()},
        levels={level: Decimal(points) for level, points in said.get("levels", {}).items()},
        heights={sheet: {row: Decimal(height) for row, height in rows} for sheet, rows in said["heights"].items()},
    )  # fmt: skip


def _slot(said: Mapping[str, Any]) -> Slot:
    value = said.get("value")
    table, row, column = said.get("of", ("", "", ""))
    cell = Cell(
        name=said["name"], label=said.get("label", ""), type=said["type"],
        value=None if value is None else Decimal(value["number"]) if "number" in value else value["text"],
        formula=_expr(said.get("formula")), required=said.get("required", False),
        choices=tuple(said.get("choices", ())), minimum=_expr(said.get("min")), maximum=_expr(said.get("max")),
        unit=said.get("unit", ""), also=tuple(said.get("also", ())), tags=frozenset(said.get("tags", ())),
        prefix=said.get("prefix", ""),
    )  # fmt: skip
    place = said.get("at")
    return Slot(cell, (place[0], place[1], place[2]) if place else None, table, row, column, said.get("excel", ""))


def _expr(source: str | None) -> Expr | None:
    return parse(source) if source else None
