"""``xlgen report word`` of a campaign: what is accepted is told, what is not is listed, both laws stand below."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from small_campaign import under_way
from word_files import from_text, lines_of
from xlgen.cli.main import main
from xlgen.issued.manifest import read_manifest


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


def test_each_form_of_a_campaign_that_counts_gets_a_report_called_as_it_was_issued(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    ran = CliRunner().invoke(main, ["report", "word", str(campaign.root), "--each", "-o", str(tmp_path / "报告")])
    assert ran.exit_code == 1, ran.output  # not every project has a form
    names = sorted(path.name for path in (tmp_path / "报告").rglob("*.docx"))
    issued = {Path(file).stem for file in read_manifest(campaign.root).files.values()}
    assert names
    assert {Path(name).stem for name in names} <= issued
    assert f"报告 {len(names)} 份写到 " in ran.output
    assert f"没有能写的表、没有报告的项目 {len(issued) - len(names)} 个：" in ran.output
    assert "下发 5 个项目 = " in ran.output


def test_a_template_is_held_against_the_summary_of_a_campaign(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    (tmp_path / "模板.docx").write_bytes(from_text("{{总执行率}}{{总执行律}}"))
    ran = CliRunner().invoke(main, ["report", "lint", str(tmp_path / "模板.docx"), "--form", str(campaign.root)])
    assert (ran.exit_code, "没有叫“总执行律”的，原样留着，是不是“总执行率”" in ran.output) == (1, True)


def test_reports_are_held_against_the_forms_of_a_campaign_that_count(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    words = ["report", "word", str(campaign.root), "--each", "-o", str(tmp_path / "报告")]
    CliRunner().invoke(main, words)
    ran = CliRunner().invoke(main, ["report", "check", str(tmp_path / "报告"), str(campaign.root)])
    count = len(list((tmp_path / "报告").rglob("*.docx")))
    assert f"共 {count} 份报告：{count} 份一致。" in ran.output
    assert ran.exit_code == 0


def test_the_report_on_a_campaign_is_held_against_what_is_accepted(tmp_path: Path) -> None:
    campaign, report = under_way(tmp_path), str(tmp_path / "部门.docx")
    CliRunner().invoke(main, ["report", "word", str(campaign.root), "-o", report])
    ran = CliRunner().invoke(main, ["report", "check", report, str(campaign.root)])
    assert "和这些表的汇总比（计入 2 个项目，共 5 个）" in ran.output
    assert (ran.exit_code, ran.output.endswith("共 1 份报告：1 份一致。用 --sources 看各数出处。\n")) == (0, True)
