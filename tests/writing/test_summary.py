"""汇总.xlsx as a file: true cached values, formulas that move, links, looks, and what Excel must not stumble over."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

import package_lint
from summaries import eight, project, returned
from xlgen.flows.summary import write_summary
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up
from xlgen.workbook.ooxml.reader import CellRecord, WorkbookRecord, read_workbook
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.references import absolute

DAY = "2026-01-20"
SHEETS = (
    "总览 图表 分项绩效项目清单 按单位 排名 未计入清单 同名指标 扣分排行 问题统计 勾稽 问题清单 扣分原因 收到文件 项目 明细"
).split()  # fmt: skip
GRADES = "二、等级分布（黄色格可改：改等级界限，全表等级、分布、平均得分随之变动）"


@cache
def summary(name: str = "eight") -> bytes:
    made = {"eight": eight, "empty": lambda: Rollup(()), "returned": lambda: roll_up(*returned("A | B"))}
    return write_summary(made[name](), DAY, Path("汇总"))


@cache
def book(name: str = "eight") -> WorkbookRecord:
    return read_workbook(summary(name))


def cell(found: WorkbookRecord, sheet: str, heading: str, row: int = 0, above: str = "") -> tuple[int, int]:
    """Place of a cell: ``row`` rows under a heading, the first one below the text ``above``."""
    cells = found.sheets[sheet].cells
    start = next(at for at, each in cells.items() if not above or each.value == above)[0]
    at = min(at for at, each in cells.items() if str(each.value).replace("\n", "") == heading and at[0] >= start)
    return at[0] + 1 + row, at[1]


def value(found: WorkbookRecord, sheet: str, heading: str, row: int = 0, above: str = "") -> object:
    said = found.sheets[sheet].cells.get(cell(found, sheet, heading, row, above))
    return said.value if said else None


def recalculated(office: ModuleType, content: bytes, folder: Path) -> WorkbookRecord:
    (folder / "汇总.xlsx").write_bytes(content)
    (folder / "out").mkdir()
    return read_workbook(office.recalculate([folder / "汇总.xlsx"], folder / "out")[0])


def formulas(found: WorkbookRecord) -> dict[tuple[str, int, int], CellRecord]:
    return {(s, *at): each for s, sheet in found.sheets.items() for at, each in sheet.cells.items() if each.formula is not None}


def agree(a: object, b: object) -> bool:
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return abs(a - b) <= Decimal("1e-9") * max(1, abs(a))
    return (a or "") == (b or "")


# ---- formulas ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["eight", "empty", "returned"])
def test_libreoffice_recalculates_every_cached_value(office, tmp_path, name):
    after = recalculated(office, summary(name), tmp_path)
    now = formulas(book(name))
    wrong = {at: (each.formula, each.value, after.sheets[at[0]].cells.get(at[1:])) for at, each in now.items()}
    wrong = {at: said for at, said in wrong.items() if not agree(said[1], said[2].value if said[2] else None)}
    assert (len(now) > 100, wrong) == (True, {})


def test_the_first_sheet_is_printed_on_one_page_with_its_notes() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(summary()))["总览"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight is None  # one page is not written, 0 is as many as it takes


def test_a_grade_from_85_on_moves_the_whole_book(office, tmp_path):
    least = cell(book(), "总览", "最低分（含）")
    after = recalculated(office, patch(summary(), {"总览": {least: Change(Decimal(85))}}), tmp_path)
    before, now = ([value(each, "总览", "项目数", row, GRADES) for row in range(5)] for each in (book(), after))
    assert (before, now) == ([1, 2, 1, 0, 4], [3, 0, 1, 0, 4])
    assert [value(after, "项目", "自评等级", row) for row in (0, 3)] == ["优", "优"]
    assert value(after, "总览", "平均得分", 0, GRADES) == Decimal("92.55")
    assert value(after, "排名", "自评等级", 2) == "优"


def test_a_changed_score_moves_ranking_list_means_and_is_marked(office, tmp_path):
    at = cell(book(), "项目", "自评得分", 2)
    after = recalculated(office, patch(summary(), {"项目": {at: Change(Decimal("99.5"))}}), tmp_path)
    assert [value(after, "排名", "项目编码", row) for row in range(4)] == ["B", "C", "A", "E"]
    assert [value(after, "排名", "名次", row) for row in range(4)] == [1, 2, 3, 3]
    assert value(after, "分项绩效项目清单", "自评得分", 2) == Decimal("99.5")
    assert {value(after, "勾稽", "核对", row) for row in (0, 1, 2, 3, 5)} == {"√"}
    assert value(after, "勾稽", "核对", 4) == "×"
    assert "勾稽：有不相符的项目 ×，见“勾稽”表" in {each.value for each in after.sheets["总览"].cells.values()}


def test_each_of_the_three_totals_is_compared(office, tmp_path):
    changes = {
        cell(book(), "勾稽", "程序重算", 0): Change(Decimal(9)),
        cell(book(), "勾稽", "报送表合计", 1): Change(Decimal(9)),
    }
    after = recalculated(office, patch(summary(), {"勾稽": changes}), tmp_path)
    assert [value(after, "勾稽", "核对", row) for row in range(4)] == ["×", "×", "√", "√"]


def test_all_checks_agree_as_written():
    marks = [each.value for each in book().sheets["勾稽"].cells.values() if each.value in ("√", "×")]
    assert marks == ["√"] * 26


def scatter(rollup: Rollup) -> str:
    """The chart of execution rates and scores, as XML."""
    with zipfile.ZipFile(io.BytesIO(write_summary(rollup, DAY))) as book:
        parts = [book.read(name).decode() for name in book.namelist() if "/charts/chart" in name]
    return next(part for part in parts if "scatterChart" in part)


def ends(chart: str) -> list[str]:
    return re.findall(r'<c:(?:max|min) val="[^"]*"/>', chart)


def test_points_of_two_projects_of_one_name_are_told_apart_by_their_codes():
    pairs = (("QX1", "80"), ("QX2", "95"))
    one, other = (replace(project(code, "100", "90", score), name="办公经费") for code, score in pairs)
    chart = scatter(Rollup((one, other)))
    assert re.findall(r"<a:t>(QX\d)</a:t>", chart) == ["QX1", "QX2"]
    assert "办公经费" not in chart
    assert "<a:t>“=1+1”</a:t>" in scatter(Rollup((project("=1+1", "100", "90", "80"),)))


def test_only_the_points_with_the_lowest_scores_have_codes_beside_them():
    chart = scatter(Rollup(tuple(project(f"QX{i}", "100", "90", str(5 + 10 * i)) for i in range(10))))
    assert re.findall(r"<a:t>(QX\d+)</a:t>", chart) == [f"QX{i}" for i in range(8)]


def test_names_of_points_do_not_stand_on_each_other():
    chart = scatter(Rollup(tuple(project(f"QX{i}", "100", "90", score) for i, score in enumerate(("80", "81", "90")))))
    assert re.findall(r"<a:t>(QX\d+)</a:t>", chart) == ["QX0", "QX2"]


def test_axes_go_from_half_to_full_points_and_further_only_where_a_figure_does():
    full = ['<c:max val="1"/>', '<c:min val="0.5"/>', '<c:max val="100"/>', '<c:min val="50.0"/>']
    assert ends(scatter(Rollup((project("A", "100", "90", "80"),)))) == full
    assert ends(scatter(Rollup((project("A", "100", "110", "80"),)))) == full[1:]
    low = ['<c:max val="1"/>', '<c:min val="0"/>', '<c:max val="100"/>', '<c:min val="0"/>']
    assert ends(scatter(Rollup((project("A", "100", "49", "49"),)))) == low


def test_a_line_at_each_least_score_but_the_last_is_named_by_its_grade():
    found = [value(book(), "图表", "线旁的字", row) for row in (1, 4, 7)]
    assert found == ["优 90", "良 80", "中 60"]
    assert len(re.findall(r'<a:prstDash val="dash"/>', scatter(eight()))) == 3


def test_grades_are_pieces_of_a_bar_that_follow_the_figures_and_take_no_room_where_they_are_none():
    with zipfile.ZipFile(io.BytesIO(summary())) as made:
        charts = [made.read(name).decode() for name in made.namelist() if "/charts/chart" in name]
    (spread,) = [chart for chart in charts if "等级分布" in chart]
    assert '<c:grouping val="stacked"/>' in spread
    assert spread.count("<c:ser>") == 4
    assert [value(book(), "图表", "等级名称", row) for row in range(4)] == ["优", "良", "中", "差"]
    assert sum(value(book(), "图表", "项目数占比", row) for row in range(4)) == 1


def test_a_grade_without_projects_has_no_figure_over_its_bar():
    with zipfile.ZipFile(io.BytesIO(summary())) as made:
        bars = [made.read(name).decode() for name in made.namelist() if "/charts/chart" in name]
    assert all('formatCode="0.0%;;"' in bar or 'formatCode="0.00;;"' in bar for bar in bars if "barChart" in bar)


def test_thresholds_out_of_order_and_little_coverage_stand_in_red(tmp_path):
    (tmp_path / "s.xlsx").write_bytes(summary())
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["总览"]
    found = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting}
    places = [("最低分（含）", row) for row in range(4)]
    thresholds = [absolute(("", *cell(book(), "总览", *place))).rpartition("!")[2].replace("$", "") for place in places]
    assert set(thresholds) <= set(found)
    assert all(rule.startswith("OR(NOT(ISNUMBER(") for at in thresholds for rule in found[at])
    assert sum("<0.8" in rule for rules in found.values() for rule in rules) == 4  # two shares and what is said beside them


def test_both_sums_stand_on_the_first_sheet():
    texts = {str(each.value) for each in book("returned").sheets["总览"].cells.values()}
    assert {
        "下发项目 2 = 审核通过 2 + 待核实 0 + 退回修改 0 + 无法读取 0 + 未报送 0",
        "收到文件 2 = 有效 2 + 被替代 0 + 重复 0 + 未知 0 + 无法读取 0 + 附件 0",
    } <= texts


# ---- texts and links --------------------------------------------------------------------------------------------------


def test_texts_of_people_are_never_formulas():
    said = {
        each.value: each.formula for sheet in ("项目", "明细", "未计入清单") for each in book().sheets[sheet].cells.values()
    }
    assert {text: said[text] for text in ("=未报的项目", "+增加", "=1+1")} == {"=未报的项目": None, "+增加": None, "=1+1": None}


def test_links_are_relative_to_where_the_summary_stands():
    assert value(book(), "明细", "文件") == "../A.xlsx"
    link = book().sheets["明细"].cells[cell(book(), "明细", "打开")].formula or ""
    assert link == 'HYPERLINK("../A.xlsx#自评表!J14","打开")'
    assert value(book(), "明细", "单元格") == "自评表!J14"


def test_a_sign_that_would_end_a_link_is_escaped():
    assert value(book(), "问题清单", "文件") == "../x/G#1.xlsx"
    link = book().sheets["问题清单"].cells[cell(book(), "问题清单", "打开")].formula or ""
    assert link == """HYPERLINK("../x/G%231.xlsx#'自评 表'!J12","打开")"""
    assert value(book(), "问题清单", "单元格") == "'自评 表'!J12"


def test_a_path_too_long_for_a_link_stands_without_one():
    long = project("A" * 250, "1", "1", "90")
    found = read_workbook(write_summary(Rollup((long,)), DAY))
    assert (value(found, "项目", "文件"), value(found, "项目", "打开")) == (f"{'A' * 250}.xlsx", None)


# ---- the file ---------------------------------------------------------------------------------------------------------


def test_the_sheets_stand_in_reading_order():
    assert list(book().sheets) == SHEETS


def test_what_is_printed_comes_first_and_data_say_that_they_need_not_be():
    with zipfile.ZipFile(io.BytesIO(summary())) as made:
        tabs = ["<tabColor" in made.read(f"xl/worksheets/sheet{i}.xml").decode() for i in range(1, len(SHEETS) + 1)]
    told = [
        "数据表，供查询和公式取数，不必打印" in {each.value for each in sheet.cells.values()}
        for sheet in book().sheets.values()
    ]
    assert tabs == told == [False] * 10 + [True] * 5


def test_the_first_sheet_leads_to_all_others():
    said = [formulas(book())["总览", 4 + i, 10].formula for i in range(len(SHEETS) - 1)]
    assert said[0] == """HYPERLINK("#"&"'图表'!A1","图表")"""
    assert [value(book(), "总览", "转到", i) for i in range(len(SHEETS) - 1)] == SHEETS[1:]


def test_a_sheet_without_anything_on_it_is_not_there():
    assert [name for name in SHEETS if name not in book("empty").sheets] == ["同名指标", "扣分排行", "问题统计"]


def test_all_projects_stand_in_the_list_and_the_sums_are_of_those_that_count():
    found = book()
    headings = [
        "序号", "项目名称", "预算数（调整后）", "执行数（至2025年底）", "结余交回财政数", "自评得分", "分项项目绩效目标",
        "分项项目绩效目标完成情况", "状态",
    ]  # fmt: skip
    sheet = found.sheets["分项绩效项目清单"].cells
    assert [str(sheet[2, column].value).replace("\n", "") for column in range(9)] == headings
    rows = [
        [value(found, "分项绩效项目清单", heading, row) for heading in ("项目名称", "执行数（至2025年底）", "状态")]
        for row in range(7)
    ]
    assert rows[4:] == [
        ["=未报的项目", None, "未报送"],
        ["待改的项目", None, "退回修改"],
        ["合计（计入 4 个）", Decimal("373.63"), None],
    ]


def test_same_input_same_bytes():
    assert write_summary(eight(), DAY, Path("汇总")) == summary()


@pytest.mark.parametrize("name", ["eight", "empty", "returned"])
def test_nothing_is_known_against_the_file(tmp_path, name):
    (tmp_path / "s.xlsx").write_bytes(summary(name))
    assert package_lint.lint(tmp_path / "s.xlsx") == []


@pytest.mark.parametrize("name", ["eight", "empty"])
def test_the_validator_says_nothing(validator, tmp_path, name):
    (tmp_path / "s.xlsx").write_bytes(summary(name))
    assert validator.messages(tmp_path / "s.xlsx") == []


def test_only_these_functions_are_used(tmp_path):
    (tmp_path / "s.xlsx").write_bytes(summary())
    assert package_lint.functions_used(tmp_path / "s.xlsx") == set(
        "ABS AND CONCATENATE COUNT COUNTIF HYPERLINK IF IFERROR INDEX ISNUMBER ISTEXT LARGE LEN MATCH NOT OR RANK ROUND SUBSTITUTE "
        "SUM SUMIF SUMPRODUCT".split()
    )  # fmt: skip


def test_nothing_is_cut_on_paper(poppler, office, tmp_path):
    (tmp_path / "s.xlsx").write_bytes(summary())
    pages = poppler.to_text(office.to_pdf([tmp_path / "s.xlsx"], tmp_path / "pdf")[0])
    text = "".join(pages)
    assert "###" not in text
    listed = re.sub(r"\s", "", "".join(page for page in pages if "分项绩效项目清单" in page))
    assert listed.count("目标1：") == 4  # the long goal, all four times


HIGH = 1.3  # a line of this face by the size of its letters


def test_nothing_is_smaller_than_eight_points_on_paper_and_no_page_is_empty(poppler, office, tmp_path):
    (tmp_path / "s.xlsx").write_bytes(summary())
    [pdf] = office.to_pdf([tmp_path / "s.xlsx"], tmp_path / "pdf")
    pages = poppler.word_heights(pdf)
    assert [round(min(words) / HIGH, 1) for words in pages if min(words) / HIGH < 7.95] == []
    assert [len(words) > 10 for words in pages] == [True] * 16  # one a sheet, the list of projects takes two
