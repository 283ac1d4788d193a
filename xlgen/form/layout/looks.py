"""How a form looks: fonts, colours and number formats by role and type. Values, not Excel objects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from xlgen.form.layout.palette import COMPUTED, ENTRY, HEAD, HEAD_FONT, LINK, REQUIRED, STATUS, TEXT_FONT
from xlgen.form.records import NUMERIC, Cell
from xlgen.form.vocabulary import REVIEW
from xlgen.language.nodes import Call
from xlgen.language.operators import OPS

_Said = tuple[tuple[str, Any], ...]  # properties of a look by name
BODY = {"font_name": TEXT_FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
ROLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": HEAD_FONT, "font_size": 16, "align": "center"},
    "subtitle": {"align": "center"},
    "text": {"font_size": 11, "align": "left"},
    "note": {"font_size": 9, "align": "left"},
    "heading1": {"font_name": HEAD_FONT, "align": "left", "font_size": 11},
    "plain": {"align": "right"},
    "status": {"align": "left", "font_size": 9, "font_color": STATUS},
    "seal": {"align": "center"},
    "signature": {"bottom": 1, "align": "left"},
    "label": {"font_name": HEAD_FONT, "border": 1, "bg_color": HEAD, "align": "center"},
    "side": {"font_name": HEAD_FONT, "border": 1, "bg_color": HEAD, "align": "center"},
    "heading": {"font_name": HEAD_FONT, "border": 1, "bg_color": HEAD, "align": "center"},
    "group": {"border": 1, "align": "center"},
    "cell": {"border": 1},
}
LINKED = {"font_color": LINK, "underline": 1}
SCORE = "0.00"  # of points and scores, whatever their type
FORMATS = {
    "money": "#,##0.00",
    "number": "General",
    "count": "0",
    "percent": "0.00%",
    "date": "yyyy-m-d",
    "mark": '"缺";;"√"',
}


def look(role: str, cell: Cell | None = None, is_asked: bool = False) -> dict[str, Any]:
    """Format of a block: an input is yellow and unlocked, a formula grey and locked, all else white and locked.

    An input that must be filled (``is_asked``) is a deeper yellow.

    What the reviewer fills is white and locked in the unit's form: the reviewer takes the sheet's protection off, which has no
    password.
    """
    return dict(properties(role, cell, is_asked))


def properties(role: str, cell: Cell | None = None, is_asked: bool = False, is_linked: bool = False) -> _Said:
    """The same, sorted by name and made once for all cells that look alike; ``is_linked`` where a click leads elsewhere."""
    if cell is None:
        return _role_look(role, is_linked)
    formula, value = cell.formula, cell.value
    is_short = not isinstance(value, str) or len(value) <= 12
    is_link = isinstance(formula, Call) and formula.op is OPS["link"]
    traits = (*_said_of(cell), formula is None and value is None, formula is not None, is_link, is_short)
    return _look(role, traits, is_asked, is_linked)


_said_of = attrgetter("type", "align", "tags", "prefix", "suffix")


class _Traits(NamedTuple):
    """What of a cell decides its look."""

    type: str
    align: str
    tags: frozenset[str]
    prefix: str
    suffix: str
    is_input: bool
    is_formula: bool
    is_link: bool
    is_short: bool


@lru_cache(1_000)
def _role_look(role: str, is_linked: bool) -> _Said:
    return _sorted({**BODY, **ROLES[role]}, is_linked)


@lru_cache(10_000)
def _look(role: str, traits: tuple[Any, ...], is_asked: bool, is_linked: bool) -> _Said:
    cell = _Traits(*traits)
    said = {**BODY, **ROLES[role]}
    usual = "center" if cell.type in (*NUMERIC, "choice", "mark") or (cell.is_short and not cell.is_input) else "left"
    said["align"] = cell.align or said.get("align") or usual
    if said["align"] == "left":
        said["indent"] = 1
    if cell.is_input and REVIEW not in cell.tags:
        said |= {"locked": False, "bg_color": REQUIRED if is_asked else ENTRY}
    elif cell.is_formula and role == "cell":
        said["bg_color"] = COMPUTED
        if cell.type in NUMERIC:  # a figure that is too wide shrinks: ### on a sealed page says nothing
            said |= {"shrink": True, "text_wrap": False}
    if "score" in cell.tags:
        said["num_format"] = SCORE
    elif cell.type in FORMATS:
        prefix, suffix = (f'"{text}"' if text else "" for text in (cell.prefix, cell.suffix.replace('"', "")))
        said["num_format"] = prefix + FORMATS[cell.type] + suffix
    return _sorted(said, is_linked or cell.is_link)


def _sorted(said: Mapping[str, Any], is_linked: bool) -> _Said:
    return tuple(sorted({**said, **(LINKED if is_linked else {})}.items()))
