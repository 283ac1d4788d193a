"""Formulas that mean the same in every form of a batch, read once.

A formula is the same again where its text, its row's place, parameters and bound names are, and the cells that it names are
there. One that gathers whatever rows a form has (``wide``) is read anew for each form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from xlgen.form.template.drafts import Draft, Drafts
from xlgen.form.template.methods import Parameters
from xlgen.language.nodes import Expr, names_read

T = TypeVar("T")
_Key = tuple[object, ...]
_KEPT = 8_000  # formulas; a batch of one kind says some hundred
_TOLD = {"bands": "bands", "tier": "tiers", "met": "items", "told": "items"}  # short form: the parameter it writes out
_known: dict[_Key, tuple[Expr, frozenset[str]]] = {}
_scopes: dict[_Key, int] = {}


@dataclass(slots=True)
class Meanings:
    """Of one form: what its formulas may name beside rows, by number; its parameters as text; whether one gathers rows."""

    scope: int
    parameters: dict[int, dict[str, str]] = field(default_factory=dict)
    is_wide: bool = False
    idle: tuple[int, list[str]] | None = None  # of how many rows, and what they add where their rate is one of no money

    def asked_of(self, parameters: Parameters, source: str) -> tuple[str, ...]:
        """Those parameters that a formula may speak of, as text; they live as long as the form."""
        if id(parameters) not in self.parameters:
            self.parameters[id(parameters)] = {name: f"{name}={said!r}" for name, said in parameters.items()}
        asked = _words(source)
        return tuple(text for name, text in self.parameters[id(parameters)].items() if name in asked)


def known_or(drafts: Drafts, draft: Draft, source: str | Expr, read: Callable[[], Expr]) -> Expr:
    """The formula as it was read before, else as ``read`` gives it now."""
    if not isinstance(source, str):
        return read()
    meant: Meanings = drafts.meant or Meanings(_scope(drafts))
    drafts.meant = meant
    bound = tuple(draft.bound.items()) if draft.bound else ()
    parameters = meant.asked_of(draft.parameters, " ".join((source, *draft.bound.values()))) if draft.parameters else ()
    key = (source, draft.table, draft.row, draft.column, parameters, bound, meant.scope)
    if key in _known:
        expr, names = _known[key]
        if names <= drafts.names:
            return expr
    outer, meant.is_wide = meant.is_wide, False
    expr = read()
    if not meant.is_wide:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[key] = expr, frozenset(name for _, name in names_read(expr) if "." in name)
    meant.is_wide = outer or meant.is_wide
    return expr


@lru_cache(_KEPT)
def _words(source: str) -> frozenset[str]:
    """Names in the text of a formula, and what its short forms read."""
    words = frozenset(re.findall(r"\w+", source))
    short = {told for short, told in _TOLD.items() if short in words}
    return words | short | ({"points", "target"} if short else set())


def told_wide(drafts: Drafts, gathered: T) -> T:
    """What depends on which rows there are; the formula that asks for it is not kept."""
    if drafts.meant:
        drafts.meant.is_wide = True
    return gathered


def _scope(drafts: Drafts) -> int:
    tables = tuple((key, tuple(spec["columns"]), tuple(spec.get("rows", ()))) for key, spec in drafts.specs.items())
    return _scopes.setdefault((tuple(drafts.fields), tables, drafts.grades), len(_scopes))
