"""Figures that an office sets for its rules (口径): what may be said of them, and which hold for a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from xlgen.words.nearest import is_it


def threshold_faults(own: Any, known: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Path, problem and remedy of each figure that a frame sets and nobody knows, or that is none."""
    for name, said in own.items() if isinstance(own, Mapping) else ():
        if name not in known:
            yield f"thresholds.{name}", f"没有这一项口径{is_it(name, known)}", f"可用：{'、'.join(known)}"
        elif (number := number_of(said)) is None or number < 0:
            yield f"thresholds.{name}", f"“{said}”不是数或百分数", '写作 0.05 或 "90%"'


def number_of(said: Any) -> Decimal | None:
    """5 or "90%" as a number; None where it is none."""
    if isinstance(said, bool) or not isinstance(said, int | Decimal | str):
        return None
    try:
        text = str(said).strip()
        number = Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
