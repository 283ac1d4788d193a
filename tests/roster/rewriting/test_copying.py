"""A copy of a roster with its standards rewritten: everything else is there as it was, and what was is told."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from rosters import Sheets, put, sound, without, workbook_of
from xlgen import flows
from xlgen.errors import XlgenError
from xlgen.findings import Severity

SAID = "满分50分，完成率100%得满分，完成率每下降2个点扣一分，低于60%为0分，年底统一考核。"


def roster(*edits) -> Sheets:
    """Sound but for the standard of its first indicator, which no method reads as it stands."""
    sheets = sound()
    changes = [("指标值", "100%"), ("计量单位", "%"), ("评分方法", ""), ("评分标准", SAID)]
    for edit in [*(put("指标", 1, title, value) for title, value in changes), *edits]:
        edit(sheets)
    return sheets


def by_hand(book: openpyxl.Workbook) -> None:
    """What a clerk has in a roster beside its contents."""
    sheet = book["指标"]
    sheet["J2"].font, sheet["J2"].fill = Font(bold=True), PatternFill("solid", fgColor="FFFFFF00")
    sheet["C2"].comment = Comment("核对过", "某处")
    sheet.column_dimensions["J"].width = 60
    book.create_sheet("备忘")["A1"] = "留着"


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "清单.xlsx", tmp_path / "改写.xlsx"
    before.write_bytes(workbook_of(roster(), by_hand))
    flows.lint(before, out=after)
    return before, after


def codes(path: Path) -> set[str]:
    """What is wrong with the standards of a roster, and what may be written instead."""
    found = [finding for _, finding in flows.lint(path)]
    return {each.code for each in found if each.severity is Severity.ERROR or each.code == "XL135"}


def test_the_copy_is_read_where_the_roster_was_not(copied):
    before, after = copied
    assert {"XL126", "XL135"} <= codes(before)
    assert codes(after) == set()


def test_the_copy_says_what_stood_where_and_why(copied):
    book = openpyxl.load_workbook(copied[1])
    assert [(row[1], row[3], row[4], row[5]) for row in book["改写说明"].iter_rows(min_row=2, values_only=True)] == [
        ("I2", "评分方法", "（空白）", "不足扣分"),
        ("J2", "评分标准", SAID, "目标100%，每低2个百分点扣1分，低于60%不得分，扣完为止"),
    ]
    assert all(row[6] for row in book["改写说明"].iter_rows(values_only=True))


def test_nothing_else_of_the_workbook_is_lost(copied):
    before, after = (openpyxl.load_workbook(path) for path in copied)
    assert after.sheetnames == [*before.sheetnames, "改写说明"]
    cell, sheet = after["指标"]["J2"], after["指标"]
    assert (cell.font.b, cell.fill.fgColor.rgb, sheet.column_dimensions["J"].width) == (True, "FFFFFF00", 60)
    assert (sheet["C2"].comment.text, after["备忘"]["A1"].value) == ("核对过", "留着")
    changed = [
        each.coordinate for row in before["指标"].iter_rows() for each in row if sheet[each.coordinate].value != each.value
    ]
    assert changed == ["I2", "J2"]


def test_the_roster_itself_is_never_written(tmp_path):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(workbook_of(roster()))
    content = path.read_bytes()
    with pytest.raises(XlgenError):
        flows.lint(path, out=path)
    flows.lint(path, out=tmp_path / "改写.xlsx")
    assert path.read_bytes() == content


def test_a_column_that_the_roster_has_not_is_put_behind_the_others(tmp_path):
    path, out = tmp_path / "清单.xlsx", tmp_path / "改写.xlsx"
    path.write_bytes(workbook_of(roster(without("指标", "评分方法"))))
    flows.lint(path, out=out)
    sheet = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))["指标"]
    assert (sheet["J1"].value, sheet["J2"].value) == ("评分方法", "不足扣分")
    assert "XL126" not in codes(out)


def test_without_anything_to_rewrite_nothing_is_written(tmp_path):
    path, out = tmp_path / "清单.xlsx", tmp_path / "改写.xlsx"
    path.write_bytes(workbook_of(sound()))
    with pytest.raises(XlgenError, match="没有能改写的评分标准"):
        flows.lint(path, out=out)
    assert not out.exists()


def test_one_roster_is_rewritten_at_a_time(tmp_path):
    paths = [tmp_path / "一.xlsx", tmp_path / "二.xlsx"]
    for path in paths:
        path.write_bytes(workbook_of(roster()))
    with pytest.raises(XlgenError, match="一次只改一个"):
        flows.lint(paths, out=tmp_path / "改写.xlsx")
