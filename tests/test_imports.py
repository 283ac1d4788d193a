"""Imports point down: the rooms of xlgen stand in one order, and each imports only itself and the rooms below it."""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import xlgen

PACKAGE = Path(xlgen.__file__).parent

# Top to bottom. A new room goes as low as what it imports allows.
ROOMS = """
    cli bridge campaign flows macros reports repair writing rollup rules filling acceptance returned whereabouts roster issued register form word workbook language desk addin files
    prose pages words
""".split()
GROUND = [
    "catalogue",
    "findings",
    "statuses",
    "errors",
    "excel_limits",
    "interrupts",
]  # single modules below all rooms: what every room needs
MOST = 15  # modules in a room, sub-rooms counted by themselves
LISTS = {"cli.commands"}  # not a room to be seen at a glance: each module is found by the name of its command

# A foreign package is known to these rooms only.
FOREIGN = {
    "xlsxwriter": ["writing"],
    "xlwings": ["bridge", "macros", "workbook.engine"],
    "click": ["cli"],
    "xlrd": ["workbook.biff"],
    "fsspec": ["files.afar"],
    "pygal": ["pages.page_charts"],
    "distributed": ["flows.judging"],
}


# What a front of the house calls: the command line parses and prints, the bridge hands a request to the macros; the work is
# done by flows. What is below them they know only by the names below.
GROUND_AND_WORDS = {"files", "words", *GROUND}
CALLS = {
    "cli": {"cli", "bridge", "campaign", "flows", "addin", *GROUND_AND_WORDS},
    "bridge": {
        "bridge",
        "campaign",
        "flows",
        "desk",
        "macros",
        "reports",
        "repair",
        "rollup",
        "returned",
        "issued",
        "workbook",
        *GROUND_AND_WORDS,
    },
}


