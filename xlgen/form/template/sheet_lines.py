"""The sheets of a template: in which order, on which grid, with which lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlgen.form.records import Sheet, Spec
from xlgen.form.template.drafts import fill


def read_sheets(template: Mapping[str, Any], shown: set[str], texts: Mapping[str, str]) -> dict[str, Sheet]:
    """Sheets in the order of the template; one that only exists to show a table without rows is left out."""
    sheets = {}
    for key, spec in template.get("sheets", {}).items():
        if spec.get("needs") and spec["needs"] not in shown:
            continue
        widths = tuple(Decimal(width) for width in _grid(template, spec))
        lines = _fill_deep(_without(spec["lines"], set(template["tables"]) - shown), texts)
        grid = "" if "columns" in spec else spec["grid"]
        sheets[key] = Sheet(key, spec["name"], widths, tuple(lines), spec.get("landscape", False), spec.get("repeat", ""), grid)
    order = template.get("order", list(sheets))
    return {key: sheets[key] for key in sorted(sheets, key=lambda k: order.index(k) if k in order else len(order))}


def _grid(template: Mapping[str, Any], spec: Spec) -> list[Any]:
    """Widths of a sheet's columns: as said, columns that an option puts into its main table included; or that table's own."""
    tables = template["tables"]
    if "columns" not in spec:
        # a column of several grid columns says the width of each
        said = [column["width"] for column in tables[spec["grid"]]["columns"].values()]
        return [width for each in said for width in (each if isinstance(each, list) else [each])]
    widths, columns = list(spec["columns"]), tables.get(spec.get("repeat"), {}).get("columns", {})
    spans = {key: column.get("span", 1) for key, column in columns.items() if "after" not in column}
    elastic = next((key for key, span in spans.items() if span == "rest"), next(reversed(spans), ""))
    rest = len(widths) - sum(span for key, span in spans.items() if key != elastic)
    at = 0
    for key, column in columns.items():
        if "after" in column:
            widths.insert(at, column["width"])
        at += rest if key == elastic else int(column.get("span", 1))
    return widths


def _without(lines: Sequence[Any], unseen: set[str]) -> list[Any]:
    """The lines but for tables that have no rows, and labels beside nothing."""
    kept = []
    for line in lines:
        if isinstance(line, Mapping) and "lines" in line:
            line = {**line, "lines": _without(line["lines"], unseen)}
        is_empty = line in unseen if isinstance(line, str) else isinstance(line, Mapping) and line.get("lines") == []
        if not is_empty:
            kept.append(line)
    return kept


def _fill_deep(said: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(said, str):
        return fill(said, texts)
    if isinstance(said, Mapping):
        return {key: _fill_deep(value, texts) for key, value in said.items()}
    return [_fill_deep(item, texts) for item in said] if isinstance(said, list) else said
