"""Doubts answered by a clerk: what counts then, for how long, and who says so."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from answered_lines import answer_lines
from filled import DATA, DAY, LINES, PROJECT, TITLES
from rosters import sound
from shifting import insert_rows
from xlgen import flows
from xlgen.acceptance.ledger import NAME, read_ledger
from xlgen.acceptance.records import Acceptance
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.flows import checking
from xlgen.flows.own_rules import own_rules
from xlgen.writing.roster import write_rows

CELL = "indicators.2.actual"  # 合格率 ≥95%
GROSS = Decimal(98)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """下发 and 回收 with one form in which 98 stands in a percent cell: 9800%."""
    monkeypatch.chdir(tmp_path)
    rows = {
        "项目": [list(PROJECT), [*list(PROJECT.values())[:4], 2025, *list(PROJECT.values())[5:]]],
        "指标": [["项目编码", *TITLES], *(["T001", *line] for line in LINES)],
    }
    (tmp_path / "清单.xlsx").write_bytes(write_rows(rows))
    issued = flows.issue("清单.xlsx", "下发", "project", day=DAY)
    assert issued.files, issued.findings
    returned(GROSS)
    return tmp_path


def returned(rate: Decimal) -> Path:
    """The form filled, with this rate."""
    [blank] = Path("下发").glob("*.xlsx")
    indicators = [{**each, "实际完成值": rate} if each["三级指标"] == "合格率" else each for each in DATA["绩效指标"]]
    data: dict[str, Any] = {**DATA, "绩效指标": indicators}
    file = Path("回收") / blank.name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(flows.fill(blank.read_bytes(), data).content)
    return file


def only() -> flows.Return:
    [each] = flows.check("回收", "下发")
    return each


def weights(code: str) -> list[str]:
    return [f"{each.severity.name}{' opens' if each.opens else ''}" for each in only().findings if each.code == code]


def the_file() -> Path:
    [file] = Path("回收").glob("*.xlsx")
    return file


def accept(**more: Any) -> flows.Accepted:
    return flows.accept(the_file(), CELL, "与单位核对过", **{"issued": "下发", "by": "某某", **more})


def test_nobody_answered_for_it_so_it_is_open(folder: Path) -> None:
    assert (only().status, weights("XG204")) == ("open", ["WARNING opens"])


def test_accepted_as_typed_it_counts_as_typed(folder: Path) -> None:
    accept()
    each = only()
    assert each.answers is not None
    assert (each.status, weights("XG204"), each.answers.excel[CELL]) == ("sound", ["NOTE"], GROSS)


def test_accepted_as_understood_98_percent_counts(folder: Path) -> None:
    before = only().answers
    assert before is not None
    accept(as_understood=True)
    each = only()
    assert each.answers is not None
    assert (each.status, each.answers.excel[CELL], each.answers.typed(CELL)) == ("sound", Decimal("0.98"), GROSS)
    assert [f.message for f in each.findings if f.code == "XG128"] == [
        f"“合格率·实际完成值”按核实认可的 98% 计，表上是 9800%：与单位核对过（某某，{flows_day()}）"
    ]


def flows_day() -> str:
    """The day of the last answer."""
    return last_line()["time"][:10]


def test_it_holds_only_while_the_cell_holds_that_value(folder: Path) -> None:
    accept()
    returned(Decimal(97))
    assert (only().status, weights("XG204"), weights("XG127")) == ("open", ["WARNING opens"], ["NOTE"])


def test_what_was_understood_of_a_value_is_not_what_its_successor_counts_as(folder: Path) -> None:
    accept(as_understood=True)
    returned(Decimal(97))
    accept()
    assert (last_line()["reading"], last_line().get("counts", "")) == ("typed", "")


def test_a_revocation_opens_it_again(folder: Path) -> None:
    accept()
    accept(revoke=True)
    assert only().status == "open"


def test_what_was_answered_is_in_the_sums(folder: Path) -> None:
    accept(as_understood=True)
    assert [p.counted for p in flows.roll_up("回收", "汇总.xlsx", "下发").rollup.projects] == [True]


def test_the_button_and_the_marked_copies_know_of_it(folder: Path) -> None:
    accept()
    assert [(each.said, each.copy) for each in flows.mark("回收", issued="下发")] == [("没有发现问题，审核通过。", None)]


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("没有的格", {}, "“没有的格”没有这一格"),
        ("indicators.1.actual", {}, "没有需核实的，不用核实"),
        ("自评表!Z99", {}, "没有这一格"),
        (CELL, {"revoke": True}, "没有核实过，不用撤销"),
    ],
)
def test_what_cannot_be_answered_for_is_refused(folder: Path, name: str, more: dict[str, Any], said: str) -> None:
    with pytest.raises(XlgenError, match=said):
        flows.accept(the_file(), name, "与单位核对过", "下发", **more)


def test_a_reason_is_wanted(folder: Path) -> None:
    with pytest.raises(XlgenError, match="请用 --reason 写明原因"):
        flows.accept(the_file(), CELL, "  ", "下发")


def test_without_what_was_issued_there_is_no_place_for_it(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    alone = tmp_path_factory.mktemp("别处") / "表.xlsx"
    alone.write_bytes(the_file().read_bytes())
    with pytest.raises(XlgenError, match="没有找到下发清单"):
        flows.accept(alone, CELL, "与单位核对过")


def test_an_error_cannot_be_accepted(folder: Path) -> None:
    returned(Decimal(-5))
    with pytest.raises(XlgenError, match="错误要改"):
        accept()


@pytest.mark.parametrize("name", ["合格率·实际完成值", "“合格率·实际完成值”", CELL])
def test_a_cell_is_meant_by_its_label_or_name(folder: Path, name: str) -> None:
    assert flows.accept(the_file(), name, "与单位核对过", "下发").acceptance.name == CELL


def test_after_another_value_counts_nobody_is_told_to_save_once_more(folder: Path) -> None:
    accept(as_understood=True)
    hints = {each.hint for each in only().findings if each.code == "XG104"}
    assert hints == {"得分按核实认可的值重算，与表上保存的不同，不用改"}


def test_an_address_may_be_written_in_small_letters(folder: Path) -> None:
    answers = only().answers
    assert answers is not None
    assert flows.accept(the_file(), answers.cell(CELL)[1].lower(), "核对过", "下发").acceptance.name == CELL


def test_a_cell_is_meant_by_its_address(folder: Path) -> None:
    answers = only().answers
    assert answers is not None
    assert flows.accept(the_file(), "!".join(answers.cell(CELL)), "核对过", "下发").acceptance.name == CELL


# ---- which doubts an answer is to ------------------------------------------------------------------------------------

FURTHER = """from xlgen.findings import Severity
from xlgen.rules.registry import Hit, rule


