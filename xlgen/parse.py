"""Formula text to nodes: a small subset of Python's spelling, lowered through Python's own ``ast``."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from xlgen.errors import FormulaError
from xlgen.expression import MAX_TEXT, Call, Const, Expr, Ref, Span
from xlgen.operators import IF, OPS, SETTLE

SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.And: "and", ast.Or: "or", ast.Lt: "<", ast.LtE: "<=",
    ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.USub: "negative", ast.Not: "not",
}  # fmt: skip
FUNCTIONS = {name for name in OPS if name.isidentifier()} - {"and", "or", "not", "negative"}
NUMBERED = re.compile(r"(?<=[A-Za-z_])\.(?=\d)")  # indicators.3.score: Python wants a letter there
KINDS = {"n": "数值", "t": "文字", "b": "是否成立的条件", "r": "结果", "c": "一列或若干单元格", "a": "一个填报项", "w": "一个填报项", "j": "数值或文字"}
EPOCH = date(1899, 12, 30)  # day 0 of Excel's 1900 system for dates after February 1900
HINTS = {ast.Div: "除法请写 ratio(a, b)，b 为 0 时得 0", ast.Pow: "不支持乘方", ast.Mod: "不支持取余"}


def serial(day: date) -> Decimal:
    """Excel's number of a day (1900 system): 2023-12-31 → 45291."""
    return Decimal((day - EPOCH).days)


def parse(source: str, wants: str = "r") -> Expr:
    """Parse a formula; ``wants`` is the kind its value must have (see ``Op.takes``).

    FormulaError, with the place, for anything outside the language.
    """
    source = source.strip()
    try:
        spelled = NUMBERED.sub("._", source)
        expr = _Lowering(spelled).lower(ast.parse(spelled, mode="eval").body, wants)
    except SyntaxError as error:
        raise FormulaError(source, max((error.offset or 1) - 1, 0), "不是公式", "检查括号、引号是否成对，是否用了全角标点") from None
    except (RecursionError, MemoryError, ValueError) as error:
        raise FormulaError(source[:80], 0, "公式过长或嵌套过深", "请拆成几个单元格") from error
    return expr


