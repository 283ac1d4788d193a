"""Which keys a template may hold at each level, and what is wrong with one that holds others.

This is the one list of them. What a row may hold depends on its table and its method: ``drafting`` knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlgen.errors import TemplateError
from xlgen.words.nearest import is_it

PLACE = ("label", "span", "under", "width", "after")  # attributes of a column as printed, not of its cells
ATTRIBUTES = {
    "type", "required", "choices", "min", "max", "prompt", "tall", "align", "formula", "value", "from", "label", "unit",
    "also", "tags", "prefix", "suffix",
}  # fmt: skip
FROM_ROSTER = ("level1", "level2", "level3", "nature", "method", "standard")  # a row may say them, printed or not
OF_ROW = {
    "type",
    "formula",
    "required",
    "align",
    "unit",
    "prefix",
    "suffix",
}  # for those of its cells whose column names no type
BANDS = ("title", "subtitle", "heading1", "text", "note", "status")  # a line across the page, by its role


@dataclass(frozen=True, slots=True)
class Level:
    """What may stand at one place of a template: the keys known there, each with the place below it.

    ``each`` is the place below any other key, which is then the author's own word; ``needs`` are keys that must be said;
    ``listed`` tells that it is a list of such, ``plain`` that a text, a number or a list may stand there instead.
    """

    keys: Mapping[str, Level | None] = field(default_factory=dict)
    each: Level | None = None
    needs: tuple[str, ...] = ()
    listed: bool = False
    plain: bool = False


def _of(*keys: str) -> dict[str, Level | None]:
    return dict.fromkeys(keys)


ANY = Level(plain=True)
CELL = Level(_of(*ATTRIBUTES), plain=True)
ROW = Level(each=CELL)
COLUMN = Level(_of(*ATTRIBUTES, *PLACE))
TABLE = Level(
    {
        **_of("label", "level", "type", "roster", "asks_in", "numbered", "follows", "with_spare"),
        "columns": Level(each=COLUMN), "rows": Level(each=ROW), "known": Level(each=ROW),
        "spare": Level(_of("rows"), each=CELL), "groups": Level(each=ANY), "binds": Level(each=ANY),
    }
)  # fmt: skip
_LINE = _of("side", "plain", "blank", *BANDS)
LINES = Level(_LINE, listed=True, plain=True)
_LINE["lines"] = LINES  # beside a side label
SHEET = Level({**_of("name", "needs", "columns", "grid", "repeat", "landscape"), "lines": LINES})
CHECK = Level(_of("about", "item", "fault", "says"), needs=("about", "item", "fault", "says"), listed=True)
METHOD = Level(
    {
        **_of("name", "also", "says", "source", "params", "units", "defaults", "patterns", "example", "sample", "cases"),
        "inputs": Level(each=Level(_of(*ATTRIBUTES, "each", "choices_from"))), "cells": Level(each=CELL),
        "doubts": Level(_of("when", "unless", "kind", "fatal", "says", "hint"), needs=("says", "hint"), listed=True),
    },
    needs=("name", "says", "source"),
)  # fmt: skip
METHODS = Level(each=METHOD, plain=True)
TEMPLATE = Level(
    {
        **_of("extends", "drop", "id", "edition", "years", "title", "source", "money", "grades", "order", "rules"),
        "parameters": Level(each=ANY), "identity": Level(each=ANY), "levels": Level(each=ANY),
        "defaults": Level(each=Level(each=ANY)), "methods": METHODS, "sheets": Level(each=SHEET),
        "fields": Level(each=CELL), "tables": Level(each=TABLE), "checks": CHECK,
        "example": Level(
            {"project": Level(each=ANY), "rows": Level(each=Level(_of("cells"), needs=("cells",), listed=True))}
        ),
    }
)  # fmt: skip


def key_faults(said: Mapping[str, Any], origin: str, level: Level = TEMPLATE) -> Iterator[TemplateError]:
    """Every key of a file that nobody knows, in the order of the file; texts of one's own at the top pass (``moved``)."""
    passing = moved(said) if level is TEMPLATE else ()
    yield from _faults({key: value for key, value in said.items() if key not in passing}, level, "", origin)


def moved(said: Mapping[str, Any]) -> list[str]:
    """Texts and numbers of one's own at the top of a template, which belong under ``[parameters]``."""
    return [key for key, value in said.items() if key not in TEMPLATE.keys and is_text(value)]


def is_text(value: Any) -> bool:
    """Whether it can stand for a ``{word}`` of a text."""
    return isinstance(value, str | Decimal | int) and not isinstance(value, bool)


def _faults(said: Any, level: Level, path: str, origin: str) -> Iterator[TemplateError]:
    if level.listed and isinstance(said, list):
        for number, each in enumerate(said, 1):
            yield from _faults_in(each, level, f"{path}[{number}]", origin)
    elif level.listed:
        yield TemplateError(f"{origin}: {path}", "要写成列表，每项一组 { 键 = 值 }", f"写作 [[{path}]]")
    else:
        yield from _faults_in(said, level, path, origin)


def _faults_in(said: Any, level: Level, path: str, origin: str) -> Iterator[TemplateError]:
    if not isinstance(said, Mapping):
        if not level.plain:
            yield TemplateError(f"{origin}: {path}", "要写成 { 键 = 值 } 的样子")
        return
    for key, value in said.items():
        at = f"{path}.{key}".lstrip(".")
        below = level.keys.get(key, level.each)
        if below is not None:
            yield from _faults(value, below, at, origin)
        elif key not in level.keys:
            hint = f"这里可以写：{'、'.join(sorted(level.keys))}" if level.keys else ""
            yield TemplateError(f"{origin}: {at}", f"没有这一项{is_it(key, level.keys)}", hint)
    lacking = [key for key in level.needs if not said.get(key)]
    if lacking and (level.each or set(said) <= set(level.keys)):  # else the key meant was just told
        yield TemplateError(f"{origin}: {path}", f"没有写 {'、'.join(lacking)}")
