"""Rows that follow from the rest of a form: the live checks of 自检 and the list of 评分规则说明."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from xlgen.errors import FormulaError, TemplateError
from xlgen.excel_limits import MAX_FORMULA_TEXT
from xlgen.form.bounds import FAR, FAR_PERCENT, MOST_PERCENT, bounds_of
from xlgen.form.prompts import MUST_FILL
from xlgen.form.records import NUMERIC, Cell, Spec, Table, can_score
from xlgen.form.template.cells import compile_cell
from xlgen.form.template.drafts import Draft, DraftRow, Drafts, row_label
from xlgen.form.template.selfcheck.amounts_asked import gross_tests
from xlgen.form.template.unfold import SHORTHANDS
from xlgen.form.vocabulary import WHOLE
from xlgen.language.evaluate import names_in
from xlgen.language.nodes import Const, Expr, Ref
from xlgen.language.parse import parse
from xlgen.language.per_formula import per_formula
from xlgen.language.rewrite import call, filled_in
from xlgen.language.spoken import describe
from xlgen.language.write import text_literal
from xlgen.words.days import day_of
from xlgen.words.labels import plain_label
from xlgen.words.numbers import as_percent, plain

COMPARED = "核对"  # what a row of 自检 is for where nothing of it must be filled; such rows are not counted as filled
_KEPT = 100  # ways to call the cells of one formula
SCOPE = "scope"  # key of a check row whose message speaks in the terms of another row


def check_rows(drafts: Drafts, sheets: Mapping[str, Spec], checks: Sequence[Spec]) -> Iterator[Spec]:
    """One row for each thing that must be in order before the form may be returned, in the order of the pages.

    A row's ``message`` says what is missing, "" where nothing is; the template's own ``checks`` come last.
    """
    printed = {name: sheet for sheet in reversed(list(sheets.values())) for name in _printed(sheet["lines"])}
    where = {name: "" if sheet is sheets.get("form") else str(sheet["name"]) for name, sheet in printed.items()}
    for name in dict.fromkeys(name for sheet in sheets.values() for name in _printed(sheet["lines"])):
        if name in drafts.fields and (tests := list(_of_field(drafts, drafts.fields[name]))):
            field = drafts.fields[name]
            about = f"“{field.spec.get('label', name)}”"
            yield _check(name, where[name], about, _kind([field]), _chain(tests))
        for row in drafts.tables.get(name, ()):
            yield from _of_table(drafts, name, row, list(printed), where[name])
    for check in checks:
        sheet = where.get(check["about"].partition(".")[0], "")
        message = f'{text_literal(check["says"])} if {check["fault"]} else ""'
        yield _check(check["about"], sheet, check["item"], COMPARED, message)


def _of_table(drafts: Drafts, table: str, row: DraftRow, printed: Sequence[str], sheet: str) -> Iterator[Spec]:
    """The checks of one row of a table: what it lacks, and whether a score given by a person keeps to its bounds."""
    about = f"“{_about(drafts, row)}”"
    if tests := list(_of_row(drafts, table, row, printed)):
        own = row.cells.values()
        first = next((cell for cell in own if _is_input(cell)), row.cells.get("executed", row.cells.get(WHOLE)))
        assert first is not None, row  # what may be gross is an input, or an amount of the whole
        yield _check(first.name, sheet, about, _kind([] if row.spare else own), _chain(tests))
    if within := _within(drafts, row):
        yield _check(row.cells["score"].name, sheet, f"{about}的得分", COMPARED, within) | {SCOPE: row}


def _kind(cells: Iterable[Draft]) -> str:
    return MUST_FILL if any(map(_asks, cells)) else COMPARED


def _printed(line: Any) -> Iterator[str]:
    """Names of fields and tables on a line, in order."""
    if isinstance(line, str):
        yield line.removeprefix("@").partition(":")[0]
    else:
        for part in line.values() if isinstance(line, Mapping) else line:
            yield from _printed(part)


def _about(drafts: Drafts, row: DraftRow) -> str:
    """What a row is about; a row of data also says for which indicator it is asked."""
    said = row_label(drafts, row)
    of = row.cells["label"].spec.get("value") if {"label", "item"} <= set(row.cells) else ""
    return f"{of}：{said}" if isinstance(of, str) and of and plain_label(of) != said else said


def _check(about: str, sheet: str, item: str, kind: str, message: str | Expr) -> Spec:
    """A row of 自检: what it is about, and where that stands; ``sheet`` is named unless it is the form itself."""
    return {
        "item": {"formula": _where(f"{item}（{sheet}第", about), "meant": "." in about},
        "kind": kind,
        "place": f'=link({text_literal(about)}, "转到")',
        "message": {"formula": message},
    }


@lru_cache(1 << 12)  # what is asked beside the rows of a roster is the same in form after form
def _where(said: str, about: str) -> Expr:
    """``=join("“合格率”（第", row(indicators.2.actual), "行）")``: made as a tree, for every project says another text."""
    begun = Const(said) if len(said) <= MAX_FORMULA_TEXT else parse(text_literal(said))
    return call("join", begun, call("row", Ref(about)), Const("行）"))


def _of_field(drafts: Drafts, field: Draft) -> Iterator[tuple[str, str]]:
    if _asks(field) or _may_be_gross(field):
        yield from _out_of_bounds(compile_cell(drafts, field), "")
    if _asks(field):
        yield _missing(field, "")


def _of_row(drafts: Drafts, table: str, row: DraftRow, printed: Sequence[str]) -> Iterator[tuple[str, str]]:
    missing, gross = list(_tests(drafts, table, row)), list(gross_tests(drafts, table, row, printed))
    if missing or gross or any(map(_may_be_gross, row.cells.values())):
        yield from (*_outside(drafts, table, row), *gross, *missing)


def _tests(drafts: Drafts, table: str, row: DraftRow) -> Iterator[tuple[str, str]]:
    headings = drafts.specs[table]["columns"]
    inputs = {key: cell for key, cell in row.cells.items() if _is_input(cell)}
    started = " or ".join(f"filled({cell.name})" for cell in inputs.values()) if row.spare else ""
    is_scored = can_score(headings)
    for key, cell in inputs.items():
        if cell.spec.get("required") or (row.spare and is_scored and key in ("level3", "points", "actual", "score")):
            message, fault = _missing(cell, _heading(headings, inputs, key))
            yield message, f"({started}) and {fault}" if row.spare else fault
    if "reason" in inputs and can_score(row.cells) and row.cells["points"].spec.get("value") != "—":
        name = f"{table}.{row.key}"
        lost = f"or_else({name}.score, 0) < or_else({name}.points, 0) and filled({name}.score)"
        heading = plain_label(str(headings["reason"].get("label", "")))
        yield f"得分低于分值，未写{heading}", f"{lost} and not filled({name}.reason)"


def _outside(drafts: Drafts, table: str, row: DraftRow) -> Iterator[tuple[str, str]]:
    headings = drafts.specs[table]["columns"]
    inputs = {key: cell for key, cell in row.cells.items() if _is_input(cell)}
    for key, cell in inputs.items():
        if cell.spec.get("type", "text") in NUMERIC:
            yield from _out_of_bounds(compile_cell(drafts, cell), _heading(headings, inputs, key))


def _heading(headings: Mapping[str, Spec], inputs: Mapping[str, Draft], key: str) -> str:
    """What an input of a row is called there; the only one needs no other name than the row's."""
    return plain_label(str(headings[key].get("label", key))) if len(inputs) > 1 else ""


