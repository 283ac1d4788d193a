"""What was found of a file before is not found again – and never where anything it hangs on is another."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kept_desk
from filled import DATA
from kept_desk import told
from xlgen import flows
from xlgen.flows.judging import fingerprint, memory
from xlgen.flows.judging.judge import Judge
from xlgen.flows.judging.means import Means

MEMORY = Path("记下的/verdicts.sqlite")
MEANS = Means(1, MEMORY)
RULE = """from xlgen.findings import Severity
from xlgen.rules.registry import Hit, rule


@rule("BJ01", "总分", Severity.WARNING, "请看")
def always(answers):
    if (answers.number("total") or 0) > {least}:
        yield Hit("total", "总分在这里")
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept_desk.collect()


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were judged and not looked up."""
    names: list[str] = []
    own = Judge.verdict

    def verdict(judge: Judge, source: Any) -> Any:
        names.append(source.path.name)
        return own(judge, source)

    monkeypatch.setattr(Judge, "verdict", verdict)
    return names


def codes(**more: Any) -> set[str]:
    return {finding["code"] for each in told(MEANS, **more)["files"] for finding in each["findings"]}


def test_a_second_check_judges_only_what_was_refused_and_tells_the_same(judged: list[str]) -> None:
    first = told(MEANS)
    judged.clear()
    assert told(MEANS) == first == told()
    assert judged == ["坏的.xlsx"]


def test_figures_of_what_is_remembered_are_those_that_were_judged() -> None:
    def figures() -> list[str]:
        return [repr(each.extract.figures) for each in flows.check("回收", "下发", means=MEANS) if each.extract]

    assert figures() == figures() != []


def test_a_file_that_changed_is_judged_anew(judged: list[str]) -> None:
    told(MEANS)
    judged.clear()
    shutil.copy("回收/乙/T002_培训.xlsx", "回收/T003_没有的.xlsx")
    blank = next(Path("下发").glob("T003*.xlsx"))
    Path("回收/T003_没有的.xlsx").write_bytes(flows.fill(blank, DATA).content)
    told(MEANS)
    assert judged == ["T003_没有的.xlsx", "坏的.xlsx"]


def test_one_rule_changed_gives_the_new_verdict() -> None:
    rules = Path("本局规则.py")
    rules.write_text(RULE.format(least=1000), "utf-8")
    assert "BJ01" not in codes(rules=rules)
    rules.write_text(RULE.format(least=10), "utf-8")
    assert "BJ01" in codes(rules=rules)


def test_a_line_of_the_program_changed_is_another_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "xlgen"
    shutil.copytree(Path(fingerprint.__file__).parents[2], package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "__file__", str(package / "flows/judging/fingerprint.py"))
    fingerprint._program.cache_clear()
    before = fingerprint.judging([])
    file = package / "rules/scores.py"
    file.write_text(file.read_text("utf-8").replace("XG305", "XG306", 1), "utf-8")
    fingerprint._program.cache_clear()
    assert fingerprint.judging([]) != before
    fingerprint._program.cache_clear()


def test_rules_of_ones_own_are_told_the_same_where_nothing_is_judged(judged: list[str]) -> None:
    rules = Path("本局规则.py")
    rules.write_text(RULE.format(least='10 and answers.number("facts.none.value") != 0 and 10'), "utf-8")
    first = told(MEANS, rules=rules)
    judged.clear()
    assert told(MEANS, rules=rules) == first == told(rules=rules)
    assert judged == ["坏的.xlsx"]
    assert "XG121" in codes(rules=rules)  # no form has facts.none.value


def test_what_was_issued_otherwise_is_judged_anew(judged: list[str]) -> None:
    told(MEANS)
    judged.clear()
    flows.report(flows.check("回收", None, means=MEANS))
    assert "T001_培训.xlsx" in judged


def test_a_value_that_counts_since_somebody_answered_for_it_is_judged_anew(judged: list[str]) -> None:
    blank = next(Path("下发").glob("T003*.xlsx"))
    said = {**DATA, "项目资金": {"年度资金总额": {"全年执行数": 285000}, "当年财政拨款": {"全年执行数": 285000}}}
    Path("回收/T003.xlsx").write_bytes(flows.fill(blank, said).content)
    told(MEANS)
    done = flows.accept("回收/T003.xlsx", "funds.total.executed", "按万元看", "下发", as_understood=True)
    assert done.counts
    judged.clear()
    assert told(MEANS) == told()
    assert "T003.xlsx" in judged


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda: MEMORY.write_bytes(b"nothing of a database" * 100),
        lambda: MEMORY.write_bytes(b""),
        lambda: _alter("UPDATE verdicts SET said = x'00'"),
        lambda: _alter("UPDATE verdicts SET said = ?", zlib.compress(pickle.dumps(os.getcwd))),
        lambda: _alter("UPDATE verdicts SET said = ?", zlib.compress(pickle.dumps(["no", "verdict"]))),
        lambda: _alter("DROP TABLE verdicts"),
        lambda: _alter("ALTER TABLE verdicts RENAME COLUMN said TO told"),
    ],
    ids=["no database", "empty", "no bytes of ours", "calls a function", "another thing", "no table", "another table"],
)
def test_whatever_became_of_the_file_costs_time_only(spoilt: Callable[[], object]) -> None:
    first = told(MEANS)
    spoilt()
    assert told(MEANS) == first
    assert told(MEANS) == first


def _alter(statement: str, *said: bytes) -> None:
    database = sqlite3.connect(MEMORY)
    with database:
        database.execute(statement, said)
    database.close()


def test_a_place_where_nothing_can_be_written_costs_time_only() -> None:
    Path("档案").write_text("a file, and no folder", "utf-8")
    assert told(Means(1, Path("档案/verdicts.sqlite"))) == told()


def test_a_read_only_place_is_read(monkeypatch: pytest.MonkeyPatch, judged: list[str]) -> None:
    def read_only(file: object, timeout: float, **more: Any) -> sqlite3.Connection:
        return connect(file if more else f"file:{file}?mode=ro", timeout, **(more or {"uri": True}))

    first, connect = told(MEANS), sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", read_only)
    judged.clear()
    assert told(MEANS) == first
    assert judged == ["坏的.xlsx"]
    blank = next(Path("下发").glob("T003*.xlsx"))
    Path("回收/T003.xlsx").write_bytes(flows.fill(blank, DATA).content)
    assert told(MEANS) == told()


def test_while_somebody_else_writes_nothing_waits_long_and_nothing_is_lost() -> None:
    first = told(MEANS)
    other = sqlite3.connect(MEMORY, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert told(MEANS) == first
    other.execute("ROLLBACK")
    other.close()


def test_the_file_is_the_users_alone() -> None:
    told(MEANS)
    assert os.name == "nt" or MEMORY.stat().st_mode & 0o077 == 0


def test_entries_leave_after_their_days(monkeypatch: pytest.MonkeyPatch, judged: list[str]) -> None:
    told(MEANS)
    monkeypatch.setattr(memory, "_today", lambda: 10**6)
    Path("回收/T001_培训.xlsx").unlink()
    Path("回收/T001_培训(1).xlsx").unlink()
    blank = next(Path("下发").glob("T003*.xlsx"))
    Path("回收/T003.xlsx").write_bytes(flows.fill(blank, DATA).content)
    told(MEANS)
    database = sqlite3.connect(MEMORY)
    assert database.execute("SELECT DISTINCT code FROM verdicts").fetchall() == [("T003",)]
    database.close()


def test_an_entry_is_some_kilobytes() -> None:
    told(MEANS)
    database = sqlite3.connect(MEMORY)
    (longest,) = database.execute("SELECT max(length(said)) FROM verdicts").fetchone()
    database.close()
    assert longest < 8_000
