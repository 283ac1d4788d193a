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


def others(leader: int) -> list[int]:
    """Processes of a group besides the one that leads it."""
    stats = [
        (int(each.parent.name), each.read_text("utf-8", "replace"))
        for each in Path("/proc").glob("[0-9]*/stat")
        if each.exists()
    ]
    return [number for number, stat in stats if number != leader and int(stat.rpartition(")")[2].split()[2]) == leader]


def stopped(*words: str, after: float | None = None) -> tuple[int, str]:
    """Code and error stream of a call that is stopped so many seconds after it began another process, or once it judges."""
    call = subprocess.Popen(
        [sys.executable, "-m", "xlgen", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a suite in the background ignores it
    )
    while not (Path("开始了").exists() if after is None else others(call.pid)):
        time.sleep(0.01)
    time.sleep(after or 0)
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


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs to see what begins")
@pytest.mark.parametrize("after", [0.0, 0.1, 0.3, 0.6])
def test_processes_that_only_begin_say_nothing_of_it(after: float) -> None:
    assert stopped(*CHECK, "--jobs", "2", after=after) == (2, f"xlgen：{STOPPED}")


def test_it_ends_by_its_own_code_though_ctrl_c_came_while_a_text_was_executed() -> None:
    Path("规则.py").write_text("exec('raise KeyboardInterrupt')", "utf-8")
    call = [sys.executable, "-m", "xlgen", *CHECK]
    assert subprocess.run(call, capture_output=True, check=False).returncode == 2
