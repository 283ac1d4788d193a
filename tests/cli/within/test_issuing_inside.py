"""init, issue and recall as a clerk types them: what they say, what they leave, how they end."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaigns import SECRET_CODE, SECRET_NAME, every_byte, listed, lying, others, with_secret
from rosters import put, sound
from xlgen.cli.main import main

BEGIN = "init 批次 --department 县医保局 --year 2025 --deadline 2026-02-28 --contact 某某 --phone 0990-7654329 --address 绩效股 --date 2026-01-10 --by 某某"
ISSUE = "issue --in 批次 --date 2026-01-12 --by 某某"
NOTHING = "收到 0 个文件 = 有效 0 + 被替代 0 + 重复 0 + 未知 0 + 无法读取 0 + 附件 0。"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    listed(tmp_path / "项目清单.xlsx", sound())
    listed(tmp_path / "另一份.xlsx", others())
    return tmp_path


def run(words: str, code: int = 0) -> str:
    """What is printed, printable on code page 936, without English, and the exit code as expected."""
    result = CliRunner().invoke(main, words.split())
    assert result.exit_code == code, result.output
    result.output.encode("cp936")
    return result.output


def begun() -> str:
    return run(f"{BEGIN} -t project --roster 项目清单.xlsx")


def law(issued: int, missing: int, recalled: int = 0) -> str:
    return f"下发 {issued} 个项目 = 审核通过 0 + 退回修改 0 + 待核实 0 + 无法读取 0 + 未报送 {missing} + 撤回 {recalled}；{NOTHING}"


def test_a_campaign_begun_says_what_to_do_next_and_both_laws() -> None:
    done, next_step, closing = begun().splitlines()
    assert done == "新开了一批，在 批次，里面的“这个文件夹怎么用.txt”写着怎么做。"
    assert next_step.startswith("接着做：cd 批次，")
    assert "xlgen issue" in next_step
    assert closing == law(0, 0)


def test_issue_needs_no_options_in_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun()
    monkeypatch.chdir(here / "批次" / "收件")
    said = run("issue --date 2026-01-12").splitlines()
    assert said[-2:] == ["下发了 2 张新表，2 个单位，在“下发”里；请把各单位的文件夹发给单位，里面有通知和报送清单。", law(2, 2)]
    assert run("issue").splitlines() == ["没有要下发的，2 个项目和下发时一样。", law(2, 2)]


def test_secret_projects_are_told_as_a_number() -> None:
    listed(Path("项目清单.xlsx"), with_secret())
    assert begun().endswith("附件 0。另有涉密项目 1 个，不下发，单独管理。\n")
    assert "雷达" not in run(ISSUE) + run(f"{ISSUE} --json")


def test_a_secret_project_is_in_no_output_of_any_command(here: Path) -> None:
    listed(Path("项目清单.xlsx"), with_secret())
    said = begun() + run(f"{ISSUE} --zip")
    settings = Path("批次/xlgen.toml")
    settings.write_text(settings.read_text("utf-8").replace("evidence = false", "evidence = true"), "utf-8")
    Path("收").mkdir()
    for file in Path("批次/下发").rglob("P00*.xlsx"):
        Path("收", file.name).write_bytes(file.read_bytes())
    for words in ("collect 收", "status --html", "status --chase", "status --evidence", "status --json", "return", "handover --to 某乙 --until 2099-12-31", "log",
                  "rollup", "archive"):  # fmt: skip
        result = CliRunner().invoke(main, [*words.split(), "--in", "批次"])
        assert result.exit_code in (0, 1), (words, result.output)
        said += result.output
    said += run("roster -t project --from 批次 --year 2026 -o 新清单.xlsx")
    Path("项目清单.xlsx").unlink()
    Path("印出的话.txt").write_text(said, "utf-8")
    kept = every_byte(here)
    assert len(kept) > 100
    assert [name for name, content in kept.items() if SECRET_NAME.encode() in content or SECRET_CODE.encode() in content] == []


def test_dry_run_says_what_would_be_and_writes_nothing(here: Path) -> None:
    assert run(f"{BEGIN} --dry-run") == "试运行，什么也没有写：可以在 批次 新开一批。\n"
    begun()
    before = lying(here)
    assert run(f"{ISSUE} --dry-run").splitlines()[-2:] == ["试运行，什么也没有写：要下发 2 张新表，2 个单位。", law(0, 0)]
    added = run(f"{ISSUE} --add -t project-cost --roster 另一份.xlsx --dry-run").splitlines()[-2]
    assert added == "试运行，什么也没有写：要下发 4 张新表，2 个单位。"
    assert lying(here) == before


def test_a_list_added_is_issued_and_asked_for_from_then_on() -> None:
    begun()
    run(ISSUE)
    said = run(f"{ISSUE} --add -t project-cost --roster 另一份.xlsx").splitlines()
    assert said[-2:] == ["下发了 2 张新表，2 个单位，在“下发”里；请把上面列的发给单位。", law(4, 4)]
    assert "要发给县稽核所：Q002_基金监管.xlsx、报送清单_补发1.xlsx" in said
    before = lying(Path("批次"))
    assert run(f"{ISSUE} --add -t project-cost --roster 另一份.xlsx").endswith(
        f"没有要下发的，4 个项目和下发时一样。\n{law(4, 4)}\n"
    )
    assert lying(Path("批次")) == before


def test_zips_hold_what_is_sent_and_later_ones_what_came_later() -> None:
    begun()
    assert "压缩包 2 个在“下发”里。" in run(f"{ISSUE} --zip")
    place = Path("批次/下发/县医保中心.zip")
    first = place.read_bytes()
    assert sorted(zipfile.ZipFile(place).namelist()) == [
        f"县医保中心/{name}" for name in ("P001_村医培训.xlsx", "报送清单.xlsx", "通知.docx")
    ]
    assert json.loads(run(f"{ISSUE} --zip --json"))["zips"] == []
    said = json.loads(run(f"{ISSUE} --add -t project-cost --roster 另一份.xlsx --zip --json"))
    assert said["zips"] == ["下发/县医保中心_补发1.zip", "下发/县稽核所_补发1.zip"]
    assert place.read_bytes() == first
    assert "县医保中心/Q001_村医培训.xlsx" in zipfile.ZipFile(Path("批次") / said["zips"][0]).namelist()


def test_what_issue_did_as_json() -> None:
    begun()
    said = json.loads(run(f"{ISSUE} --json"))
    assert list(said) == "version dry_run files changed unchanged beside zips findings laws".split()
    assert (said["files"][0], said["laws"]) == ("下发/县医保中心/P001_村医培训.xlsx", law(2, 2))


def test_a_changed_target_is_told_with_its_new_form() -> None:
    begun()
    run(ISSUE)
    sheets = sound()
    put("指标", 1, "指标值", 150)(sheets)
    listed(Path("批次/清单/项目清单.xlsx"), sheets)
    assert "更正要用 --approval 写明批准文号" in run(ISSUE, 2)
    said = run(f"{ISSUE} --approval 财社〔2026〕3号")
    assert "P001 更正：“培训人数·年度指标值” 120 → 150。新表 下发/县医保中心/P001_村医培训_更正1.xlsx" in said
    assert "下发了 1 张更正的表，1 个单位" in said


def test_a_list_with_errors_issues_nothing() -> None:
    begun()
    sheets = sound()
    put("指标", 1, "分值", "很多")(sheets)
    listed(Path("批次/清单/项目清单.xlsx"), sheets)
    said = run(ISSUE, 1).splitlines()
    assert [line for line in said if line.startswith("清单/项目清单.xlsx:指标!H2: XL")]
    assert said[-2:] == ["项目清单有错误，没有生成任何文件。请在“清单”里改好，重新运行。", law(0, 0)]


def test_a_list_added_with_errors_is_mended_where_it_was_copied_to() -> None:
    begun()
    run(ISSUE)
    sheets = others()
    put("指标", 1, "分值", "很多")(sheets)
    listed(Path("另一份.xlsx"), sheets)
    said = run(f"{ISSUE} --add -t project-cost --roster 另一份.xlsx", 1).splitlines()
    assert said[-2] == "项目清单有错误，没有生成任何文件。请在“清单”里改好，再运行 xlgen issue（不用再写 --add）。"
    assert {line.partition(":")[0] for line in said[:-2]} == {"清单/另一份.xlsx"}
    listed(Path("批次/清单/另一份.xlsx"), others())
    assert "下发了 2 张新表，2 个单位" in run(ISSUE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--out x", "在批次里不写 --out：放在“下发”里"),
        (
            "--by-unit --deadline 2026-01-31 --contact 某某 --spare 2",
            "在批次里不写 --by-unit、--deadline、--contact、--spare：",
        ),
        ("--add -t project", "--add、--template、--roster 要一起写"),
        ("-t project --roster 项目清单.xlsx", "--add、--template、--roster 要一起写"),
        ("--with 佐证", "--add、--template、--roster 要一起写"),
        ("--add -t project --roster 没有.xlsx", "没有这个项目清单：没有.xlsx"),
        ("--date 月底", "日期“月底”不对"),
    ],
)
def test_options_that_belong_elsewhere_are_told(words: str, said: str) -> None:
    begun()
    assert said in run(f"issue --in 批次 {words}", 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("issue -t project --roster 项目清单.xlsx --out 下发 --zip --by 某某", "--zip、--by 只在批次的文件夹里用"),
        ("issue", "还要写 --template"),
        ("issue -t project", "还要写 --roster"),
        ("issue -t project --roster 项目清单.xlsx", "还要写 --out"),
        ("issue --in 没有的", "没有这个文件夹：没有的"),
        ("recall P001 --reason 不做了", "不在一个批次的文件夹里"),
        ("init", "还要写明批次"),
        ("init 批次", "请写明 --department 主管部门和 --year 年度"),
        ("init 批次 --department 局 --year 2025 -t project", "--template 和 --roster 要成对写：写了 1 种表式、0 份项目清单"),
        ("init 批次 --department 局 --year 二〇二五", "--year 的值不对：要写 2000 至 2100 的整数"),
        ("init 项目清单.xlsx --department 局 --year 2025", "项目清单.xlsx 是文件，这里要一个文件夹"),
        ("init 批次 --issued 没有的", "没有 没有的"),
    ],
)
def test_outside_a_campaign_it_is_as_before_and_a_slip_is_told(words: str, said: str) -> None:
    assert said in run(words, 2)


def test_recalled_projects_are_told_to_their_units_and_counted() -> None:
    begun()
    run(ISSUE)
    said = run("recall P001 --reason 并入P002 --in 批次 --by 某某").splitlines()
    assert (
        said[1]
        == "县医保中心：2025年度自评表中，P001“村医培训”不再需要填报，请停止填报，已经报送的不作数。如有疑问请与某某 0990-7654329联系。"
    )
    assert said[-2:] == ["撤回 1 个项目，记为第 3 笔；撤回错了用 xlgen undo 3。", law(2, 1, 1)]
    again = run("recall P001 --reason 并入P002 --in 批次").splitlines()
    assert again == ["早已撤回过的：P001。", "没有要撤回的。", law(2, 1, 1)]


def test_recalling_dry_and_as_json(here: Path) -> None:
    begun()
    run(ISSUE)
    before = lying(here)
    assert "试运行，什么也没有写：要撤回 2 个项目。" in run("recall P001 P002 --reason 不做了 --in 批次 --dry-run")
    assert lying(here) == before
    said = json.loads(run("recall P001 --reason 不做了 --in 批次 --json"))
    assert (said["recalled"], said["act"], said["laws"]) == (["P001"], 3, law(2, 1, 1))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("P00 --reason 不做了", "项目“P00”没有下发过，没有可撤回的，是不是“P001”。没有撤回任何项目"),
        ("P001", "还要写 --reason"),
        ("P001 --reason=", "撤回要写明原因"),
        ("村医培训 --reason 不做了", "是不是“P001”"),
        ("P001、P002 --reason 不做了", "几个项目之间用空格隔开：P001 P002。没有撤回任何项目"),
    ],
)
def test_what_cannot_be_recalled_is_told(words: str, said: str) -> None:
    begun()
    run(ISSUE)
    assert said in run(f"recall {words} --in 批次", 2)


@pytest.mark.parametrize("words", ["-t project", "--roster 项目清单.xlsx", "--add", "--add -t project", "--with 佐证"])
def test_a_list_that_is_named_in_part_is_not_passed_over(words: str) -> None:
    begun()
    assert "--add、--template、--roster 要一起写" in run(f"{ISSUE} {words}", 2)
