"""Workers of a cluster judge as this computer does, byte for byte; one that is killed loses nothing and counts nothing twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kept_desk
from filled import DATA
from kept_desk import told
from xlgen import flows
from xlgen.errors import XlgenError
from xlgen.flows.judging import cluster
from xlgen.flows.judging.means import Means

distributed = pytest.importorskip("distributed")
ENDS_ONCE = """import os
from pathlib import Path

from xlgen.findings import Severity
from xlgen.rules.registry import Hit, rule


@rule("BJ01", "总分", Severity.NOTE, "不用处理")
def ends(answers):
    mark = Path("{mark}")
    if answers.snapshot.code == "{code}" and {always} or not mark.exists():
        mark.touch()
        os._exit(9)
    yield Hit("total", "看过了")
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cluster, "CHUNK", 1)
    kept_desk.collect()
    blank = next(Path("下发").glob("T003*.xlsx"))
    Path("回收/T003_培训.xlsx").write_bytes(flows.fill(blank, DATA).content)


@pytest.fixture(scope="module")
def workers() -> Iterator[str]:
    """The address of a scheduler with three worker processes."""
    with distributed.LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, silence_logs=50) as found:
        yield found.scheduler_address


def as_bytes(**more: Any) -> str:
    return json.dumps(told(**more), ensure_ascii=False)


def test_a_cluster_tells_what_this_computer_tells_byte_for_byte(workers: str) -> None:
    assert as_bytes(means=Means(cluster=workers)) == as_bytes()


def test_a_worker_that_is_killed_meanwhile_changes_nothing(workers: str) -> None:
    rules = Path("规则.py").absolute()
    rules.write_text(ENDS_ONCE.format(mark=Path("到过").absolute(), code="none", always=False), "utf-8")
    found = as_bytes(means=Means(cluster=workers), rules=rules)
    assert Path("到过").exists()  # one was killed
    assert found == as_bytes(rules=rules)


def test_the_form_at_which_workers_end_is_named_and_all_others_are_judged(workers: str) -> None:
    rules = Path("规则.py").absolute()
    Path("到过").touch()
    rules.write_text(ENDS_ONCE.format(mark=Path("到过").absolute(), code="T003", always=True), "utf-8")
    codes = {each["file"]: [f["code"] for f in each["findings"]] for each in told(Means(cluster=workers), rules=rules)["files"]}
    assert codes["回收/T003_培训.xlsx"][0] == "XG057"
    assert "BJ01" in codes["回收/T001_培训.xlsx"]


def test_an_address_of_a_shared_folder_is_read_like_the_folder(workers: str) -> None:
    here = Path("回收").absolute()
    found = flows.report(flows.check(f"file://{here}", f"file://{Path('下发').absolute()}", means=Means(cluster=workers)))
    assert found == flows.report(flows.check(here, "下发"))


def test_a_worker_with_another_program_is_refused_by_name(workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "judging", lambda own: str(os.getpid()).encode())
    with pytest.raises(XlgenError, match="上的 xlgen 或 Python 与这里的不同"):
        told(Means(cluster=workers))


def test_a_scheduler_without_workers_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as empty,
        pytest.raises(XlgenError, match="1 秒没有一个工作进程了，没有校验完。请把工作进程开起来，再运行一次"),
    ):
        told(Means(cluster=empty.scheduler_address))


def test_nobody_at_the_address_is_told() -> None:
    with pytest.raises(XlgenError, match="请看调度程序开了没有，地址对不对"):
        told(Means(cluster="tcp://127.0.0.1:9"))
