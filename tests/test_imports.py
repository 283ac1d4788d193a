"""Imports point down: each module of xlgen stands in one layer and imports only from the layers below it."""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import xlgen

PACKAGE = Path(xlgen.__file__).parent

# Bottom to top; `*` stands for any ending, and the lowest layer that fits counts. A new module goes into the lowest layer that
# holds all it imports.
LAYERS = {
    "the ground": "errors marks placing saving findings a1 numbers days spelling labels measure paging ooxml.records",
    "the language": "operators expression rewrite parse quantities reading targets notation notation.* references",
    "the question and where it stands": "form layout layout.* looks compute rollup.grids snapshot hidden address answers",
    "from template to form": (
        "methods parameters drafts unfold selfcheck meaning cells sheets compile indicators "
        "roster roster.titles roster.records roster.lines roster.projects roster.rows"
    ),
    "judgement": "alteration serials plans tracing repaired leftovers restoring judging batch registry rules rules.* rollup*",
    "edges: files and foreign packages": (
        "ooxml* patching patching.* writing* returned resources data templates roster.read sampling manifest pristine "
        "bridge bridge.state bridge.values bridge.fonts bridge.names bridge.cells bridge.book bridge.engine bridge.record bridge.live bridge.listing"
    ),
    "work flows": "grafting inserted issue check fill repair report summary lint demo codes explain bridge.* addin addin.*",
    "the command line": "console cli* __main__",
}

# Within a layer nobody imports a neighbour, except these: importer -> neighbours.
NEIGHBOURS = {
    "days": "numbers",
    "paging": "measure",
    "ooxml.records": "a1",
    "expression": "operators",
    "rewrite": "expression operators",
    "parse": "expression operators rewrite",
    "reading": "quantities",
    "targets": "quantities",
    "notation.*": "reading notation.*",
    "layout.*": "form layout.*",
    "looks": "form",
    "compute": "form",
    "snapshot": "form layout.*",
    "hidden": "snapshot",
    "address": "snapshot",
    "answers": "compute form snapshot",
    "parameters": "methods",
    "drafts": "methods parameters",
    "unfold": "methods",
    "selfcheck": "drafts",
    "meaning": "drafts unfold",
    "cells": "drafts meaning",
    "sheets": "drafts",
    "compile": "cells drafts methods selfcheck sheets",
    "indicators": "methods parameters",
    "roster.*": "indicators methods roster.*",
    "judging": "alteration",
    "plans": "alteration serials",
    "marks": "findings labels",
    "tracing": "alteration plans",
    "registry": "batch",
    "rules": "rules.*",
    "rules.*": "alteration batch judging registry",
    "rollup*": "batch rollup*",
    "ooxml*": "ooxml*",
    "patching.*": "patching.*",
    "writing*": "writing*",
    "writing.blank_roster": "writing.form",
    "sampling": "data resources writing*",
    "templates": "resources",
    "roster.read": "ooxml*",
    "returned": "ooxml*",
    "bridge.*": "ooxml* patching.* bridge.*",
    "bridge.actions": "check explain issue repair",
    "addin.*": "addin.*",
    "inserted": "grafting",
    "repair": "check fill grafting inserted",
    "leftovers": "alteration plans",
    "restoring": "alteration judging leftovers plans registry repaired tracing",
    "pristine": "ooxml* patching.* returned",
    "explain": "codes",
    "demo": "check fill issue summary",
    "cli*": "cli* console",
    "__main__": "cli",
}

# A foreign package is known to these modules only.
FOREIGN = {
    "xlsxwriter": "writing*",
    "openpyxl": "ooxml*",
    "xlwings": "bridge.*",
    "click": "cli* console",
    "rich": "cli* console",
}


def matches(module: str, patterns: str) -> bool:
    return any(fnmatchcase(module, pattern) for pattern in patterns.split())


def layer(module: str) -> int | None:
    return next((height for height, modules in enumerate(LAYERS.values()) if matches(module, modules)), None)


def imported(source: str) -> Iterator[tuple[str, str]]:
    """What a module imports, wherever in it: ``from a.b import c`` gives (a.b, c), ``import a.b`` (a.b, "")."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (("." * node.level + (node.module or ""), alias.name) for alias in node.names)


def target(origin: str, name: str) -> str:
    """Module of xlgen that is imported, "" for its ``__init__``; a module counts as one where it exists or is placed."""
    inside = origin.removeprefix("xlgen").removeprefix(".")
    deeper = f"{inside}.{name}".strip(".")
    return deeper if deeper in modules() or (not inside and layer(deeper) is not None) else inside


def faults(module: str, source: str) -> Iterator[str]:
    """What is wrong with a module's place or its imports, in words that say what to do."""
    height = layer(module)
    if module and height is None:
        yield f"{module} is in no layer: place it in the table LAYERS of tests/test_imports.py"
        return
    for origin, name in imported(source):
        for fault in _import_faults(module, height, origin, name):
            yield f"{module or '__init__'} imports {name or '-'} of {origin}: {fault}"


