"""The tools behind ``make mutants`` in short: what they make of a piece of code, that their lists name what is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from ast import unparse
from pathlib import Path

import pytest

import mutation
from mutating import mutants

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("x = 3", ["x = 4", "x = 2"]),
        ("x = 'a'", ["x = 'XXaXX'"]),
        ("x = True", ["x = False"]),
        ("x = a <= b", ["x = a < b"]),
        ("x = a == b < c", ["x = a != b < c", "x = a == b <= c"]),
        ("x = not a", ["x = a"]),
        ("x = a and b", ["x = a or b"]),
        ("x = a + b", ["x = a - b"]),
        ("x += a", ["x -= a"]),
        ("x = a if b else c", ["x = a if not b else c"]),
        ("x = [a for a in b if c]", ["x = [a for a in b if not c]"]),
        ("x = lambda: a", ["x = lambda: None"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("def f():\n    return None", []),
        ("def f(a=1):\n    pass", ["def f(a=2):\n    pass", "def f(a=0):\n    pass"]),
        ("@a\n@b\ndef f():\n    pass", ["@b\ndef f():\n    pass", "@a\ndef f():\n    pass"]),
        ("while a:\n    break", ["while not a:\n    break", "while a:\n    continue"]),
        ("def f(a: 'A') -> 'B':\n    'said'", []),  # what the program does not read
        ("@dataclass(frozen=True)\nclass A:\n    pass", ["class A:\n    pass"]),
    ],
)
def test_a_piece_of_code_gets_each_of_its_faults(source, faults):
    assert sorted(unparse(each.tree()) for each in mutants(source)) == sorted(faults)


def test_the_name_of_a_fault_is_its_own_and_stays_when_lines_move():
    source = "def f(a):\n    return a + 1, a + 1\n"
    names = [each.name for each in mutants(source)]
    assert len(set(names)) == len(names)
    assert [each.name for each in mutants(f"\n\n{source}")] == names


def test_the_body_of_a_function_is_known_from_what_runs_with_the_module():
    source = "@a(1)\ndef f(x=2):\n    def g(y=3):\n        return 4\n\nclass C:\n    z = 5\n    def h(self): return 6\n"
    places = {each.name.partition("→")[0].strip(): each.function for each in mutants(source)}
    assert places["f.g: y=3"] == "f"
    assert places["f: x=2"] == ""
    assert places["C: z = 5"] == ""
    assert places["C.h: return 6"] == "C.h"


@pytest.mark.parametrize("module", mutation.listed(), ids=lambda module: module.path)
def test_lists_name_what_is_there(module):
    assert module.equivalent.keys() <= {each.name for each in mutants(module.file.read_text("utf-8"))}
    assert all((ROOT / each).exists() for each in module.tests)


@pytest.mark.parametrize(
    "fault", tomllib.loads((ROOT / "tests/support/mutants.toml").read_text("utf-8"))["mutant"], ids=lambda fault: fault["file"]
)
def test_a_fault_of_the_list_fits_its_file(fault):
    assert (ROOT / "xlgen" / fault["file"]).read_text("utf-8").count(fault["old"]) == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_faults_of_a_module_are_seen_and_kept(tmp_path):
    program = [sys.executable, ROOT / "tests/support/mutation.py", "form/compute.py"]
    run = subprocess.run(program, env=os.environ | {"STATE": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    [kept] = tmp_path.iterdir()
    ends = json.loads(kept.read_text("utf-8"))["found"]
    assert len(ends) > 5
    assert set(ends.values()) == {"killed"}
