"""``xlgen report word`` of a campaign: what is accepted is told, what is not is listed, both laws stand below."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from small_campaign import under_way
from word_files import lines_of
from xlgen.cli.main import main


def test_the_report_on_a_campaign_counts_what_is_accepted_and_lists_the_rest(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    before = {path: path.read_bytes() for path in campaign.place("记录").rglob("*") if path.is_file()}
    ran = CliRunner().invoke(main, ["report", "word", str(campaign.root), "-o", str(tmp_path / "报告.docx")])
    assert ran.exit_code == 1, ran.output  # not all are accepted
    assert "报告已写到" in ran.output
    assert "下发 5 个项目 = " in ran.output
    lines = lines_of((tmp_path / "报告.docx").read_bytes())
    assert any(line.startswith("本部门共5个项目应当自评") for line in lines)
    assert {path: path.read_bytes() for path in campaign.place("记录").rglob("*") if path.is_file()} == before
