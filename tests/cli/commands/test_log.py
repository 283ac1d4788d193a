"""``xlgen log`` as a clerk runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from small_campaign import begun
from xlgen.cli.main import main


def test_the_log_is_shown_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = begun(tmp_path).root
    monkeypatch.chdir(root)

    def log(*words: str) -> str:
        done = CliRunner().invoke(main, ["log", *words], catch_exceptions=False)
        assert done.exit_code == 0
        return done.output

    assert log("--date", "2026-03-05", "--dry-run").splitlines()[-2] == "共 2 笔，全部会写成 报表/操作日志_2026-03-05.xlsx。"
    assert not list((root / "报表").iterdir())
    lines = log("--date", "2026-03-05").splitlines()
    assert lines[0] == "最近 2 笔："
    assert lines[-2] == "共 2 笔，全部在 报表/操作日志_2026-03-05.xlsx。"
    assert lines[-1].startswith("下发 5 个项目 = ")
    log("--date", "2026-03-05", "--csv")
    assert sorted(path.suffix for path in (root / "报表").iterdir()) == [".csv", ".xlsx"]
    assert [each["kind"] for each in json.loads(log("--json"))["acts"]] == ["init", "issue"]
