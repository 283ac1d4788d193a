"""Every button, pressed: the action and the workbook's name are all the helper is given, as the Excel add-in asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from asked import asked_of_excel
from faults import faulty
from filled import issued, returned
from front import open_in_front
from rosters import sound
from xlgen.addin.ribbon import buttons
from xlgen.bridge.actions import ACTIONS
from xlgen.bridge.exchange import answer
from xlgen.bridge.requests import Outcome
from xlgen.files.shipped import samples
from xlgen.flows.samples import write_roster
from xlgen.form.template.load import load_methods, load_template
from xlgen.form.template.methods import Method
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.workbook.engine.app import app
from xlgen.writing.blank_roster import blank_roster
from xlgen.writing.roster import write_rows

Press = Callable[[str, xw.Book], str]


@pytest.fixture
def press(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """Press a button over a workbook that is open; what is shown to the person."""
    open_in_front(monkeypatch)

    def pressed(control: str, book: xw.Book) -> str:
        action = control.removeprefix("xlgen").lower()
        done = answer(asked_of_excel(tmp_path_factory.mktemp("x"), action, str(book.fullname)))
        assert done is not None
        return str(done["message"])

    yield pressed
    for each in list(app().books):
        each.close()


@pytest.fixture
def form(tmp_path: Path) -> xw.Book:
    """A faulty return that is open, with what was issued one folder up."""
    (tmp_path / "下发").mkdir()
    (tmp_path / "下发" / "T001.xlsx").write_bytes(issued()[1])
    text = "".join(manifest_text([form_line("T001.xlsx", issued()[0])], "project", "2026-01-10"))
    (tmp_path / "下发" / "manifest.json").write_text(text, "utf-8")
    (tmp_path / "回收").mkdir()
    (tmp_path / "回收" / "T001.xlsx").write_bytes(faulty())
    return app().books.open(tmp_path / "回收" / "T001.xlsx")


def test_every_button_has_an_action_and_every_action_a_button() -> None:
    assert [button.action for button in buttons()] == list(ACTIONS)


def test_check_mark_and_clear_one_after_the_other(form: xw.Book, press: Press) -> None:
    assert press("xlgenClear", form) == "这个工作簿里没有 xlgen 的标注，没有改动。"
    assert press("xlgenCheck", form) == "有 3 处错误，退回修改。详见“校验结果”表。"
    assert press("xlgenMark", form) == "有 3 处错误，退回修改。标注了 3 个单元格，“退回意见”表逐条列出。"
    assert [sheet.name for sheet in form.sheets][-2:] == ["校验结果", "退回意见"]
    assert (
        press("xlgenClear", form) == "已清除 3 个单元格的标注和“校验结果”“退回意见”表，别人的批注、颜色和“项目汇总”表没有动。"
    )
    assert form.impl.state.saved() == faulty()


def test_repair_writes_apart_from_the_returns_and_opens_it(form: xw.Book, press: Press) -> None:
    out = Path(form.fullname).parents[1] / "回收_修复" / "T001_修复.xlsx"
    said = press("xlgenRepair", form)
    assert said.splitlines()[0] == "恢复　自评表!J19　“满意度·得分”恢复公式，原来是“10”"
    assert said.splitlines()[-1].startswith("已照抄 12 个填报单元格（恢复 1 处）。已写到 ")
    assert out.is_file()
    assert press("xlgenRepair", form) == f"{out} 已经存在，不会覆盖。请先把它移走"


def test_repair_without_what_was_issued_says_where_to_put_it(tmp_path: Path, press: Press) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "T001.xlsx").write_bytes(returned())
    said = press("xlgenRepair", app().books.open(tmp_path / "a" / "T001.xlsx"))
    assert said == "没有找到下发清单。修复要用下发的原表，请把“下发”文件夹放在这张表的旁边或上一级"


def test_rollup_takes_open_and_closed_forms_and_adds_a_sheet_each_time(form: xw.Book, press: Press) -> None:
    folder = Path(form.fullname).parent
    form.close()
    (folder / "T001.xlsx").write_bytes(returned())
    openpyxl.Workbook().save(folder / "部门.xlsx")
    openpyxl.Workbook().save(folder / "无关.xlsx")
    department = app().books.open(folder / "部门.xlsx")
    assert press("xlgenRollup", department).splitlines() == [
        "下发 1 = 审核通过 1。",
        "收到文件 1 = 有效 1。",
        "计入汇总 1 个项目。",
        "已加“项目汇总”表。",
    ]
    opened = app().books.open(folder / "T001.xlsx")
    opened.names["funds.total.executed"].refers_to_range.value = 30  # on screen, not saved; the file itself counts no more
    opened.names["funds.fiscal.executed"].refers_to_range.value = 30
    department.activate()
    assert press("xlgenRollup", department).endswith("已加“项目汇总2”表，原来的没有动。")
    rates = [figure(department.sheets[name], "总执行率") for name in ("项目汇总", "项目汇总2")]
    assert rates == [pytest.approx(28.5 / 30), 1]


def figure(sheet: xw.Sheet, label: str) -> object:
    """The figure beside a label."""
    return next(row[2] for row in sheet.used_range.value if row[1] == label)


def test_rollup_is_not_put_into_a_form(form: xw.Book, press: Press) -> None:
    assert press("xlgenRollup", form).startswith("这是一张自评表，汇总不能加在里面。请新建一个空工作簿")
    assert form.impl.state.saved() == faulty()


def test_rollup_without_forms_says_what_to_open(tmp_path: Path, press: Press) -> None:
    openpyxl.Workbook().save(tmp_path / "部门.xlsx")
    said = press("xlgenRollup", app().books.open(tmp_path / "部门.xlsx"))
    assert said == "没有找到自评表。请先打开要汇总的表，或把它们和这个工作簿放在同一个文件夹里"


def test_explain_tells_the_selected_score(form: xw.Book, press: Press) -> None:
    form.impl.selection = form.sheets["自评表"]["J16:J17"].impl
    assert press("xlgenExplain", form).splitlines()[0] == "“人均成本·得分”＝8（自评表!J16，分值 10）"


def test_issue_makes_forms_of_the_template_the_roster_was_made_for(tmp_path: Path, press: Press) -> None:
    write_roster(samples() / "demo" / "roster.toml", tmp_path / "项目清单.xlsx")
    said = press("xlgenIssue", app().books.open(tmp_path / "项目清单.xlsx"))
    first, *rest = said.splitlines()
    assert first == f"已按表式 project 生成 8 张自评表和下发清单，在 {tmp_path / '下发'}。下发清单请妥善留存，校验时要用。"
    assert rest[:2] == ["请核实：", next(line for line in rest if " 需核实 " in line)]
    assert "项目!A3 说明 项目“医保基金监管专项检查”的产出指标里没有成本指标（请核对；确实没有的可以照发）" in rest


def test_issue_tells_errors_before_all_else_and_how_many_more_there_are(tmp_path: Path, press: Press) -> None:
    sheets = sound()
    for title in "甲乙丙丁戊己庚辛壬癸子丑":
        sheets["项目"].append([title, f"项目{title}", "某局", f"单位{title}", 2025, 1, 1, 1, 0, 0, "目标"])
    (tmp_path / "项目清单.xlsx").write_bytes(write_rows(sheets))
    heading, *rest, last = press("xlgenIssue", app().books.open(tmp_path / "项目清单.xlsx")).splitlines()
    assert heading == "项目清单有错误，没有生成任何文件："
    assert [" 错误 " in line for line in rest] == [True] * 10
    assert last == "还有 7 处，用 xlgen lint 看全部"


def test_an_empty_roster_is_answered_with_its_faults(tmp_path: Path, press: Press) -> None:
    methods: dict[str, Method] = load_methods()
    (tmp_path / "项目清单.xlsx").write_bytes(blank_roster(load_template("project-hubei"), methods))
    book = app().books.open(tmp_path / "项目清单.xlsx")
    assert book.names["xlgen.template"].refers_to == '="project-hubei"'
    assert press("xlgenIssue", book).startswith("项目清单有错误，没有生成任何文件：\n项目!A2 错误 项目清单里没有项目（")


@pytest.mark.parametrize("control", ["xlgenCheck", "xlgenMark", "xlgenExplain"])
def test_a_workbook_that_is_none_of_ours_is_left_alone(control: str, tmp_path: Path, press: Press) -> None:
    openpyxl.Workbook().save(tmp_path / "账.xlsx")
    book = app().books.open(tmp_path / "账.xlsx")
    assert press(control, book).startswith("无法读取：XG040 不是 xlgen 下发的表")
    assert [sheet.name for sheet in book.sheets] == ["Sheet"]


def test_a_cell_that_is_no_score_is_answered_with_what_to_select(form: xw.Book, press: Press) -> None:
    form.impl.selection = form.sheets["自评表"]["A2"].impl
    assert press("xlgenExplain", form) == "这一格没有可说明的。请选中得分、总分、等级或填报格，再点“评分说明”"


def test_forms_are_not_issued_twice(tmp_path: Path, press: Press) -> None:
    write_roster(samples() / "demo" / "roster.toml", tmp_path / "项目清单.xlsx")
    (tmp_path / "下发").mkdir()
    said = press("xlgenIssue", app().books.open(tmp_path / "项目清单.xlsx"))
    assert said == f"{tmp_path / '下发'} 已经存在，不会覆盖。要重新下发，请先把这个文件夹改名或移走"


def test_a_folder_that_cannot_be_written_to_is_answered_in_words(
    form: xw.Book, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Outcome:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setitem(ACTIONS, "help", full)
    assert press("xlgenHelp", form) == f"不能写到文件夹 {tmp_path}（只读，或没有权限）。请换一个文件夹"


def selecting_fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """What is selected cannot be told, as where Excel is asked while it edits a cell."""

    def failing(_: xw.App) -> None:
        raise error

    monkeypatch.setattr(xw.App, "selection", property(failing))


def acting_fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def failing(*_: object) -> Outcome:
        raise error

    monkeypatch.setitem(ACTIONS, "check", failing)


@pytest.mark.program_fault
@pytest.mark.parametrize("place", [selecting_fails, acting_fails])
@pytest.mark.parametrize(
    "error", [KeyError("张三 13800000000"), ValueError("invalid literal"), RecursionError(), AttributeError("Range")]
)
def test_what_goes_wrong_in_the_program_is_one_sentence_without_a_word_of_the_form(
    place: Callable[[pytest.MonkeyPatch, Exception], None],
    error: Exception,
    form: xw.Book,
    press: Press,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "记录"))
    place(monkeypatch, error)
    said = press("xlgenCheck", form)
    assert said.startswith(
        f"可能做了一部分，点“清除标注”可以去掉。XG059 程序出错：{type(error).__name__}，记录在 {tmp_path / '记录'}"
    )
    assert "张三" not in said
    assert "张三" not in (tmp_path / "记录" / "xlgen" / "errors.log").read_text("utf-8")


def test_the_name_of_a_control_that_is_none_of_ours_is_answered_in_words(form: xw.Book, press: Press) -> None:
    assert press("xlgenWhatever", form).startswith("没有“whatever”这个操作，有：")


def test_help_names_every_button(form: xw.Book, press: Press) -> None:
    said = press("xlgenHelp", form)
    assert [button.label for button in buttons() if button.label not in said] == ["帮助"]