class _Lowering:
    """Walks Python's tree of one source text; the text is kept for carets and exact decimals."""

    def __init__(self, source: str) -> None:
        self.source = source

    def fail(self, node: ast.expr, problem: str, hint: str = "") -> FormulaError:
        at = len(self.source.encode()[: node.col_offset].decode(errors="ignore"))  # ast counts bytes, people characters
        return FormulaError(self.source, at, problem, hint)

    def lower(self, node: ast.expr, wants: str) -> Expr:
        expr = self._lower(node, wants)
        gives = _gives(expr)
        if wants not in _ACCEPTS[gives]:
            raise self.fail(node, f"这里要{KINDS[wants]}，“{ast.unparse(node)}”不是", "")
        return expr

    def _lower(self, node: ast.expr, wants: str) -> Expr:
        match node:
            case ast.Constant(str() as text):
                return self._text(node, text)
            case ast.Constant(int() | float()) if not isinstance(node.value, bool):
                return self._number(node)
            case ast.Name("blank"):
                return Const(None)
            case ast.Name() | ast.Attribute():
                return Ref(self._dotted(node), len(self.source.encode()[: node.col_offset].decode(errors="ignore")))
            case ast.Compare(left, [ast.Eq() | ast.NotEq() as op], [right]) if _is_text(left) or _is_text(right):
                same = self._call(node, "same", [left, right], wants)
                return Call(OPS["not"], (same,)) if isinstance(op, ast.NotEq) else same
            case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]) if type(op) in SYMBOLS:
                return self._call(node, SYMBOLS[type(op)], [left, right], wants)
            case ast.BoolOp(op, values):
                return self._call(node, SYMBOLS[type(op)], values, wants)
            case ast.UnaryOp(op, operand) if type(op) in SYMBOLS:
                return self._negative(node, SYMBOLS[type(op)], operand, wants)
            case ast.IfExp(test, body, orelse):
                return self._call(node, "if", [test, body, orelse], wants)
            case ast.Call(ast.Name("date"), [ast.Constant(str() as text)], []):
                return self._date(node, text)
            case ast.Call(ast.Name(name), args, []) if name in FUNCTIONS:
                return self._call(node, name, args, wants)
            case ast.List(items):
                return Span(tuple(self._dotted(item) for item in items))
        hint = HINTS.get(type(node.op), "") if isinstance(node, ast.BinOp) else ""
        raise self.fail(node, f"“{ast.unparse(node)}”不在评分语言之内", hint)

    def _call(self, node: ast.expr, name: str, args: list[ast.expr], wants: str) -> Expr:
        # the branches of a conditional must be what is wanted where it stands
        op = (IF.get(wants) or IF["r"]) if name == "if" else OPS[name]
        if op.arity not in (None, len(args)) or not args:
            raise self.fail(node, f"{name} 要 {op.arity or '至少 1'} 个值，这里有 {len(args)} 个")
        kinds = [op.kind(i) for i in range(len(args))]
        lowered = [self.lower(arg, kind) for arg, kind in zip(args, kinds, strict=True)]
        settled = [_settle(arg) if op.settles and kind == "n" else arg for arg, kind in zip(lowered, kinds, strict=True)]
        return Call(op, tuple(settled))

    def _negative(self, node: ast.expr, name: str, operand: ast.expr, wants: str) -> Expr:
        expr = self._call(node, name, [operand], wants)
        match expr:
            case Call(_, (Const(Decimal() as x),)) if name == "negative":
                return Const(-x)
        return expr

    def _number(self, node: ast.Constant) -> Const:
        written = (ast.get_source_segment(self.source, node) or repr(node.value)).replace("_", "")
        try:
            number = Decimal(written)
        except InvalidOperation:
            raise self.fail(node, f"“{written}”不是数", "只写十进制数") from None
        if not Decimal(-10) ** 15 < number < Decimal(10) ** 15:
            raise self.fail(node, f"“{written}”超出 Excel 能准确表示的范围")
        return Const(number)

    def _text(self, node: ast.expr, text: str) -> Const:
        if len(text) > MAX_TEXT:
            raise self.fail(node, f"文字常量有 {len(text)} 个字，Excel 至多 {MAX_TEXT} 个")
        return Const(text)

    def _date(self, node: ast.expr, text: str) -> Const:
        try:
            return Const(serial(date.fromisoformat(text)), text)
        except ValueError:
            raise self.fail(node, f"“{text}”不是日期", '写作 date("2023-12-31")') from None

    def _dotted(self, node: ast.expr) -> str:
        """``indicators.n3.score``; anything but names and dots is refused."""
        match node:
            case ast.Name(name):
                return name
            case ast.Attribute(value, name):
                return f"{self._dotted(value)}.{re.sub(r'^_(?=[0-9])', '', name)}"
        raise self.fail(node, f"“{ast.unparse(node)}”不在评分语言之内")


# what gives … may stand where one of these is wanted
_ACCEPTS = {"n": "nrj", "t": "trj", "b": "b", "r": "r", "blank": "r", "any": "ntrcawj", "column": "c"}


def _gives(expr: Expr) -> str:
    match expr:
        case Const(None):
            return "blank"
        case Const(value):
            return "n" if isinstance(value, Decimal) else "t"
        case Ref():
            return "any"
        case Span():
            return "column"
        case Call(op):
            return op.gives


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _settle(expr: Expr) -> Expr:
    return expr if isinstance(expr, Const) else Call(SETTLE, (expr,))


def simplify(expr: Expr) -> Expr:
    """The same formula without columns that turned out empty and without ``× 1``: Excel refuses ``SUM()``."""
    match expr:
        case Call(op, args):
            kept = tuple(arg for arg in map(simplify, args) if arg != Span(()))
            if not kept:
                return Const(Decimal(0))
            if op is OPS["*"] and Const(Decimal(1)) in kept:
                return next((arg for arg in kept if arg != Const(Decimal(1))), kept[0])
            if op is OPS["+"] and Const(Decimal(0)) in kept:
                return next((arg for arg in kept if arg != Const(Decimal(0))), kept[0])
            return Call(op, kept)
        case _:
            return expr


def substitute(expr: Expr, replace: Callable[[Ref, str], Expr], kind: str = "r") -> Expr:
    """The formula with each name replaced; ``replace`` is told the kind wanted where the name stands."""
    match expr:
        case Ref():
            return replace(expr, kind)
        case Call(op, args):
            return Call(op, tuple(substitute(arg, replace, op.kind(i)) for i, arg in enumerate(args)))
        case _:
            return expr
