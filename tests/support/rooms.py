"""The house in figures: ``python tests/support/rooms.py`` prints rooms with their modules, longest module and function.

Lines of code are lines that hold code: no blank lines, comments or docstrings.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import xlgen

PACKAGE = Path(xlgen.__file__).parent
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One module: its lines of code and the functions in it by their lines of code."""

    name: str
    code: int
    functions: dict[str, int]


def code_lines(source: str) -> set[int]:
    """Numbers of the lines that hold code."""
    docs: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docs |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = {line for token in tokens if token.type not in SILENT for line in range(token.start[0], token.end[0] + 1)}
    return said - docs


def measured(path: Path) -> Measured:
    """Figures of one module."""
    source = path.read_text("utf-8")
    lines = code_lines(source)
    functions = {
        node.name: len(lines & set(range(node.lineno, (node.end_lineno or node.lineno) + 1)))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }
    return Measured(path.relative_to(PACKAGE).as_posix(), len(lines), functions)


def rooms() -> dict[str, list[Measured]]:
    """Modules by room; a sub-room is a room of its own."""
    found: dict[str, list[Measured]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "__init__.py":
            found.setdefault(path.parent.relative_to(PACKAGE).as_posix(), []).append(measured(path))
    return found


def table() -> Iterator[str]:
    """The table, a line a room, and the totals."""
    yield "| room | modules | code | longest module | longest function |"
    yield "|---|--:|--:|---|---|"
    every = rooms()
    for room, modules in every.items():
        longest = max(modules, key=lambda module: module.code)
        name, lines = max(((n, c) for m in modules for n, c in m.functions.items()), key=lambda pair: pair[1], default=("", 0))
        code = sum(module.code for module in modules)
        yield f"| {room} | {len(modules)} | {code} | {Path(longest.name).stem} {longest.code} | {name} {lines} |"
    functions = sorted(c for modules in every.values() for module in modules for c in module.functions.values())
    total = sum(module.code for modules in every.values() for module in modules)
    count = sum(len(modules) for modules in every.values())
    yield (
        f"{len(every)} rooms, {count} modules, {total} lines of code; functions: median {functions[len(functions) // 2]}, "
        f"90 % {functions[len(functions) * 9 // 10]}, longest {functions[-1]}"
    )


if __name__ == "__main__":
    print("\n".join(table()))
