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

KEYS = frozenset("label type value formula required choices min max unit also tags prefix suffix".split())
OWN = ("value", "unit", "suffix")  # of a cell: what rows of one kind differ in


def cell_json(cell: Cell) -> dict[str, Any]:
    """The cell's JSON values; what is empty is left out."""
    said: dict[str, Any] = {"label": cell.label} if cell.label else {}
    if cell.type:
        said["type"] = cell.type
    if cell.value is not None:
        said["value"] = _value(cell.value)
    for key, formula in (("formula", cell.formula), ("min", cell.minimum), ("max", cell.maximum)):
        if formula is not None:
            said[key] = to_source(formula)
    if cell.required:
        said["required"] = True
    if cell.choices:
        said["choices"] = list(cell.choices)
    if cell.unit:
        said["unit"] = cell.unit
    if cell.also:
        said["also"] = list(cell.also)
    if cell.tags:
        said["tags"] = sorted(cell.tags)
    if cell.prefix:
        said["prefix"] = cell.prefix
    if cell.suffix:
        said["suffix"] = cell.suffix
    return said


def own_json(cell: Cell) -> dict[str, Any]:
    """Of these values those that rows of one kind differ in."""
    said: dict[str, Any] = {} if cell.value is None else {"value": _value(cell.value)}
    if cell.unit:
        said["unit"] = cell.unit
    if cell.suffix:
        said["suffix"] = cell.suffix
    return said


def _value(value: Decimal | str) -> dict[str, str]:
    return {"number": plain(value)} if isinstance(value, Decimal) else {"text": value}


def cell_of(name: str, said: Mapping[str, Any]) -> Cell:
    """The cell that ``cell_json`` wrote; keys it does not know are passed over."""
    value = said.get("value")
    return Cell(
        name=name, label=said.get("label", ""), type=said["type"],
        value=None if value is None else Decimal(value["number"]) if "number" in value else value["text"],
        formula=_expr(said.get("formula")), required=said.get("required", False),
        choices=tuple(said.get("choices", ())), minimum=_expr(said.get("min")), maximum=_expr(said.get("max")),
        unit=said.get("unit", ""), also=tuple(said.get("also", ())), tags=frozenset(said.get("tags", ())),
        prefix=said.get("prefix", ""), suffix=said.get("suffix", ""),
    )  # fmt: skip


def _expr(source: str | None) -> Expr | None:
    return parse(source) if source else None
