"""Formula text to nodes: a small subset of Python's spelling, lowered through Python's own ``ast``."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from xlgen.errors import FormulaError
from xlgen.excel_limits import MAX_FORMULA_TEXT
from xlgen.language.nodes import Call, Const, Expr, Ref, Span
from xlgen.language.operators import IF, OPS, Op
from xlgen.language.rewrite import folded, settled
from xlgen.language.write import SPLIT
from xlgen.words.days import FIRST_DAY, serial
from xlgen.words.numbers import SETTLED

SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.And: "and", ast.Or: "or", ast.Lt: "<", ast.LtE: "<=",
    ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.USub: "negative", ast.Not: "not",
}  # fmt: skip
FUNCTIONS = {name for name in OPS if name.isidentifier()} - {"and", "or", "not", "negative"}
# texts, which stay as they are, and dotted names: in indicators.3.score Python wants a letter before the 3
TEXT_OR_NAME = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*+(?:"|\\?\Z)|'(?:\\.|[^'\\])*+(?:'|\\?\Z))|(?<![\w.])[^\W\d]\w*(?:\.\w+)+"""
)
Shorthands = frozenset[tuple[str, Op]]
LONGEST = 65_536  # characters of a source; names are longer than addresses, so this is far beyond Excel's own limit
DIGITS = 15  # significant digits that Excel keeps
KINDS = {
    "n": "数值", "t": "文字", "b": "是否成立的条件", "r": "结果", "c": "一列或若干单元格", "a": "一个填报项", "w": "一个填报项",
    "j": "数值或文字",
}  # fmt: skip
HINTS: dict[type[ast.AST], str] = {
    ast.Div: "除法请写 ratio(a, b)，b 为 0 时得 0",
    ast.FloorDiv: "取整请写 floor(ratio(a, b))",
    ast.Pow: "不支持乘方",
    ast.Mod: "不支持取余",
    ast.Compare: "一次只比两个值，如 a >= 60 and a < 80",
    ast.Call: "可用的函数：" + "、".join(sorted(FUNCTIONS)),
    ast.BitAnd: "请写 and",
    ast.BitOr: "请写 or",
}


@lru_cache(maxsize=10_000)  # a batch says the same formulas of every project
def parse(source: str, wants: str = "r", shorthands: Shorthands = frozenset()) -> Expr:
    """Parse a formula; ``wants`` is the kind its value must have (see ``Op.takes``).

    ``shorthands`` are functions that the caller writes out before the formula is read: each stands as a call of its own.

    FormulaError, with the place, for anything outside the language.
    """
    source = " ".join(source.split("\n")).strip()
    if len(source) > LONGEST:
        raise FormulaError(f"{source[:80]}…", 0, f"公式有 {len(source)} 个字符，过长", SPLIT)
    lowering = _Lowering(source, dict(shorthands))
    try:
        return lowering.lower(ast.parse(lowering.spelled, mode="eval").body, wants)
    except SyntaxError as error:
        if "nested" in (error.msg or ""):
            raise FormulaError(f"{source[:80]}…", 0, "公式嵌套过深", SPLIT) from None
        at = lowering.at_source(max((error.offset or 1) - 1, 0))
        raise FormulaError(source, at, "不是公式", "检查括号、引号是否成对，是否用了全角标点") from None
    except (RecursionError, MemoryError, ValueError) as error:
        raise FormulaError(f"{source[:80]}…", 0, "公式过长或嵌套过深", SPLIT) from error


