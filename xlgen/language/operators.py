"""The operators of the scoring language: each row of ``OPS`` holds all three readings of one operator.

An operator cannot exist for one reading only, so workbook, checker and the sheet of scoring rules cannot disagree about it.
Excel texts use only functions of Excel 2007, which WPS and LibreOffice share (ECMA-376 part 1, 18.17).
"""

from __future__ import annotations

import operator
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Any

from xlgen.excel_limits import DAYS_END
from xlgen.words.days import THIS_CENTURY
from xlgen.words.numbers import SETTLED, half_up, plain, ratio

Value = Decimal | str | bool | None
ColumnValues = Sequence[Value]
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


class Series(tuple[Value, ...]):
    """A long column; what thousands of formulas ask of it is found once."""

    @cached_property
    def numbers(self) -> list[Decimal]:
        """Its numbers, in order."""
        return [x for x in self if isinstance(x, Decimal)]

    @cached_property
    def ascending(self) -> list[Decimal]:
        """Its numbers, smallest first."""
        return sorted(self.numbers)

    @cached_property
    def first_at(self) -> dict[Value, int]:
        """Where each value stands first, from 0."""
        return {x: i for i, x in reversed(list(enumerate(self)))}

    @cached_property
    def texts_at(self) -> dict[str, int | array[int]]:
        """Where each text stands, from 0, case folded: one place, or several."""
        places: dict[str, int | array[int]] = {}
        for i, x in enumerate(self):
            if not isinstance(x, str):
                continue
            key = x if x in places or (folded := x.casefold()) == x else folded
            known = places.setdefault(key, i)
            if isinstance(known, array):
                known.append(i)
            elif known != i:
                places[key] = array("L", (known, i))
        return places

    def forget(self) -> None:
        """Let go of what was found, which takes more room than the column; it is found again when it is asked for."""
        vars(self).clear()


def series(column: ColumnValues) -> Series:
    """The column as a ``Series``."""
    return column if isinstance(column, Series) else Series(column)


def numbers(column: ColumnValues) -> list[Decimal]:
    """Numbers of a column; blanks and text are skipped as Excel's SUM and COUNT skip them."""
    return series(column).numbers


def choose(condition: bool, then: Value, other: Value) -> Value:
    """The conditional; ``evaluate`` knows it by this function and computes one branch only."""
    return then if condition else other


def _is_filled(x: Value) -> bool:
    return x is not None and x != ""


def _text(x: Value) -> str:
    if isinstance(x, bool):
        return str(x).upper()  # as Excel joins a truth value to a text
    return plain(x) if isinstance(x, Decimal) else "" if x is None else str(x)


def _trimmed(text: str) -> str:
    # TRIM takes blanks only, but those inside as well, down to one; tabs, line ends and 全角空格 stay
    return re.sub(" +", " ", text).strip(" ")


def _places(keys: ColumnValues, key: str) -> Sequence[int]:
    # SUMIF and COUNTIF fold case; codes and grades of ours differ in more than that
    found = series(keys).texts_at.get(key.casefold(), ())
    return (found,) if isinstance(found, int) else found


def _sum_if(values: ColumnValues, keys: ColumnValues, key: str) -> Decimal:
    return sum((v for i in _places(keys, key) if isinstance(v := values[i], Decimal)), Decimal(0))


def _rank(x: Decimal, column: ColumnValues) -> Decimal:
    ascending = series(column).ascending
    return Decimal(1 + len(ascending) - bisect_right(ascending, x))


def _sum_product(a: ColumnValues, b: ColumnValues) -> Decimal:
    pairs = zip(a, b, strict=True)
    return sum((x * y for x, y in pairs if isinstance(x, Decimal) and isinstance(y, Decimal)), Decimal(0))


def _first(wanted: Decimal, keys: ColumnValues, values: ColumnValues) -> Value:
    return next((v for k, v in zip(keys, values, strict=True) if k == wanted), None)


def _position(x: Value, column: ColumnValues) -> Decimal | None:
    place = series(column).first_at.get(x) if isinstance(x, Decimal) else None
    return None if place is None else Decimal(place + 1)


def _place_of(key: str, column: ColumnValues) -> Decimal | None:
    places = _places(column, key)
    return Decimal(places[0] + 1) if places else None


def _nth_largest(column: ColumnValues, n: Decimal) -> Decimal | None:
    ascending = series(column).ascending
    return ascending[-int(n)] if 1 <= n <= len(ascending) else None


def _at(column: ColumnValues, n: Decimal) -> Value:
    return column[int(n) - 1] if 1 <= n <= len(column) else None


# the text itself, whatever signs of COUNTIF's and MATCH's it holds
def _itself(key: str) -> str:
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({key},"~","~~"),"*","~*"),"?","~?")'


def _criterion(key: str) -> str:
    return f'"="&{_itself(key)}'


