"""The readings of a scoring formula held against each other: Decimal here, Excel's text in two engines.

Formulas come from the real pipeline (``compile_form``). Each sample is one set of inputs of one compiled row; in a workbook
it is one row, with the formula's own Excel text for that row.
"""

from __future__ import annotations

import functools
import io
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Context, Decimal
from pathlib import Path
from typing import Any

import formualizer
import xlsxwriter

from xlgen.flows.method_cases import TRIAL, row_of, tried_on
from xlgen.form.records import Cell, Form, Row
from xlgen.form.template.methods import Method
from xlgen.language.evaluate import evaluate
from xlgen.language.nodes import Call, Const, Expr, names_read
from xlgen.language.operators import OPS, SETTLE, Op, Value, choose
from xlgen.language.write import to_excel
from xlgen.workbook import addresses as a1
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.ooxml.reader import read_workbook

TEMPLATE: dict[str, Any] = {
    **TRIAL,
    "sheets": {
        "form": {"name": "自评表", "columns": [30, 8, 12, 12, 10, 10, 10, 10], "lines": ["indicators"]},
        "facts": {"name": "评分依据", "needs": "facts", "columns": [30, 30, 12, 10], "lines": ["facts"]},
    },
}


def compiled(methods: Mapping[str, Method], rows: Sequence[Mapping[str, Any]]) -> Form:
    return tried_on(TEMPLATE, methods, rows)


# ---- samples --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Probe:
    """The formulas of one compiled row by column, and the cells they rest on."""

    method: str
    formulas: Mapping[str, Expr]
    inputs: tuple[Cell, ...]
    given: Mapping[str, Decimal]  # printed numbers, such as the target the parameters were read for

    @functools.cached_property
    def main(self) -> str:
        """The column whose formula is the method: the score, or the bounds of a score that is typed."""
        return "score" if "score" in self.formulas else "most"


@dataclass(frozen=True)
class Sample:
    probe: Probe
    values: Mapping[str, Value]


def probes(methods: Mapping[str, Method], method: Method) -> list[Probe]:
    """One probe for each set of parameters that occurs in the method's cases."""
    rows = []
    for case in ({}, *method.cases):
        row = row_of(method, case)
        if not any(_same_parameters(row, other) for other in rows):
            rows.append(row)
    form = compiled(methods, rows)
    return [_probe(form, row) for row in form.tables["indicators"].rows]


