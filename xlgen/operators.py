"""The operators of the scoring language: each row of ``OPS`` holds all three readings of one operator.

An operator cannot exist for one reading only, so workbook, checker and the sheet of scoring rules cannot disagree about it.
Excel texts use only functions of Excel 2007, which WPS and LibreOffice share (ECMA-376 part 1, 18.17).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from xlgen.numbers import SETTLED, half_up, plain, ratio

Value = Decimal | str | bool | None
Column = Sequence[Value]
ATOM = 9  # strength of what never needs brackets: a number, a name, a function call


@dataclass(frozen=True, slots=True)
class Op:
    """One operator: computed by ``python``, written in ``excel``, said in ``chinese``.

    ``takes`` has a letter per argument, the last one repeating: n number, t text, b truth, r result, c column,
    a answer of any kind (blank allowed), j anything to be joined as text, w an answer whose place is meant.
    ``gives`` is n, t, b or r.
    """

    python: Callable[..., Any]
    excel: str
    chinese: str
    takes: str = "n"
    gives: str = "n"
    binds: int = ATOM  # strength of the result
    wraps: int = 0  # arguments weaker than this are bracketed
    said: int = ATOM  # strength of the Chinese, where it has no brackets of its own
    settles: bool = False  # number arguments are rounded to SETTLED decimals first

    @property
    def arity(self) -> int | None:
        """Number of arguments; None for one or more."""
        return None if "{all}" in self.excel else len(set(re.findall(r"{\d}", self.excel)))

    def kind(self, position: int) -> str:
        """Letter of ``takes`` for an argument."""
        return self.takes[min(position, len(self.takes) - 1)]


def numbers(column: Column) -> list[Decimal]:
    """Numbers of a column; blanks and text are skipped as Excel's SUM and COUNT skip them."""
    return [x for x in column if isinstance(x, Decimal)]


def choose(condition: bool, then: Value, other: Value) -> Value:
    """The conditional; ``evaluate`` knows it by this function and computes one branch only."""
    return then if condition else other


def _is_filled(x: Value) -> bool:
    return x is not None and x != ""


def _text(x: Value) -> str:
    return plain(x) if isinstance(x, Decimal) else "" if x is None else str(x)


def _trimmed(text: str) -> str:
    # TRIM takes blanks only, but those inside as well, down to one; tabs, line ends and 全角空格 stay
    return re.sub(" +", " ", text).strip(" ")


def _same(a: Value, b: Value) -> bool:
    # SUMIF and COUNTIF fold case; codes and grades of ours differ in more than that
    return isinstance(a, str) and isinstance(b, str) and a.casefold() == b.casefold()


def _sum_if(values: Column, keys: Column, key: str) -> Decimal:
    return sum(
        (v for v, k in zip(values, keys, strict=True) if _same(k, key) and isinstance(v, Decimal)), Decimal(0)
    )


def _sum_product(a: Column, b: Column) -> Decimal:
    pairs = zip(a, b, strict=True)
    return sum((x * y for x, y in pairs if isinstance(x, Decimal) and isinstance(y, Decimal)), Decimal(0))


def _first(wanted: Decimal, keys: Column, values: Column) -> Value:
    return next((v for k, v in zip(keys, values, strict=True) if k == wanted), None)


def _infix(symbol: str, strength: int, python: Callable[..., Any], said: str = "", **more: Any) -> Op:
    return Op(python, f"{{0}}{symbol}{{1}}", f"{{0}}{said or symbol}{{1}}", binds=strength, wraps=strength, **more)


def _compare(symbol: str, python: Callable[..., Any], said: str) -> Op:
    return _infix(symbol, 1, python, said, settles=True, gives="b")