@rule("BJ01", "合格率", Severity.WARNING, "请看")
def always(answers):
    yield Hit("indicators.2.actual", "合格率请附名册")
"""


def severities(rules: str | None = None) -> dict[str, str]:
    """What is said of the cell, by code."""
    [each] = flows.check("回收", "下发", rules=rules)
    return {f.code: f.severity.name for f in each.findings if f.name == CELL}


def last_line() -> dict[str, str]:
    return asdict(read_ledger(Path("下发")).record[-1])


def rewritten(**changes: str | None) -> None:
    """The last answer changed, as a line of the file that versions before wrote."""
    line = {key: value for key, value in {**last_line(), **changes}.items() if value is not None}
    with closing(sqlite3.connect("下发/register.sqlite")) as register, register:
        register.execute("DROP TRIGGER answers_are_kept")
        register.execute("DELETE FROM answers WHERE answer = (SELECT max(answer) FROM answers)")
    with Path("下发", NAME).open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(line)}\n")


def test_an_answer_says_which_doubts_it_is_to(folder: Path) -> None:
    assert (accept().said, last_line()["codes"]) == (
        "T001 “合格率·实际完成值” 9800%：已核实 XG204，按表上的值计（与单位核对过）",
        "XG204",
    )


def test_a_doubt_that_comes_up_later_is_shown_though_its_cell_was_answered_for(folder: Path) -> None:
    Path("规则.py").write_text(FURTHER, "utf-8")
    accept()
    assert severities("规则.py") == {"XG204": "NOTE", "BJ01": "WARNING"}


def test_an_answer_of_before_codes_were_written_down_is_to_all(folder: Path) -> None:
    Path("规则.py").write_text(FURTHER, "utf-8")
    accept()
    rewritten(codes=None)
    assert severities("规则.py") == {"XG204": "NOTE", "BJ01": "NOTE"}


def test_what_was_answered_before_stays_answered_and_what_was_understood_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("规则.py").write_text(FURTHER, "utf-8")
    accept(as_understood=True)
    monkeypatch.setattr(checking, "RULES", (*checking.RULES, *own_rules(Path("规则.py"))))
    assert severities() == {"BJ01": "WARNING", "XG128": "NOTE"}
    accept()
    assert (last_line()["codes"], last_line()["reading"], last_line()["counts"]) == ("BJ01 XG204", "understood", "0.98")
    assert severities() == {"BJ01": "NOTE", "XG128": "NOTE"}


def test_an_answer_of_an_officer_is_to_what_he_was_asked(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    flows.accept_answered("回收", "下发", by="某某")
    assert last_line()["codes"] == "XG204"


def test_a_doubt_that_comes_up_only_beside_other_forms_can_be_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("清单.xlsx").write_bytes(write_rows(sound()))
    Path("回收").mkdir()
    for name in flows.issue("清单.xlsx", "下发", "project", day=DAY).files:
        data = {"年度总体目标": {"实际完成情况": "全年办班四期，参训一百二十六人，经办能力明显提升"}}
        Path("回收", name).write_bytes(flows.fill(f"下发/{name}", data).content)
    [second] = Path("回收").glob("P002*")
    assert flows.accept(second, "achieved", "两个项目合办", "下发").acceptance.codes == "XG508"
    assert [f.severity.name for each in flows.check("回收", "下发") for f in each.findings if f.code == "XG508"] == ["NOTE"]


# ---- what was taken back ---------------------------------------------------------------------------------------------


def taken_back() -> None:
    accept(as_understood=True)
    flows.accept(the_file(), CELL, "单位来电更正", "下发", by="李某", revoke=True)


def test_an_answer_that_was_taken_back_stands_in_the_json_of_a_check(folder: Path) -> None:
    taken_back()
    [file] = json.loads(run("check", "回收", "--issued", "下发", "--json", code=1))["files"]
    [answer] = file["answers"]
    assert (answer["by"], answer["holds"], answer["counts"], answer["codes"]) == ("某某", False, "98%", "XG204")
    assert answer["revoked"] == {"by": "李某", "time": last_line()["time"], "reason": "单位来电更正"}


def test_an_answer_that_was_taken_back_is_listed_in_the_summary_with_who_and_when(folder: Path) -> None:
    taken_back()
    accept()
    flows.roll_up("回收", "汇总.xlsx", "下发")
    sheet = openpyxl.load_workbook("汇总.xlsx")["核实记录"]
    assert [sheet.cell(row, 5).value for row in (4, 5)] == ["9800%", "9800%"]
    assert [sheet.cell(row, 10).value for row in (4, 5)] == [f"已撤销（李某，{flows_day()}：单位来电更正）", "有效"]


# ---- what officers answer on the list that goes back ----------------------------------------------------------------


def answered_by_officer(text: str) -> None:
    """Marked, the officer's answer written beside the lines, and returned again."""
    [done] = flows.mark("回收", "退回", "下发")
    assert done.copy is not None
    answer_lines(done.copy, text, the_file())


