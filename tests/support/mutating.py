"""Every small fault that the usual operators make of a module: numbers, comparisons, signs, texts, returns, decorators."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

_SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.USub: ast.UAdd,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
_SHOWN = 70  # characters of an expression in the name of a mutant
_SHOWABLE = ast.expr | ast.keyword | ast.Return | ast.Assign | ast.AnnAssign | ast.arguments | ast.comprehension


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault; ``name`` stays the same when lines move."""

    name: str
    line: int
    function: str  # the outermost one whose body has the fault, "" where it is outside of all
    texts: tuple[str, ...]  # a text that is changed, and the names of what it is told to
    tree: Callable[[], ast.Module]

    def compiled(self, filename: str) -> Any:
        """The code of the whole module."""
        return compile(ast.fix_missing_locations(self.tree()), filename, "exec")


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a module, top to bottom; docstrings and annotations have none."""
    tree = ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    seen = Counter[str]()
    left_out = {id(each) for node in ast.walk(tree) for part in _unseen(node) for each in ast.walk(part)}
    for at, node in enumerate(ast.walk(tree)):
        for i, changed in enumerate([] if id(node) in left_out else _changes(node)):
            place = _place(node, above)
            before, kept = ast.unparse(place), (node.__class__, node.__dict__.copy())
            _become(node, changed)
            after = ast.unparse(ast.fix_missing_locations(place))
            _become(node, kept)
            name = f"{_around(node, above)}: {_cut(before, after)} → {_cut(after, before)}"
            seen[name] += 1
            name += f" #{seen[name]}" if seen[name] > 1 else ""
            tree_of = partial(_mutated, source, at, i)
            yield Mutant(name, _line(node, above), _outermost(node, above), _texts(node, above), tree_of)


def _mutated(source: str, at: int, i: int) -> ast.Module:
    tree = ast.parse(source)
    node = list(ast.walk(tree))[at]
    _become(node, list(_changes(node))[i])
    return tree


Change = tuple[type, dict[str, Any]]


def _become(node: ast.AST, change: Change) -> None:
    node.__class__, fields = change  # type: ignore[assignment]
    where = {key: value for key, value in node.__dict__.items() if key.endswith(("lineno", "col_offset"))}
    node.__dict__.clear()
    node.__dict__.update(where | fields)


def _changes(node: ast.AST) -> Iterator[Change]:
    """What a node may become: its class and its fields."""
    fields = node.__dict__.copy()
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant, {"value": not value, "kind": None}
        case ast.Constant(value=int() | float() as number):
            yield ast.Constant, {"value": number + 1, "kind": None}
            yield ast.Constant, {"value": number - 1, "kind": None}
        case ast.Constant(value=str() as text):
            yield ast.Constant, {"value": f"XX{text}XX", "kind": None}
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                yield ast.Compare, fields | {"ops": [*ops[:i], _SWAPPED[type(op)](), *ops[i + 1 :]]}
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand.__class__, operand.__dict__.copy()
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.UnaryOp(op=op) if type(op) in _SWAPPED:
            yield type(node), fields | {"op": _SWAPPED[type(op)]()}
        case ast.Break() | ast.Continue():
            yield _SWAPPED[type(node)], {}
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return, {"value": ast.Constant(None)}
        case ast.Lambda(args=args):
            yield ast.Lambda, {"args": args, "body": ast.Constant(None)}
        case ast.FunctionDef(decorator_list=[_, *_] as decorators) | ast.ClassDef(decorator_list=[_, *_] as decorators):
            for i in range(len(decorators)):
                yield type(node), fields | {"decorator_list": [*decorators[:i], *decorators[i + 1 :]]}
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if _is_plain(test):
            yield type(node), fields | {"test": ast.UnaryOp(ast.Not(), test)}
        case ast.comprehension(ifs=[_, *_] as tests):
            for i, test in enumerate(tests):
                if _is_plain(test):
                    yield ast.comprehension, fields | {"ifs": [*tests[:i], ast.UnaryOp(ast.Not(), test), *tests[i + 1 :]]}


def _is_plain(test: ast.expr) -> bool:
    """Whether no other operator turns this condition."""
    return not isinstance(test, ast.Compare | ast.BoolOp | ast.Constant) and not (
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    )


def _unseen(node: ast.AST) -> Iterator[ast.AST]:
    """Parts that say nothing to the program: annotations, docstrings, how a record is kept, imports for types."""
    match node:
        case ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(annotation=annotation):
            yield annotation
        case ast.FunctionDef(returns=ast.expr() as returns):
            yield returns
        case ast.Expr(value=ast.Constant(value=str())):
            yield node
        case ast.Call(func=ast.Name(id="dataclass")):
            yield from node.keywords
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            yield node
        case ast.Assert() | ast.keyword(arg="strict"):  # laws of the program itself, told to mypy and readers
            yield node


def _place(node: ast.AST, above: dict[ast.AST, ast.AST]) -> ast.AST:
    """What to show of the surroundings: the largest of them that fits."""
    shown = node
    while isinstance(parent := above.get(shown), _SHOWABLE) and len(ast.unparse(parent)) <= _SHOWN:
        shown = parent
    return shown


def _around(node: ast.AST, above: dict[ast.AST, ast.AST]) -> str:
    """The qualified name of what a node stands in, "module" where it stands in nothing."""
    names: list[str] = []
    while (parent := above.get(node)) is not None:
        if isinstance(parent, ast.FunctionDef | ast.ClassDef):
            names.insert(0, parent.name)
        node = parent
    return ".".join(names) or "module"


def _outermost(node: ast.AST, above: dict[ast.AST, ast.AST]) -> str:
    """The qualified name of the outermost function whose body holds a node, "" where there is none."""
    chain = [node]
    while (parent := above.get(chain[-1])) is not None:
        chain.append(parent)
    names: list[str] = []
    for child, parent in reversed(list(pairwise(chain))):
        if isinstance(parent, ast.ClassDef):
            names.append(parent.name)
        elif isinstance(parent, ast.FunctionDef):
            return ".".join([*names, parent.name]) if child in parent.body else ""
        elif isinstance(parent, ast.Lambda):
            return ""
    return ""


def _line(node: ast.AST, above: dict[ast.AST, ast.AST]) -> int:
    while not hasattr(node, "lineno"):
        node = above[node]
    return int(node.lineno)


def _texts(node: ast.AST, above: dict[ast.AST, ast.AST]) -> tuple[str, ...]:
    """A text and the names of the calls and keywords that it is told to."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return ()
    told, child = [node.value], node
    while isinstance(parent := above.get(child), ast.expr | ast.keyword | ast.FormattedValue):
        if isinstance(parent, ast.Call) and child is not parent.func:
            told.append(ast.unparse(parent.func))
        elif isinstance(parent, ast.keyword):
            told.append(f"{parent.arg}=")
        child = parent  # type: ignore[assignment]
    return tuple(told)


def _cut(text: str, other: str) -> str:
    """A text on one line, of a long one what stands around the first difference to another."""
    text, other = " ".join(text.split()), " ".join(other.split())
    if len(text) <= 2 * _SHOWN:
        return text
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    start = max(0, at - _SHOWN // 2)
    return f"{'…' if start else ''}{text[start : start + _SHOWN]}{'…' if start + _SHOWN < len(text) else ''}"
