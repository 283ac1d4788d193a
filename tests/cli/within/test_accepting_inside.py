"""``xlgen accept`` and its kin in a campaign, as a clerk types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from running_batch import RunningBatch, begun
from xlgen.cli.main import main

AS_ZHANG = ("--by", "张某", "--date", "2026-03-05")


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunningBatch:
    batch = begun(tmp_path, 3)
    batch.collected(a=batch.filled(0), b=batch.gross(1))
    monkeypatch.chdir(batch.root)
    return batch


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def test_a_decision_is_told_with_both_laws(batch: RunningBatch) -> None:
    said = run("accept", "--return", batch.codes[1], "--reason", "核对过", *AS_ZHANG)
    assert "整份认可，以 收件/" in said
    assert "下发 3 个项目 = 审核通过 2 + 退回修改 0 + 待核实 0 + 无法读取 0 + 未报送 1 + 撤回 0；收到 2 个文件" in said
    assert "已撤销第 4 笔：张某 2026-03-05 的认定" in run("undo", *AS_ZHANG)


def test_json_says_the_same(batch: RunningBatch) -> None:
    words = ("override", batch.codes[2], "--score", "85", "--reason", "撤并", "--basis", "纪要", "--json", *AS_ZHANG)
    said = json.loads(run(*words, "--dry-run"))
    assert (said["version"], said["dry_run"], said["decided"][0]["number"]) == (1, True, 0)
    assert json.loads(run(*words))["decided"][0]["number"] == 4
    assert json.loads(run("handover", "--to", "李某", "--until", "2026-03-31", "--json", *AS_ZHANG))["projects"] == [
        batch.codes[1]
    ]


def test_what_is_typed_wrong_is_said(batch: RunningBatch) -> None:
    assert "请写明项目编码和哪一格" in run("accept", "--reason", "核对过", code=2)
    code = batch.codes[1]
    lacking = f"还要写明 {code} 的哪一格（如 自评表!G18）；整份认可用 xlgen accept --return {code} --reason 原因"
    assert lacking in run("accept", code, "--reason", "核对过", code=2)
    assert "还要写明是哪个项目的，如 xlgen accept P003 自评表!G15" in run("accept", "自评表!G15", code=2)
    assert "一次只写一样" in run("accept", code, "自评表!G15", "--answered", code=2)
    assert "要撤销用 xlgen undo" in run("accept", "--return", batch.codes[1], "--revoke", code=2)
    assert "不在一个批次的文件夹里" in run("undo", "--in", "..", code=2)


def test_outside_a_campaign_nothing_of_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "用在批次的文件夹里" in run("accept", "--return", "P001", code=2)
    assert "请写明是哪个文件" in run("accept", "--answered", code=2)
    assert "没有这个文件或文件夹：P001。写项目编码的，请先 cd 进批次的文件夹" in run("accept", "P001", "自评表!G15", code=2)