@functools.cache
def modules() -> dict[str, Path]:
    """Each module's name inside the package and its file; a package's own file has the package's name, xlgen's is ""."""
    paths = (path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*.py")))
    return {".".join(path.with_suffix("").parts).removesuffix("__init__").rstrip("."): PACKAGE / path for path in paths}


def room(module: str) -> str:
    return module.partition(".")[0]


def floor(module: str) -> int:
    """How far down a module stands; -1 for what stands in no room."""
    order = ["__main__", *ROOMS, *GROUND]
    return order.index(room(module)) if room(module) in order else -1


def imported(source: str) -> Iterator[tuple[str, str]]:
    """What a module imports, wherever in it: ``from a.b import c`` gives (a.b, c), ``import a.b`` (a.b, "")."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (("." * node.level + (node.module or ""), alias.name) for alias in node.names)


def target(origin: str, name: str) -> str:
    """Module of xlgen that is imported, "" for its ``__init__``."""
    inside = origin.removeprefix("xlgen").removeprefix(".")
    deeper = f"{inside}.{name}".strip(".")
    return deeper if deeper in modules() or (not inside and floor(deeper) >= 0) else inside


def faults(module: str, source: str) -> Iterator[str]:
    """What is wrong with a module's place or its imports, in words that say what to do."""
    if module and floor(module) < 0:
        yield f"{module} is in no room: move it into one, or add its room to ROOMS in tests/test_imports.py"
        return
    for origin, name in imported(source):
        for fault in _import_faults(module, origin, name):
            yield f"{module or '__init__'} imports {name or '-'} of {origin}: {fault}"


def _import_faults(module: str, origin: str, name: str) -> Iterator[str]:
    first = origin.partition(".")[0]
    if first == "":
        yield "write the whole name, xlgen..."
    elif first == "xlgen" and module == "":
        yield "xlgen/__init__.py must import nothing"
    elif first == "xlgen" and target(origin, name) == "":
        yield "import from the module that has it, not from xlgen/__init__.py"
    elif first == "xlgen" and floor(target(origin, name)) < 0:
        yield f"{target(origin, name)} is in no room"
    elif first == "xlgen" and floor(target(origin, name)) < floor(module):
        yield f"it points up, from {room(module)} to {room(target(origin, name))}"
    elif first in FOREIGN and not any(f"{module}.".startswith(f"{known}.") for known in FOREIGN[first]):
        yield f"only {' '.join(FOREIGN[first])} may know {first}"
    elif first not in (*FOREIGN, "xlgen") and first not in sys.stdlib_module_names:
        yield f"{first} is not one of the packages xlgen may use"


@pytest.mark.parametrize("module", modules())
def test_imports_point_down(module):
    found = list(faults(module, modules()[module].read_text(encoding="utf-8")))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("module", [module for module in modules() if room(module) in CALLS])
def test_the_command_line_and_the_bridge_call_flows_for_their_work(module):
    named = {room(target(*each)) for each in imported(modules()[module].read_text("utf-8")) if each[0].startswith("xlgen")}
    assert named <= CALLS[room(module)], f"{module}: let a flow do it"


def test_no_modules_import_each_other_in_a_circle():
    sources = {module: path.read_text(encoding="utf-8") for module, path in modules().items()}
    graph = {
        module: {target(origin, name) for origin, name in imported(source) if origin.partition(".")[0] == "xlgen"}
        for module, source in sources.items()
    }
    TopologicalSorter(graph).prepare()  # CycleError names the circle


def test_lint_reads_templates_without_a_writer():
    reached, left = set(), ["flows.linting"]
    while left:
        module = left.pop()
        reached.add(module)
        source = modules()[module].read_text(encoding="utf-8")
        found = {target(origin, name) for origin, name in imported(source) if origin.startswith("xlgen.")}
        left += [each for each in found - reached if each in modules()]
    assert len(reached) > 20
    assert {room(module) for module in reached} & {"writing", "cli"} == set()


def test_every_room_that_is_listed_exists():
    assert {room(module) for module in modules()} - {"", "__main__"} == {*ROOMS, *GROUND}


def packages() -> dict[str, list[str]]:
    """Each room and sub-room, and the modules that stand in it."""
    inside = {module: path for module, path in modules().items() if path.name != "__init__.py"}
    names = {module for module, path in modules().items() if path.name == "__init__.py" and module}
    return {name: [m for m in inside if m.rpartition(".")[0] == name] for name in sorted(names)}


@pytest.mark.parametrize("name", sorted(packages().keys() - LISTS))
def test_a_room_can_be_seen_at_a_glance(name):
    assert len(packages()[name]) <= MOST, f"{name} holds {len(packages()[name])} modules: which two rooms are these?"


@pytest.mark.parametrize("name", packages())
def test_a_room_says_what_it_is_for_in_one_sentence(name):
    said = ast.get_docstring(ast.parse(modules()[name].read_text("utf-8"))) or ""
    assert said.partition("\n")[0].endswith("."), f"{name}/__init__.py: its first line is the room's one sentence"


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("newcomer", "", "is in no room"),
        ("form.records", "from xlgen.newcomer import thing", "is in no room"),
        ("words.numbers", "from xlgen.form.records import Form", "points up, from words to form"),
        ("words.numbers", "import xlgen.form.records", "points up"),
        ("form.layout.spans", "def late():\n    from xlgen.rules.funds import rule", "points up"),
        ("flows.check", "from xlgen import cli", "points up"),
        ("errors", "from xlgen.findings import Finding", "points up"),
        ("form.records", "from .compute import compute", "whole name"),
        ("form.records", "from . import compute", "whole name"),
        ("form.records", "from xlgen import VERSION", "not from xlgen/__init__.py"),
        ("form.records", "import xlgen", "not from xlgen/__init__.py"),
        ("form.records", "import openpyxl.styles", "not one of the packages"),
        ("roster.read", "from xlsxwriter import Workbook", "only writing may know xlsxwriter"),
        ("workbook.records", "import xlwings", "only bridge macros workbook.engine may know xlwings"),
        ("flows.issuing", "import click", "only cli may know click"),
        ("flows.check", "import pandas", "not one of the packages"),
        ("", "from xlgen.form.records import Form", "must import nothing"),
    ],
)
def test_a_wrong_import_is_named(module, source, fault):
    assert [fault in said for said in faults(module, source)] == [True]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("form.records", "from xlgen.language.nodes import Expr"),
        ("form.layout.spans", "from xlgen.words import numbers"),
        ("rules.funds", "from xlgen.rules.registry import rule\nfrom xlgen.returned.answers import Answers"),
        ("writing.form", "import xlsxwriter\nfrom xlgen.form.layout.records import Layout"),
        ("workbook.engine.app", "import xlwings"),
        ("cli.main", "import click\nfrom xlgen.flows.checking import check"),
        ("", "from __future__ import annotations"),
    ],
)
def test_a_right_import_is_left_alone(module, source):
    assert list(faults(module, source)) == []


# What may be called alike in several rooms, and why. Anything else that repeats makes a reader ask "which one?".
ALIKE = {
    "records.py": "the frozen records of a room stand under this name in every room",
    "Sheet": "an xlwings engine's classes are called as xlwings calls them; a form has sheets, too",
    "demo.py": "a command is called as the flow it runs",
    "explain.py": "a command is called as the report it prints",
    "manifest.py": "a command is called as what it prints",
    "roster.py": "a command is called as what it writes",
}


@functools.cache
def names_by_place() -> dict[str, list[str]]:
    """File names, and public names of classes and of types, each with the modules it stands in."""
    found: dict[str, list[str]] = {}
    for module, path in modules().items():
        if path.name == "__init__.py":
            continue
        found.setdefault(path.name, []).append(module)
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [node.name] if isinstance(node, ast.ClassDef) else []
            if isinstance(node, ast.Assign):  # an alias of a type is written as a class is: Value, not VALUE
                names = [t.id for t in node.targets if isinstance(t, ast.Name) and not t.id.isupper()]
            for name in names:
                if name[0].isupper():
                    found.setdefault(name, []).append(module)
    return found


@pytest.mark.parametrize("name", names_by_place())
def test_one_name_means_one_thing(name):
    assert len(names_by_place()[name]) == 1 or name in ALIKE, f"{name} stands in {names_by_place()[name]}: rename one"