class _Lowering:
    """Walks Python's tree of one source text; the text is kept for carets and exact decimals."""

    def __init__(self, source: str, shorthands: Mapping[str, Op]) -> None:
        self.source, self.shorthands = source, shorthands
        self.added: list[int] = []  # where the spelling for Python has a sign more than the source
        self.spelled = TEXT_OR_NAME.sub(self._spell, source)

    def _spell(self, match: re.Match[str]) -> str:
        if match["text"] is not None:
            return match[0]
        self.added += [match.start() + dot.end() for dot in re.finditer(r"\.(?=\d)", match[0])]
        return re.sub(r"\.(?=\d)", "._", match[0])

    def at_source(self, at: int) -> int:
        """Offset in the source of an offset in its spelling for Python."""
        return at - sum(place + i < at for i, place in enumerate(self.added))

    def at(self, node: ast.expr) -> int:
        """Offset of a node in the source; ast counts bytes, people characters."""
        return self.at_source(len(self.spelled.encode()[: node.col_offset].decode(errors="ignore")))

    def fail(self, node: ast.expr, problem: str, hint: str = "") -> FormulaError:
        return FormulaError(self.source, self.at(node), problem, hint)

    def lower(self, node: ast.expr, wants: str) -> Expr:
        expr = self._lower(node, wants)
        gives = _gives(expr)
        if wants not in _ACCEPTS[gives]:
            raise self.fail(node, f"这里要{KINDS[wants]}，“{_shown(node)}”不是")
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
                return Ref(self._dotted(node), self.at(node))
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
            case ast.Call(ast.Name(name), args, []) if name in FUNCTIONS or name in self.shorthands:
                return self._call(node, name, args, wants)
            case ast.List(items):
                return Span(tuple(self._dotted(item) for item in items))
        about = node.op if isinstance(node, ast.BinOp) else node
        raise self.fail(node, f"“{_shown(node)}”不在评分语言之内", HINTS.get(type(about), ""))

    def _call(self, node: ast.expr, name: str, args: list[ast.expr], wants: str) -> Call:
        # the branches of a conditional must be what is wanted where it stands
        op = (IF.get(wants) or IF["r"]) if name == "if" else self.shorthands.get(name) or OPS[name]
        if op.arity not in (None, len(args)) or not args:
            raise self.fail(node, f"{name} 要 {op.arity or '至少 1'} 个值，这里有 {len(args)} 个")
        kinds = [op.kind(i) for i in range(len(args))]
        lowered = [self.lower(arg, kind) for arg, kind in zip(args, kinds, strict=True)]
        if name == "round" and not (isinstance(lowered[1], Const) and lowered[1].value in range(SETTLED + 1)):
            raise self.fail(args[1], f"round 的小数位数要写 0 到 {SETTLED} 的整数", "如 round(a, 2)")
        return Call(op, settled(op, lowered))

    def _negative(self, node: ast.expr, name: str, operand: ast.expr, wants: str) -> Expr:
        return folded(self._call(node, name, [operand], wants))

    def _number(self, node: ast.Constant) -> Const:
        written = ast.get_source_segment(self.spelled, node) or repr(node.value)
        try:
            number = Decimal(written)
        except InvalidOperation:
            raise self.fail(node, f"“{written}”不是数", "只写十进制数") from None
        if abs(number) >= Decimal(10) ** DIGITS or len(number.normalize().as_tuple().digits) > DIGITS:
            raise self.fail(node, f"“{written}”超出 Excel 能准确表示的范围", f"Excel 只保留 {DIGITS} 位有效数字")
        return Const(number)

    def _text(self, node: ast.expr, text: str) -> Const:
        if len(text) > MAX_FORMULA_TEXT:
            raise self.fail(node, f"文字常量有 {len(text)} 个字，Excel 至多 {MAX_FORMULA_TEXT} 个")
        return Const(text)

    def _date(self, node: ast.expr, text: str) -> Const:
        try:
            number = serial(date.fromisoformat(text))
        except ValueError:
            raise self.fail(node, f"“{text}”不是日期", '写作 date("2023-12-31")') from None
        if number < FIRST_DAY:
            raise self.fail(node, f"“{text}”早于 1900-03-01，Excel 的日期序号从那天起才可靠")
        return Const(number, text)

    def _dotted(self, node: ast.expr) -> str:
        """``indicators.n3.score``; anything but names and dots is refused."""
        match node:
            case ast.Name(name):
                return name
            case ast.Attribute(value, name):
                return f"{self._dotted(value)}.{re.sub(r'^_(?=[0-9])', '', name)}"
        raise self.fail(node, f"“{_shown(node)}”不在评分语言之内", "这里只能写名称")


def _shown(node: ast.expr) -> str:
    """A piece of the formula as its author spelled it."""
    return re.sub(r"\._(?=\d)", ".", ast.unparse(node))


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