def _infix(symbol: str, strength: int, python: Callable[..., Any], said: str, **more: Any) -> Op:
    return Op(python, f"{{0}}{symbol}{{1}}", f"{{0}}{said}{{1}}", binds=strength, wraps=strength, **more)


def _compare(symbol: str, python: Callable[..., Any], said: str) -> Op:
    return _infix(symbol, 1, python, said, settles=True, gives="b")


OPS: dict[str, Op] = {
    "+": _infix("+", 3, operator.add, "＋"),
    "-": _infix("-", 3, operator.sub, "－"),
    "*": _infix("*", 4, operator.mul, "×"),
    # a sign before a sign is read wrongly by some grids: a negation has brackets of its own
    "negative": Op(operator.neg, "(-{0})", "－{0}", wraps=6, said=5),
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
    "whole_day": Op(
        lambda x: x.to_integral_value(ROUND_FLOOR) if THIS_CENTURY[0] <= x < THIS_CENTURY[1] + 1 else Decimal(DAYS_END),
        f"IF(AND({{0}}>={THIS_CENTURY[0]},{{0}}<{THIS_CENTURY[1] + 1}),INT({{0}}),{DAYS_END})",
        "{0}（不是日期的，算没有完成）",
        settles=True,
    ),
    "ceil": Op(
        lambda x: x.to_integral_value(ROUND_CEILING) + 0,
        "(-INT(-{0}))",
        "{0}（进位，不足一档按一档）",
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
    "begins": Op(
        lambda text, start: text.startswith(start), "EXACT(LEFT({0},LEN({1})),{1})", "{0}以{1}开头", takes="t", gives="b"
    ),
    "length": Op(lambda x: Decimal(len(_trimmed(_text(x)))), "LEN(TRIM({0}))", "{0}的字数", takes="a"),
    "sum": Op(lambda *cs: sum((x for c in cs for x in numbers(c)), Decimal(0)), "SUM({all})", "{all}合计", takes="c"),
    "count": Op(lambda *cs: Decimal(sum(len(numbers(c)) for c in cs)), "COUNT({all})", "{all}已填项数", takes="c"),
    "largest": Op(
        lambda *cs: max((x for c in cs for x in numbers(c)), default=Decimal(0)), "MAX({all})", "{all}的最大值", takes="c"
    ),
    "sumif": Op(_sum_if, f"SUMIF({{1}},{_criterion('{2}')},{{0}})", "{1}为{2}的{0}合计", takes="cct"),
    "countif": Op(
        lambda keys, key: Decimal(len(_places(keys, key))), f"COUNTIF({{0}},{_criterion('{1}')})", "{0}为{1}的个数", takes="ct"
    ),
    "sumproduct": Op(_sum_product, "SUMPRODUCT({0},{1})", "{0}×{1}合计", takes="cc"),
    "rank": Op(_rank, "RANK({0},{1})", "{0}在{1}中的名次", takes="nc"),
    "nth_largest": Op(_nth_largest, 'IFERROR(LARGE({0},{1}),"")', "{0}中第{1}大的数", takes="cn", gives="r"),
    "position": Op(_position, 'IFERROR(MATCH({0},{1},0),"")', "{0}在{1}中的位置", takes="nc", gives="r"),
    "place_of": Op(_place_of, f'IFERROR(MATCH({_itself("{0}")},{{1}},0),"")', "{0}在{1}中的位置", takes="tc", gives="r"),
    "at": Op(_at, 'IF(INDEX({0},{1})="","",INDEX({0},{1}))', "{0}的第{1}个", takes="cn", gives="r"),
    "first": Op(_first, 'IFERROR(INDEX({2},MATCH({0},{1},0)),"")', "{1}中第一个{0}所对的{2}", takes="ncc", gives="t"),
    "row": Op(lambda at: Decimal(at + 1), "ROW({0})", "{0}的行号", takes="w"),
    "join": Op(lambda *xs: "".join(map(_text, xs)), "CONCATENATE({all})", "{all}", takes="j", gives="t"),
    "link_file": Op(lambda target, shown: shown, "HYPERLINK({0},{1})", "{1}", takes="t", gives="t"),
    "link": Op(lambda target, shown: shown, 'HYPERLINK("#"&{0},{1})', "{1}", takes="t", gives="t"),
}
# one conditional for each kind of value its branches may have
IF = {kind: Op(choose, "IF({0},{1},{2})", "若{0}，则{1}；否则{2}", takes=f"b{kind}", gives=kind, said=0) for kind in "ntr"}
SETTLE = Op(lambda x: half_up(x, SETTLED), f"ROUND({{0}},{SETTLED})", "{0}")
KEYS = {op: key for key, op in OPS.items()} | dict.fromkeys(IF.values(), "if") | {SETTLE: "settle"}
