"""The list of a batch as JSON: the text that versions before wrote, and read as they wrote it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from rosters import sound, workbook_of
from xlgen import flows
from xlgen.cli.main import main


def issued(folder: Path) -> Path:
    (folder / "清单.xlsx").write_bytes(workbook_of(sound()))
    flows.issue(folder / "清单.xlsx", folder / "下发", day="2026-01-10")
    return folder / "下发"


def test_the_list_that_was_written_out_is_the_same_batch(tmp_path: Path) -> None:
    batch = issued(tmp_path)
    text = "".join(flows.export_manifest(batch))
    (tmp_path / "manifest.json").write_text(text, "utf-8")
    assert flows.read_manifest(tmp_path / "manifest.json").snapshots == flows.read_manifest(batch).snapshots
    assert "".join(flows.export_manifest(tmp_path / "manifest.json")) == text


def test_the_command_lists_what_was_issued(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["manifest", str(issued(tmp_path))])
    assert done.output.splitlines() == [
        "P001　村医培训　县医保中心　P001_村医培训.xlsx",
        "P002　基金监管　县稽核所　P002_基金监管.xlsx",
        "共 2 个项目。",
    ]


def test_the_command_writes_json(tmp_path: Path) -> None:
    said = json.loads(CliRunner().invoke(main, ["manifest", str(issued(tmp_path)), "--json"]).stdout)
    assert (said["version"], said["template"], said["issued"], list(said["projects"])) == (
        2, "project", "2026-01-10", ["P001", "P002"],
    )  # fmt: skip


def test_where_nothing_was_issued_the_command_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["manifest", str(tmp_path)])
    assert (done.exit_code, "里没有 register.sqlite，也没有 manifest.json" in done.output) == (2, True)
