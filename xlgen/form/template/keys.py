"""Which keys a template may hold at each level, and what is wrong with one that holds others.

This is the one list of them. What a row may hold depends on its table and its method: ``drafting`` knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.vocabulary import MONEY
from xlgen.words.nearest import is_it

PLACE = ("label", "span", "under", "width", "after")  # attributes of a column as printed, not of its cells
ATTRIBUTES = {
    "type", "required", "choices", "min", "max", "prompt", "tall", "align", "formula", "value", "from", "label", "unit",
    "also", "tags", "prefix", "suffix",
}  # fmt: skip
DATA = "data"  # what a row asks for on the data sheet, its formulas call them data1, data2 …
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
    ``listed`` tells that it is a list of such, ``plain`` that a text, a number or a list may stand there instead. A place
    that is a single value says of which ``kinds``, how people say that, and which ``words`` it may be.
    """

    keys: Mapping[str, Level] = field(default_factory=dict)
    each: Level | None = None
    needs: tuple[str, ...] = ()
    listed: bool = False
    plain: bool = False
    kinds: tuple[type, ...] = ()
    said: str = ""
    words: tuple[str, ...] = ()


ANY = Level(plain=True)
TEXT = Level(kinds=(str,), said="带引号的文字")
NUMBER = Level(kinds=(int, Decimal), said="数")
COUNT = Level(kinds=(int,), said="整数")
TRUTH = Level(kinds=(bool,), said="true 或 false")
LIST = Level(kinds=(list,), said="列表 [ ]")
TAGS = Level(kinds=(list,), said="列表 [ ]", words=("score", "review"))


def _of(*keys: str, all_are: Level = ANY) -> dict[str, Level]:
    return dict.fromkeys(keys, all_are)


_CELL = {
    **_of(*ATTRIBUTES), **_of("type", "prompt", "align", "formula", "from", "label", "unit", "prefix", "suffix", all_are=TEXT),
    **_of("choices", "also", all_are=LIST), "tags": TAGS, "required": TRUTH, "tall": COUNT,
}  # fmt: skip
CELL = Level(_CELL, plain=True)
ROW = Level({"method": TEXT, DATA: LIST}, each=CELL)
SPAN = Level(kinds=(int, str), said='整数或 "rest"')
WIDTH = Level(kinds=(int, Decimal, list), said="数，或几列各一个数的列表")
COLUMN = Level({**_CELL, **_of("under", "after", all_are=TEXT), "span": SPAN, "width": WIDTH})
TABLE = Level(
    {
        **_of("label", "level", "type", "roster", "asks_in", "numbered", "follows", all_are=TEXT), **_of("with_spare", "typed", all_are=TRUTH),
        "columns": Level(each=COLUMN), "rows": Level(each=ROW), "known": Level(each=ROW),
        "spare": Level({"rows": COUNT}, each=CELL), "groups": Level(each=TEXT), "binds": Level(each=TEXT),
    }
)  # fmt: skip
_LINE = {**_of("side", *BANDS, all_are=TEXT), "plain": LIST, "blank": ANY}
LINES = Level(_LINE, listed=True, plain=True)
_LINE["lines"] = LINES  # beside a side label
SHEET = Level(
    {**_of("name", "needs", "grid", "repeat", all_are=TEXT), "columns": LIST, "landscape": TRUTH, "lines": LINES}
)  # fmt: skip
_CHECK = ("about", "item", "fault", "says")
CHECK = Level(_of(*_CHECK, all_are=TEXT), needs=_CHECK, listed=True)
METHOD = Level(
    {
        **_of("name", "says", "source", "example", "unnamed", all_are=TEXT), **_of("also", "patterns", "cases", all_are=LIST),
        **_of("params", "units", "defaults", "sample"),
        "inputs": Level(each=Level({**_CELL, **_of("each", "choices_from", all_are=TEXT)})), "cells": Level(each=CELL),
        "doubts": Level(_of("when", "unless", "kind", "fatal", "says", "hint"), needs=("says", "hint"), listed=True),
    },
    needs=("name", "says", "source"),
)  # fmt: skip
METHODS = Level(each=METHOD, said="，或旁边文件的名称")
TEMPLATE = Level(
    {
        **_of("extends", "id", "edition", "years", "title", "source", "rules", all_are=TEXT),
        "money": Level(kinds=(str,), said="带引号的文字", words=tuple(MONEY)),
        **_of("drop", "grades", "order", all_are=LIST),
        "parameters": Level(each=ANY), "thresholds": Level(each=ANY), "identity": Level(each=TEXT), "levels": Level(each=NUMBER), "kinds": Level(each=LIST),
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
    if level is ANY:
        return
    if level.kinds:
        if not isinstance(said, level.kinds) or (isinstance(said, bool) and bool not in level.kinds):
            yield TemplateError(f"{origin}: {path}", f"要写{level.said}")
        elif level.words:
            yield from _strange_words(said, level, f"{origin}: {path}")
        return
    if not isinstance(said, Mapping):
        if not level.plain:
            yield TemplateError(f"{origin}: {path}", f"要写成 {{ 键 = 值 }} 的样子{level.said}")
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


def _strange_words(said: Any, level: Level, path: str) -> Iterator[TemplateError]:
    for word in said if isinstance(said, list) else [said]:
        if word not in level.words:
            problem = f"没有“{word}”这个词{is_it(str(word), level.words)}"
            yield TemplateError(path, problem, f"可用：{'、'.join(level.words)}")