def _out_of_bounds(cell: Cell, heading: str) -> Iterator[tuple[str, str]]:
    """What lies outside the bounds that stand firm: typing it is refused, pasting it is not."""
    allowed = bounds_of(cell)
    if cell.type not in NUMERIC or allowed is None:
        return
    for sign, word, end in (("<", "小于", allowed.least), (">", "大于", allowed.greatest)):
        if cell.type == "percent" and sign == ">" and not _is_nearer(end):
            yield f"{heading}达到 {as_percent(FAR_PERCENT)}，请核实", f"or_else({cell.name}, 0) >= {plain(FAR_PERCENT)}"
        elif isinstance(end, Const) and isinstance(end.value, Decimal) and abs(end.value) < FAR:
            number = plain(end.value)
            yield f"{heading}{word} {_shown(cell, end.value)}", f"or_else({cell.name}, {number}) {sign} {number}"
    if cell.type == "count":
        yield f"{heading}不是整数", f"floor(or_else({cell.name}, 0)) != or_else({cell.name}, 0)"


def _is_nearer(end: Expr) -> bool:
    """Whether a frame says of a percentage more narrowly how much it may be."""
    return isinstance(end, Const) and isinstance(end.value, Decimal) and end.value < MOST_PERCENT


def _shown(cell: Cell, end: Decimal) -> str:
    if cell.type == "date":
        return day_of(end).isoformat()
    return as_percent(end) if cell.type == "percent" else plain(end)


