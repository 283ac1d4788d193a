"""Tests of 自检 for figures too implausible to count, in the terms of a form's own cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlgen.form.bounds import FAR_PERCENT
from xlgen.form.gross import (
    FULL_ON_HALF,
    IN_LARGER_UNIT,
    IN_SMALLER_UNIT,
    MONEY,
    RECEIVED_FAR_MORE,
    RECEIVED_IN_LARGER_UNIT,
    SPENT_FAR_MORE,
    SPENT_IN_LARGER_UNIT,
    is_money,
    names_output,
    percent_of,
)
from xlgen.form.records import can_score
from xlgen.form.template.drafts import Draft, DraftRow, Drafts, fill, row_label
from xlgen.form.vocabulary import FUNDS, WHOLE
from xlgen.language.write import text_literal
from xlgen.words.numbers import as_percent, plain

Tests = Iterator[tuple[str, str]]  # what is said, and when


def gross_tests(drafts: Drafts, table: str, row: DraftRow, printed: Sequence[str]) -> Tests:
    """What makes an amount of a row implausible; ``printed`` are the tables that the form prints."""
    if table == FUNDS:
        yield from _of_funds(drafts, row, printed)
    elif can_score(row.cells):
        yield from _of_indicator(drafts, row)
    if _text(drafts, row.cells, "unit") == "%":
        yield from _of_percents(row)


def _of_funds(drafts: Drafts, row: DraftRow, printed: Sequence[str]) -> Tests:
    """The whole of what was received and spent; the table may lie either way round."""
    names = {cell.name for each in drafts.tables[FUNDS] for cell in each.cells.values()}

    def whole(amount: str) -> str:
        return next((n for n in (f"{FUNDS}.{WHOLE}.{amount}", f"{FUNDS}.{amount}.{WHOLE}") if n in names), "")

    due = whole("budget") or whole("initial")
    own = {cell.name for cell in row.cells.values()}
    executed, received = (name if (name := whole(amount)) in own else "" for amount in ("executed", "received"))
    if due and received:
        yield RECEIVED_FAR_MORE.about(x=received, due=due)
        yield RECEIVED_IN_LARGER_UNIT.about(x=received, due=due)
    if due and executed:
        yield SPENT_FAR_MORE.about(x=executed, due=due)
        yield SPENT_IN_LARGER_UNIT.about(x=executed, due=due)
        if outputs := [each for table in printed for each in _outputs(drafts, table)]:
            scores, points = (f"[{', '.join(each.cells[key].name for each in outputs)}]" for key in ("score", "points"))
            yield FULL_ON_HALF.about(x=executed, due=due, scores=scores, points=points)


def _outputs(drafts: Drafts, table: str) -> Iterator[DraftRow]:
    """Rows of outputs; those that a unit adds itself are none, for they are named only when the form is filled."""
    for row in drafts.tables.get(table, ()):
        if can_score(row.cells) and not row.spare and not isinstance(row.cells["points"].spec.get("value"), str):
            level1 = _text(drafts, row.cells, "level1") or str(drafts.specs[table].get("level", "")) or row_label(drafts, row)
            if names_output(level1, _text(drafts, row.cells, "level2")):
                yield row


def _of_indicator(drafts: Drafts, row: DraftRow) -> Tests:
    """An amount of money that an indicator counts."""
    target, actual, unit = row.cells.get("target"), row.cells.get("actual"), row.cells.get("unit")
    if target is None or actual is None or not _is_input(actual):
        return
    is_typed = unit is not None and _is_input(unit)
    if not is_typed and not is_money(_text(drafts, row.cells, "unit") or str(actual.spec.get("unit", ""))):
        return
    typed = f"{_is_typed_money(unit)} and " if unit is not None and is_typed else ""
    for gross in (IN_SMALLER_UNIT, IN_LARGER_UNIT):
        says, fault = gross.about(x=actual.name, due=target.name)
        yield says, typed + fault


def _is_typed_money(unit: Draft) -> str:
    """That a unit which the officer types is one of money: 万元, 元/人."""
    ways = (f'begins(join({unit.name}, "/"), {text_literal(each + "/")})' for each in MONEY)
    return f"({' or '.join(ways)})"


def _of_percents(row: DraftRow) -> Tests:
    """Numbers of a row whose unit is %; what is of type percent has its bounds."""
    for key, cell in row.cells.items():
        if cell.spec.get("type") == "number" and key not in ("points", "score") and _is_input(cell):
            target = row.cells["target"].spec.get("value") if key == "actual" and "target" in row.cells else None
            yield (
                f"达到 {as_percent(FAR_PERCENT)}，请核实",
                f"or_else({cell.name}, 0) >= {plain(FAR_PERCENT * percent_of(target))}",
            )


def _is_input(cell: Draft) -> bool:
    return cell.spec.get("value") is None and not cell.spec.get("formula")


def _text(drafts: Drafts, cells: Mapping[str, Draft], column: str) -> str:
    """What a cell prints, "" where it is filled in or computed."""
    value = cells[column].spec.get("value") if column in cells else None
    return fill(value, drafts.texts).strip() if isinstance(value, str) else ""
