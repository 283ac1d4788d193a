"""``xlgen rollup`` in a campaign, as a clerk types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from running_batch import begun
from xlgen.campaign.collecting.taking_in import collect
from xlgen.cli.main import main


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def test_it_is_told_with_both_laws_and_needs_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    monkeypatch.chdir(batch.root)
    said = run("rollup", "--date", "2026-03-05", code=1)
    assert "勾稽：全部相符 √" in said
    assert "\n汇总表已写到 汇总/汇总_2026-03-05.xlsx。\n下发 2 个项目 = 审核通过 1" in said
    assert said.count("下发 ") == said.count("收到 ") == 1
    told = json.loads(run("rollup", "--date", "2026-03-06", "--json", "--dry-run", code=1))
    assert (told["issued"]["accepted"], told["written"], told["dry_run"]) == (1, [], True)


def test_a_project_of_which_nothing_was_done_is_accepted_and_has_nothing_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    (tmp_path / f"{batch.codes[1]}无项目.txt").write_text("没有实施", "utf-8")
    collect(batch.campaign, [tmp_path / f"{batch.codes[1]}无项目.txt"], received="2026-02-03")
    monkeypatch.chdir(batch.root)
    said = run("rollup", "--date", "2026-03-05").splitlines()
    assert said[:2] == ["计入汇总 1 个项目，其余见汇总表“未计入清单”。", "另有 1 个审核通过的没有实施，没有数可以计入。"]


def test_words_of_one_kind_are_not_mixed_with_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "请写明收回的表所在的文件夹，并用 -o 写明汇总表写到哪里" in run("rollup", code=2)
    assert "用 -o 写明汇总表写到哪里" in run("rollup", "回收", code=2)
    assert "用在批次里" in run("rollup", "回收", "-o", "a.xlsx", "--dry-run", code=2)


@pytest.mark.parametrize("words", ["--rules 规则.py", "--take a.xlsx", "--cluster tcp://127.0.0.1:1"])
def test_what_a_campaign_does_not_use_is_not_passed_over(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = begun(tmp_path, 1)
    monkeypatch.chdir(batch.root)
    option = words.split(maxsplit=1)[0]
    assert f"批次里不写 {option}" in run("rollup", *words.split(), code=2)


def test_a_folder_that_is_named_in_a_campaign_is_answered_by_what_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(begun(tmp_path, 1).root)
    assert "这里是批次，汇总的是收进来的表，不写文件夹：运行 xlgen rollup。" in run("rollup", "收件", code=2)
