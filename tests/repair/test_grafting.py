"""What a repair takes over as it shows, what it leaves behind and says so, and what it puts back: sheets, rules, identity."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from filled import issued, returned
from repairs import MANIFEST, at, inputs, rewritten, said, typed_over
from shifting import without
from xlgen.errors import XlgenError
from xlgen.flows.repairing import repair
from xlgen.language.operators import Value
from xlgen.repair.fates import Fate, lines
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, change_book
from xlgen.workbook.patching.patcher import Change, patch


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("下发")
    (found / "T001.xlsx").write_bytes(issued()[1])
    return found


# ---- entries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "shape", "kept", "doubt"),
    [
        ("indicators.7.actual", 0.985, "0.0%", "98.5%", "填的是百分数，这一格是文字格，按所显示的写成文字“98.5%”"),
        ("achieved", 45992, "yyyy-mm-dd", "2025-12-01", "填的是日期，这一格是文字格，按所显示的写成文字“2025-12-01”"),
        ("indicators.1.actual", 45992, "m月d日", Decimal(45992), "显示为日期 2025-12-01，原样搬来是数 45992"),
        ("indicators.2.actual", 0.96, "General", Decimal("0.96"), ""),
        ("date", 45992, "General", Decimal(45992), ""),
    ],
)
def test_a_number_keeps_the_look_that_excel_gave_it(
    name: str, value: float, shape: str, kept: Value, doubt: str, folder: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    sheet, (row, column) = at(name)
    book[sheet].cell(row + 1, column + 1, value).number_format = shape
    book.save(tmp_path / "a.xlsx")
    repaired = repair(tmp_path / "a.xlsx", MANIFEST, folder)
    assert inputs(repaired.content)[name] == kept
    assert [line.partition("”")[2] for line in said(repaired, Fate.DOUBTFUL)] == ([f"{doubt}，请核对"] if doubt else [])


def test_a_text_that_no_cell_can_hold_is_left_out_and_the_rest_goes(folder: Path) -> None:
    long = "😀" * 20_000  # each counts two in Excel
    content = rewritten(typed_over(returned(), {"indicators.1.reason": "原因"}), "原因".encode(), long.encode())
    repaired = repair(content, MANIFEST, folder)
    assert repaired.content == returned()
    assert [line.partition("没有搬：")[2] for line in said(repaired, Fate.LEFT)] == [
        "文字长 40000 个字符，超过 Excel 的上限 32767（请缩短文字）"
    ]


def test_a_picture_in_a_cell_is_left_out_and_told(folder: Path) -> None:
    picture = Change('=DISPIMG("ID_1",1)', formula='_xlfn.DISPIMG("ID_1",1)')
    repaired = repair(typed_over(returned(), {"indicators.1.reason": picture}), MANIFEST, folder)
    assert repaired.content == returned()
    assert said(repaired, Fate.LEFT) == ["未搬　自评表!K14　“培训人数·偏差原因分析及改进措施”里是图片，没有搬，请填报人重填"]


# ---- what is put back -----------------------------------------------------------------------------------------------


def test_a_sheet_that_is_gone_is_restored_and_told(folder: Path) -> None:
    repaired = repair(change_book(returned(), BookChanges(removed=["评分依据"])), MANIFEST, folder)
    assert "恢复　评分依据　工作表不见了，恢复为下发的，表内填的内容无从找回" in lines(repaired)
    assert read_workbook(repaired.content).sheets.keys() == read_workbook(issued()[1]).sheets.keys()


def test_a_changed_mark_of_identity_is_restored_and_told(folder: Path) -> None:
    repaired = repair(patch(returned(), {"_xlgen": {(1, 1): Change("别的表式")}}), MANIFEST, folder)
    assert repaired.content == returned()
    assert lines(repaired) == ["恢复　_xlgen　隐藏的标识表损坏或被改，已恢复"]


def test_rules_and_protection_that_are_gone_are_restored_and_told(folder: Path) -> None:
    repaired = repair(without(returned(), "dataValidations", "sheetProtection"), MANIFEST, folder)
    assert repaired.content == returned()
    assert [line for line in lines(repaired) if "自评表" in line] == [
        "恢复　自评表　工作表保护被撤销，已恢复",
        "恢复　自评表　52 个填报格的下拉和填写限制没有了，已恢复",
    ]


def test_rules_that_another_program_wrote_in_its_own_way_are_not_missed(folder: Path, tmp_path: Path) -> None:
    openpyxl.load_workbook(io.BytesIO(returned())).save(tmp_path / "a.xlsx")
    assert lines(repair(tmp_path / "a.xlsx", MANIFEST, folder)) == []


# ---- the issued form ------------------------------------------------------------------------------------------------


def test_a_blank_in_which_a_target_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "T001.xlsx").write_bytes(typed_over(issued()[1], {"indicators.1.target": Decimal(100)}))
    with pytest.raises(XlgenError, match=r"T001\.xlsx 被改动过（自评表!E14：“培训人数·年度指标值”下发时为“120”，现为“100”）"):
        repair(returned(), MANIFEST, tmp_path)


def test_what_was_issued_may_be_told_by_the_manifest_itself(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert repair(returned(), MANIFEST, folder / "manifest.json").content == returned()