def _import_faults(module: str, height: int | None, origin: str, name: str) -> Iterator[str]:
    first = origin.partition(".")[0]
    if first == "":
        yield "write the whole name, xlgen..."
    elif first == "xlgen" and height is None:
        yield "xlgen/__init__.py must import nothing"
    elif first == "xlgen" and target(origin, name) == "":
        yield "import from the module that has it, not from xlgen/__init__.py"
    elif first == "xlgen":
        yield from _neighbour_faults(module, height or 0, target(origin, name))
    elif first in FOREIGN and not matches(module, FOREIGN[first]):
        yield f"only {FOREIGN[first]} may know {first}"
    elif first not in FOREIGN and first not in sys.stdlib_module_names:
        yield f"{first} is not one of the packages xlgen may use"


def _neighbour_faults(module: str, height: int, other: str) -> Iterator[str]:
    allowed = " ".join(names for importer, names in NEIGHBOURS.items() if matches(module, importer))
    below = layer(other)
    if below is None:
        yield f"{other} is in no layer: place it in the table LAYERS of tests/test_imports.py"
    elif below > height:
        yield f"it points up, to {list(LAYERS)[below]}"
    elif below == height and not matches(other, allowed):
        yield f"{other} is a neighbour in the same layer: move one of them, or add the pair to NEIGHBOURS"


@functools.cache
def modules() -> dict[str, Path]:
    """Each module's name inside the package and its file; a package's own file has the package's name, xlgen's is ""."""
    paths = (path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*.py")))
    return {".".join(path.with_suffix("").parts).removesuffix("__init__").rstrip("."): PACKAGE / path for path in paths}


@pytest.mark.parametrize("module", modules())
def test_imports_point_down(module):
    found = list(faults(module, modules()[module].read_text(encoding="utf-8")))
    assert not found, "\n".join(found)


def test_no_modules_import_each_other_in_a_circle():
    sources = {module: path.read_text(encoding="utf-8") for module, path in modules().items()}
    graph = {
        module: {target(origin, name) for origin, name in imported(source) if origin.partition(".")[0] == "xlgen"}
        for module, source in sources.items()
    }
    TopologicalSorter(graph).prepare()  # CycleError names the circle


def test_every_place_has_a_module_and_every_exception_a_use():
    patterns = {pattern for names in LAYERS.values() for pattern in names.split()}
    empty = {pattern for pattern in patterns if not any(fnmatchcase(module, pattern) for module in modules())}
    sources = {module: path.read_text(encoding="utf-8") for module, path in modules().items()}
    pairs = {(module, target(origin, name)) for module, source in sources.items() for origin, name in imported(source)}
    level = [(module, other) for module, other in pairs if layer(module) == layer(other)]
    unused = {
        (importer, pattern)
        for importer, names in NEIGHBOURS.items()
        for pattern in names.split()
        if not any(matches(module, importer) and fnmatchcase(other, pattern) for module, other in level)
    }
    assert empty == set()
    assert unused == set()


def test_no_module_is_placed_twice():
    placed = " ".join(LAYERS.values()).split()
    assert len(placed) == len(set(placed))


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("newcomer", "", "place it in the table LAYERS"),
        ("form", "from xlgen.newcomer import thing", "place it in the table LAYERS"),
        ("numbers", "from xlgen.form import Form", "points up"),
        ("numbers", "import xlgen.form", "points up"),
        ("layout.spans", "def late():\n    from xlgen.rules.funds import rule", "points up"),
        ("check", "from xlgen import cli", "points up"),
        ("answers", "from xlgen.ooxml.reader import read_workbook", "points up"),
        ("ooxml.records", "from xlgen.ooxml.guard import Limits", "points up"),
        ("findings", "from xlgen.errors import XlgenError", "neighbour"),
        ("form", "from .expression import Expr", "whole name"),
        ("form", "from . import expression", "whole name"),
        ("form", "from xlgen import VERSION", "not from xlgen/__init__.py"),
        ("form", "import xlgen", "not from xlgen/__init__.py"),
        ("form", "import openpyxl.styles", "only ooxml* may know openpyxl"),
        ("roster.read", "from xlsxwriter import Workbook", "only writing* may know xlsxwriter"),
        ("issue", "from rich.progress import track", "only cli* console may know rich"),
        ("check", "import pandas", "not one of the packages"),
        ("", "from xlgen.form import Form", "must import nothing"),
    ],
)
def test_a_wrong_import_is_named(module, source, fault):
    assert [fault in said for said in faults(module, source)] == [True]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("form", "from xlgen.expression import Expr"),
        ("layout.spans", "from xlgen import a1, form"),
        ("rules.funds", "from xlgen.registry import rule\nfrom xlgen.answers import Answers"),
        ("answers", "from xlgen.ooxml.records import CellRecord"),
        ("writing.form", "import xlsxwriter\nfrom xlgen.layout.records import Layout"),
        ("ooxml.scan", "from xlgen.ooxml.guard import Limits"),
        ("cli", "import click\nfrom rich.table import Table\nfrom xlgen.check import check"),
        ("", "from __future__ import annotations"),
    ],
)
def test_a_right_import_is_left_alone(module, source):
    assert list(faults(module, source)) == []