def _same_parameters(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    told = ("standard", "type", "unit", *(("target",) if "standard" in row else ()))
    return all(row.get(key) == other.get(key) for key in told)


def _probe(form: Form, row: Row) -> Probe:
    cells = {cell.name: cell for cell in form.cells()}
    formulas = {column: cell.formula for column, cell in row.cells.items() if cell.formula is not None}
    formulas |= {key: cells[name].formula for key, name in row.asked.items() if cells[name].formula is not None}
    read = {name for expr in formulas.values() for _, name in names_read(expr)}
    given = {name: cells[name].value for name in read if isinstance(cells[name].value, Decimal)}
    return Probe(row.method, formulas, tuple(cells[name] for name in sorted(read)), given)


TEXTS = ("约95", "无", "98%", "是", "0")
POINTS = tuple(map(Decimal, "10 12.85 8 2.5 20 7 0.5 3 100".split()))
TARGETS = tuple(map(Decimal, "100 95 15 1 0.95 8 30 2000 0.01 12.5 0 -5 1E+7 9999999.99".split()))
NUDGES = tuple(map(Decimal, "0 0 0.01 -0.01 0.0001 -0.0001 0.000001 -0.000001 1E-8 -1E-8 1 -1".split()))
_SHORT = Context(prec=15)


def samples(tried: Sequence[Probe], count: int) -> list[Sample]:
    """Inputs for a method's probes in turn: blanks, text, ties, thresholds and beside them, zero, negative, up to 1e7."""
    chance = random.Random(tried[0].method)
    return [_sample(tried[i % len(tried)], chance) for i in range(count)]


def _sample(probe: Probe, chance: random.Random) -> Sample:
    values: dict[str, Value] = {}
    for cell in sorted(probe.inputs, key=lambda cell: cell.name.endswith(("actual", "value"))):  # points and target first
        values[cell.name] = _value(probe, cell, values, chance)
    return Sample(probe, values)


def _value(probe: Probe, cell: Cell, known: Mapping[str, Value], chance: random.Random) -> Value:
    column = cell.name.rpartition(".")[2]
    if column in ("points", "target"):
        return _printed(probe, cell, column, chance)
    dice = chance.random()
    if dice < 0.05:
        return None
    if dice < 0.1:
        return chance.choice(TEXTS)
    if cell.name.endswith("_applies.value"):  # mostly: a row that does not apply has no score
        return cell.choices[chance.random() < 0.05]
    if cell.choices:
        return chance.choice(cell.choices)
    if cell.type == "count":
        few = (0, 0, 1, 1, 2, 3, 4, chance.randrange(20), chance.randrange(10**7))
        return Decimal(chance.choice(few)) if dice < 0.6 else abs(_number(probe, known, chance)).to_integral_value()
    return _SHORT.plus(_number(probe, known, chance))


def _printed(probe: Probe, cell: Cell, column: str, chance: random.Random) -> Value:
    given = probe.given.get(cell.name)
    if chance.random() < 0.02:
        return None
    if column == "points":
        return chance.choice(POINTS)
    if cell.type == "date":
        return (given or Decimal(44196)) + chance.randrange(-3, 4)
    return given if given is not None and chance.random() < 0.4 else chance.choice(TARGETS)


def _number(probe: Probe, known: Mapping[str, Value], chance: random.Random) -> Decimal:
    """Near what the formula compares with: its constants, the target, a step away; or on a tie; or anywhere."""
    marks = [Decimal(0), Decimal(1), *_constants(probe.formulas[probe.main])]
    read = {name for _, name in names_read(probe.formulas[probe.main])}
    target = next((v for n, v in known.items() if n in read and n.endswith(".target") and isinstance(v, Decimal)), None)
    if target is not None:
        marks += [target] * len(marks)
    dice = chance.random()
    if dice < 0.3:
        return chance.choice(marks) + chance.choice(NUDGES)
    if dice < 0.55 and (ladders := list(_ladders(probe.formulas[probe.main], target))):
        foot, step = chance.choice(ladders)
        return foot + chance.randrange(-40, 41) * step + chance.choice(NUDGES) * (chance.random() < 0.4)
    if dice < 0.75 and (tie := _tie(known, target, chance)) is not None:
        return tie
    if dice < 0.9:
        return chance.choice(marks) * Decimal(chance.randrange(2500)) / 1000
    return Decimal(chance.randrange(-(10**6), 10**9)) / 100


def _tie(known: Mapping[str, Value], target: Decimal | None, chance: random.Random) -> Decimal | None:
    """A value that brings the score to half a cent exactly, where there is one of few digits."""
    points = next((v for n, v in known.items() if n.endswith(".points") and isinstance(v, Decimal)), None)
    whole = target or Decimal(1)
    if points is None:
        return None
    cents = (Decimal(chance.randrange(int(points * 100) + 1)) + Decimal("0.5")) / 100
    value = _SHORT.divide(cents * whole, points)
    return value if value * points == cents * whole else None


def _ladders(expr: Expr, target: Decimal | None) -> Iterator[tuple[Decimal, Decimal]]:
    """Where a formula counts steps: from which value, by how much."""
    match expr:
        case Call(op, (top, Const(Decimal() as step))) if op is OPS["ratio"]:
            scale = target if target and _calls(top, OPS["ratio"]) else Decimal(1)  # steps of a rate of the target
            feet = list(_constants(top)) if scale != 1 or target is None else [target, *_constants(top)]
            yield from ((foot * scale, step * scale) for foot in feet)
    if isinstance(expr, Call):
        for arg in expr.args:
            yield from _ladders(arg, target)


def _calls(expr: Expr, op: Op) -> bool:
    return isinstance(expr, Call) and (expr.op is op or any(_calls(arg, op) for arg in expr.args))


def _constants(expr: Expr) -> Iterator[Decimal]:
    match expr:
        case Const(Decimal() as number):
            yield number
        case Call(_, args):
            for arg in args:
                yield from _constants(arg)


# ---- what a formula does with a sample ------------------------------------------------------------------------------


def expected(sample: Sample, column: str, changed: Callable[[Expr], Expr] = lambda expr: expr) -> Value:
    return evaluate(changed(sample.probe.formulas[column]), sample.values.get)


Branch = tuple[tuple[int, ...], str, int]  # where in the formula, what stands there (if, min, max), which way it goes


def branches(expr: Expr, path: tuple[int, ...] = ()) -> set[Branch]:
    """Every way through a formula: both branches of each conditional, each argument of min and max that can vary."""
    if not isinstance(expr, Call):
        return set()
    ways = {(path, *way) for way in _ways(expr)}
    return ways.union(*(branches(arg, (*path, i)) for i, arg in enumerate(expr.args)))


def taken(expr: Expr, look_up: Callable[[str], Value], path: tuple[int, ...] = ()) -> Iterator[Branch]:
    """The ways a formula goes with these inputs; none where an input that it needs is missing."""
    if not isinstance(expr, Call) or not _is_complete(expr, look_up):
        return
    steps: Sequence[int] = range(len(expr.args))
    if expr.op.python is choose:
        way = 1 if evaluate(expr.args[0], look_up) else 2
        steps = (0, way)
        yield path, "if", way
    elif ways := _ways(expr):
        numbers = [evaluate(arg, look_up) for arg in expr.args]
        yield path, ways[0][0], numbers.index(expr.op.python(*numbers))
    for i in steps:
        yield from taken(expr.args[i], look_up, (*path, i))


def _ways(expr: Call) -> list[tuple[str, int]]:
    if expr.op.python is choose:
        return [("if", 1), ("if", 2)]
    varies = any(True for _ in names_read(expr))
    name = {OPS["min"]: "min", OPS["max"]: "max"}.get(expr.op)
    return [(name, i) for i in range(len(expr.args))] if name and varies else []


def _is_complete(expr: Expr, look_up: Callable[[str], Value]) -> bool:
    wanted = {"n": Decimal, "r": Decimal, "t": str}
    return all(isinstance(look_up(name), wanted[kind]) for kind, name in names_read(expr) if kind in wanted)


# ---- mutants: a comparison that cannot fail proves nothing ------------------------------------------------------------


def exchanged(expr: Expr, old: Op, new: Op) -> Expr:
    """The formula with one operator exchanged for another."""
    match expr:
        case Call(op, args):
            return Call(new if op is old else op, tuple(exchanged(arg, old, new) for arg in args))
    return expr


def truncating(expr: Expr) -> Expr:
    """Scores cut off (舍去) instead of rounded (四舍五入)."""

    def cut(x: Decimal, digits: Decimal) -> Decimal:
        return x.quantize(Decimal(1).scaleb(-int(digits)), ROUND_DOWN)

    return exchanged(expr, OPS["round"], replace(OPS["round"], python=cut))


def half_even(expr: Expr) -> Expr:
    """Ties go to the even neighbour, as Python's own round does."""
    return exchanged(expr, OPS["round"], replace(OPS["round"], python=lambda x, digits: round(x, int(digits))))


def unsettled(expr: Expr) -> Expr:
    """The third law forgotten, for Excel's text."""
    return exchanged(expr, SETTLE, replace(SETTLE, excel="({0})"))


# ---- engines --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """Samples of one method as rows: inputs left, formulas right."""

    samples: Sequence[Sample]
    columns: Sequence[str]  # columns of the formulas compared
    changed: Callable[[Expr], Expr]

    @functools.cached_property
    def names(self) -> list[str]:
        """Inputs by their column in the sheet; probes of one method are rows of one form, so names are without their row."""
        return sorted({_short(cell.name) for sample in self.samples for cell in sample.probe.inputs})

    def inputs(self, sample: Sample) -> list[Value]:
        by_name = {_short(name): value for name, value in sample.values.items()}
        return [by_name.get(name) for name in self.names]

    def formulas(self, row: int) -> list[str]:
        sample = self.samples[row]
        return [self._text(sample.probe, column).replace("\0", str(row + 1)) for column in self.columns]

    def _text(self, probe: Probe, column: str) -> str:
        key = (id(probe), column)
        if key not in self._texts:
            column_of = {name: a1.spell(0, i).rstrip("1") for i, name in enumerate(self.names)}
            expr = self.changed(probe.formulas[column])
            self._texts[key] = to_excel(expr, lambda names: ",".join(f"{column_of[_short(name)]}\0" for name in names))
        return self._texts[key]

    @functools.cached_property
    def _texts(self) -> dict[tuple[int, str], str]:
        return {}


def _short(name: str) -> str:
    """A name without the number of its row: indicators.3.actual → indicators.actual, facts.3_faults.value → facts.faults."""
    table, row, column = name.split(".")
    return f"{table}.{row.partition('_')[2] if table == 'facts' else column}"


def sheet_of(tried: Sequence[Sample], changed: Callable[[Expr], Expr] = lambda expr: expr) -> Sheet:
    return Sheet(tried, list(tried[0].probe.formulas), changed)


Rows = tuple[list[list[Value]], list[list[str]]]  # a row each: the inputs from column A on, the formulas right of them


def rows_of(sheet: Sheet) -> Rows:
    return [sheet.inputs(sample) for sample in sheet.samples], [sheet.formulas(row) for row in range(len(sheet.samples))]


def in_process(sheet: Sheet) -> list[list[Value]]:
    return calculate(rows_of(sheet))


def in_office(sheets: Mapping[str, Sheet], office: Any, folder: Path) -> dict[str, list[list[Value]]]:
    return calculate_in_office({name: rows_of(sheet) for name, sheet in sheets.items()}, office, folder)


def calculate(rows: Rows) -> list[list[Value]]:
    """Values of the formulas by formualizer, a row each."""
    inputs, formulas = rows
    book = formualizer.Workbook()
    book.add_sheet("m")
    page = book.sheet("m")
    height, width, formulas_wide = len(inputs), len(inputs[0]), len(formulas[0])
    page.set_values_batch(1, 1, height, width, [[_cell(value) for value in row] for row in inputs])
    page.set_formulas_batch(1, width + 1, height, formulas_wide, formulas)
    book.evaluate_all()
    places = [[(row, width + 1 + i) for i in range(formulas_wide)] for row in range(1, height + 1)]
    return [[_read(book.get_value("m", *place)) for place in row] for row in places]


def calculate_in_office(pages: Mapping[str, Rows], office: Any, folder: Path) -> dict[str, list[list[Value]]]:
    """Values of the formulas by LibreOffice, told to recalculate; all pages in one workbook."""
    path = folder / "equality.xlsx"
    path.write_bytes(_workbook(pages))
    (result,) = office.recalculate([path], folder / "out")
    book = read_workbook(result, replace(LIMITS, formula_chars=10**9, cells=10**7))  # larger than any form
    return {name: _page(book.sheets[name].cells, *rows) for name, rows in pages.items()}


def _page(cells: Mapping[tuple[int, int], Any], inputs: Sequence[Any], formulas: Sequence[Any]) -> list[list[Value]]:
    width, wide = len(inputs[0]), len(formulas[0])
    return [[_cached(cells.get((row, width + i))) for i in range(wide)] for row in range(len(inputs))]


def _workbook(pages: Mapping[str, Rows]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, (inputs, formulas) in pages.items():
            page = book.add_worksheet(name)
            for row, (values, texts) in enumerate(zip(inputs, formulas, strict=True)):
                for column, value in enumerate(values):
                    if isinstance(value, Decimal):
                        page.write_number(row, column, float(value))
                    elif value is not None:
                        page.write_string(row, column, str(value))
                for i, text in enumerate(texts):
                    page.write_formula(row, len(values) + i, text, None, -1)  # a cached value that is never right
    return buffer.getvalue()


def _cell(value: Value) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _read(value: Any) -> Value:
    if isinstance(value, bool) or value in (None, ""):
        return None if value in (None, "") else value
    return Decimal(repr(value)) if isinstance(value, int | float) else str(value)


def _cached(record: Any) -> Value:
    return None if record is None or record.value == "" else record.value


def is_equal(a: Value, b: Value) -> bool:
    """Whether two readings agree; binary numbers may be off in the tenth digit, never in a cent; "" shows as blank does."""
    if {a, b} == {None, ""}:
        return True
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return abs(a - b) <= Decimal("1E-9") * max(1, abs(a))
    return a == b


def differences(sheet: Sheet, found: Sequence[Sequence[Value]], changed: Callable[[Expr], Expr] = lambda e: e) -> list[str]:
    """Each cell in which an engine and the Decimal reading disagree, said with its inputs."""
    told = []
    for sample, row in zip(sheet.samples, found, strict=True):
        for column, value in zip(sheet.columns, row, strict=True):
            want = expected(sample, column, changed)
            if not is_equal(want, value):
                told.append(f"{sample.probe.method}.{column} {dict(sample.values)}: {want} here, {value} there")
    return told
