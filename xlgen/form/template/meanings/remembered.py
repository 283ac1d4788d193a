"""Formulas that mean the same in every form of a batch, read once.

A formula is the same again where its text, its row's place, parameters and bound names are, and the cells that it names are
there; and one that gathers whatever rows a form has, where what it asked of the form (``Question``) is answered the same again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from xlgen.form.template.drafts import Draft, Drafts
from xlgen.form.template.methods import Parameters
from xlgen.language.nodes import Expr, names_read

Question = tuple[str, ...]  # what is asked of the rows of a form: its kind, and of what
_Key = tuple[object, ...]
_KEPT = 8_000  # formulas; a batch of one kind says some hundred
_TOLD = {"bands": "bands", "tier": "tiers", "met": "items", "told": "items"}  # short form: the parameter it writes out
_WRITTEN_OUT = frozenset(_TOLD.values())  # parameters that are read whatever columns there are
_known: dict[_Key, tuple[Expr, frozenset[str], str | Expr]] = {}  # by what the formula says and is answered
_asked: dict[_Key, tuple[Question, ...]] = {}  # what it asks, by what it says
_scopes: dict[_Key, int] = {}


@dataclass(slots=True)
class Meanings:
    """Of one form: what its formulas may name beside rows, by number; its parameters as text; what was asked while one is read."""

    scope: int
    parameters: dict[int, dict[str, str]] = field(default_factory=dict)
    asked: dict[Question, Hashable] = field(default_factory=dict)
    idle: tuple[int, tuple[str, ...]] | None = None  # of how many rows, and what they add where their rate is one of no money

    def said_of(self, parameters: Parameters, words: frozenset[str]) -> tuple[str, ...]:
        """Those parameters that a formula may speak of, as text; they live as long as the form."""
        known = self.parameters.setdefault(id(parameters), {})
        for name in parameters:
            if name in words and name not in known:
                known[name] = f"{name}={parameters[name]!r}"
        return tuple(known[name] for name in parameters if name in words)


def known_or(
    drafts: Drafts, draft: Draft, source: str | Expr, read: Callable[[], Expr], answer: Callable[[Question], Hashable]
) -> Expr:
    """The formula as it was read before, else as ``read`` gives it now; ``answer`` tells what a form's rows are."""
    meant: Meanings = drafts.meant or Meanings(_scope(drafts))
    drafts.meant = meant
    asks = source if isinstance(source, str) else id(source)
    says = (asks, draft.table, draft.row, draft.column, *_said_beside(drafts, draft, source, meant), meant.scope)
    if (asked := _asked.get(says)) is not None:
        answers = tuple(map(answer, asked))
        expr, names, _ = _known.get((says, answers), (None, frozenset(), None))
        if expr is not None and names <= drafts.names:
            meant.asked |= zip(asked, answers, strict=True)
            return expr
    outer, meant.asked = meant.asked, {}
    expr = read()
    if len(_known) >= _KEPT:
        forget()
    _asked[says] = tuple(meant.asked)
    names = frozenset(name for _, name in names_read(expr) if "." in name)
    _known[says, tuple(meant.asked.values())] = expr, names, source  # a tree that is kept is the only one of its number
    meant.asked = outer | meant.asked
    return expr


def _said_beside(drafts: Drafts, draft: Draft, source: str | Expr, meant: Meanings) -> _Key:
    """Bound names and parameters that a formula may speak of; a column of its own row goes before a parameter of that name."""
    if not draft.parameters:
        return ((), tuple(draft.bound.items()) if draft.bound else ())
    row = drafts.rows.get(draft.table, {}).get(draft.row)
    text = source if isinstance(source, str) else " ".join((*_TOLD, *draft.parameters))
    words = _words(" ".join((text, *draft.bound.values())))
    hidden = row.cells.keys() - _WRITTEN_OUT if row else ()
    return meant.said_of(draft.parameters, words.difference(hidden)), tuple(draft.bound.items())


@lru_cache(_KEPT)
def _words(source: str) -> frozenset[str]:
    """Names in the text of a formula, and what its short forms read."""
    words = frozenset(re.findall(r"\w+", source))
    short = {told for short, told in _TOLD.items() if short in words}
    return words | short | ({"points", "target"} if short else set())


def told(drafts: Drafts, ask: Question, answer: Callable[[Question], Any]) -> Any:
    """What is so of the rows of this form; the formula that asks for it is known again only where it is so again."""
    said = answer(ask)
    if drafts.meant:
        drafts.meant.asked[ask] = said
    return said


def forget() -> None:
    """Read every formula anew from now on."""
    _known.clear()
    _asked.clear()


def _scope(drafts: Drafts) -> int:
    tables = tuple((key, tuple(spec["columns"]), tuple(spec.get("rows", ()))) for key, spec in drafts.specs.items())
    return _scopes.setdefault((tuple(drafts.fields), tables, drafts.grades), len(_scopes))
