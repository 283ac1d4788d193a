"""Who gets which folder, and what lies in it besides the forms."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from campaigns import DEADLINE, ISSUED, campaign
from rosters import put, sound
from xlgen.campaign.outgoing.unit_packages import Sending, package_files, placed, unit_of
from xlgen.campaign.sending_out import send_out
from xlgen.flows.registering.wanting import Wanted
from xlgen.issued.manifest import Manifest, read_manifest
from xlgen.roster.records import Project

SENDING = Sending(ISSUED, DEADLINE)


def wanted(unit: str, code: str = "P001", department: str = "") -> Wanted:
    values = {"项目编码": code, "项目名称": "培训", "实施单位": unit, "主管部门": department}
    return Wanted(Project(values, {}), f"{code}_培训.xlsx")


def test_a_form_without_a_unit_is_the_department_s(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    assert unit_of(made, wanted("县医保中心").project) == "县医保中心"
    assert unit_of(made, wanted("", department="县局").project) == "县局"
    assert unit_of(made, wanted("").project) == "县医保局"


def test_two_units_never_share_a_folder(tmp_path: Path) -> None:
    forms = placed(campaign(tmp_path), [wanted("甲/乙"), wanted("甲:乙", "P002"), wanted("甲/乙", "P003")], Manifest({}, {}))
    assert [each.file for each in forms] == [
        "下发/甲_乙/P001_培训.xlsx",
        "下发/甲_乙_2/P002_培训.xlsx",
        "下发/甲_乙/P003_培训.xlsx",
    ]


def test_a_unit_keeps_the_folder_it_has(tmp_path: Path) -> None:
    sheets = sound()
    put("项目", 1, "实施单位", "甲:乙")(sheets)
    made = campaign(tmp_path, sheets)
    send_out(made, day=ISSUED)
    forms = placed(made, [wanted("甲/乙", "P003"), wanted("甲:乙", "P004")], read_manifest(made.root))
    assert [Path(each.file).parent.name for each in forms] == ["甲_乙_2", "甲_乙"]


def test_the_list_says_where_to_and_how(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    files = package_files(made, placed(made, [wanted("县医保中心")], Manifest({}, {})), SENDING)
    (tmp_path / "清单2.xlsx").write_bytes(files["下发/县医保中心/报送清单.xlsx"])
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "清单2.xlsx").active.iter_rows() for cell in row]
    said = (
        "共 1 张表。请于2026年2月28日前报送到县医保局绩效股，表填在原文件里，不要改文件名，和本清单一起报送。"
        "佐证材料放在以项目编码命名的文件夹里。疑问请联系：某某 0990-7654329。"
    )
    assert said in cells


def test_files_that_a_unit_has_just_so_are_not_made_again(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    forms = placed(made, [wanted("县医保中心")], Manifest({}, {}))
    files = package_files(made, forms, SENDING)
    place = made.root / "下发/县医保中心/通知.docx"
    place.parent.mkdir(parents=True)
    place.write_bytes(files["下发/县医保中心/通知.docx"])
    assert list(package_files(made, forms, SENDING)) == ["下发/县医保中心/报送清单.xlsx"]
    place.write_bytes(b"the unit's own")
    assert list(package_files(made, forms, SENDING)) == ["下发/县医保中心/报送清单.xlsx", "下发/县医保中心/通知_补发1.docx"]
