"""What a rule gave, as a hit that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlgen.returned.answers import Answers
from xlgen.returned.saying import shown
from xlgen.rules.registry import Hit


def hit_of(given: Any, answers: Answers | None) -> Hit:
    """The hit, its numbers as Decimal. TypeError, ValueError where it is none, or one that cannot be told."""
    if not isinstance(given, Hit):
        raise TypeError(f"要给出 Hit(…)，给的是 {type(given).__name__}")
    if not _are_texts((given.name, given.message)):
        raise TypeError("Hit 的名称、事实要是文字")
    if given.name and answers is not None and given.name not in answers.snapshot.slots:
        raise ValueError(f"表上没有“{given.name}”")
    place: Any = given.place or ("", "")
    if given.failed or type(place) is not tuple or len(place) != 2 or not _are_texts(place):
        raise TypeError('Hit 的 place 要是 ("工作表", "B5") 这样两段文字，failed 不能写')
    hit = replace(given, found=_value(given.found), expected=_value(given.expected), covers=frozenset(given.covers))
    "".join((hit.name, hit.message, *place, shown(hit.found), shown(hit.expected))).encode()  # half a character cannot be told
    return hit


def _are_texts(said: Sequence[Any]) -> bool:
    return all(isinstance(each, str) for each in said)


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | str | Decimal):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    raise TypeError(f"Hit 的 found、expected 要是数、文字或 None，给的是 {type(value).__name__}")
