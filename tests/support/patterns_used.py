"""Every regular expression of the package, found in its source, with the methods that are called on it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import xlgen

_METHODS = {"match", "fullmatch", "search", "sub", "subn", "finditer", "findall", "split"}
# made while the program runs: of a unit, of a method's own words, of references that were issued
MADE = {
    "xlgen.files.placing",
    "xlgen.form.notation.holes", "xlgen.form.notation.patterns", "xlgen.form.template.parameters", "xlgen.reports.example_words",
    "xlgen.roster.choosing", "xlgen.roster.rewriting.grades", "xlgen.rules.docstrings", "xlgen.words.typed",
    "xlgen.workbook.patching.shapes", "xlgen.workbook.patching.workbook_part",
}  # fmt: skip


@dataclass
class Used:
    """A pattern: where it stands, and how it is used."""

    where: str
    pattern: re.Pattern[Any]
    methods: set[str] = field(default_factory=set)


def modules() -> Iterator[ModuleType]:
    """Every module of the package."""
    for found in pkgutil.walk_packages(xlgen.__path__, "xlgen."):
        if not found.name.endswith("__main__") and ".vba" not in found.name:
            yield importlib.import_module(found.name)


def sources() -> list[str]:
    """The modules that use regular expressions, by their text alone."""
    root = Path(xlgen.__file__).parent
    found = [path for path in root.rglob("*.py") if "re." in path.read_text("utf-8") and "import re" in path.read_text("utf-8")]
    return sorted(".".join(["xlgen", *path.relative_to(root).with_suffix("").parts]) for path in found)


@cache
def patterns() -> tuple[tuple[Used, ...], frozenset[str]]:
    """The patterns, each once, and the modules that make more of them while the program runs."""
    found: dict[tuple[Any, int], Used] = {}
    made = set()
    for module in modules():
        for where, pattern, method in _in(module):
            if pattern is None:
                made.add(module.__name__)
            else:
                used = found.setdefault((pattern.pattern, pattern.flags), Used(where, pattern))
                used.methods.add(method)
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _held(value):
                if (pattern.pattern, pattern.flags) not in found:  # handed on to another module
                    found[pattern.pattern, pattern.flags] = Used(f"{module.__name__}.{name}", pattern, {"sub"})
    return tuple(found.values()), frozenset(made)


def _in(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any] | None, str]]:
    for call in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS):
            continue
        of, method = call.func.value, call.func.attr
        if isinstance(of, ast.Name) and of.id == "re" and call.args:
            yield f"{module.__name__}:{call.lineno}", _value(call.args[0], module), method
        elif isinstance(pattern := _value(of, module), re.Pattern) and not isinstance(of, ast.Constant):
            yield f"{module.__name__}.{ast.unparse(of)}", pattern, method
        elif method in ("sub", "subn") and call.args and (own := _value(call.args[0], module)):
            yield f"{module.__name__}:{call.lineno}", own, method  # Typed.sub


def _value(said: ast.expr, module: ModuleType) -> re.Pattern[Any] | None:
    """A pattern that an expression says; None where that is known only while the program runs."""
    try:
        value = eval(compile(ast.Expression(said), module.__name__, "eval"), dict(vars(module)))
        return value if isinstance(value, re.Pattern) else re.compile(value) if isinstance(value, str | bytes) else None
    except (NameError, TypeError, AttributeError, re.error):
        return None


def _held(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _held(each)
    elif isinstance(value, dict):
        yield from _held(list(value.values()))
