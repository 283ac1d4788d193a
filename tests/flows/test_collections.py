"""A collection as it lies on a clerk's disk – folders, a zip from WeChat, scans: every command takes it as it is."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from filled import DATA, DAY, project, returned
from three_forms import CODES, issued_batch
from xlgen import flows
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template
from xlgen.workbook.patching.patcher import Change, patch
from zips import zipped_in_gbk

PLACES = {
    "T001": "回收/T001_培训.xlsx",
    "T002": "回收/附件.zip/下级/T002_培训.xlsx",
    "T003": "回收/附件.zip/内.zip/T003_培训.xlsx",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """下发 of three projects; 回收 with one form as it is, one in a zip, one in a zip in that zip, and what else came."""
    monkeypatch.chdir(tmp_path)
    blanks = issued_batch()
    given = {code: {**DATA, "绩效指标": []} if code == "T002" else DATA for code in CODES}
    filled = {code: flows.fill(blanks[code], given[code]).content for code in CODES}
    Path("回收").mkdir()
    Path(PLACES["T001"]).write_bytes(filled["T001"])
    inner = zipped_in_gbk({"T003_培训.xlsx": filled["T003"]})
    others = {"内.zip": inner, "T002盖章扫描件.pdf": b"%PDF", "现场.jpg": b""}
    Path("回收/附件.zip").write_bytes(zipped_in_gbk({"下级/T002_培训.xlsx": filled["T002"], **others}))
    Path("回收/T003").mkdir()
    Path("回收/T003/自评报告.docx").write_bytes(b"PK")
    return tmp_path


def run(*words: str) -> str:
    return CliRunner().invoke(main, words, catch_exceptions=False).output


@pytest.mark.usefixtures("desk")
def test_forms_in_zips_are_checked_where_they_lie() -> None:
    checked = flows.check("回收", "下发")
    assert {each.code: each.file.as_posix() for each in checked} == PLACES
    assert {each.code: str(each.status) for each in checked} == {"T001": "sound", "T002": "errors", "T003": "sound"}


@pytest.mark.usefixtures("desk")
def test_scans_and_reports_are_tied_to_their_projects_and_the_rest_is_told() -> None:
    said = json.loads(run("check", "回收", "--issued", "下发", "--json"))
    assert said["attachments"] == [
        {"file": "回收/T003/自评报告.docx", "project": "T003"},
        {"file": "回收/附件.zip/T002盖章扫描件.pdf", "project": "T002"},
    ]
    assert said["not_read"] == [{"file": "回收/附件.zip/现场.jpg", "why": "是图片"}]
    printed = run("check", "回收", "--issued", "下发")
    assert "附件 2 个，不校验：\n  T002　回收/附件.zip/T002盖章扫描件.pdf\n  T003　回收/T003/自评报告.docx\n" in printed
    assert "没有看的文件 1 个：\n  回收/附件.zip/现场.jpg（是图片）\n" in printed


@pytest.mark.usefixtures("desk")
def test_a_copy_of_a_form_in_a_zip_is_marked_under_its_own_name() -> None:
    done = flows.mark("回收", issued="下发")
    assert [each.copy.as_posix() for each in done if each.copy] == ["回收_退回/附件/下级/T002_培训.xlsx"]
    assert Path("回收_退回/附件/下级/T002_培训.xlsx").is_file()


@pytest.mark.usefixtures("desk")
def test_rounds_of_marking_are_numbered_and_none_of_them_is_a_return() -> None:
    assert [next(each.copy.parts[0] for each in flows.mark("回收", issued="下发") if each.copy) for _ in range(3)] == [
        "回收_退回", "回收_退回2", "回收_退回3",
    ]  # fmt: skip
    Path("回收_退回").rename("回收/第一轮_退回")
    checked = flows.check("回收", "下发")
    assert len(checked) == 3
    assert [each.path.name for each in checked.unseen] == ["T002_培训.xlsx", "现场.jpg"]


@pytest.mark.usefixtures("desk")
def test_attachments_are_files_received_and_links_lead_to_the_zip() -> None:
    summed = flows.roll_up("回收", "汇总.xlsx", "下发")
    assert "收到文件 5 = 有效 3 + 附件 2。" in summed.said
    book = openpyxl.load_workbook("汇总.xlsx")
    targets = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)}
    assert any('./回收/附件.zip"' in target for target in targets)
    assert not [target for target in targets if ".zip/" in target]


@pytest.mark.usefixtures("desk")
def test_a_zip_that_is_named_is_opened() -> None:
    assert [each.code for each in flows.check("回收/附件.zip", "下发")] == ["T002", "T003"]


# ---- one project, several files -----------------------------------------------------------------------------------------


def again(name: str, **changed: object) -> Path:
    """T001 once more under another name, filled otherwise in some cells."""
    [blank] = Path("下发").glob("T001*.xlsx")
    file = Path("回收", name)
    file.write_bytes(flows.fill(blank.read_bytes(), {**DATA, **changed}).content)
    return file


def of_t001(checked: flows.Checked) -> flows.Return:
    [each] = [each for each in checked if each.code == "T001"]
    return each


@pytest.mark.usefixtures("desk")
def test_copies_of_a_file_are_one_return_and_told() -> None:
    for name in ("T001_培训(1).xlsx", "甲.xlsx"):
        Path("回收", name).write_bytes(Path(PLACES["T001"]).read_bytes())
    each = of_t001(flows.check("回收", "下发"))
    assert (each.file.name, str(each.status)) == ("T001_培训.xlsx", "sound")
    assert [f.message for f in each.findings if f.code == "XG512"] == [
        "另有 2 个完全相同的文件：回收/T001_培训(1).xlsx、回收/甲.xlsx"
    ]


@pytest.mark.usefixtures("desk")
def test_copies_are_duplicates_among_the_files_received_and_are_marked_once() -> None:
    Path("回收/附件2.zip").write_bytes(Path("回收/附件.zip").read_bytes())
    assert "收到文件 8 = 有效 3 + 重复 2 + 附件 3。" in flows.roll_up("回收", "汇总.xlsx", "下发").said
    done = flows.mark("回收", issued="下发")
    assert [each.copy is not None for each in done if each.returned and each.returned.code == "T002"] == [True, False]
    assert "和“T002_培训.xlsx”完全相同，不另外标注。" in [each.said for each in done if each.is_copy]
    assert "2 份是完全相同的副本" in run("bridge", "mark", "回收", "--issued", "下发")


@pytest.mark.usefixtures("desk")
def test_forms_that_differ_are_errors_that_name_the_cells() -> None:
    again("T001_改.xlsx", 填报人="另一人")
    found = [
        f.message for each in flows.check("回收", "下发") if each.code == "T001" for f in each.findings if f.code == "XG501"
    ]
    assert found[0].startswith("项目“T001”收到 2 份，另有：T001_改.xlsx。填得不同的有 1 处：“填报人”这份是 ")
    assert found[0].endswith("，另有 另一人")


@pytest.mark.usefixtures("desk")
def test_forms_filled_alike_say_so() -> None:
    form = Path(PLACES["T001"])
    with (
        zipfile.ZipFile(form) as parts,
        zipfile.ZipFile("回收/T001_另存.xlsx", "w") as saved,
    ):  # packed otherwise, all else the same
        for part in parts.namelist():
            saved.writestr(part, parts.read(part))
    found = [f.message for each in flows.check("回收", "下发") for f in each.findings if f.code == "XG501"]
    assert found == [f"项目“T001”收到 2 份，另有：{name}。填的内容都一样" for name in ("T001_培训.xlsx", "T001_另存.xlsx")]


@pytest.mark.usefixtures("desk")
def test_one_is_chosen_for_this_run_and_the_others_are_superseded() -> None:
    kept = again("T001_改.xlsx", 填报人="另一人")
    each = of_t001(flows.check("回收", "下发", take=[kept]))
    assert (each.file, str(each.status)) == (kept, "sound")
    assert [f.message for f in each.findings if f.code == "XG513"] == [
        "按 --take 以这一份为准，没有用的有 1 份：回收/T001_培训.xlsx"
    ]
    said = run("rollup", "回收", "--issued", "下发", "-o", "汇总.xlsx", "--take", str(kept))
    assert "有效 3 + 被替代 1" in said
    assert json.loads(run("check", "回收", "--issued", "下发", "--json", "--take", str(kept)))["files"][0]["superseded"] == [
        "回收/T001_培训.xlsx"
    ]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("没有.xlsx",), "--take 选的 回收/没有.xlsx 不在要校验的文件里"),
        (("坏.xlsx",), "--take 选的 回收/坏.xlsx 不是能用的自评表"),
        (("T001_培训.xlsx", "T001_改.xlsx"), "项目“T001”用 --take 选了两份"),
    ],
)
def test_what_cannot_be_chosen_is_refused(names: tuple[str, ...], said: str) -> None:
    again("T001_改.xlsx", 填报人="另一人")
    Path("回收/坏.xlsx").write_bytes(b"PK")
    with pytest.raises(XlgenError, match=said):
        flows.check("回收", "下发", take=[Path("回收", name) for name in names])


def test_a_department_and_its_projects_are_held_together_where_no_manifest_lies_near(tmp_path: Path) -> None:
    """The way the manual tells; a manifest is of one kind of form, and two are refused in words."""
    snapshot, content = blank(load_template("department"), load_methods(), project(项目编码="B001"), DAY)
    listed = {"project": "医疗保险经费", "executed": Decimal(20), "score": Decimal(80)}
    cells: dict[str, dict[tuple[int, int], Change]] = {}
    for column, value in listed.items():
        sheet, *at = snapshot.slots[f"projects.1.{column}"].place or ("", 0, 0)
        cells.setdefault(sheet, {})[at[0], at[1]] = Change(value)
    (tmp_path / "合看").mkdir()
    (tmp_path / "合看/B001_部门.xlsx").write_bytes(patch(content, cells))
    (tmp_path / "合看/T001_医疗.xlsx").write_bytes(returned())
    found = {finding.code for each in flows.check(tmp_path / "合看") for finding in each.findings}
    assert found >= {"XG120", "XG505", "XG511"}
    assert not found & {"XG042", "XG501", "XG502"}
