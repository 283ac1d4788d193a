"""docs/承诺.md on the JSON of commands in a campaign and of ``report check``: every key that is printed is named there, and no other."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from documents import filled
from rosters import put
from small_campaign import listed, under_way
from word_files import from_text
from xlgen.cli.main import main
from xlgen.writing.roster import write_rows

PAGE = (Path(__file__).parents[1] / "docs" / "承诺.md").read_text("utf-8")
TABLE = PAGE.partition("<!-- 批次的JSON 开始 -->")[2].partition("<!-- 批次的JSON 结束 -->")[0]
NAMED = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", TABLE, re.MULTILINE))
BY = "--by 某某 --date 2026-03-05"
COMMANDS = {
    "init": f"init 新批 --department 县医保局 --year 2025 {BY}",
    "issue": f"issue --in 批次 --approval 财社〔2026〕3号 {BY}",
    "return": f"return --in 批次 {BY}",
    "accept": f"accept --return 那一份 --reason 核对过 --in 批次 {BY}",
    "override": f"override P005 --score 80 --reason 单位撤并 --basis 纪要 --in 批次 {BY}",
    "undo": f"undo --in 批次 {BY}",
    "recall": f"recall P005 --reason 不做了 --in 批次 {BY}",
    "handover": f"handover --to 某乙 --until 2099-01-01 --in 批次 {BY}",
    "archive": f"archive --in 批次 {BY}",
    "verify": "verify 批次/存档",
    "reindex": "reindex --in 批次",
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Any]]:
    """What each command prints, one after the other in a campaign in which there is something for each to do."""
    here, home = Path.cwd(), tmp_path_factory.mktemp("承诺")
    os.chdir(home)
    campaign = under_way(home)
    sheets = listed()
    put("指标", len(sheets["指标"]) - 3, "指标值", 150)(sheets)  # of P005
    campaign.place("清单", "项目清单.xlsx").write_bytes(write_rows(sheets))
    taken = min(Path("批次", "收件").rglob("P003.xlsx")).as_posix()  # one of two that differ
    ran = {
        name: CliRunner().invoke(main, [*words.replace("那一份", taken).split(), "--json"], catch_exceptions=False)
        for name, words in COMMANDS.items()
    }
    assert {name: done.output for name, done in ran.items() if done.exit_code not in (0, 1)} == {}
    yield {name: json.loads(done.stdout) for name, done in ran.items()}
    os.chdir(here)


def test_the_page_names_every_command_once() -> None:
    assert sorted(NAMED) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_that_is_printed_is_named_and_no_other(printed: Mapping[str, Any], command: str) -> None:
    said = printed[command]
    always = ["version", "whole"] if command == "verify" else ["version", "dry_run", "laws"]
    outer = re.sub("（[^）]*）", "", NAMED[command])
    assert set(said) == {*always, *re.findall("`([a-z0-9_]+)`", outer)}
    assert said["version"] == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_of_what_is_listed_is_named_and_no_other(printed: Mapping[str, Any], command: str) -> None:
    inner = {
        key: re.findall("`([a-z0-9_]+)`", named)
        for key, named in re.findall("`([a-z0-9_]+)`[^`，（]*（([^）]*)）", NAMED[command])
    }
    found = {key: [value] if isinstance(value, dict) else value for key, value in printed[command].items() if key in inner}
    assert all(found.values()), "nothing was there to be named"
    assert {key: [list(one) for one in each[:1]] for key, each in found.items()} == {
        key: [names] for key, names in inner.items()
    }


def test_every_key_of_a_report_that_was_checked_is_shown_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(from_text("预算执行率77%。"))
    (tmp_path / "表.xlsx").write_bytes(filled("xinzhou"))
    words = ["report", "check", str(tmp_path / "报告.docx"), str(tmp_path / "表.xlsx"), "--json"]
    said = json.loads(CliRunner().invoke(main, words, catch_exceptions=False).stdout)
    shown = json.loads(PAGE.partition("### `xlgen report check --json`")[2].partition("```json\n")[2].partition("```")[0])
    assert [list(said), list(said["findings"][0]), list(said["compared"][0])] == [
        list(shown), list(shown["findings"][0]), list(shown["compared"][0]),
    ]  # fmt: skip


def test_every_key_of_reports_that_were_checked_is_shown_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.docx").write_bytes(from_text("预算执行率77%。"))
    (tmp_path / "表.xlsx").write_bytes(filled("xinzhou"))
    words = ["report", "check", str(tmp_path / "报告"), str(tmp_path / "表.xlsx"), "--json"]
    said = json.loads(CliRunner().invoke(main, words, catch_exceptions=False).stdout)
    shown = json.loads(PAGE.partition("### `xlgen report check --json`")[2].split("```json\n")[2].partition("```")[0])
    assert [list(said), list(said["reports"][0]), list(said["without"][0])] == [
        list(shown), list(shown["reports"][0]), list(shown["without"][0]),
    ]  # fmt: skip
