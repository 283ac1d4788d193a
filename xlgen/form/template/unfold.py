"""The eight short forms of the grammar, written out as the plain formulas they stand for.

``bands(x)`` and ``tier(x)`` choose points, ``met(items)`` adds them, ``told(items)`` says which are met (①是 ②否),
``grades(x)`` gives the grade's word, ``gather(name)`` is the column of all data rows that methods made under that name,
``rescale(points)`` the factor that brings what is left after 不适用 back to full points, ``spared(points)`` how many rows need
no score for the form to be complete, less those that have a score and no points. Their arguments may be formulas:
``bands(target - actual)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from xlgen.errors import FormulaError
from xlgen.form.notation.bands import Band, Bands
from xlgen.form.notation.items import ChecklistItem
from xlgen.form.records import Grades
from xlgen.form.template.methods import Parameters
from xlgen.language.nodes import Call, Const, Expr, Ref, Span
from xlgen.language.operators import Op
from xlgen.language.parse import Shorthands, parse
from xlgen.language.rewrite import call, fitted, folded
from xlgen.language.write import text_literal, to_source
from xlgen.words.numbers import plain


def _never(x: object) -> object:
    raise AssertionError("a short form is written out before it is read")


_KINDS = {  # what each takes and gives, in the letters of operators
    "bands": ("n", "n"), "tier": ("t", "r"), "met": ("a", "r"), "told": ("a", "r"), "grades": ("n", "t"),
    "gather": ("a", "column"), "rescale": ("n", "n"), "spared": ("n", "n"),
}  # fmt: skip
_OPS = {name: Op(_never, "{0}", f"{name}({{0}})", takes=takes, gives=gives) for name, (takes, gives) in _KINDS.items()}
_NAMES = {op: name for name, op in _OPS.items()}
SHORTHANDS: Shorthands = frozenset(_OPS.items())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What short forms are made up of where they stand."""

    parameters: Parameters
    grades: Grades
    gathered: Callable[[str], Sequence[str]]
    idle: Callable[[], Sequence[str]] = tuple  # for each row scored by a rate: its points where that is one of no money, else 0
    spare: Callable[[], Sequence[str]] = tuple  # rows whose points and scores people write


def unfold(expr: Expr, around: Surroundings, kind: str = "r") -> Expr:
    """The formula with every short form written out; ``kind`` is what is wanted where it stands."""
    if not isinstance(expr, Call):
        return expr
    args = tuple(unfold(arg, around, expr.op.kind(i)) for i, arg in enumerate(expr.args))
    if expr.op in _NAMES:
        return fitted(_written(_NAMES[expr.op], args[0], around), kind)
    return folded(Call(expr.op, args))


def _written(name: str, argument: Expr, around: Surroundings) -> Expr:
    match name:
        case "gather":
            return Span(tuple(around.gathered(argument.name if isinstance(argument, Ref) else "")))
        case "rescale":
            left_out = _left_out(around)
            return call("ratio", argument, call("-", argument, left_out)) if left_out else Const(Decimal(1))
        case "spared":
            return _spared(around)
        case "grades" if around.grades:
            return _chain([(call(">=", argument, _literal(least)), _literal(word)) for word, least in around.grades])
        case "bands" if isinstance(bands := around.parameters.get("bands"), Bands):
            measured = call("ratio", argument, Ref("target")) if bands.of_target else argument
            return _chain([(_reaches(measured, band), _points(band)) for band in bands.bands])
        case "tier" if isinstance(tiers := around.parameters.get("tiers"), tuple) and tiers:
            return _chain([*((_is(argument, each.text), _literal(each.points)) for each in tiers), (None, Const(None))])
        case "met" | "told" if isinstance(items := around.parameters.get("items"), tuple) and items:
            return _met(items) if name == "met" else _told(items)
    raise FormulaError(f"{name}({to_source(argument)})", 0, f"这里没有 {name} 要用的{_LACKING[name]}")


_LACKING = {
    "grades": "等级（表式的 grades）",
    "bands": "分档（行的 bands）",
    "tier": "档次（行的 tiers）",
    "met": "逐项（行的 items）",
    "told": "逐项（行的 items）",
}


def _left_out(around: Surroundings) -> Expr | None:
    """Points that are not counted; None where none can be."""
    named = Span(tuple(around.gathered("left_out")))
    parts = [call("sum", named)] if named.names else []
    parts += [parse(idle, "n") for idle in around.idle()]
    return reduce(lambda a, b: call("+", a, b), parts) if parts else None


def _spared(around: Surroundings) -> Expr:
    spared: Expr = call("count", Span(tuple(around.gathered("left_out"))))
    for idle in around.idle():
        spared = call("+", spared, parse(f"1 if ({idle}) > 0 else 0", "n"))
    for row in around.spare():
        spared = call("-", spared, parse(f"1 if is_number({row}.score) and not is_number({row}.points) else 0", "n"))
    return spared


def _chain(cases: Sequence[tuple[Expr | None, Expr]]) -> Expr:
    """``a if x else b if y else c``; the last case is the rest."""
    chosen = cases[-1][1]
    for test, value in reversed(cases[:-1]):
        chosen = call("if", test or Const(None), value, chosen)
    return chosen


def _reaches(argument: Expr, band: Band) -> Expr | None:
    return None if band.at_least is None else call(">" if band.strict else ">=", argument, _literal(band.at_least))


def _points(band: Band) -> Expr:
    return _literal(band.points) if isinstance(band.points, Decimal) else Ref("points")


def _met(items: Sequence[ChecklistItem]) -> Expr:
    """Points of the items that are met; blank until each is answered 是 or 否."""
    answers = _answers(items)
    is_told = [call("or", _is(answer, "是"), _is(answer, "否")) for answer in answers]
    points = [
        call("if", _is(answer, "是"), _literal(item.points), Const(Decimal(0)))
        for item, answer in zip(items, answers, strict=True)
    ]
    return call("if", _joined("and", is_told), reduce(lambda a, b: call("+", a, b), points), Const(None))


def _told(items: Sequence[ChecklistItem]) -> Expr:
    """①是　②否; blank until one is answered."""
    answers, parts = _answers(items), list[Expr]()
    for n, answer in enumerate(answers):
        parts += [Const("　")] * bool(n) + [Const(chr(ord("①") + n)), answer]
    return call("if", _joined("or", [call("filled", answer) for answer in answers]), call("join", *parts), Const(None))


def _answers(items: Sequence[ChecklistItem]) -> list[Expr]:
    return [Ref(f"met{n}") for n in range(1, len(items) + 1)]


def _joined(key: str, tests: Sequence[Expr]) -> Expr:
    return call(key, *tests) if len(tests) > 1 else tests[0]


def _is(answer: Expr, word: str) -> Expr:
    return call("same", answer, _literal(word))


def _literal(value: Decimal | str) -> Expr:
    """A constant, held to what Excel can hold."""
    return parse(plain(value) if isinstance(value, Decimal) else text_literal(value))
