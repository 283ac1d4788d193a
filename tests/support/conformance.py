"""The cases kept as data in tests/conformance, which other implementations may run too; its README says what they mean."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "conformance"


@cache
def document(file: str) -> dict[str, Any]:
    """A file as it stands, every number a Decimal."""
    return {key: _exact(value) for key, value in tomllib.loads((FOLDER / file).read_text("utf-8"), parse_float=Decimal).items()}


def records(file: str, key: str) -> list[dict[str, Any]]:
    """The records of one kind in a file."""
    found: list[dict[str, Any]] = document(file)[key]
    return found


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _exact(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_exact(inside) for inside in value]
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
