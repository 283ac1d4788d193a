"""What keeps a Windows folder from being packed: a path that Windows refuses, an import that leads nowhere."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from bundles.assembling import LEFT_OUT
from bundles.checking import ASKED, import_faults, path_faults, unfound
from bundles.pieces import EMBEDDED, LINUX, WINDOWS, pieces_of, read_lock

TOP = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["xlgen/python/python.exe", "xlgen/先看我.txt"], ""),
        ([f"xlgen/{'a' * 194}"], "路径有 200 个字"),
        ([f"xlgen/{'a' * 193}"], ""),
        (["xlgen/aux.py"], "不许用"),
        (["xlgen/COM1"], "不许用"),
        (["xlgen/auxiliary.py", "xlgen/console.py"], ""),
        (["xlgen/a:b"], "不许用"),
        (["xlgen/a."], "不许用"),
        (["xlgen/Lib/a.py", "xlgen/lib/a.py"], "只差大小写"),
    ],
)
def test_a_path_that_windows_does_not_take_is_told(names, said):
    found = list(path_faults(names))
    assert bool(found) == bool(said)
    assert all(said in each for each in found)


def python_folder(place: Path, source: str) -> Path:
    package = place / "Lib/site-packages/xlgen"
    package.mkdir(parents=True)
    (package / "a.py").write_text(source)
    (place / "_ctypes.pyd").touch()
    (place / "Lib/site-packages/pywin32_system32").mkdir()
    (place / "Lib/site-packages/pywin32_system32/pythoncom311.dll").touch()
    with zipfile.ZipFile(place / "python311.zip", "w") as library:
        library.writestr("json/__init__.pyc", b"")
        library.writestr("ast.pyc", b"")
    return place


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("import json.decoder, ast, _ctypes, zlib, winreg, pythoncom, xlgen.b", []),
        ("from xlgen.b import c", []),
        ("import sqlite3", ["sqlite3"]),
        ("def f():\n    from lxml import etree\n    import nowhere", ["nowhere"]),
    ],
)
def test_an_import_leads_to_a_file_of_the_folder_or_is_told(source, missing, tmp_path):
    found = list(import_faults(python_folder(tmp_path, source)))
    assert [each.split()[2].removesuffix("，文件夹里没有") for each in found] == missing


def modules_of(target: str) -> set[str]:
    """What can be imported in a bundle, as its pieces are called and Python's own library has it."""
    return {"xlgen", *(piece.name for piece in pieces_of(target)), *sys.stdlib_module_names} - set(LEFT_OUT)


@pytest.mark.parametrize("target", [*LINUX, WINDOWS])
def test_what_xlgen_imports_is_in_every_bundle_or_done_without(target):
    assert list(unfound(TOP, "xlgen", modules_of(target))) == []


def test_a_package_that_only_charts_need_is_missed_too():
    assert list(unfound(TOP, "xlgen", modules_of("amd64") - {"pygal"})) == [
        "xlgen/pages/page_charts.py 要用 pygal，文件夹里没有"
    ]


def test_imports_of_every_package_in_pure_python_are_looked_at():
    assert {piece.name for piece in read_lock() if piece.source == "pypi"} - {"pywin32", EMBEDDED} == set(ASKED) - {"xlgen"}
