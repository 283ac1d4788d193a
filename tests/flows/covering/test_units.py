"""A folder for each unit: what lies where, what the list on top says, and that all later steps find the batch."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from rosters import Sheets, put, sound, workbook_of
from xlgen import flows

DAY = "2026-01-10"
UNIT = "县医保中心"


def issue(folder: Path, sheets: Sheets, **said: str) -> flows.Issued:
    (folder / "清单.xlsx").write_bytes(workbook_of(sheets))
    return flows.issue(folder / "清单.xlsx", folder / "下发", day=DAY, covers=flows.Covers(**said))


def in_two_units(first: str = UNIT, second: str = "基金监管股") -> Sheets:
    sheets = sound()
    put("项目", 1, "实施单位", first)(sheets)
    put("项目", 2, "实施单位", second)(sheets)
    return sheets


def lying(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def printed(file: Path) -> list[str]:
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


def test_each_unit_has_a_folder_with_its_forms_and_their_list_and_the_manifest_is_in_none(tmp_path: Path) -> None:
    issued = issue(tmp_path, in_two_units())
    assert lying(tmp_path / "下发") == sorted(
        ["register.sqlite", f"{UNIT}/报送清单.xlsx", "基金监管股/报送清单.xlsx", *issued.files]
    )
    assert [str(Path(file).parent) for file in issued.files] == [UNIT, "基金监管股"]


def test_the_list_says_what_is_to_be_handed_in_until_when_and_whom_to_ask(tmp_path: Path) -> None:
    sheets = in_two_units()
    for row, cells in enumerate(sheets["项目"]):
        cells.extend(["联系人", "联系电话"] if row == 0 else [f"经办{row}", f"0990-765432{row}"])
    issued = issue(tmp_path, sheets, deadline="2026-02-05", contact="绩效股 0990-7654329")
    said = printed(tmp_path / "下发" / UNIT / "报送清单.xlsx")
    assert said[1].startswith(f"填报单位：{UNIT}")
    assert "请于2026年2月5日前报送" in said[2]
    assert "疑问请联系：绩效股 0990-7654329" in said[2]
    assert said[9:15] == ["1", "P001", said[11], Path(issued.files[0]).name, "2026年2月5日", "经办1 0990-7654321"]
    assert said[15:] == ["填报单位（盖章）：", "经办人：", "联系电话：", "报送日期："]


@pytest.mark.parametrize(
    ("units", "folders"),
    [
        (("甲/乙:局", "CON"), ["甲_乙_局", "_CON"]),
        (("局 ", "局"), ["局", "局"]),
        (("县/局", "县:局"), ["县_局", "县_局_2"]),
        (("..", "."), ["未命名", "未命名_2"]),
    ],
)
def test_a_unit_s_folder_is_one_that_windows_takes(tmp_path: Path, units: tuple[str, str], folders: list[str]) -> None:
    assert [str(Path(file).parent) for file in issue(tmp_path, in_two_units(*units)).files] == folders


def test_projects_without_a_unit_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(flows.XlgenError, match="没有写实施单位：P002。没有生成任何文件"):
        issue(tmp_path, in_two_units(second=""))
    assert lying(tmp_path) == ["清单.xlsx"]


@pytest.mark.parametrize(
    ("deadline", "said"), [("2026-01-09", "报送期限 2026-01-09 在下发日期 2026-01-10 之前"), ("月底", "日期“月底”不对")]
)
def test_a_last_day_that_cannot_be_is_refused(tmp_path: Path, deadline: str, said: str) -> None:
    with pytest.raises(flows.XlgenError, match=said):
        issue(tmp_path, in_two_units(), deadline=deadline)
    assert lying(tmp_path) == ["清单.xlsx"]


def test_forms_may_be_due_on_the_day_of_issue(tmp_path: Path) -> None:
    issue(tmp_path, in_two_units(), deadline=DAY)
    assert "请于2026年1月10日前报送" in printed(tmp_path / "下发" / UNIT / "报送清单.xlsx")[2]


def test_a_batch_by_units_is_not_written_over(tmp_path: Path) -> None:
    issue(tmp_path, in_two_units())
    with pytest.raises(flows.XlgenError, match="里已有下发过的文件"):
        issue(tmp_path, in_two_units())


def test_what_comes_back_by_units_is_checked_repaired_and_summed_up_without_the_lists(tmp_path: Path) -> None:
    issued = issue(tmp_path, in_two_units())
    back = tmp_path / "回收"
    (tmp_path / "下发").rename(back)
    (tmp_path / "下发").mkdir()
    (back / "register.sqlite").rename(tmp_path / "下发" / "register.sqlite")
    checked = flows.check(back, flows.find_issued(back))
    assert [(each.code, str(each.status)) for each in checked] == [("P001", "errors"), ("P002", "errors")]
    assert {each.why for each in checked.unseen} == {"是随表下发的报送清单，不是自评表"}
    assert len(flows.mark(back)) == 2
    rollup = flows.roll_up(back, tmp_path / "汇总.xlsx", tmp_path / "下发").rollup
    assert [each.name for each in rollup.projects if each.status == "missing"] == []
    for file in issued.files:
        (tmp_path / "下发" / file).parent.mkdir(exist_ok=True)
        (back / file).rename(tmp_path / "下发" / file)
    assert flows.repair(tmp_path / "下发" / issued.files[0], tmp_path / "下发").kept == 0


def test_a_form_remembers_by_when_it_is_due_and_so_does_what_is_sent_back(tmp_path: Path) -> None:
    issued = issue(tmp_path, in_two_units(), deadline="2026-02-05", contact="绩效股 0990-7654329")
    put_back = tmp_path / "回收"
    put_back.mkdir()
    (put_back / "P001.xlsx").write_bytes((tmp_path / "下发" / issued.files[0]).read_bytes())
    [marked] = flows.mark(put_back, issued=tmp_path / "下发")
    assert any("报送期限：2026-02-05" in said for said in printed_on(marked.copy, "退回意见"))


def printed_on(file: Path, title: str) -> list[str]:
    sheet = openpyxl.load_workbook(file)[title]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
