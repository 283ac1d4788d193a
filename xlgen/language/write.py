"""A formula as text: for Excel, for authors."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from json.encoder import encode_basestring

from xlgen.errors import FormulaError
from xlgen.excel_limits import MAX_FORMULA, MAX_LEVELS
from xlgen.language.nodes import Call, Const, Expr, Ref, Span, needed
from xlgen.language.operators import ATOM, KEYS
from xlgen.language.per_formula import per_formula
from xlgen.words.numbers import plain

SPLIT = "请拆成几个单元格"
_PLACES = 16  # ways to turn names into references, of which a formula's text is kept
Address = Callable[[tuple[str, ...]], str]
_HOLE = "\2"  # a sign that no text of a formula holds; those who write one for many rows part it by others


def to_excel(expr: Expr, address: Address) -> str:
    """Text of a formula for a cell, ``=`` included; ``address`` turns names into a reference in A1 form.

    FormulaError where the text breaks a limit of Excel's.
    """
    known = _texts(expr)
    if (text := known.get(address)) is None:
        if len(known) >= _PLACES:
            known.clear()
        text = known[address] = _excel(expr, address)
    return text


@per_formula
def _texts(expr: Expr) -> dict[Address, str]:
    """A formula's text by what turns its names into references: a batch has few places where cells stand."""
    return {}


def _excel(expr: Expr, address: Address) -> str:
    pieces, deepest = _plan(expr)
    text = "".join(piece if isinstance(piece, str) else address(piece) for piece in pieces)
    if len(text) >= MAX_FORMULA:
        raise FormulaError(f"{text[:80]}…", 0, f"公式写成 Excel 后有 {len(text)} 个字符，超过 {MAX_FORMULA}", SPLIT)
    if deepest > MAX_LEVELS:
        raise FormulaError(f"{text[:80]}…", 0, f"公式嵌套超过 {MAX_LEVELS} 层", SPLIT)
    return f"={text}"


_Pieces = tuple[str | tuple[str, ...], ...]  # text, and names whose reference stands between


@per_formula
def _plan(expr: Expr) -> tuple[_Pieces, int]:
    """What a formula is as Excel text wherever its cells stand, and how deep its brackets are nested."""
    spans: list[tuple[str, ...]] = []

    def address(names: tuple[str, ...]) -> str:
        spans.append(names)
        return f"{_HOLE}{len(spans) - 1}{_HOLE}"

    text = _guarded(expr, address)
    parts = text.split(_HOLE)
    pieces = tuple(spans[int(part)] if number % 2 else part for number, part in enumerate(parts) if part)
    return pieces, _depth(text)


def _guarded(expr: Expr, address: Address) -> str:
    """The formula, blank where an answer it needs is blank."""
    text = _write(expr, address)
    numbers, texts = needed(expr)
    tests = [f"COUNT({','.join(address((n,)) for n in numbers)})<{len(numbers)}"] if numbers else []
    tests += [f"NOT(ISTEXT({address((name,))}))" for name in texts]
    tests += [f'{address((name,))}=""' for name in texts]
    if not tests:
        return text
    guard = ",".join(tests)
    return f'IF({f"OR({guard})" if len(tests) > 1 else guard},"",{text})'


def to_bound(expr: Expr, otherwise: Decimal, address: Address) -> str:
    """Text of a formula that bounds an input, ``=`` included: ``otherwise`` while a number that it asks for is blank.

    Texts are not asked for: where one is blank, every comparison with it is false.
    """
    if isinstance(expr, Const):
        return f"={_write(expr, address)}"
    known = _bounds(expr)
    if (text := known.get((address, otherwise))) is None:
        if len(known) >= _PLACES:
            known.clear()
        text = known[address, otherwise] = _bound(expr, otherwise, address)
    return text


@per_formula
def _bounds(expr: Expr) -> dict[tuple[Address, Decimal], str]:
    """A bound's text by what turns its names into references, and what it is while one is blank."""
    return {}


def _bound(expr: Expr, otherwise: Decimal, address: Address) -> str:
    text, (numbers, _) = _write(expr, address), needed(expr)
    if numbers:
        text = f"IF(COUNT({','.join(address((n,)) for n in numbers)})<{len(numbers)},{plain(otherwise)},{text})"
    return f"={text}"


def text_literal(text: str) -> str:
    """A text as it stands in a formula of the scoring language, quotes included."""
    return encode_basestring(text)


def excel_literal(text: str) -> str:
    """The same in a formula of Excel's."""
    return '"' + text.replace('"', '""') + '"'


@per_formula
def to_source(expr: Expr) -> str:
    """The formula as an author would type it, every name in full; ``parse`` reads it back to an equal tree."""
    return _source(expr)


def _source(expr: Expr) -> str:
    match expr:
        case Const(None):
            return "blank"
        case Const(str() as text):
            return text_literal(text)
        case Const(number, shown):
            return f'date("{shown}")' if shown.count("-") == 2 else plain(number)  # type: ignore[arg-type]
        case Ref(name):
            return name
        case Span(names):
            return f"[{', '.join(names)}]"
        case Call(op, args):
            key, texts = KEYS[op], [_source(arg) for arg in args]
            return _spell(key, texts)


def _spell(key: str, texts: list[str]) -> str:
    match key:
        case "settle":
            return texts[0]
        case "if":
            return f"({texts[1]} if {texts[0]} else {texts[2]})"
        case "negative":
            return f"(-{texts[0]})"
        case "not":
            return f"(not {texts[0]})"
    if key in ("and", "or") or not key.isidentifier():
        return "(" + f" {key} ".join(texts) + ")"
    return f"{key}({', '.join(texts)})"


def _depth(text: str) -> int:
    """Nested brackets of a formula; brackets in text constants and sheet names are none."""
    deepest = depth = 0
    for sign in re.findall(r"[()]", re.sub(r'"[^"]*"|\'[^\']*\'', "", text)):
        depth += 1 if sign == "(" else -1
        deepest = max(deepest, depth)
    return deepest


def _write(expr: Expr, address: Address) -> str:
    match expr:
        case Const(None):
            return '""'
        case Const(str() as text):
            return excel_literal(text)
        case Const(number):
            return plain(number)  # type: ignore[arg-type]
        case Ref(name):
            return address((name,))
        case Span(names):
            return address(names)
        case Call(op, args):
            texts = []
            for i, arg in enumerate(args):
                text = _write(arg, address)
                needed = op.wraps + (i > 0 and op.binds < ATOM)  # a - (b - c): the right side binds tighter
                texts.append(f"({text})" if _strength(arg) < needed else text)
            return op.excel.format(*texts, all=",".join(texts))


def _strength(expr: Expr) -> int:
    match expr:
        case Const(Decimal() as number) if number < 0:
            return 0  # bracketed wherever a sign stands before it
        case Call(op):
            return op.binds
    return ATOM
