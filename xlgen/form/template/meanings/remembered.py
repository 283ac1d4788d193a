"""Formulas that mean the same in every form of a batch, read once.

A formula is the same again where its text, its row's place, parameters and bound names are, and the cells that it names are
there. One that gathers whatever rows a form has (``wide``) is read anew for each form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from xlgen.form.template.drafts import Draft, Drafts
from xlgen.form.template.methods import Parameters
from xlgen.language.nodes import Expr, names_read

T = TypeVar("T")
Key = tuple[object, ...]
_KEPT = 8_000  # formulas; a batch of one kind says some hundred
_known: dict[Key, tuple[Expr, frozenset[str]]] = {}
_scopes: dict[Key, int] = {}


@dataclass(slots=True)
class Meanings:
    """Of one form: what its formulas may name beside rows, by number; its parameters as text; whether one gathers rows."""

    scope: int
    parameters: dict[int, str] = field(default_factory=dict)
    is_wide: bool = False

    def parameters_key(self, parameters: Parameters) -> str:
        """All of the parameters, which live as long as the form."""
        if not parameters:
            return ""
        if id(parameters) not in self.parameters:
            self.parameters[id(parameters)] = repr(dict(parameters))
        return self.parameters[id(parameters)]


def known_or(drafts: Drafts, draft: Draft, source: str | Expr, read: Callable[[], Expr]) -> Expr:
    """The formula as it was read before, else as ``read`` gives it now."""
    if not isinstance(source, str):
        return read()
    meant: Meanings = drafts.meant or Meanings(_scope(drafts))
    drafts.meant = meant
    bound = tuple(draft.bound.items()) if draft.bound else ()
    key = (source, draft.table, draft.row, draft.column, meant.parameters_key(draft.parameters), bound, meant.scope)
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


def told_wide(drafts: Drafts, gathered: T) -> T:
    """What depends on which rows there are; the formula that asks for it is not kept."""
    if drafts.meant:
        drafts.meant.is_wide = True
    return gathered


def _scope(drafts: Drafts) -> int:
    tables = tuple((key, tuple(spec["columns"]), tuple(spec.get("rows", ()))) for key, spec in drafts.specs.items())
    return _scopes.setdefault((tuple(drafts.fields), tables, drafts.grades), len(_scopes))
