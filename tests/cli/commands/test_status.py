"""``xlgen status`` as a clerk runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from small_campaign import PHONE, begun, filled, take, under_way
from xlgen.cli.main import main

DAY = ["--date", "2026-03-05"]
LAWS = (
    "下发 5 个项目 = 审核通过 2 + 退回修改 0 + 待核实 1 + 无法读取 1 + 未报送 1 + 撤回 0；"
    "收到 6 个文件 = 有效 4 + 被替代 1 + 重复 0 + 未知 0 + 无法读取 1 + 附件 0。"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return under_way(tmp_path_factory.mktemp("一批")).root


@pytest.fixture
def here(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(root)
    return root


def status(*words: str) -> Result:
    return CliRunner().invoke(main, ["status", *words, *DAY], catch_exceptions=False)


def test_the_screen_shows_units_what_is_next_and_both_laws(here: Path) -> None:
    done = status()
    lines = done.output.splitlines()
    assert done.exit_code == 1
    assert lines[0] == "县医保局2025年度项目支出绩效自评，截至 2026-03-05，报送期限 2026-02-28："
    assert [line.split()[0] for line in lines[1:6]] == ["实施单位", "----------", "县医保中心", "县稽核所", "合计"]
    assert lines[-1] == LAWS
    done.output.encode("gbk")


def test_it_is_found_from_any_folder_of_the_campaign(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "下发")
    assert status().output.endswith(f"{LAWS}\n")


def test_json_is_the_contract(here: Path) -> None:
    done = status("--json")
    said = json.loads(done.output)
    assert (done.exit_code, said["version"], said["projects"]["issued"], said["files"]["received"]) == (1, 1, 5, 6)


def test_one_project_has_the_exit_code_of_its_own(here: Path) -> None:
    assert status("P001").exit_code == 0
    done = status("P003")
    assert done.exit_code == 1
    assert done.output.endswith(f"{LAWS}\n")
    assert "【冲突】" in done.output
    assert json.loads(status("P003", "--json").output)["project"]["status"] == "open"
    wrong = status("P0001")
    assert (wrong.exit_code, wrong.output) == (2, "xlgen：这一批没有下发过项目编码是“P0001”的项目，是不是“P001”\n")


def test_chasing_writes_the_list_and_prints_what_to_send(here: Path) -> None:
    dry = status("--chase", "--dry-run")
    assert not list((here / "报表").iterdir())
    assert "催报名单会写成 报表/催报名单_2026-03-05.xlsx" in dry.output
    done = status("--chase")
    assert done.exit_code == 1
    assert "—— 县稽核所　联系人 李科长，联系电话 zhang@example.cn ——" in done.output
    assert done.output.splitlines()[-2].startswith("要催 1 个单位的 2 个项目，催报名单在 报表/催报名单_2026-03-05.xlsx。")
    assert done.output.splitlines()[-1] == LAWS
    before = (here / "报表" / "催报名单_2026-03-05.xlsx").read_bytes()
    said = json.loads(status("--chase", "--json").output)
    assert said["file"] == "报表/催报名单_2026-03-05.xlsx"
    assert [path.read_bytes() for path in (here / "报表").glob("催报名单*")] == [before]


def test_the_page_for_leaders_is_one_file(here: Path) -> None:
    done = status("--html")
    assert done.output.startswith("进度页在 报表/进度_2026-03-05.html")
    assert PHONE not in (here / "报表" / "进度_2026-03-05.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["P001", "--chase"], "项目编码、--chase、--html、--evidence 一次只写一样"),
        (["--chase", "--html"], "项目编码、--chase、--html、--evidence 一次只写一样"),
        (["--dry-run"], "--dry-run 和 --chase、--html 或 --evidence 一起写；别的都不写文件"),
    ],
)
def test_what_does_not_go_together_is_said(here: Path, words: list[str], said: str) -> None:
    done = status(*words)
    assert (done.exit_code, done.output) == (2, f"xlgen：{said}\n")


def test_outside_a_campaign_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = status()
    assert done.exit_code == 2
    assert "不在一个批次的文件夹里（没有 xlgen.toml）。请先 cd 进批次的文件夹" in done.output


@pytest.fixture
def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A campaign that asks for evidence and has one form with full marks and without any."""
    campaign = begun(tmp_path)
    take(campaign, tmp_path, "2026-02-04", {"P001.xlsx": filled(campaign, "P001")})
    said = campaign.place("xlgen.toml").read_text("utf-8")
    campaign.place("xlgen.toml").write_text(said.replace("evidence = false", "evidence = true"), "utf-8")
    monkeypatch.chdir(campaign.root)
    return campaign.root


def test_full_marks_without_evidence_are_told_and_listed(asking: Path) -> None:
    said = "满分而没有佐证材料的 1 个项目、3 项指标，名单"
    assert f"{said}用 xlgen status --evidence。" in status().output
    done = status("--evidence", "--dry-run")
    assert f"{said}会写成 报表/满分无佐证_2026-03-05.xlsx" in done.output
    assert not list(asking.glob("报表/*"))
    assert f"{said}在 报表/满分无佐证_2026-03-05.xlsx" in status("--evidence").output
    assert (asking / "报表" / "满分无佐证_2026-03-05.xlsx").is_file()
    assert "佐证材料 0 个文件；满分而没有佐证的指标：培训人数、经办能力、满意度" in status("P001").output


def test_in_json_they_are_counted_where_evidence_is_asked_for(asking: Path) -> None:
    assert json.loads(status("--json").output)["evidence"] == {"files": 0, "projects": 1, "indicators": 3}
    assert json.loads(status("--evidence", "--json").output)["indicators"] == 3


def test_a_campaign_that_asks_for_no_evidence_says_nothing_of_it(here: Path) -> None:
    assert "佐证" not in status().output
    assert json.loads(status("--json").output)["evidence"] is None
    assert "佐证" not in status("P001").output
    assert "这一批不要佐证材料" in status("--evidence").output
