"""What a name in a formula of a template means where it stands: the nearest cell, parameter, field or column."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from xlgen.errors import FormulaError, TemplateError
from xlgen.form.records import can_score
from xlgen.form.template.drafts import Draft, DraftRow, Drafts
from xlgen.form.template.meanings.remembered import Question, known_or, told
from xlgen.form.template.unfold import SHORTHANDS, Surroundings, unfold
from xlgen.form.vocabulary import FACTS, FUNDS
from xlgen.language.nodes import Const, Expr, Ref, Span
from xlgen.language.parse import parse
from xlgen.language.rewrite import shared, simplify, substitute
from xlgen.words.labels import plain_label


def resolve(drafts: Drafts, draft: Draft, source: str | Expr, path: str) -> Expr:
    """A formula with every name given its full meaning, nearest first."""
    try:
        return known_or(drafts, draft, source, lambda: _resolved(drafts, draft, source, path), partial(_answer, drafts))
    except FormulaError as error:
        raise TemplateError(f"{drafts.origin}: {path}", str(error)) from error


def _resolved(drafts: Drafts, draft: Draft, source: str | Expr, path: str) -> Expr:
    expr = _read(drafts, draft, source)
    return simplify(substitute(expr, lambda ref, kind: _meaning(drafts, draft, ref, kind, path, draft.bound)))


def _read(drafts: Drafts, draft: Draft, source: str | Expr) -> Expr:
    """The formula a text says or a tree is, short forms written out."""
    around = Surroundings(
        draft.parameters,
        drafts.grades,
        lambda suffix: _told(drafts, "gathered", suffix),
        lambda: _told(drafts, "idle"),
        lambda: _told(drafts, "spare"),
    )
    return unfold(parse(source, shorthands=SHORTHANDS) if isinstance(source, str) else source, around)


def _meaning(drafts: Drafts, draft: Draft, ref: Ref, kind: str, path: str, bound: Mapping[str, str]) -> Expr:
    name = ref.name
    if name in bound:
        rest = {k: v for k, v in bound.items() if k != name}
        inner = _read(drafts, draft, bound[name])
        return substitute(inner, lambda r, k: _meaning(drafts, draft, r, k if k != "r" else kind, path, rest), kind)
    rows = drafts.rows.get(draft.table, {})
    if draft.table and draft.row in rows and name in rows[draft.row].cells:
        return Ref(f"{draft.table}.{draft.row}.{name}")
    if draft.table and name in rows and draft.column in rows[name].cells:
        return Ref(f"{draft.table}.{name}.{draft.column}")
    if isinstance(number := draft.parameters.get(name), Const):
        return number
    if name in drafts.fields:
        return Ref(name)
    table, _, rest_of = name.partition(".")
    if table in drafts.tables:
        row_key, _, column = rest_of.partition(".")
        if row_key in drafts.rows[table] and column in drafts.rows[table][row_key].cells:
            return Ref(f"{table}.{row_key}.{column}")
        if rest_of in drafts.specs[table]["columns"]:
            span: Span = _told(drafts, "span", table, rest_of)
            return span
    raise drafts.fail(path, f"公式里的“{name}”不是本行的列、本列的行、参数、字段，也不是完整名称")


def _told(drafts: Drafts, *ask: str) -> Any:
    return told(drafts, ask, partial(_answer, drafts))


def _answer(drafts: Drafts, ask: Question) -> Hashable:
    """What the rows of a form are, as far as one formula or another asks."""
    match ask:
        case "span", table, column:
            return _span(drafts, table, column)
        case "gathered", suffix:
            return tuple(_gathered(drafts, suffix))
        case "spare", *_:
            return tuple(_spare(drafts))
    return _all_idle(drafts)


def _span(drafts: Drafts, table: str, column: str) -> Span:
    label = plain_label(str(drafts.specs[table]["columns"][column].get("label", column)))
    return Span(tuple(row.cells[column].name for row in drafts.tables[table]), f"{label}栏")


def _all_idle(drafts: Drafts) -> tuple[str, ...]:
    """What ``_idle`` gives, found once for the rows that are there."""
    rows = sum(map(len, drafts.tables.values()))
    if drafts.meant is None:
        return tuple(_idle(drafts))
    if drafts.meant.idle is None or drafts.meant.idle[0] != rows:
        drafts.meant.idle = rows, tuple(_idle(drafts))
    known: tuple[str, ...] = drafts.meant.idle[1]
    return known


def _idle(drafts: Drafts) -> Iterator[str]:
    """Points of each row whose rate is one of no money, 0/0, which is no rate; else 0."""
    for row in (row for table in drafts.tables.values() for row in table if can_score(row.cells)):
        if isinstance(row.cells["points"].spec.get("value"), int | Decimal) and (amounts := _shared(drafts, row)):
            nothing = " and ".join(f"or_else({name}, 1) == 0" for name in reversed(amounts))
            yield f"{row.cells['points'].name} if {nothing} else 0"


def _shared(drafts: Drafts, row: DraftRow) -> tuple[str, str] | None:
    """The two amounts whose share in each other a row is scored by; None where it is scored by something else."""
    score = row.cells["score"]
    if "actual" not in score.bound and not ("actual" in row.cells and "formula" in row.cells["actual"].spec):
        return None
    money = {cell.name: cell for each in drafts.tables.get(FUNDS, ()) for cell in each.cells.values()}
    known = money | {cell.name: cell for cell in row.cells.values()}

    def formula_of(name: str) -> Expr | None:
        said = known[name].spec.get("formula") if name in known else None
        return resolve(drafts, known[name], said, name) if said else None

    named = _meaning(drafts, score, Ref("actual"), "n", score.name, score.bound)
    amounts = shared(named, formula_of)
    return amounts if amounts and set(amounts) <= set(money) else None


def _spare(drafts: Drafts) -> list[str]:
    rows = (row for table in drafts.tables.values() for row in table if row.spare and can_score(row.cells))
    return [row.cells["score"].name.removesuffix(".score") for row in rows]


def _gathered(drafts: Drafts, suffix: str) -> list[str]:
    """Names of the data rows that methods made for an input of this name, or that the frame has under such a name."""
    asked_in = {FACTS: None} | {spec["asks_in"]: None for spec in drafts.specs.values() if "asks_in" in spec}
    rows = (row for table in asked_in for row in drafts.tables.get(table, ()))
    return [row.cells["value"].name for row in rows if row.key.endswith(f"_{suffix}")]
