"""校验结果.xlsx and .csv: every finding by unit with what to do, nothing an officer typed becomes a formula, nothing is overwritten."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from rules import answers
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.files.sources import Unseen
from xlgen.findings import Finding, Severity
from xlgen.flows.telling.results import write_results
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Attachment, Checked, Decided, Return

ASKED = Finding("XG204", Severity.WARNING, "是不是 98%", "请核对", "自评表", "G16", "indicators.2.actual", "9800%", "98%")
ERROR = Finding("XG202", Severity.ERROR, "填的是文字", "请改填数值", "自评表", "G15", "indicators.1.actual", "=1+1", "10.5")


def of_unit(unit: str) -> Answers:
    given = answers()
    return replace(given, snapshot=replace(given.snapshot, identity={**given.snapshot.identity, "unit": unit}))


DECIDED = Decided(
    "indicators.2.actual", "合格率", "9800%", "typed", "", "与单位核对过", "某某", "2026-01-10T09:00:00", True, "XG204"
)
CHECKED = Checked(
    [
        Return(Path("回收/a.xlsx"), of_unit("甲单位"), (ASKED, ERROR), decided=(DECIDED,)),
        Return(Path("回收/b.xlsx"), of_unit("乙单位"), ()),
        Return(Path("回收/c.xlsx"), of_unit("甲单位"), (ERROR,)),
        Return(Path("d.xlsx"), None, (), "T004", "宣传", {}, "丙单位", {"联系人": "某某"}),
    ],
    [Attachment(Path("回收/a.pdf"), "T001")],
    [Unseen(Path("回收/x.7z"), "这种压缩包打不开，请解压后放进来")],
)


def sheet(book: Path, name: str) -> list[list[object]]:
    """Rows under the heading, blanks as ""."""
    rows = openpyxl.load_workbook(book)[name].iter_rows(min_row=4, values_only=True)
    return [["" if value is None else value for value in row] for row in rows]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    [book] = write_results(CHECKED, "校验结果.xlsx", day="2026-01-10")
    return book


def test_findings_stand_by_units_errors_first_with_what_to_do(written: Path) -> None:
    rows = [row[1:13] for row in sheet(written, "校验结果")]
    name = answers().snapshot.identity["name"]
    assert rows == [
        ["甲单位", "T001", name, "错误", "XG202", "自评表!G15", "填的是文字", "=1+1", "10.5", "请改填数值", "", "回收/a.xlsx"],
        ["甲单位", "T001", name, "需核实", "XG204", "自评表!G16", "是不是 98%", "9800%", "98%", "请核对", "已核实：与单位核对过（某某）", "回收/a.xlsx"],
        ["甲单位", "T001", name, "错误", "XG202", "自评表!G15", "填的是文字", "=1+1", "10.5", "请改填数值", "", "回收/c.xlsx"],
    ]  # fmt: skip


def test_every_form_has_its_line_and_what_is_missing_whom_to_ask(written: Path) -> None:
    rows = [(row[1], row[2], row[4], row[7], row[8], row[9]) for row in sheet(written, "各表情况")]
    assert rows == [
        ("甲单位", "T001", "退回修改", 1, 1, ""),
        ("甲单位", "T001", "退回修改", 1, 0, ""),
        ("乙单位", "T001", "审核通过", 0, 0, ""),
        ("丙单位", "T004", "未报送", 0, 0, "联系人 某某"),
    ]


def test_codes_are_counted_and_what_was_not_read_is_listed(written: Path) -> None:
    assert sheet(written, "按代码") == [
        ["XG202", "错误", "数值格里是文字", 2, 2, 1],
        ["XG204", "需核实", "百分数写法可疑", 1, 1, 1],
    ]
    assert [row[1:] for row in sheet(written, "附件及其他")] == [
        ["附件", "T001", "不校验", "回收/a.pdf"],
        ["没有看", "", "这种压缩包打不开，请解压后放进来", "回收/x.7z"],
    ]


def test_what_was_typed_is_a_text_and_links_are_the_only_formulas(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    formulas = {cell.value for row in book["校验结果"].iter_rows() for cell in row if cell.data_type == "f"}
    assert {str(formula).partition("(")[0] for formula in formulas} == {"=HYPERLINK"}


def test_the_csv_opens_as_it_is_and_no_text_begins_a_formula(tmp_path: Path) -> None:
    [file] = write_results(CHECKED, tmp_path / "校验结果.csv")
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, first, *rest = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head == [
        "实施单位",
        "项目编码",
        "项目名称",
        "级别",
        "代码",
        "位置",
        "问题",
        "表上",
        "应为",
        "怎么改",
        "答复",
        "文件",
    ]
    assert (first[7], len(rest)) == ("'=1+1", 2)


@pytest.mark.parametrize(
    ("name", "said"), [("有了.xlsx", "已经存在"), ("有了.csv", "已经存在"), ("结果.txt", "应以 .xlsx 结尾")]
)
def test_nothing_is_overwritten(tmp_path: Path, name: str, said: str) -> None:
    for there in ("有了.xlsx", "有了.csv"):
        (tmp_path / there).touch()
    with pytest.raises(XlgenError, match=said):
        write_results(CHECKED, tmp_path / name)


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [("-o", "结果.txt", "结果.txt 应以 .xlsx 结尾"), ("--csv", "结果.xlsx", "结果.xlsx 应以 .csv 结尾")],
)
def test_a_wrong_ending_is_refused_before_anything_is_checked(tmp_path: Path, option: str, name: str, said: str) -> None:
    done = CliRunner().invoke(main, ["check", str(tmp_path), option, str(tmp_path / name)], catch_exceptions=False)
    assert done.output.splitlines() == [f"xlgen：{tmp_path / said}"]


def test_the_command_says_where_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("回收").mkdir()
    Path("回收/坏.xlsx").write_bytes(b"PK")
    said = CliRunner().invoke(main, ["check", "回收", "-o", "结果.xlsx", "--csv", "结果.csv"], catch_exceptions=False)
    assert said.output.splitlines()[-1] == "结果已写到 结果.xlsx、结果.csv。"
    assert sheet(Path("结果.xlsx"), "校验结果")[0][5] == "XG008"
