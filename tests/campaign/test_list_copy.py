"""A list as it is copied into a campaign: byte for byte, or without a trace of what is secret."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from campaigns import SECRET_CODE, SECRET_NAME, every_byte, listed, with_secret
from rosters import Sheets, sound, told, workbook_of
from xlgen.campaign.list_copy import copied_list
from xlgen.errors import Refused


def codes(content: bytes, place: Path, sheet: str = "项目") -> list[object]:
    place.write_bytes(content)
    return [row[0].value for row in openpyxl.load_workbook(place)[sheet].iter_rows(min_row=2)]


def test_a_list_without_secret_projects_is_copied_as_it_is(tmp_path: Path) -> None:
    source = listed(tmp_path / "清单.xlsx", sound())
    assert copied_list(source) == (source.read_bytes(), 0)


def test_secret_projects_and_their_indicators_do_not_come_along(tmp_path: Path) -> None:
    content, secret = copied_list(listed(tmp_path / "清单.xlsx", with_secret()))
    assert (secret, codes(content, tmp_path / "抄.xlsx")) == (1, ["P001", "P002"])
    assert SECRET_CODE not in codes(content, tmp_path / "抄.xlsx", "指标")
    (tmp_path / "清单.xlsx").unlink()
    assert [
        name for name, said in every_byte(tmp_path).items() if SECRET_CODE.encode() in said or SECRET_NAME.encode() in said
    ] == []
    assert told(content) == [each for each in told(content) if each[0] == "XL151"]  # 涉密 is a column of the office's own


@pytest.mark.parametrize("said", ["是", "涉密", "机密★20年", "√", "1", "?"])
def test_whatever_does_not_say_no_is_secret(tmp_path: Path, said: str) -> None:
    assert copied_list(listed(tmp_path / "清单.xlsx", with_secret(said=said)))[1] == 1


@pytest.mark.parametrize("said", ["", "否", "不涉密", "非 涉密", "公开", "×", "N"])
def test_what_says_no_is_not(tmp_path: Path, said: str) -> None:
    assert copied_list(listed(tmp_path / "清单.xlsx", with_secret(said=said)))[1] == 0


@pytest.mark.parametrize("title", ["是否涉密", "涉密项目（是/否）", "密级"])
def test_the_column_may_be_called_otherwise(tmp_path: Path, title: str) -> None:
    sheets = with_secret()
    sheets["项目"][0][-1] = title
    assert copied_list(listed(tmp_path / "清单.xlsx", sheets))[1] == 1


def test_a_code_that_is_merged_over_its_indicators_takes_all_of_them_along(tmp_path: Path) -> None:
    sheets = with_secret()
    first = next(n for n, row in enumerate(sheets["指标"], 1) if row[0] == SECRET_CODE)

    def merge(book: openpyxl.Workbook) -> None:
        book["指标"].merge_cells(start_row=first, end_row=first + 2, start_column=1, end_column=1)
        book["指标"].merge_cells(start_row=2, end_row=4, start_column=1, end_column=1)

    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sheets, merge))
    content, _ = copied_list(tmp_path / "清单.xlsx")
    assert codes(content, tmp_path / "抄.xlsx", "指标") == ["P001"] * 3 + ["P002"] * 3


def test_lines_without_a_code_below_a_secret_one_go_with_it(tmp_path: Path) -> None:
    sheets = with_secret()
    mine = [row for row in sheets["指标"] if row[0] == SECRET_CODE]
    for row in mine[1:]:
        row[0] = ""
    content, _ = copied_list(listed(tmp_path / "清单.xlsx", sheets))
    assert len(codes(content, tmp_path / "抄.xlsx", "指标")) == 6


def test_a_secret_project_without_a_code_is_left_out_too(tmp_path: Path) -> None:
    sheets = with_secret()
    sheets["项目"][-1][0] = ""
    content, secret = copied_list(listed(tmp_path / "清单.xlsx", sheets))
    assert (secret, codes(content, tmp_path / "抄.xlsx")) == (1, ["P001", "P002"])


def test_a_sheet_in_which_nobody_knows_whose_a_line_is_stays_behind(tmp_path: Path) -> None:
    sheets: Sheets = with_secret() | {"备忘": [["事项"], [f"{SECRET_NAME}另行处理"]]}
    content, _ = copied_list(listed(tmp_path / "清单.xlsx", sheets))
    (tmp_path / "抄.xlsx").write_bytes(content)
    assert openpyxl.load_workbook(tmp_path / "抄.xlsx").sheetnames == ["项目", "指标"]


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "清单.xlsx").write_bytes(b"x")
    with pytest.raises(Refused, match="不能作项目清单"):
        copied_list(tmp_path / "清单.xlsx")
