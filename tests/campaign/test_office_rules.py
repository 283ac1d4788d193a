"""Rules of the office's own in a campaign: they judge what comes in, what stands, what goes back and what is added up."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from small_campaign import BY, filled, listed
from xlgen.campaign.folder import Campaign, campaign_at
from xlgen.campaign.now import now
from xlgen.cli.main import main
from xlgen.flows.judging.means import Means
from xlgen.writing.roster import write_rows

RULES = '''
from xlgen.findings import Severity
from xlgen.rules.registry import Hit, rule


@rule("BJ01", "填报人没有写全名", Severity.ERROR, "请写全名")
def short_name(answers):
    """A name of two signs is none."""
    if len(answers.text("filler")) < 3:
        yield Hit("filler", "填报人不到三个字")
'''


def xlgen(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """A campaign begun with own rules, and two forms that came in: one that they find wrong."""
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "本人"))
    monkeypatch.chdir(tmp_path)
    Path("本局规则.py").write_text(RULES, "utf-8")
    Path("清单.xlsx").write_bytes(write_rows(listed()))
    asked = "--department 县医保局 --year 2025 -t project --roster 清单.xlsx --rules 本局规则.py".split()
    assert xlgen("init", "批次", *asked, "--by", BY).exit_code == 0
    assert xlgen("issue", "--in", "批次", "--by", BY).exit_code == 0
    campaign = campaign_at("批次")
    Path("收").mkdir()
    Path("收", "P001.xlsx").write_bytes(filled(campaign, "P001"))
    Path("收", "P002.xlsx").write_bytes(filled(campaign, "P002", 填报人="欧阳某"))
    return campaign


def test_the_file_is_copied_and_named_in_the_settings(made: Campaign) -> None:
    assert made.settings.rules == "清单/本局规则.py"
    assert made.place("清单/本局规则.py").read_text("utf-8") == RULES


def test_begun_once_more_nothing_changes(made: Campaign) -> None:
    before = made.place("xlgen.toml").read_bytes()
    asked = "--department 县医保局 --year 2025 -t project --roster 清单.xlsx --rules 本局规则.py".split()
    assert xlgen("init", "批次", *asked, "--by", BY).exit_code == 0
    assert made.place("xlgen.toml").read_bytes() == before


def test_what_comes_in_is_judged_by_them(made: Campaign) -> None:
    done = xlgen("collect", "收", "--in", "批次").output
    assert "P001 项目P001　退回修改" in done
    assert "P002 项目P002　审核通过" in done
    assert "BJ01 错误" in xlgen("status", "P001", "--in", "批次").output


def test_what_they_find_goes_back_in_their_words_and_is_not_added_up(made: Campaign) -> None:
    xlgen("collect", "收", "--in", "批次")
    assert xlgen("return", "--in", "批次").exit_code == 1
    [told] = Path("批次", "退回").rglob("审核意见单.xlsx")
    said = [str(cell.value) for row in openpyxl.load_workbook(told).active.iter_rows() for cell in row]
    assert "填报人不到三个字" in said
    assert "请写全名" in said
    [back] = Path("批次", "退回").rglob("P001_*.xlsx")
    assert "退回意见" in openpyxl.load_workbook(back).sheetnames
    assert "计入汇总 1 个项目" in xlgen("rollup", "--in", "批次").output


def test_remembered_verdicts_are_of_the_same_rules(made: Campaign, tmp_path: Path) -> None:
    xlgen("collect", "收", "--in", "批次")
    means = Means(memory=tmp_path / "记着.sqlite")
    terms = [[str(each.term) for each in now(campaign_at("批次"), means=means).projects[:2]] for _ in range(2)]
    assert terms == [["to_correct", "accepted"]] * 2
    made.place("清单/本局规则.py").write_text(RULES.replace("< 3", "> 3"), "utf-8")
    assert xlgen("status", "--rules", "批次/清单/本局规则.py").exit_code == 1
    assert [str(each.term) for each in now(campaign_at("批次"), means=means).projects[:2]] == ["accepted", "accepted"]


@pytest.mark.parametrize(
    "words",
    ["issue", "collect 收", "status", "return", "recall P003 --reason 不做了", "undo", "rollup", "archive", "log", "reindex"],
)
def test_rules_that_were_changed_stop_every_command_before_it_does_anything(made: Campaign, words: str) -> None:
    made.place("清单/本局规则.py").write_text(RULES + "\n", "utf-8")
    before = {path: path.read_bytes() for path in made.root.rglob("*") if path.is_file()}
    done = xlgen(*words.split(), "--in", "批次")
    assert (done.exit_code, "没有运行，什么也没有做" in done.output) == (2, True)
    assert {path: path.read_bytes() for path in made.root.rglob("*") if path.is_file()} == before


def test_a_folder_from_elsewhere_runs_no_program(made: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree("批次", "捎来的")
    Path("捎来的", "清单", "本局规则.py").write_text("from pathlib import Path\nPath('运行了').touch()\n" + RULES, "utf-8")
    assert xlgen("status", "--in", "捎来的").exit_code == 2
    assert not Path("运行了").exists()


@pytest.mark.parametrize("words", ["rollup --rules 本局规则.py", "accept P001 自评表!G18 --reason 好 --rules 本局规则.py"])
def test_the_option_of_commands_outside_is_told_where_they_are_named_here(made: Campaign, words: str) -> None:
    assert "本局自己的规则写在 xlgen.toml 的 rules 里" in xlgen(*words.split(), "--in", "批次").output


@pytest.mark.parametrize(("content", "said"), [("x = (", "不是 Python 的写法"), ("x = 1", "里没有规则"), (None, "没有")])
def test_rules_that_cannot_be_run_begin_no_campaign(made: Campaign, content: str | None, said: str) -> None:
    if content is not None:
        Path("坏.py").write_text(content, "utf-8")
    done = xlgen("init", "又一批", "--department", "县医保局", "--year", "2025", "--rules", "坏.py")
    assert (done.exit_code, said in done.output, Path("又一批").exists()) == (2, True, False)