def _within(drafts: Drafts, row: DraftRow) -> Expr | None:
    """Message on a score that a person gives outside its bounds, blank until it is given; in the terms of its row."""
    score = row.cells.get("score")
    if row.spare or score is None or not _is_input(score) or "max" not in score.spec:
        return None
    # a bound is blank where the tier is none of the choices; a comparison needs a number, and 0 to points is always right
    low, high = _end(drafts, score, "min", Const(Decimal(0))), _end(drafts, score, "max", Ref("points"))
    return _between(low, high)


@lru_cache(1 << 12)
def _between(low: Expr, high: Expr) -> Expr:
    is_within = call("and", call(">=", Ref("score"), low), call("<=", Ref("score"), high))
    return call("if", is_within, Const(""), Const("不在所选档次的区间内"))


def _end(drafts: Drafts, score: Draft, key: str, usual: Expr) -> Expr:
    """A bound of a score, which is a number in any case."""
    if key not in score.spec:
        return usual
    try:
        return filled_in(parse(str(score.spec[key]).removeprefix("="), shorthands=SHORTHANDS), usual)
    except FormulaError as error:
        raise TemplateError(f"{drafts.origin}: {score.name}.{key}", str(error)) from error


def _missing(cell: Draft, heading: str) -> tuple[str, str]:
    if cell.spec.get("type") == "choice":
        return f"未选{heading}", f"not filled({cell.name})"
    if cell.spec.get("type") in NUMERIC:
        return f"未填{heading}或填的不是数值", f"not is_number({cell.name})"
    return f"未填{heading}", f"not filled({cell.name})"


def _chain(tests: list[tuple[str, str]]) -> str:
    return " else ".join(f"{text_literal(message)} if {fault}" for message, fault in tests) + ' else ""'


def _is_input(cell: Draft) -> bool:
    return cell.spec.get("value") is None and not cell.spec.get("formula")


def _may_be_gross(cell: Draft) -> bool:
    """Whether an input may hold what opens a form by itself, whether it must be filled or not: 9800%, a day of 2205."""
    return _is_input(cell) and cell.spec.get("type") in ("percent", "date")


def _asks(cell: Draft) -> bool:
    return _is_input(cell) and bool(cell.spec.get("required"))


def rule_rows(tables: Mapping[str, Table], label_of: Mapping[str, str]) -> Iterator[Spec]:
    """How every row is scored: its method in words, the formula itself in Chinese, and the source."""
    for table in tables.values():
        for row in table.rows if table.is_scored else ():
            score, points = row.cells["score"], row.cells["points"]
            if row.spare or not isinstance(points.value, Decimal):
                continue
            formula = _described(score.formula, partial(_said, label_of, row.key)) if score.formula else "由填报人评分"
            yield {
                "item": row.label,
                "points": points.value,
                "says": row.says or "按公式计算",
                "formula": formula,
                "source": row.source or "—",
            }


def _described(formula: Expr, said: Callable[[str], str]) -> str:
    """The formula in Chinese, written once for rows whose cells are called alike."""
    called, known = tuple(map(said, names_in(formula))), _descriptions(formula)
    if (told := known.get(called)) is None:
        if len(known) >= _KEPT:
            known.clear()
        told = known[called] = describe(formula, said)
    return told


@per_formula
def _descriptions(formula: Expr) -> dict[tuple[str, ...], str]:
    return {}


def _said(label_of: Mapping[str, str], row: str, name: str) -> str:
    """A cell in the words of a formula: its column within the row itself, else what its own row is about."""
    about, _, heading = label_of.get(name, name).partition("·")
    return heading or about if f".{row}." in name else about
