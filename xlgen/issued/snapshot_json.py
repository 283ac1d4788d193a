"""A snapshot as JSON: the format of ``manifest.json`` and of the hidden sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from xlgen.errors import FormulaError
from xlgen.form.records import Cell
from xlgen.issued.snapshot import IssuedRow, Slot, Snapshot
from xlgen.language.nodes import Expr
from xlgen.language.parse import parse
from xlgen.language.write import to_source
from xlgen.words.numbers import plain

VERSION = 1


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
        **({"further": dict(snapshot.further)} if snapshot.further else {}),
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
    """The snapshot that ``to_json`` wrote. ValueError where it is none, or one of another version."""
    try:
        if said["version"] != VERSION:
            raise ValueError(f"清单格式版本 {said['version']}，本程序只认 {VERSION}")
        return _snapshot(said)
    except (AttributeError, IndexError, KeyError, TypeError, InvalidOperation, FormulaError) as error:
        raise ValueError(f"不是下发的快照：{error}") from error


def _snapshot(said: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        form=said["form"], edition=said["edition"], title=said["title"], source=said["source"], money=said["money"],
        identity=said["identity"], issued=said["issued"],
        grades=tuple((word, Decimal(least)) for word, least in said["grades"]),
        slots={cell["name"]: _slot(cell) for cell in said["cells"]},
        rows=tuple(IssuedRow(**{"label": "", **row}) for row in said["rows"]),
        static={sheet: {(r, c): text for r, c, text in cells} for sheet, cells in said["static"].items()},
        labels=said["labels"], columns=said["columns"],
        widths={sheet: tuple(map(Decimal, widths)) for sheet, widths in said["widths"].items()},
        further=said.get("further", {}),
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