OPS: dict[str, Op] = {
    "+": _infix("+", 3, operator.add, "＋"),
    "-": _infix("-", 3, operator.sub, "－"),
    "*": _infix("*", 4, operator.mul, "×"),
    "negative": Op(operator.neg, "-{0}", "－{0}", binds=5, wraps=6),
    "<": _compare("<", operator.lt, "小于"),
    "<=": _compare("<=", operator.le, "不大于"),
    ">": _compare(">", operator.gt, "大于"),
    ">=": _compare(">=", operator.ge, "不小于"),
    "==": _compare("=", operator.eq, "等于"),
    "!=": _compare("<>", operator.ne, "不等于"),
    # EXACT, not "=": some zh-CN collations hold ≤ and ≥ to be equal
    "same": Op(operator.eq, "EXACT({0},{1})", "{0}为{1}", takes="t", gives="b"),
    "and": Op(lambda *xs: all(xs), "AND({all})", "（{all}）均成立", takes="b", gives="b"),
    "or": Op(lambda *xs: any(xs), "OR({all})", "（{all}）有其一成立", takes="b", gives="b"),
    "not": Op(operator.not_, "NOT({0})", "并非{0}", takes="b", gives="b"),
    "min": Op(min, "MIN({all})", "（{all}）中较小者"),
    "max": Op(max, "MAX({all})", "（{all}）中较大者"),
    "abs": Op(abs, "ABS({0})", "|{0}|"),
    "floor": Op(lambda x: x.to_integral_value(ROUND_FLOOR), "INT({0})", "{0}（取整，不足一档不计）", said=0, settles=True),
    "ceil": Op(
        lambda x: x.to_integral_value(ROUND_CEILING) + 0,
        "-INT(-{0})",
        "{0}（进位，不足一档按一档）",
        binds=5,
        wraps=6,
        said=0,
        settles=True,
    ),
    "round": Op(half_up, "ROUND({0},{1})", "{0}（四舍五入保留{1}位小数）", said=0, settles=True),
    "ratio": Op(ratio, f"IF(ROUND({{1}},{SETTLED})=0,0,{{0}}/{{1}})", "{0}÷{1}", wraps=5, said=4),
    "or_else": Op(
        lambda x, other: x if isinstance(x, Decimal) else other,
        "IF(ISNUMBER({0}),{0},{1})",
        "{0}（未填时取{1}）",
        takes="an",
    ),
    "filled": Op(_is_filled, "LEN({0})>0", "{0}已填", takes="a", gives="b", binds=1),
    "is_number": Op(lambda x: isinstance(x, Decimal), "ISNUMBER({0})", "{0}为数值", takes="a", gives="b"),
    "length": Op(lambda x: Decimal(len(_trimmed(_text(x)))), "LEN(TRIM({0}))", "{0}的字数", takes="a"),
    "sum": Op(lambda *cs: sum((x for c in cs for x in numbers(c)), Decimal(0)), "SUM({all})", "{all}合计", takes="c"),
    "count": Op(lambda *cs: Decimal(sum(len(numbers(c)) for c in cs)), "COUNT({all})", "{all}已填项数", takes="c"),
    "largest": Op(
        lambda *cs: max((x for c in cs for x in numbers(c)), default=Decimal(0)), "MAX({all})", "{all}的最大值", takes="c"
    ),
    "sumif": Op(_sum_if, "SUMIF({1},{2},{0})", "{1}为{2}的{0}合计", takes="cct"),
    "countif": Op(
        lambda keys, key: Decimal(sum(_same(k, key) for k in keys)), "COUNTIF({0},{1})", "{0}为{1}的个数", takes="ct"
    ),
    "sumproduct": Op(_sum_product, "SUMPRODUCT({0},{1})", "{0}×{1}合计", takes="cc"),
    "rank": Op(
        lambda x, column: Decimal(1 + sum(y > x for y in numbers(column))), "RANK({0},{1})", "{0}在{1}中的名次", takes="nc"
    ),
    "first": Op(_first, "INDEX({2},MATCH({0},{1},0))", "{1}中第一个{0}所对的{2}", takes="ncc", gives="t"),
    "row": Op(lambda at: Decimal(at + 1), "ROW({0})", "{0}的行号", takes="w"),
    "join": Op(lambda *xs: "".join(map(_text, xs)), "CONCATENATE({all})", "{all}", takes="j", gives="t"),
    "link": Op(lambda target, shown: shown, 'HYPERLINK("#"&{0},{1})', "{1}", takes="t", gives="t"),
}
# one conditional for each kind of value its branches may have
IF = {
    kind: Op(choose, "IF({0},{1},{2})", "若{0}，则{1}；否则{2}", takes=f"b{kind}", gives=kind, said=0) for kind in "ntr"
}
SETTLE = Op(lambda x: half_up(x, SETTLED), f"ROUND({{0}},{SETTLED})", "{0}")
KEYS = {op: key for key, op in OPS.items()} | dict.fromkeys(IF.values(), "if") | {SETTLE: "settle"}
