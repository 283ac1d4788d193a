"""xlwings' own tests, run over the engine ``xlgen``: how many pass, how many it refuses in words, how many fail; file by file.

    python tests/support/upstream.py FOLDER

The folder holds the source of xlwings (``git clone https://github.com/xlwings/xlwings``, or the unpacked sdist): its tests are not
in the wheel. They are copied, and so is what they need and the engine has not: a new workbook (three sheets, unsaved). numpy and
pandas are used where they are installed.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

FILES = "range book sheet app active conversion names font table".split()
SHIM = """
import sys, tempfile
from pathlib import Path
import pytest, xlsxwriter, xlwings as xw
from xlgen.workbook.engine import app as engines

def add(books):
    number = 1 + sum(len(app.books) for app in books.app.apps)
    file = Path(tempfile.mkdtemp()) / f"Book{number}.xlsx"
    made = xlsxwriter.Workbook(file)
    for name in ("Sheet1", "Sheet2", "Sheet3"):
        made.add_worksheet(name)
    made.close()
    return books.open(str(file))

engines.Books.add = add
engines.engine().activate()

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report, error = outcome.get_result(), call.excinfo and call.excinfo.value
    while error is not None and not isinstance(error, NotImplementedError):
        error = error.__cause__ or error.__context__
    if error is not None:
        report.outcome, report.longrepr = "skipped", (str(item.path), 0, f"REFUSED {error}")
"""
_LINE = re.compile(r"^(PASSED|FAILED|ERROR|SKIPPED)\b(.*)", re.MULTILINE)


def main(source: Path) -> None:
    """Print a line a file, and a sum."""
    with tempfile.TemporaryDirectory() as folder:
        tests = Path(folder) / "tests"
        shutil.copytree(source / "tests", tests)
        (tests / "conftest.py").write_text(SHIM, "utf-8")
        without_macros(tests / "test_engines" / "engines.xlsm")
        named = [f"test_{name}.py" for name in FILES] + ["test_engines/test_engines.py"]
        total: Counter[str] = Counter()
        for each in named:
            found = counted(tests, each)
            total += found
            print(f"{each:<32}{told(found)}", flush=True)
        print(f"{'all':<32}{told(total)}")


def counted(tests: Path, file: str) -> Counter[str]:
    """How the tests of one file ended, by kind."""
    said = os.environ | {"XLWINGS_ENGINE": "excel", "XLWINGS_FILE_EXTENSION": "xlsx"}
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(tests),
        file,
    ]
    ran = subprocess.run(words, cwd=tests, env=said, capture_output=True, text=True, timeout=900, check=False)
    kinds: Counter[str] = Counter()
    for kind, rest in _LINE.findall(ran.stdout):
        times = int(found[1]) if (found := re.search(r"\[(\d+)\]", rest)) and kind == "SKIPPED" else 1
        refused = kind == "SKIPPED" and ("REFUSED" in rest or "NotImplementedError" in rest)
        kinds["refused" if refused else kind.lower()] += times
    if not kinds:
        kinds["did not run"] += 1
        print(ran.stdout[-400:], ran.stderr[-400:], file=sys.stderr)
    return kinds


def told(kinds: Counter[str]) -> str:
    return "  ".join(
        f"{kind} {kinds[kind]}" for kind in ("passed", "refused", "failed", "error", "skipped", "did not run") if kinds[kind]
    )


def without_macros(book: Path) -> None:
    """The same workbook as .xlsx: the guard lets no macros in."""
    made, source = io.BytesIO(), zipfile.ZipFile(book)
    with zipfile.ZipFile(made, "w") as archive:
        for name in source.namelist():
            content = source.read(name).replace(
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            )
            content = (
                re.sub(rb"<(?:Relationship|Default|Override)\b[^>]*vba[^>]*/>", b"", content)
                if name.endswith((".rels", "[Content_Types].xml"))
                else content
            )
            if "vba" not in name.lower():
                archive.writestr(name, content)
    book.with_suffix(".xlsx").write_bytes(made.getvalue())


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "tests" / "common.py").is_file():
        sys.exit("写明 xlwings 源码的文件夹（里面有 tests），如：make upstream SOURCE=../xlwings")
    main(Path(sys.argv[1]))
