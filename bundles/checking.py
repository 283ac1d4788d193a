"""What can be said of the Windows folder without Windows: every import leads to a file in it, and every path can stand there."""

from __future__ import annotations

import ast
import re
import zipfile
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path

LONGEST = 200  # characters of a path within the folder; Windows takes 260 for the whole
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]|[ .]$')
# What python311.dll has in itself (PC/config.c of Python 3.11), as far as it is asked for by these names.
BUILT_IN = frozenset(
    """array atexit audioop binascii builtins cmath errno faulthandler gc itertools marshal math mmap msvcrt nt sys time winreg zlib
    _abc _ast _bisect _blake2 _codecs _codecs_cn _collections _contextvars _csv _datetime _functools _heapq _imp _io _json _locale _md5 _opcode
    _operator _pickle _random _sha1 _sha256 _sha3 _sha512 _signal _sre _stat _statistics _string _struct _thread _tokenize _warnings _weakref
    _winapi __future__""".split()
)
ASKED = tuple("xlgen click openpyxl et_xmlfile xlrd xlsxwriter xlwings pygal importlib_metadata zipp colorama".split())
NOT_RUN = re.compile(r"/tests?/|^xlwings/(pro|rest|ext|server|cli\.py)|^xlrd/timemachine")  # tests; xlwings' server; Python 2
# Asked for inside try, for types, for what xlgen does not draw or send, or on another system, and done without where it is not there.
OPTIONAL = frozenset(
    """appscript aem psutil osax numpy pandas polars matplotlib plotly PIL lxml defusedxml black isort jinja2 docopt posix pwd grp fcntl termios fsspec distributed
    resource tty readline pyodide _typeshed typing_extensions cairosvg pyquery flask django scipy""".split()
)


def path_faults(names: list[str]) -> Iterator[str]:
    """Paths that Windows would not take, or would take for another, of those of an archive."""
    for name in names:
        if len(name) >= LONGEST:
            yield f"路径有 {len(name)} 个字，不到 {LONGEST} 才行：{name}"
        for part in name.split("/"):
            if RESERVED.match(part) or FORBIDDEN.search(part):
                yield f"Windows 不许用的名称：{name}"
    again = Counter(name.casefold() for name in names)
    yield from (f"只差大小写，Windows 上是同一个文件：{name}" for name in names if again[name.casefold()] > 1)


def import_faults(python: Path) -> Iterator[str]:
    """Imports, in modules of xlgen and of what it asks for, that lead to no file of the folder."""
    there = _there(python) | BUILT_IN
    for package in ASKED:
        yield from unfound(python / "Lib" / "site-packages", package, there)


def unfound(site: Path, package: str, there: Container[str]) -> Iterator[str]:
    """Imports in a package of the folder ``site`` that lead to none of the modules ``there`` and are not done without."""
    for file in sorted((site / package).rglob("*.py")):
        path = file.relative_to(site).as_posix()
        if NOT_RUN.search(path):
            continue
        for name in _imported(ast.parse(file.read_bytes())):
            first = name.partition(".")[0]
            if first not in there and first not in OPTIONAL:
                yield f"{path} 要用 {name}，文件夹里没有"


def _there(python: Path) -> set[str]:
    """Modules that can be imported by their first name: packages, modules, compiled ones, Python's own in its zip."""
    found = set(_first_names(path for folder in _places(python) for path in folder.iterdir()))
    with zipfile.ZipFile(python / "python311.zip") as archive:
        return found | {re.split(r"[./]", name, maxsplit=1)[0] for name in archive.namelist()}


def _places(python: Path) -> list[Path]:
    """Folders that Python looks in: those of ``python311._pth``, and what pywin32's own .pth adds."""
    site = python / "Lib" / "site-packages"
    further = [site / "win32", site / "win32" / "lib", site / "pywin32_system32"]
    return [python, site, *(path for path in further if path.is_dir())]


def _first_names(paths: Iterator[Path]) -> Iterator[str]:
    for path in paths:
        if path.is_dir() or path.suffix in (".py", ".pyd", ".dll"):
            yield re.sub(r"(3\d+)?\.dll$", "", path.name).partition(".")[0]


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
