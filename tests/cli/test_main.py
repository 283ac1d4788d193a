"""The command line, end to end: what it says, what it leaves on disk, and its exit code (0 sound, 1 errors, 2 could not run)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from recount_batch import with_total
from rosters import INDICATORS, PROJECTS, Sheets, copy_the_samples, put, sound, without
from xlgen.cli.main import main
from xlgen.flows.filling import fill
from xlgen.form.template.load import known_templates
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"
FILES = ["P001_村医培训.xlsx", "P002_基金监管.xlsx"]
GOOD: dict[str, dict[str, Any]] = {
    "P001": {
        "年度总体目标": {"实际完成情况": "办了四期，考核全部合格"},
        "项目资金": {
            "年度资金总额": {"全年执行数": 30}, "当年财政拨款": {"年初预算数": 25, "全年执行数": 25},
            "上年结转资金": {"年初预算数": 5, "全年执行数": 5}, "其他资金": {"全年执行数": 0},
        },
        "绩效指标": [
            {"三级指标": "培训人数", "实际完成值": 121}, {"三级指标": "考核合格率", "实际完成值": Decimal("0.97")},
            {"三级指标": "经办能力", "完成情况": "达成", "得分": 30},
            {"三级指标": "满意度", "实际完成值": Decimal("0.93")},
        ],
        "填报人": "某某",
    },
    "P002": {
        "年度总体目标": {"实际完成情况": "检查八十二家定点机构，追回基金一百零三万元"},
        "项目资金": {"年度资金总额": {"全年执行数": 12}, "当年财政拨款": {"年初预算数": 12, "全年执行数": 12}},
        "绩效指标": [
            {"三级指标": "检查机构数", "实际完成值": 82}, {"三级指标": "问题查实率", "实际完成值": Decimal("0.66")},
            {"三级指标": "追回基金", "实际完成值": 103},
            {"三级指标": "满意度", "实际完成值": Decimal("0.88")},
        ],
        "填报人": "某某",
    },
}  # fmt: skip


def roster() -> Sheets:
    """Two projects without a fault; that nothing is said of costs is told."""
    sheets = sound()
    put("指标", 1, "分值", 30)(sheets)
    put("指标", 4, "分值", 30)(sheets)
    sheets["指标"].append(["P001", "产出指标", "质量时效指标", "考核合格率", "≥", "95%", "%", 20, "", ""])
    sheets["指标"].append(["P002", "产出指标", "质量时效指标", "问题查实率", "≥", "60%", "%", 20, "", ""])
    return sheets


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a sound roster."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "项目清单.xlsx").write_bytes(write_rows(roster()))
    return tmp_path


def run(*words: str | Path, code: int = 0) -> str:
    """What a command prints, error stream included; it must end with this exit code and be printable on code page 936."""
    result: Result = CliRunner().invoke(main, [str(word) for word in words])
    assert (result.exit_code, result.exception is None or isinstance(result.exception, SystemExit)) == (code, True), (
        result.output
    )
    result.output.encode("cp936")
    return result.output


def issue(**options: str) -> str:
    return run("issue", "-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", "--date", DAY)


def returned(work: Path, **changed: Callable[[bytes], bytes]) -> Path:
    """A folder with both forms filled as officers would; ``changed`` by 项目编码 is done to a form afterwards."""
    issue()
    (work / "回收").mkdir()
    for name in FILES:
        code = name.partition("_")[0]
        content = fill((work / "下发" / name).read_bytes(), GOOD[code]).content
        (work / "回收" / name).write_bytes(changed.get(code, lambda same: same)(content))
    return work / "回收"


def with_score(content: bytes) -> bytes:
    """The score of the first indicator typed over."""
    return fill(content, {"绩效指标": [{"行": "1", "得分": 12}]}, over=True).content


# ---- issue ----


def test_issue_writes_a_form_for_each_project_and_the_manifest(work):
    said = issue()
    assert sorted(path.name for path in (work / "下发").iterdir()) == [*FILES, "register.sqlite"]
    *notes, last = said.splitlines()
    assert last == "已生成 2 张自评表和下发清单，在 下发。下发清单请妥善留存，校验时要用。"
    assert ["产出指标里没有成本指标" in note for note in notes] == [True, True]


def test_issued_forms_open_with_the_project_in_them(work):
    issue()
    sheet = openpyxl.load_workbook(work / "下发" / FILES[0])["自评表"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"村医培训", "P001", "县医保局", "县医保中心", "办四期培训班", "培训人数", 120, "经办能力"} <= texts


def test_the_manifest_is_a_versioned_account_of_what_was_issued(work):
    issue()
    manifest = json.loads(run("manifest", "下发", "--json"))
    assert (manifest["version"], manifest["issued"]) == (2, DAY)
    assert FILES[0] in json.dumps(manifest, ensure_ascii=False)


def test_issuing_twice_gives_the_same_bytes(work):
    issue()
    first = {path.name: path.read_bytes() for path in (work / "下发").iterdir()}
    (work / "下发").rename(work / "上次")
    issue()
    assert {path.name: path.read_bytes() for path in (work / "下发").iterdir()} == first


def test_a_wrong_roster_is_told_cell_by_cell_and_nothing_is_written(work):
    sheets = roster()
    for edit in (put("指标", 1, "分值", "五十"), put("指标", 4, "评分方法", "猜"), put("项目", 2, "项目编码", "P001")):
        edit(sheets)
    (work / "项目清单.xlsx").write_bytes(write_rows(sheets))
    said = run("issue", "-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", code=1)
    places = (
        "项目!A3: XL106",
        "指标!H2: XL118",
        "指标!A5: XL105",
        "指标!I5: XL121",
    )
    *lines, last = (line for line in said.splitlines() if " 说明 " not in line)
    assert [line.startswith(f"项目清单.xlsx:{place} 错误 ") for line, place in zip(lines, places, strict=True)] == [True] * 4
    assert all(line.endswith("）") for line in lines)
    assert last == "项目清单有 4 处错误，没有生成任何文件。改好后重新运行。"
    assert [path.name for path in work.iterdir()] == ["项目清单.xlsx"]


def test_a_roster_without_projects_issues_nothing(work):
    (work / "项目清单.xlsx").write_bytes(write_rows({"项目": PROJECTS[:1], "指标": INDICATORS[:1]}))
    assert "项目清单里没有项目" in run("issue", "-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", code=1)


def test_an_issued_batch_is_never_overwritten(work):
    issue()
    said = run("issue", "-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", code=2)
    assert said.startswith("xlgen：下发 里已有下发过的文件（register.sqlite）")


def test_a_filled_form_is_never_overwritten_by_a_blank(work):
    (work / "下发").mkdir()
    (work / "下发" / FILES[1]).write_bytes(b"filled in by somebody")
    said = run("issue", "-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", code=2)
    assert (
        said
        == f"xlgen：下发 里已有下发过的文件（{FILES[1]}），不会覆盖。请换一个空文件夹；补发新项目、更正指标值的，加 --add\n"
    )
    assert [path.name for path in (work / "下发").iterdir()] == [FILES[1]]


def test_optional_columns_are_added_on_demand(work):
    run("issue", "-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", "--with", "复核", "--with", "佐证")
    sheet = openpyxl.load_workbook(work / "下发" / FILES[0])["自评表"]
    texts = {str(cell.value).replace("\n", "") for row in sheet.iter_rows() for cell in row}
    assert {"复核得分", "复核意见"} <= texts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-t", "nonsense", "--roster", "项目清单.xlsx", "--out", "下发"), "没有叫这个名字的表式"),
        (("-t", "project", "--roster", "没有.xlsx", "--out", "下发"), "没有这个文件或文件夹：没有.xlsx"),
        (("-t", "project", "--roster", "说明.txt", "--out", "下发"), "XG008"),
        (("-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", "--date", "去年"), "日期“去年”不对"),
        (
            ("-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", "--with", "别的"),
            "没有叫“别的”的选项。可用：调整、佐证、完成情况、复核、校验码\n",
        ),
        (
            ("-t", "project", "--roster", "项目清单.xlsx", "--out", "下发", "--with", "调正"),
            "xlgen：没有叫“调正”的选项，是不是“调整”。可用：",
        ),
        (("-t", "project", "--roster", "项目清单.xlsx"), "--out"),
        (
            ("-t", "project", "--roster", "名", "册.xlsx", "--out", "下发"),
            "多写了内容：册.xlsx（名称里有空格的，要加上双引号）",
        ),
    ],
)
def test_what_cannot_run_is_said_in_one_sentence(work, words, said):
    (work / "说明.txt").write_text("不是工作簿", "utf-8")
    output = run("issue", *words, code=2)
    assert output.startswith("xlgen：")
    assert said in output
    assert not (work / "下发").exists()


# ---- roster ----


@pytest.mark.parametrize("template", sorted(known_templates()))
def test_a_blank_roster_filled_with_its_own_example_issues_a_form(work, template):
    run("roster", "-t", template, "-o", "空白.xlsx")
    book = openpyxl.load_workbook("空白.xlsx")
    for name in [name.removeprefix("示例-") for name in book.sheetnames if name.startswith("示例-")]:
        for row in book[f"示例-{name}"].iter_rows(min_row=2):
            for cell in row:
                book[name].cell(cell.row, cell.column, cell.value)
    book.save("填好.xlsx")
    run("issue", "-t", template, "--roster", "填好.xlsx", "--out", "下发", "--date", DAY)
    assert len(list((work / "下发").glob("*.xlsx"))) == 1


def test_an_empty_roster_is_no_roster_yet(work):
    run("roster", "-t", "project", "-o", "空白.xlsx")
    assert "项目清单里没有项目" in run("issue", "-t", "project", "--roster", "空白.xlsx", "--out", "下发", code=1)
    assert run("lint", "空白.xlsx", code=1).startswith("空白.xlsx:项目!A2: XL124 错误 项目清单里没有项目（")


@pytest.mark.parametrize("words", [("roster", "-t", "project"), ("fill", "表.xlsx", "--data", "数据.json"), ("rollup", "下发")])
def test_no_file_is_overwritten(work, words):
    issue()
    (work / "有了.xlsx").write_bytes(b"mine")
    assert run(*words, "-o", "有了.xlsx", code=2) == "xlgen：有了.xlsx 已经存在，不会覆盖。请换一个文件名，或先把它移走\n"
    assert (work / "有了.xlsx").read_bytes() == b"mine"


# ---- fill ----


def test_fill_types_the_data_and_says_how_many_cells(work):
    issue()
    (work / "数据.json").write_text(json.dumps({"项目编码": "P001", "填报人": "某某"}), "utf-8")
    assert (
        run("fill", f"下发/{FILES[0]}", "--data", "数据.json", "-o", "填/好.xlsx")
        == f"已填 1 个单元格，写到 {Path('填/好.xlsx')}。\n没有文件夹 填，已新建。\n"
    )
    assert zipfile.is_zipfile(work / "填" / "好.xlsx")


def test_fill_reads_toml_too(work):
    issue()
    (work / "数据.toml").write_text('"填报人" = "某某"\n["项目资金"."年度资金总额"]\n"全年执行数" = 23.64\n', "utf-8")
    assert "已填 2 个单元格" in run("fill", f"下发/{FILES[0]}", "--data", "数据.toml", "-o", "好.xlsx")


def test_fill_says_of_what_it_wrote_what_a_check_would_say(work):
    issue()
    row = {"三级指标": "培训人数", "实际完成值": "很多"}
    (work / "数据.json").write_text(
        json.dumps({"项目资金": {"年度资金总额": {"全年执行数": -5}}, "绩效指标": [row], "填报人": "某某"}), "utf-8"
    )
    *told, last = run("fill", f"下发/{FILES[0]}", "--data", "数据.json", "-o", "好.xlsx", code=1).splitlines()
    assert [line.partition(" ")[2][:8] for line in told] == ["XG202 错误", "XG409 错误"]
    assert last == "已填 3 个单元格，写到 好.xlsx。填的数有问题，报送前请改好。"


def test_a_folder_that_was_not_there_is_told_by_every_command(work):
    told = [
        run("roster", "-t", "project", "-o", "写错了/清单.xlsx"),
        run("check", returned(work), "--issued", "下发", "-o", "甲/校验.xlsx", "--csv", "乙/校验.csv"),
        run("rollup", "回收", "--issued", "下发", "-o", "丙/汇总.xlsx"),
    ]
    assert [line for said in told for line in said.splitlines() if "已新建" in line] == [
        f"没有文件夹 {folder}，已新建。" for folder in ("写错了", "甲", "乙", "丙")
    ]
    assert "已新建" not in run("roster", "-t", "project", "-o", "写错了/清单2.xlsx")


def test_fill_names_what_does_not_fit_and_writes_nothing(work):
    issue()
    (work / "数据.json").write_text(json.dumps({"总分": 100, "没有": 1}), "utf-8")
    said = run("fill", f"下发/{FILES[0]}", "--data", "数据.json", "-o", "好.xlsx", code=1)
    assert said.splitlines() == [
        "数据.json: 表里没有“没有”这一项",
        "数据.json: “总分”是锁定的单元格，不能填",
        "数据有 2 处与表不合，没有写出文件。",
    ]
    assert not (work / "好.xlsx").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "不是正确的 JSON：第 1 行第 2 列"),
        ("[1]", "最外层应是一个对象"),
        ('{"填报人": "\ud83d"}'.encode("utf-8", "surrogatepass"), "不是 UTF-8 编码"),
    ],
)
def test_data_that_cannot_be_read_is_said_in_one_sentence(work, data, said):
    issue()
    (work / "数据.json").write_bytes(data if isinstance(data, bytes) else data.encode())
    assert said in run("fill", f"下发/{FILES[0]}", "--data", "数据.json", "-o", "好.xlsx", code=2)


def test_a_form_that_is_none_of_ours_is_refused(work):
    (work / "数据.json").write_text("{}", "utf-8")
    assert "项目清单.xlsx：XG040" in run("fill", "项目清单.xlsx", "--data", "数据.json", "-o", "好.xlsx", code=2)


# ---- check ----


def test_sound_returns_pass(work):
    said = run("check", returned(work), "--issued", "下发")
    assert said.splitlines() == [
        f"【审核通过】{work / '回收' / FILES[0]}　P001 村医培训，得分 100.00（优）",
        f"【审核通过】{work / '回收' / FILES[1]}　P002 基金监管，得分 100.00（优）",
        "共 2 份，2 份审核通过。",
    ]


def test_an_error_is_told_at_its_cell_with_a_remedy_and_the_exit_code_is_1(work):
    said = run("check", returned(work, P001=with_score), "--issued", "下发", code=1)
    assert "P001_村医培训.xlsx:自评表!" in said
    assert " 错误 " in said
    assert "【审核通过】" in said
    assert said.splitlines()[-1] == "共 2 份，1 份审核通过，1 份退回修改。"


def test_one_bad_file_never_stops_the_others(work):
    folder = returned(work)
    (folder / "坏.xlsx").write_bytes(b"PK\3\4 broken")
    (folder / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    said = run("check", folder, "--issued", "下发", code=1)
    assert said.splitlines()[-1] == "共 4 份，2 份审核通过，2 份无法读取。"


def test_a_missing_return_is_known_from_the_manifest(work):
    folder = returned(work)
    (folder / FILES[1]).unlink()
    said = run("check", folder, "--issued", "下发", code=1)
    assert "XG502" in said
    assert "P002" in said


def test_what_was_issued_is_found_beside_the_returns_and_named(work):
    folder = returned(work)
    (folder / FILES[1]).unlink()
    for command in (("check", folder), ("rollup", folder, "-o", "汇总.xlsx")):
        said = run(*command, code=1)
        assert said.splitlines()[0] == f"用的下发清单：{work / '下发'}。"
        assert "未报送" in said


def test_without_the_manifest_it_is_said_once_that_nobody_knows_what_is_missing(work):
    folder = returned(work)
    (work / "下发").rename(work / "留存")
    said = run("check", folder)
    assert said.count("没有下发清单") + said.count("没有找到下发清单") == 1
    assert "哪些项目未报送无从知道" in said.splitlines()[0]


def test_a_summary_without_the_manifest_counts_nothing_as_issued_or_missing(work):
    folder = returned(work)
    (work / "下发").rename(work / "留存")
    said = run("rollup", folder, "-o", "汇总.xlsx")
    assert "收到项目 2 = 审核通过 2。没有下发清单，未报送几个无从知道。" in said
    printed = {str(cell.value) for sheet in openpyxl.load_workbook(work / "汇总.xlsx") for row in sheet for cell in row}
    assert {text for text in printed if "下发项目数" in text or "未报送 0" in text} == set()


def test_strict_takes_warnings_for_errors(work):
    folder = returned(work, P001=lambda content: fill(content, {"绩效指标": [{"行": "1", "实际完成值": 180}]}).content)
    assert (
        run("check", folder, "--issued", "下发")
        .splitlines()[-1]
        .endswith("审核通过的里有 1 份带着需核实的项目，请核实后再用。")
    )
    run("check", folder, "--issued", "下发", "--strict", code=1)


def test_json_holds_the_contract(work):
    said = json.loads(run("check", returned(work, P001=with_score), "--issued", "下发", "--json", code=1))
    assert said["version"] == 2
    assert {key: said["summary"][key] for key in ("files", "sound", "errors", "refused")} == {
        "files": 2, "sound": 1, "errors": 1, "refused": 0,
    }  # fmt: skip
    wrong, right = said["files"]
    assert set(right) == {
        "file",
        "status",
        "standing",
        "answers",
        "form",
        "edition",
        "project",
        "total",
        "grade",
        "levels",
        "values",
        "printed",
        "findings",
    }
    assert (right["status"], right["form"], right["edition"], right["total"], right["grade"]) == (
        "sound", "project", "2020", "100", "优",
    )  # fmt: skip
    assert right["project"] == {"code": "P002", "name": "基金监管", "unit": "县稽核所"}
    assert right["levels"][1] == {"name": "产出指标", "points": "50", "score": "50", "rate": "1"}
    assert set(right["values"]["indicators.1.score"]) == {"label", "cell", "type", "unit", "found", "expected", "cached"}
    keys = {"code", "severity", "sheet", "cell", "name", "message", "hint", "found", "expected", "opens"}
    assert wrong["findings"]
    assert {frozenset(finding) for finding in wrong["findings"]} == {frozenset(keys)}


def numbers(said: Any) -> list[float]:
    """Every number of a JSON document that is no count."""
    match said:
        case dict():
            return [n for value in said.values() for n in numbers(value)]
        case list():
            return [n for value in said for n in numbers(value)]
        case bool() | None | str():
            return []
    return [said]


def test_json_decimals_are_strings(work):
    said = json.loads(run("check", returned(work), "--issued", "下发", "--json"))
    assert numbers(said["files"]) == []


def test_a_path_that_is_not_there_is_said(work):
    assert run("check", "没有", code=2) == "xlgen：没有这个文件或文件夹：没有\n"


def test_nothing_to_check_is_said(work):
    (work / "空").mkdir()
    assert run("check", "空", code=2).splitlines()[-1] == "空 里没有找到自评表（.xlsx、.xls、.et，或装着它们的 .zip）。"


# ---- rollup, explain, lint, templates ----


def test_rollup_writes_the_summary(work):
    said = run("rollup", returned(work), "--issued", "下发", "-o", "汇总.xlsx", "--date", DAY)
    assert said.splitlines()[-1] == "汇总表已写到 汇总.xlsx。"
    texts = {cell.value for sheet in openpyxl.load_workbook("汇总.xlsx") for row in sheet.iter_rows() for cell in row}
    assert {"村医培训", "基金监管"} <= texts


def test_rollup_with_errors_writes_and_ends_with_1(work):
    run("rollup", returned(work, P001=with_score), "--issued", "下发", "-o", "汇总.xlsx", code=1)
    assert zipfile.is_zipfile("汇总.xlsx")


def test_rollup_ends_with_1_where_all_forms_are_sound_and_only_the_sums_do_not_agree(work):
    folder = returned(work)
    with_total(folder / FILES[0], 12.34)
    said = run("rollup", folder, "--issued", "下发", "-o", "汇总.xlsx", code=1)
    assert "下发 2 = 审核通过 2。" in said
    assert "不相符：P001 村医培训 自评得分，报送表 12.34" in said


def test_rollup_of_a_batch_of_which_nothing_counts_agrees_with_nothing(work):
    folder = returned(work, **dict.fromkeys([name.partition("_")[0] for name in FILES], with_score))
    said = run("rollup", folder, "--issued", "下发", "-o", "汇总.xlsx", "--json", code=1)
    proof = json.loads(said)["proof"]
    assert (proof["agrees"], proof["verdict"]) == (False, "勾稽：没有计入汇总的项目，无从核对")
    assert "全部相符" not in {
        str(cell.value)[3:7] for row in openpyxl.load_workbook("汇总.xlsx", data_only=True)["总览"] for cell in row
    }


def test_rollup_json_is_json(work):
    said = run("rollup", returned(work), "--issued", "下发", "-o", "汇总.xlsx", "--json")
    assert json.loads(said)["version"] == 2


def test_explain_tells_a_code(work):
    assert run("explain", "XG301").startswith("XG301 ")


def test_explain_tells_how_a_score_came_about(work):
    said = run("explain", returned(work) / FILES[0], "indicators.1.score")
    assert "实际完成值" in said
    assert "30" in said.splitlines()[-1]


def test_explain_of_a_file_that_cannot_be_read_ends_with_2(work):
    assert "项目清单.xlsx: XG040" in run("explain", "项目清单.xlsx", "total", code=2)


def test_lint_has_nothing_against_a_sound_roster(work):
    run("roster", "-t", "project", "-o", "样表.xlsx")
    copy_the_samples(work / "样表.xlsx")
    assert run("lint", "样表.xlsx") == "没有发现问题。\n"


def test_lint_says_what_may_be_as_it_is(work):
    assert run("lint", "项目清单.xlsx").splitlines()[-1] == "没有错误，有 2 处说明。"


def test_lint_names_what_is_wrong_with_a_roster(work):
    sheets = roster()
    without("项目", "年度")(sheets)
    (work / "项目清单.xlsx").write_bytes(write_rows(sheets))
    assert (
        run("lint", "项目清单.xlsx", code=1)
        .splitlines()[0]
        .startswith("项目清单.xlsx:项目!A1: XL102 错误 “项目”表缺少列“年度”（")
    )


def test_lint_writes_a_copy_with_standards_that_are_read(work):
    sheets = roster()
    for title, value in {
        "指标值": "100%",
        "计量单位": "%",
        "评分方法": "",
        "评分标准": "满分30分，完成率100%得满分，完成率每下降2个点扣一分，低于60%为0分，年底统一考核。",
    }.items():
        put("指标", 1, title, value)(sheets)
    (work / "项目清单.xlsx").write_bytes(write_rows(sheets))
    said = run("lint", "项目清单.xlsx", "-o", "改写.xlsx", code=1)
    assert "改写了 1 处，另存为 改写.xlsx；原来的写在“改写说明”表里，请逐行核对后再用。" in said
    assert "XL126" not in run("lint", "改写.xlsx")


def test_no_template_of_ours_has_an_error():
    run("lint")


def test_templates_are_listed():
    said = run("templates")
    assert "project" in said
    assert "项目支出绩效自评表" in said


def test_methods_are_listed():
    said = run("templates", "--methods")
    assert "正向比率" in said
    assert "〔满分线〕" in said
    assert "{" not in said


# ---- the whole ----


@pytest.mark.parametrize("words", [("--help",), ("issue", "--help"), ("check", "-h"), ("fill", "-h"), ("rollup", "-h")])
def test_help_is_chinese(words):
    said = run(*words)
    assert "用法" in said
    assert not {"Usage", "Options", "Commands", "Show this", "[required]"} & set(said.replace(":", " ").split())


@pytest.mark.parametrize("words", [("nonsense",), ("issue", "--nonsense"), ("check",)])
def test_a_wrong_call_is_answered_in_chinese(words):
    said = run(*words, code=2)
    assert said.startswith("xlgen：")
    assert not {"Error", "Missing", "No such", "Usage"} & set(said.replace(":", " ").split())


def test_a_changed_target_is_found_against_the_manifest(work):
    def easier(content: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(content))
        [at] = [cell for row in book["自评表"].iter_rows() for cell in row if cell.value == 120]
        return patch(content, {"自评表": {(at.row - 1, at.column - 1): Change(Decimal(60))}})

    said = run("check", returned(work, P001=easier), "--issued", "下发", code=1)
    assert "60" in said
    assert "120" in said


@pytest.mark.parametrize("words", [("XG999",), ("下发/P001_村医培训.xlsx", "nonsense")])
def test_explaining_what_there_is_not_ends_with_2(work, words):
    issue()
    assert "没有“" in run("explain", *words, code=2)


def test_a_missing_project_has_its_name_in_json(work):
    folder = returned(work)
    (folder / FILES[1]).unlink()
    said = json.loads(run("check", folder, "--issued", "下发", "--json", code=1))
    assert said["files"][-1]["project"] == {"code": "P002", "name": "基金监管", "unit": "县稽核所"}


def test_issuing_into_a_file_is_said_in_chinese(work):
    said = run("issue", "-t", "project", "--roster", "项目清单.xlsx", "--out", "项目清单.xlsx", code=2)
    assert said.startswith("xlgen：项目清单.xlsx 是文件")


def test_examples_in_help_keep_their_lines():
    assert "\n    xlgen check 回收 --issued 下发 " in run("--help")


def test_a_score_is_explained_by_the_address_the_check_prints(work):
    issue()
    form = next(work.glob("下发/*.xlsx"))
    by_name = run("explain", form, "indicators.1.score")
    sheet, cell = re.search(r"（(自评表)!([A-Z]+[0-9]+)", by_name).groups()
    assert run("explain", form, f"{sheet}!{cell}") == by_name
    assert "表里没有“ZZ9”" in run("explain", form, "ZZ9", code=2)


def test_a_workbook_is_not_written_under_another_ending(work):
    assert "应以 .xlsx 结尾" in run("roster", "-t", "project", "-o", "项目清单.csv", code=2)
    assert not (work / "项目清单.csv").exists()


LIST_WANTED = (
    "下发 是文件夹，不是项目清单，这里要一个文件（项目清单是 xlgen roster 生成的 .xlsx；文件夹里的表用 xlgen check 校验）"
)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("issue", "-t", "project", "--roster", "下发", "--out", "别处"), LIST_WANTED),
        (("lint", "下发"), LIST_WANTED),
        (("explain", "下发"), "下发 是文件夹，这里要一个文件"),
    ],
)
def test_a_folder_is_no_file(work, words, said):
    (work / "下发").mkdir()
    assert run(*words, code=2) == f"xlgen：{said}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "xlgen：没有命令“chekc”，是不是“check”\n"),
        (["isue"], "xlgen：没有命令“isue”，是不是“issue”\n"),
        (["rollpu"], "xlgen：没有命令“rollpu”，是不是“rollup”\n"),
        (["Check"], "xlgen：没有命令“Check”，是不是“check”\n"),
        (["CHECK"], "xlgen：没有命令“CHECK”，是不是“check”\n"),
        (["校验"], "xlgen：没有命令“校验”，有：init、issue、"),
        (["--hlep"], "xlgen：没有选项 --hlep，是不是“--help”\n"),
        (["check", "回收", "--isued", "下发"], "xlgen：没有选项 --isued，是不是“--issued”\n"),
        (["check", "--nonsense"], "xlgen：没有选项 --nonsense\n"),
    ],
)
def test_a_command_or_option_misspelt_is_told_with_the_one_that_was_meant(words: list[str], said: str) -> None:
    assert run(*words, code=2).startswith(said)


@pytest.mark.parametrize("typed", ["x", "两行", "1.5"])
def test_what_is_no_whole_number_is_said_in_chinese(typed: str) -> None:
    said = CliRunner().invoke(main, ["issue", "-t", "project", "--roster", __file__, "--out", "下发", "--spare", typed])
    assert said.output.splitlines()[0] == "xlgen：--spare 的值不对：要写整数，如 2"


def test_a_summary_of_nothing_that_can_be_read_is_refused(work):
    (work / "坏的.xlsx").write_bytes(b"PK")
    said = run("rollup", "坏的.xlsx", "-o", "汇总.xlsx", code=2)
    assert "没有一份读得出来的自评表，没有写汇总表。请先用 xlgen check 看为什么读不出" in said
    assert not (work / "汇总.xlsx").exists()


def test_an_add_in_is_not_built_among_issued_forms(work):
    issue()
    before = sorted(path.name for path in (work / "下发").iterdir())
    said = run("addin", "build", "--target", "wps", "--out", "下发", code=2)
    assert "下发 里是下发的表，加载项请放到另一个文件夹" in said
    assert sorted(path.name for path in (work / "下发").iterdir()) == before


def test_a_summary_of_an_empty_folder_is_refused_whatever_was_issued(work):
    returned(work)
    (work / "空").mkdir()
    assert "没有找到要汇总的文件" in run("rollup", "空", "--issued", "下发", "-o", "汇总.xlsx", code=2)
    assert not (work / "汇总.xlsx").exists()


@pytest.mark.parametrize("words", [("mark", "回收"), ("repair", "回收")])
def test_of_two_batches_none_is_taken_without_a_word(work, words):
    returned(work)
    (work / "下发二").mkdir()
    said = run(*words, "--issued", "下发", "--issued", "下发二", code=2)
    assert "--issued 在这里只能写一个下发清单，写了 2 个" in said
