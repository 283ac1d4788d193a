"""A constant stands in one module: colours, Excel's limits, the least difference, and what else is known under a name."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import xlgen

PACKAGE = Path(xlgen.__file__).parent
# Excel's: text of a cell, text of a formula, its levels, a text in it, heights of rows, last day, the grid
LIMITS = {str(limit) for limit in (32_767, 32_000, 8_192, 409, Decimal("409.5"), 2_958_465, 2_958_466, 1_048_576, 16_384)}


@functools.cache
def trees() -> dict[str, ast.Module]:
    return {str(path.relative_to(PACKAGE)): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def texts(tree: ast.Module) -> Iterator[str]:
    """Texts in the code, docstrings left out."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    yield from (
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in said
    )


def numbers(tree: ast.Module) -> Iterator[str]:
    """Numbers in the code, be they written as texts for Decimal or as numbers."""
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    yield from (str(value) for value in constants if type(value) in (int, float, str))


def found(kind: str, tree: ast.Module) -> Iterator[str]:
    match kind:
        case "colour":
            yield from (each.upper() for text in texts(tree) for each in re.findall(r"#[0-9A-Fa-f]{6}\b", text))
        case "limit":
            yield from set(numbers(tree)) & LIMITS
        case "least difference":
            yield from (each for text in [*texts(tree), *numbers(tree)] for each in re.findall(r"\b0\.005\b", text))
        case "reference to a cell of a sheet":
            yield from ("[^']|''" for text in texts(tree) if "[^']|''" in text)
        case "sheet's name unquoted":
            yield from ("''" for text in texts(tree) if text == "''")
        case "columns of points and score":
            sets = (node.elts for node in ast.walk(tree) if isinstance(node, ast.Set))
            yield from (
                "both" for each in sets if sorted(ast.unparse(e).strip("'").lower() for e in each) == ["points", "score"]
            )
        case "workbook opened through XlsxWriter":
            attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
            yield from ("Workbook" for node in attributes if ast.unparse(node) == "xlsxwriter.Workbook")


@pytest.mark.parametrize(
    "kind",
    [
        "colour",
        "limit",
        "least difference",
        "reference to a cell of a sheet",
        "sheet's name unquoted",
        "columns of points and score",
        "workbook opened through XlsxWriter",
    ],
)
def test_a_constant_stands_in_one_module(kind):
    places: dict[str, list[str]] = {}
    for module, tree in trees().items():
        for value in set(found(kind, tree)):
            places.setdefault(value, []).append(module)
    assert places, "the test looks for something that is not there"
    assert {value: modules for value, modules in places.items() if len(modules) > 1} == {}


def test_a_text_constant_of_a_formula_is_spelled_by_the_language():
    modules = [name for name, tree in trees().items() if name.startswith(("form", "language")) and "json" in names(tree)]
    assert modules == ["language/write.py"]


def names(tree: ast.Module) -> set[str]:
    """Packages that a module imports, or takes something from."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    whole = {alias.name for node in found if isinstance(node, ast.Import) for alias in node.names}
    return whole | {(node.module or "").partition(".")[0] for node in found if isinstance(node, ast.ImportFrom)}
