"""Values typed into a form as an officer would: into input cells only, everything else as it was."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from blanks import TEMPLATES, example, long_issued, long_returned
from filled import DATA, DAY, issued, project, returned
from xlgen.errors import Refused
from xlgen.filling.addressing import address
from xlgen.filling.typing import as_typed
from xlgen.flows.filling import CannotFill, fill
from xlgen.flows.issuing import blank
from xlgen.form.layout.measure import height_of
from xlgen.form.records import Cell
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.hidden import SHEET
from xlgen.returned.funding import amount_called, amount_name
from xlgen.returned.identity import snapshot_inside
from xlgen.roster.records import Project
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import CellRecord, WorkbookRecord

COUNT, QUALITATIVE, LISTED = "培训人数", "经办能力", "制度健全"


def indicator(name: str, **said: Any) -> dict[str, Any]:
    return {"绩效指标": [{"三级指标": name, **said}]}


def total(**said: Any) -> dict[str, Any]:
    return {"项目资金": {"年度资金总额": said}}


def filled(data: dict[str, Any]) -> WorkbookRecord:
    return read_workbook(fill(issued()[1], data).content)


def cell(book: WorkbookRecord, name: str) -> CellRecord | None:
    sheet, row, column = issued()[0].slots[name].place or ("", 0, 0)
    return book.sheets[sheet].cells.get((row, column))


def value(data: dict[str, Any], name: str) -> object:
    found = cell(filled(data), name)
    return found.value if found else None


@pytest.mark.parametrize(
    ("data", "name", "typed"),
    [
        # numbers are numbers, exact
        (total(全年执行数=Decimal("27.5")), "funds.total.executed", Decimal("27.5")),
        (total(全年执行数=0), "funds.total.executed", Decimal(0)),
        (indicator(COUNT, 实际完成值=126), "indicators.1.actual", Decimal(126)),
        (indicator(COUNT, 实际完成值=0.1), "indicators.1.actual", Decimal("0.1")),
        # text is text, whatever it looks like
        (total(全年执行数="27.5"), "funds.total.executed", "27.5"),
        (indicator("满意度", 实际完成值="98%"), "indicators.6.actual", "98%"),
        (indicator(COUNT, 实际完成值="≥120人"), "indicators.1.actual", "≥120人"),
        ({"填报人": "=1+1"}, "filler", "=1+1"),
        ({"填报人": "007"}, "filler", "007"),
        ({"填报人": " 前后有空格 "}, "filler", " 前后有空格 "),
        ({"填报人": "_x0041_ & <b>"}, "filler", "_x0041_ & <b>"),
        ({"填报人": "上\r\n下"}, "filler", "上\n下"),
        # a choice by its beginning, if only one begins so
        (indicator(QUALITATIVE, 完成情况="达成"), "indicators.4.actual", "达成预期指标"),
        (indicator(QUALITATIVE, 完成情况="部分达成"), "indicators.4.actual", "部分达成预期指标并具有一定效果"),
        (indicator(QUALITATIVE, 完成情况="成"), "indicators.4.actual", "成"),
        (indicator(QUALITATIVE, 完成情况="达成预期指标"), "indicators.4.actual", "达成预期指标"),
        # a date where Excel would see one
        ({"填报日期": "2026-01-15"}, "date", Decimal(46037)),
        ({"填报日期": "2026/1/5"}, "date", Decimal(46027)),
        ({"填报日期": "2026年1月5日"}, "date", Decimal(46027)),
        ({"填报日期": date(2026, 1, 5)}, "date", Decimal(46027)),
        ({"填报日期": datetime(2026, 1, 5, 17, 30)}, "date", Decimal(46027)),
        ({"填报日期": "2026-02-30"}, "date", "2026-02-30"),
        ({"填报日期": "一月中旬"}, "date", "一月中旬"),
        (indicator(COUNT, 实际完成值="2026-01-15"), "indicators.1.actual", "2026-01-15"),
        # labels as people write them
        ({"年度总体目标": {"实际 完成情况": "好"}}, "achieved", "好"),
        ({"项目资金": {"当年财政拨款": {"全年执行数（B）": 5}}}, "funds.fiscal.executed", Decimal(5)),
        ({"绩效指标": [{"行": "1", "实际完成值": 3}]}, "indicators.1.actual", Decimal(3)),
        ({"绩效指标": [{"实际完成值": 3}]}, "indicators.1.actual", Decimal(3)),
        (indicator(LISTED, met1="是"), "facts.5_met1.value", "是"),
        (indicator(COUNT, 二级指标="数量指标", 偏差原因分析及改进措施="生源不足"), "indicators.1.reason", "生源不足"),
    ],
)
def test_what_is_typed_lands_in_its_cell(data, name, typed):
    assert value(data, name) == typed


@pytest.mark.parametrize(
    ("cell", "said", "typed"),
    [
        (Cell("x", type="choice", choices=("部分甲", "部分乙", "未")), "部分", "部分"),
        (Cell("x", type="choice", choices=("部分甲", "部分乙", "未")), "部分乙", "部分乙"),
        (Cell("x", type="choice", choices=("是", "是的")), "是", "是"),
        (Cell("x", type="number"), 0.1, Decimal("0.1")),
    ],
)
def test_nothing_is_guessed_from_what_is_said(cell, said, typed):
    assert as_typed(cell, said) == typed


def test_items_of_a_checklist_are_typed_by_their_text():
    book = filled(indicator(LISTED, 建立考核办法="是", 建立补助办法="否"))
    row = next(row for row in issued()[0].rows if (row.table, row.label) == ("indicators", LISTED))
    assert [cell(book, name).value for name in row.asked.values()] == ["是", "否"]


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_typed_clears_the_cell(nothing):
    again = read_workbook(fill(returned(), indicator(COUNT, 实际完成值=nothing)).content)
    found = cell(again, "indicators.1.actual")
    assert found is None or found.value is None


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        # locked
        ({"总分": 100}, ["“总分”是锁定的单元格"]),
        ({"项目名称": "改名"}, ["“项目名称”是锁定的单元格"]),
        ({"年度总体目标": {"预期目标": "低一点"}}, ["“年度总体目标·预期目标”是锁定的单元格"]),
        (total(全年预算数=20), ["“年度资金总额·全年预算数”是锁定的单元格"]),
        (indicator(COUNT, 得分=25), ["“培训人数·得分”是锁定的单元格"]),
        (indicator(COUNT, 分值=30), ["“培训人数·分值”是锁定的单元格"]),
        (indicator(COUNT, 年度指标值=100), ["“培训人数·年度指标值”是锁定的单元格"]),
        # unknown
        ({"没有这一栏": 1}, ["没有“没有这一栏”这一项"]),
        ({"年度总体目标": {"完成得怎样": "好"}}, ["没有“年度总体目标·完成得怎样”这一项"]),
        ({"项目资金": {"地方配套": {"全年执行数": 1}}}, ["“项目资金·地方配套”：表里没有这一行"]),
        (total(支出数=1), ["“项目资金·年度资金总额”这一行没有“支出数”"]),
        (indicator("培训天数", 实际完成值=1), ["“绩效指标·培训天数”：表里没有这一行"]),
        (indicator(COUNT, 完成多少=1), ["“绩效指标·培训人数”这一行没有“完成多少”"]),
        ({"绩效指标": [{"行": "99", "实际完成值": 1}]}, ["表里没有这一行"]),
        # not what a cell takes
        ({"项目资金": 5}, ["“项目资金”下面应是各行的内容"]),
        ({"绩效指标": [5]}, ["“绩效指标·第1项”下面应写明是哪一列"]),
        ({"填报人": True}, ["“填报人”：只能填文字或数"]),
        ({"填报人": ["张"]}, ["“填报人”：只能填文字或数"]),
        (total(全年执行数=float("nan")), ["“年度资金总额·全年执行数”：不是 Excel 能保存的数"]),
        (total(全年执行数=10**400), ["“年度资金总额·全年执行数”：不是 Excel 能保存的数"]),
        ({"填报人": "铃\x07"}, ["控制字符 U+0007"]),
        ({"填报人": "长" * 32768}, ["超过 Excel 的上限 32767"]),
        ({"绩效指标": [{"三级指标": COUNT, "实际完成值": 1}, {"行": "1", "实际完成值": 2}]}, ["说的是同一个单元格"]),
        # another project's
        ({"项目编码": "T002", "总分": 1}, ["数据是项目“T002”的，这张表是项目“T001”的"]),
        # all at once
        (
            {"总分": 1, "没有": 2, **indicator(COUNT, 得分=3), **total(支出数=4)},
            ["没有“没有”", "年度资金总额”这一行没有“支出数”", "“总分”是锁定的", "“培训人数·得分”是锁定的"],
        ),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_written(data, problems):
    with pytest.raises(CannotFill) as refused:
        fill(issued()[1], data)
    assert sorted(refused.value.problems) == sorted(p for p in refused.value.problems if any(said in p for said in problems))
    assert len(refused.value.problems) == len(problems)


@pytest.fixture(scope="module")
def twins() -> bytes:
    """A blank form in which two indicators have one name, in different groups."""
    rows = [dict(row) for row in project().rows["indicators"]]
    rows[1]["level3"] = rows[0]["level3"]
    return blank(load_template("project"), load_methods(), Project(project().values, {"indicators": rows}), DAY)[1]


def test_a_name_that_two_rows_have_needs_the_level_above(twins):
    with pytest.raises(CannotFill, match="“绩效指标·培训人数”：有几行叫这个名字，请加写“二级指标”"):
        fill(twins, indicator(COUNT, 实际完成值=1))
    book = read_workbook(fill(twins, indicator(COUNT, 二级指标="质量指标", 实际完成值=1)).content)
    assert (cell(book, "indicators.1.actual"), cell(book, "indicators.2.actual").value) == (None, 1)


def test_data_that_names_its_project_is_taken():
    assert fill(issued()[1], {"项目编码": "T001", **DATA}).content == returned()


def test_cells_typed_are_counted():
    assert fill(issued()[1], {"填报人": "某某", **total(全年执行数=1)}).cells == 2


def test_a_workbook_of_others_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(issued()[1])) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(SHEET.encode(), b"_other"))
    with pytest.raises(Refused, match="XG040"):
        fill(stream.getvalue(), DATA)


# ---- everything else stays ----


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_sheets_with_inputs_or_formulas_change():
    before, after = members(issued()[1]), members(returned())
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= {f"xl/worksheets/sheet{i}.xml" for i in (2, 3, 4, 5)}


def test_looks_and_formulas_stay():
    def skeleton(content: bytes) -> list[list[tuple[str, ...]]]:
        """Address, style and formula of every cell."""
        pattern = re.compile(r'<c r="(\w+)"(?: s="(\d+)")?[^>]*?(?:/>|>(?:<f>(.*?)</f>)?)')
        return [pattern.findall(xml.decode()) for name, xml in members(content).items() if "worksheets/" in name]

    assert skeleton(returned()) == skeleton(issued()[1])
    assert sum(bool(formula) for sheet in skeleton(returned()) for _, _, formula in sheet) > 50


def test_only_what_was_typed_differs_among_values():
    before, after = read_workbook(issued()[1]), read_workbook(returned())
    inputs = {slot.place for slot in issued()[0].slots.values() if slot.cell.is_input}
    for name, sheet in before.sheets.items():
        for at, record in sheet.cells.items():
            if record.formula is None and (name, *at) not in inputs:
                assert after.sheets[name].cells[at] == record


def test_the_form_still_carries_its_snapshot():
    assert snapshot_inside(read_workbook(returned())) == snapshot_inside(read_workbook(issued()[1]))


def test_results_are_refreshed_as_wps_would():
    book = read_workbook(returned())
    assert [cell(book, name).value for name in ("indicators.1.score", "total", "grade")] == [25, Decimal("99.5"), "优"]


def test_typing_twice_gives_what_typing_at_once_gives():
    once = fill(issued()[1], {**total(全年执行数=Decimal("27.5")), "填报人": "某某"}).content
    twice = fill(fill(issued()[1], total(全年执行数=Decimal("27.5"))).content, {"填报人": "某某"}).content
    assert members(once) == members(twice)


def test_a_row_grows_with_a_long_text():
    sheet, row, column = long_issued()[0].slots["indicators.2.reason"].place or ("", 0, 0)
    number, width = row + 1, long_issued()[0].widths[sheet][column]
    text = cell_text(long_returned(), sheet, row, column)
    before, after = (row_height(content, number) for content in (long_issued()[1], long_returned()))
    assert before < height_of("cell", text, width) <= after


def cell_text(content: bytes, sheet: str, row: int, column: int) -> str:
    return str(read_workbook(content).sheets[sheet].cells[row, column].value)


def row_height(content: bytes, number: int) -> float:
    found = re.search(rf'<row r="{number}"[^>]* ht="([\d.]+)"', members(content)["xl/worksheets/sheet2.xml"].decode())
    assert found
    return float(found[1])


# ---- typed over the protection, as people do who lift it ----


def test_a_locked_cell_may_be_typed_over_on_demand_and_its_formula_is_gone():
    book = read_workbook(fill(returned(), indicator(COUNT, 得分=3), over=True).content)
    found = cell(book, "indicators.1.score")
    assert (found.value, found.formula) == (3, None)
    assert cell(book, "total").value == Decimal("77.5")


def test_an_indicator_that_is_chosen_is_filled_by_its_title() -> None:
    template = load_template("project-optional")
    form, content = blank(template, load_methods(), Project(template["example"]["project"], {}), DAY)
    data = {"绩效指标": {"项目效益": {"三级指标": "社会效益", "得分": 30}}}
    sheet, row, column = form.slots["indicators.benefit.level3"].place or ("", 0, 0)
    assert read_workbook(fill(content, data).content).sheets[sheet].cells[row, column].value == "社会效益"


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_amount_is_filled_by_its_own_label_on_every_frame(name: str) -> None:
    snapshot = example(name)[0]
    spent = amount_name(snapshot, "executed")
    for label in ("全年执行数", amount_called(snapshot.slots[spent])) if spent else ():
        found = address(snapshot, {label: Decimal(9)})
        assert (found.problems, found.values) == ([], {spent: 9})
