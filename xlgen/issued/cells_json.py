"""A cell as issued in JSON, alike in both formats: what it is, not how it is called or where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlgen.form.records import Cell
from xlgen.language.nodes import Expr
from xlgen.language.parse import parse
from xlgen.language.write import to_source
from xlgen.words.numbers import plain

KEYS = frozenset("label type value formula required choices min max unit also tags prefix".split())


def cell_json(cell: Cell) -> dict[str, Any]:
    """The cell's JSON values; what is empty is left out."""
    value = {"number": plain(cell.value)} if isinstance(cell.value, Decimal) else {"text": cell.value}
    said: dict[str, Any] = {
        "label": cell.label, "type": cell.type, "value": None if cell.value is None else value, "formula": _source(cell.formula),
        "min": _source(cell.minimum), "max": _source(cell.maximum), "required": cell.required, "choices": list(cell.choices),
        "unit": cell.unit, "also": list(cell.also), "tags": sorted(cell.tags), "prefix": cell.prefix,
    }  # fmt: skip
    return {key: said[key] for key in said if said[key] not in (None, "", [], False)}


def _source(expr: Expr | None) -> str:
    return to_source(expr) if expr is not None else ""


def cell_of(name: str, said: Mapping[str, Any]) -> Cell:
    """The cell that ``cell_json`` wrote; keys it does not know are passed over."""
    value = said.get("value")
    return Cell(
        name=name, label=said.get("label", ""), type=said["type"],
        value=None if value is None else Decimal(value["number"]) if "number" in value else value["text"],
        formula=_expr(said.get("formula")), required=said.get("required", False),
        choices=tuple(said.get("choices", ())), minimum=_expr(said.get("min")), maximum=_expr(said.get("max")),
        unit=said.get("unit", ""), also=tuple(said.get("also", ())), tags=frozenset(said.get("tags", ())),
        prefix=said.get("prefix", ""),
    )  # fmt: skip


def _expr(source: str | None) -> Expr | None:
    return parse(source) if source else None