def test_a_gross_value_stays_open_with_the_officer_s_reason_shown(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    [told] = [each for each in only().findings if each.code == "XG204"]
    assert only().status == "open"
    assert told.message.endswith("填报人说已核实：以前年度一并计入")


def test_all_that_officers_answered_for_is_accepted_at_once(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    done = flows.accept_answered("回收", "下发", by="某某")
    assert [(each.acceptance.name, each.acceptance.reason) for each in done] == [(CELL, "填报人：以前年度一并计入")]
    assert only().status == "sound"


def test_without_a_reason_it_is_told_and_not_accepted(folder: Path) -> None:
    answered_by_officer("已核实")
    assert flows.accept_answered("回收", "下发") == []
    [told] = [each for each in only().findings if each.code == "XG204"]
    assert told.message.endswith("填报人写了已核实，没有写原因")


def test_a_second_mark_keeps_the_answer(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    [again] = flows.mark("回收", "再退", "下发")
    assert again.copy is not None
    assert "已核实：以前年度一并计入" in [
        cell.value for sheet in openpyxl.load_workbook(again.copy) for row in sheet.iter_rows() for cell in row
    ]


def test_a_doubt_that_is_not_gross_is_closed_by_the_officer_s_reason(folder: Path) -> None:
    returned(Decimal("-0.05"))
    answered_by_officer("已核实，上年基数高")
    assert [each.message for each in only().findings if each.code == "XG204"] == [
        "“合格率·实际完成值”为 -5%，为负，确是下降的不用改。填报人已核实：上年基数高"
    ]


def test_an_answer_of_an_earlier_round_is_read_from_the_copy_marked_again(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    [again] = flows.mark("回收", "再退", "下发")
    assert again.copy is not None
    the_file().write_bytes(again.copy.read_bytes())
    assert [each.acceptance.reason for each in flows.accept_answered("回收", "下发")] == ["填报人：以前年度一并计入"]


def test_an_officer_s_answer_is_to_the_value_that_was_asked_about(folder: Path) -> None:
    returned(Decimal("-0.05"))
    answered_by_officer("已核实，上年基数高")
    book = openpyxl.load_workbook(the_file())
    answers = only().answers
    assert answers is not None
    sheet, cell = answers.cell(CELL)
    book[sheet][cell] = -0.5
    book.save(the_file())
    [told] = [each for each in only().findings if each.code == "XG204"]
    assert (told.severity.name, told.message.rpartition("。")[2]) == ("WARNING", "填报人核实的不是现在这个值或这个问题")


def with_rows_inserted() -> None:
    """Three rows inserted in what was returned, above the cell that is asked about."""
    answers = only().answers
    assert answers is not None
    sheet, row, _ = answers.places[CELL]
    the_file().write_bytes(insert_rows(the_file().read_bytes(), sheet, row, 3))


def with_list_edited(edit: Callable[[Worksheet, int], None]) -> None:
    """What was returned, its list and the row of its headings handed over to be changed."""
    book = openpyxl.load_workbook(the_file())
    sheet = book["退回意见"]
    edit(sheet, next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号"))
    book.save(the_file())


def links_as_texts(sheet: Worksheet, head: int) -> None:
    """As programs leave them that keep values only."""
    for row in range(head + 1, sheet.max_row + 1):
        sheet.cell(row, 3).value = str(sheet.cell(row, 3).value).rpartition('","')[2].removesuffix('")')


def without_questions(sheet: Worksheet, head: int) -> None:
    for row in range(head + 1, sheet.max_row + 1):
        sheet.cell(row, 4).value = None


def test_rows_inserted_after_marking_lose_no_answer(folder: Path) -> None:
    returned(Decimal("-0.05"))
    answered_by_officer("已核实，上年基数高")
    with_rows_inserted()
    assert [each.message.rpartition("。")[2] for each in only().findings if each.code == "XG204"] == [
        "填报人已核实：上年基数高"
    ]


def test_an_answer_about_a_gross_value_is_taken_over_after_rows_were_inserted(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    with_rows_inserted()
    assert [each.acceptance.name for each in flows.accept_answered("回收", "下发")] == [CELL]


def test_where_the_link_is_gone_the_question_tells_which_cell_was_meant(folder: Path) -> None:
    returned(Decimal("-0.05"))
    answered_by_officer("已核实，上年基数高")
    with_list_edited(links_as_texts)
    with_rows_inserted()
    assert [each.message.rpartition("。")[2] for each in only().findings if each.code == "XG204"] == [
        "填报人已核实：上年基数高"
    ]


def test_an_answer_that_cannot_be_placed_is_told(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    with_list_edited(links_as_texts)
    with_list_edited(without_questions)
    [told] = [each for each in only().findings if each.code == "XG227"]
    assert told.place.startswith("退回意见!F")
    assert told.message == "写了“已核实：以前年度一并计入”，现在的问题里没有对得上的，没有用上"


def test_nothing_is_told_of_an_answer_where_its_cell_was_mended_since(folder: Path) -> None:
    answered_by_officer("已核实：以前年度一并计入")
    book = openpyxl.load_workbook(the_file())
    answers = only().answers
    assert answers is not None
    sheet, cell = answers.cell(CELL)
    book[sheet][cell] = 0.98
    book.save(the_file())
    assert [each.code for each in only().findings if each.code in ("XG204", "XG227")] == []


def test_what_is_asked_about_no_cell_can_be_answered(folder: Path) -> None:
    """A row that is hidden has no name; its line is answered all the same."""
    returned(Decimal(-5))
    answers = only().answers
    assert answers is not None
    sheet, row, _ = answers.places[CELL]
    book = openpyxl.load_workbook(the_file())
    book[sheet].row_dimensions[row + 1].hidden = True
    book.save(the_file())
    answered_by_officer("已核实：打印时少一页")
    assert [each.message.rpartition("。")[2] for each in only().findings if each.code == "XG126"] == [
        "填报人已核实：打印时少一页"
    ]


def test_answers_are_listed_in_the_summary(folder: Path) -> None:
    accept(as_understood=True)
    flows.roll_up("回收", "汇总.xlsx", "下发")
    row = [cell.value for cell in openpyxl.load_workbook("汇总.xlsx")["核实记录"][4]]
    assert (row[1], *row[3:8], row[9]) == ("T001", "合格率·实际完成值", "9800%", "98%", "与单位核对过", "某某", "有效")


def test_an_answer_that_holds_no_longer_is_listed_as_such(folder: Path) -> None:
    accept()
    returned(Decimal(97))
    flows.roll_up("回收", "汇总.xlsx", "下发")
    assert openpyxl.load_workbook("汇总.xlsx")["核实记录"]["J4"].value == "值已变，不再有效"


def test_a_summary_without_answers_has_no_list_of_them(folder: Path) -> None:
    flows.roll_up("回收", "汇总.xlsx", "下发")
    assert "核实记录" not in openpyxl.load_workbook("汇总.xlsx").sheetnames


def test_answers_stand_in_the_json_of_a_check(folder: Path) -> None:
    accept(as_understood=True)
    [file] = json.loads(run("check", "回收", "--issued", "下发", "--json"))["files"]
    [answer] = file["answers"]
    assert (answer["name"], answer["value"], answer["reading"], answer["counts"], answer["by"], answer["holds"]) == (
        CELL, "9800%", "understood", "98%", "某某", True,
    )  # fmt: skip


def test_an_error_stays_one_and_the_officer_s_answer_to_it_is_told(folder: Path) -> None:
    returned(Decimal(-5))
    answered_by_officer("已核实：上年基数高")
    [told] = [each for each in only().findings if each.code == "XG208"]
    assert (told.severity.name, only().status) == ("ERROR", "errors")
    assert told.message.endswith("。填报人写了已核实，但这是错误，要改")


# ---- the command ----------------------------------------------------------------------------------------------------


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_says_what_it_wrote_down(folder: Path) -> None:
    said = run("accept", str(the_file()), CELL, "--reason", "与单位核对过", "--as-understood")
    assert said == "T001 “合格率·实际完成值” 9800%：已核实 XG204，按 98% 计（与单位核对过）\n共记下 1 条。\n"


def test_a_blank_cell_that_was_answered_for_is_said_to_be_blank() -> None:
    answer = Acceptance("T001", "indicators.1.reason", "", "typed", "文件备案", "某某", "2026-01-20T09:00:00")
    said = flows.Accepted(answer, "“人数·原因”", Path("表.xlsx"), "").said
    assert said == "T001 “人数·原因” 空白：已核实，按表上的值计（文件备案）"


def test_the_command_wants_a_cell_or_all_that_was_answered(folder: Path) -> None:
    assert "请写明哪一格" in run("accept", str(the_file()), code=2)


def test_nothing_was_answered_by_officers(folder: Path) -> None:
    assert run("accept", "回收", "--answered") == "没有填报人写明了原因、还等着认可的疑问。\n"


def test_the_command_s_json(folder: Path) -> None:
    said = json.loads(run("accept", str(the_file()), CELL, "--reason", "核对过", "--json"))
    assert (said["version"], said["accepted"][0]["value"], said["accepted"][0]["reading"]) == (1, "98", "typed")


def test_the_budget_is_not_taken_for_what_was_spent(folder: Path) -> None:
    """More than twice the budget was spent: nothing says what was meant, so no reading of it can be accepted."""
    returned(Decimal("0.96"))
    answers = only().answers
    assert answers is not None
    sheet, cell = answers.cell("funds.total.executed")
    book = openpyxl.load_workbook(the_file())
    book[sheet][cell] = 900
    book.save(the_file())
    assert weights("XG402") == ["WARNING opens"]
    with pytest.raises(XlgenError, match="说不准本来要填多少"):
        flows.accept(the_file(), "funds.total.executed", "与单位核对过", issued="下发", by="某某", as_understood=True)


OURS = """
from xlgen.findings import Severity
from xlgen.rules.registry import Hit, rule

@rule("BJ01", "填报人要核实", Severity.WARNING, "请核实")
def filler(answers):
    yield Hit("filler", "填报人要核实", answers.text("filler"))
"""


PROPOSING = OURS.replace('"filler", "填报人要核实", answers.text("filler")', f'"{CELL}", "请核实", expected=Decimal("0.97")')


def test_what_a_doubt_that_does_not_open_would_expect_is_no_proposal(folder: Path) -> None:
    returned(Decimal("0.98"))
    Path("规则.py").write_text("from decimal import Decimal\n" + PROPOSING, "utf-8")
    with pytest.raises(XlgenError, match="说不准本来要填多少"):
        accept(as_understood=True, rules=Path("规则.py"))


@pytest.mark.usefixtures("folder")
def test_a_doubt_of_the_office_s_own_rules_is_answered_where_they_are_named() -> None:
    Path("规则.py").write_text(OURS, "utf-8")
    asked = ["accept", str(the_file()), "filler", "--reason", "是本人", "--issued", "下发"]
    without, with_them = (CliRunner().invoke(main, [*asked, *more]) for more in ([], ["--rules", "规则.py"]))
    assert "没有需核实的" in without.stderr
    assert "已核实 BJ01" in with_them.output
    [each] = flows.check("回收", "下发", rules="规则.py")
    assert [f.severity.name for f in each.findings if f.code == "BJ01"] == ["NOTE"]
