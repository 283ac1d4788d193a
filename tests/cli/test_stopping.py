"""Ctrl-C in the middle of long work: one sentence, no half file, and no process goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from filled import DATA
from three_forms import issued_batch
from xlgen import flows
from xlgen.cli.chinese import STOPPED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="groups of processes"),
]
FORMS = 120  # more than one process judges alone
SLOW = """import time
from pathlib import Path

from xlgen.findings import Severity
from xlgen.rules.registry import Hit, rule


@rule("BJ01", "慢", Severity.NOTE, "不用处理")
def slow(answers):
    Path("开始了").touch()
    time.sleep(0.05)
    yield Hit("total", "看过了")
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    filled = flows.fill(issued_batch()["T001"], DATA).content
    Path("回收").mkdir(exist_ok=True)
    for n in range(FORMS):
        file = Path("回收", f"T001_{n}.xlsx")
        file.write_bytes(filled)
        with zipfile.ZipFile(file, "a") as book:
            book.comment = str(n).encode()  # another file by its bytes
    Path("规则.py").write_text(SLOW, "utf-8")


def stopped(*words: str, after: float | None = None) -> tuple[int, str]:
    """Code and error stream of a call that is stopped so many seconds after it began, or once it judges; with all it began."""
    began = time.monotonic()
    call = subprocess.Popen(
        [sys.executable, "-m", "xlgen", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a suite in the background ignores it
    )
    while not Path("开始了").exists() if after is None else time.monotonic() < began + after:
        time.sleep(0.01)
    os.killpg(call.pid, signal.SIGINT)
    said = call.communicate(timeout=20)[1]
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(call.pid, 0)
        except ProcessLookupError:
            return call.returncode, said.decode().strip()
        time.sleep(0.05)
    raise AssertionError("a process goes on")


ROLLUP = (
    "rollup",
    "回收",
    "--issued",
    "下发",
    "-o",
    "汇总.xlsx",
    "--csv",
    "--no-cache",
    "--rules",
    "规则.py",
    "--include-errors",
)
CHECK = ("check", "回收", "--issued", "下发", "--no-cache", "--rules", "规则.py", "--json")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("words", [CHECK, ROLLUP])
def test_what_is_stopped_says_so_in_one_sentence_and_leaves_nothing(words: tuple[str, ...], jobs: str) -> None:
    before = sorted(Path().rglob("*"))
    assert stopped(*words, "--jobs", jobs) == (2, f"xlgen：{STOPPED}")
    assert sorted(Path().rglob("*")) == sorted([*before, Path("开始了")])


@pytest.mark.parametrize("after", [0.6, 0.8, 1.0, 1.2])
def test_processes_that_only_begin_say_nothing_of_it(after: float) -> None:
    assert stopped(*CHECK, "--jobs", "2", after=after) == (2, f"xlgen：{STOPPED}")
