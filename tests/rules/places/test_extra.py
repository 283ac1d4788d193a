"""What else is in the file is told: copies of the form, forms of other projects, sheets and rows that are hidden."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from copied_sheets import in_book, in_sheet, with_sheet
from filled import DAY, issued, project, returned
from names import SHEET, judged, told
from repairs import MANIFEST
from rules import batch_findings
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.flows.repairing import repair
from xlgen.form.template.load import load_methods, load_template
from xlgen.workbook.patching.patcher import Change, patch

COPY = "自评表 (2)"


def other_project() -> bytes:
    _, content = blank(load_template("project"), load_methods(), project(项目编码="T002", 项目名称="乡镇卫生院改造"), DAY)
    return fill(content, {"填报人": "某某"}).content


def test_a_form_of_another_project_is_named_with_its_code() -> None:
    content = with_sheet(returned(), other_project())
    assert [message for _, message in told(content, "XG125")] == [f"工作表“{COPY}”是项目“T002”的表，没有读"]


def test_what_was_not_returned_is_said_to_lie_in_another_file() -> None:
    said = {f.message for _, f in batch_findings("A(copy 自评表 T002) | -B") if f.code == "XG502"}
    assert said == {f"项目“T002”乡镇卫生院改造没有收到可用的表；“T001_培训.xlsx”的工作表“{COPY}”是它的表，请单独报送"}


def test_a_copy_that_is_filled_while_the_form_is_blank_is_an_error() -> None:
    content = with_sheet(issued()[1], returned())
    (cell, message), *more = told(content, "XG123")
    assert (cell, more) == ("G12", [])
    assert message.startswith("“年度总体目标·实际完成情况”、")
    assert message.endswith(f"填在复制的工作表“{COPY}”上，原来的“自评表”空着")


def test_a_copy_that_contradicts_the_form_is_told_with_both_values() -> None:
    changed = patch(returned(), {SHEET: {(13, 6): Change(Decimal(96))}})
    assert told(with_sheet(returned(), changed), "XG124") == [
        ("G14", f"复制的工作表“{COPY}”和“自评表”有 1 格不同，如“培训人数·实际完成值”原表是“126”，那里是“96”；只计原表")
    ]
    assert judged(with_sheet(returned(), changed))[0].number("indicators.1.actual") == 126


def test_a_copy_that_says_the_same_is_no_more_than_mentioned() -> None:
    assert [(f.code, f.message) for f in judged(with_sheet(returned(), returned()))[1]] == [
        ("XG122", f"多出工作表“{COPY}”，是“自评表”的复制，填的和原表一样")
    ]
    assert [message for _, message in told(with_sheet(returned(), issued()[1]), "XG122")] == [
        f"多出工作表“{COPY}”，是“自评表”的复制，没有填"
    ]


def test_repair_lists_the_same_sheets(tmp_path: Path) -> None:
    (tmp_path / "T001.xlsx").write_bytes(issued()[1])
    lines = repair(with_sheet(returned(), other_project()), MANIFEST, tmp_path).told
    assert [line.split("，")[0] for line in lines if COPY in line] == [f"未搬　{COPY}　多出的工作表"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (in_book(returned(), '<sheet name="自评表"', '<sheet name="自评表" state="hidden"'), [("", "工作表“自评表”被隐藏")]),
        (in_sheet(returned(), '<row r="14"', '<row r="14" hidden="1"'), [("G14", "第 14 行“培训人数”被隐藏")]),
        (in_sheet(returned(), '(<col min="7" max="7")', r'\1 hidden="1"'), [("G4", "G 列被隐藏，里面有“年度总体目标·实际完成情况”等要填的格")]),
        (in_sheet(returned(), '<row r="1"', '<row r="1" hidden="1"'), []),
    ],
    ids=["sheet", "row", "column", "a heading"],
)  # fmt: skip
def test_what_is_hidden_is_told_where_something_is_to_be_filled(content: bytes, said: list[tuple[str, str]]) -> None:
    assert [message for _, message in told(content, "XG126")] == [message for _, message in said]


def test_a_text_added_to_the_instructions_is_told() -> None:
    content = patch(returned(), {"填报说明": {(40, 1): Change("请把款打到下面的账户")}})
    assert told(content, "XG108") == [("B41", "此处下发时是空白，现为“请把款打到下面的账户”")]


@pytest.mark.parametrize(("count", "told_of", "rest"), [(500, 500, ""), (502, 501, "从此处起还有 2 格下发时是空白")])
def test_a_whole_table_pasted_beside_is_told_by_its_first_cells_and_how_many_more(count: int, told_of: int, rest: str) -> None:
    content = patch(returned(), {SHEET: {(100 + n, 1): Change(f"第 {n} 行") for n in range(count)}})
    said = told(content, "XG108")
    assert len(said) == told_of
    assert said[-1][1].startswith(rest)
