"""A formula in Chinese, as 评分规则说明 and ``explain`` say it: the third reading of the tree.

What an operator is called stands in its row of ``OPS``; here stands what two operators together are called, as people say
them: a limit is a remark (超过1的按1), a name is not said twice (甲为“是”或“否”).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from xlgen.language.nodes import Call, Const, Expr, Ref, Span
from xlgen.language.operators import ATOM, OPS, SETTLE, choose
from xlgen.words.numbers import plain

_LIMITS = {OPS["max"]: "小于", OPS["min"]: "超过"}
_REMARKS = [OPS[key] for key in ("floor", "ceil", "round")]


def describe(expr: Expr, label: Callable[[str], str]) -> str:
    """The formula in Chinese; ``label`` gives an answer's Chinese name."""
    match essence(expr):
        case Const() as constant:
            return _constant(constant)
        case Ref(name):
            return label(name)
        case Span(names, said):
            return said or label(names[0])
        case Call(_, args) as call:
            texts = [describe(arg, label) for arg in args]
            weak = [_strength(arg) < _needed(call, i) for i, arg in enumerate(args)]
            return say(call, [f"({text})" if is_weak else text for text, is_weak in zip(texts, weak, strict=True)])
    raise TypeError(expr)


def say(call: Call, texts: Sequence[str]) -> str:
    """The words for a call whose arguments have been said."""
    if (limit := limited(call)) is not None:
        bound = texts[1 - limit]
        inner = essence(call.args[limit])
        what = "结果" if _strength(inner) < ATOM and not _is_remark(inner) else ""  # of 95%－实际 the difference is meant
        return _remark(texts[limit], f"{what}{_LIMITS[call.op]}{bound}的按{bound}", inner)
    if call.op is OPS["or"] and (others := _of_one_name(call.args)):
        return "或".join([texts[0], *map(_constant, others)])
    said = call.op.chinese.format(*texts, all="，".join(texts))
    if call.op in _REMARKS:
        return _remark(texts[0], said.removeprefix(f"{texts[0]}（").removesuffix("）"), essence(call.args[0]))
    return said


def limited(call: Call) -> int | None:
    """Which of two arguments is held at a constant, the other one: 0 or 1; None where the call is no limit."""
    held = [i for i, arg in enumerate(call.args) if not _is_number(arg)]
    return held[0] if call.op in _LIMITS and len(call.args) == 2 and len(held) == 1 else None


def essence(expr: Expr) -> Expr:
    """What is said of an expression: that it is settled is not, and of constants only the one that a limit chooses."""
    match expr:
        case Call(op, (inner,)) if op is SETTLE:
            return essence(inner)
        case Call(op, args) if op in _LIMITS and all(map(_is_number, args)):
            chosen: Expr = op.python(args, key=lambda each: each.value)
            return chosen
    return expr


def _remark(text: str, remark: str, about: Expr) -> str:
    """A text with a remark behind it, in the brackets of the remarks it ends with."""
    return f"{text[:-1]}，{remark}）" if _is_remark(about) and text.endswith("）") else f"{text}（{remark}）"


def _is_remark(expr: Expr) -> bool:
    return isinstance(expr, Call) and (expr.op in _REMARKS or limited(expr) is not None)


def _constant(constant: Const) -> str:
    match constant:
        case Const(None):
            return "空白"
        case Const(str() as text):
            return f"“{text}”"
    return constant.shown or plain(constant.value)  # type: ignore[arg-type]


def _is_number(expr: Expr) -> bool:
    return isinstance(expr, Const) and isinstance(expr.value, Decimal)


def _of_one_name(tests: Sequence[Expr]) -> list[Const]:
    """The other texts that one answer is compared with; nothing where the tests are of another kind."""
    match tests:
        case [Call(first, (name, Const())), *others] if first is OPS["same"]:
            texts = [test.args[1] for test in others if isinstance(test, Call) and test.op is first and test.args[0] == name]
            constants = [text for text in texts if isinstance(text, Const)]
            return constants if len(constants) == len(others) else []
    return []


def _needed(call: Call, i: int) -> int:
    """Strength that an argument must have to stand without brackets."""
    op = call.op
    if op.said == 0 or limited(call) is not None:  # a clause of its own: only 若…，则(若…)；否则…, (若…)（取整） need them
        inner = essence(call.args[i])
        return int(isinstance(inner, Call) and inner.op.python is choose and not (op.python is choose and i == 2))
    # 分值×(实际÷目标) is 分值×实际÷目标, but in a - (b - c) the right side binds tighter
    return op.wraps + (i > 0 and op.binds < ATOM and op not in (OPS["+"], OPS["*"]))


def _strength(expr: Expr) -> int:
    match essence(expr):
        case Const(Decimal() as number) if number < 0:
            return 2  # as its sign binds
        case Call() as call if limited(call) is not None:
            return 0
        case Call(op):
            return min(op.binds, op.said)
    return ATOM
