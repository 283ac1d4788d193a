"""Checking rules: each clause of what checking must catch has one code, a faulty return, and a near miss that stays silent."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from filled import issued as issued_file
from filled import returned
from rules import (
    FORMS,
    answers,
    batch,
    batch_findings,
    check,
    drafted,
    examples,
    findings,
    gives,
    issued,
    stands_apart,
    workbook,
)
from xlgen.findings import Severity
from xlgen.flows.checking import check as check_returns
from xlgen.flows.checking import check_file
from xlgen.issued.manifest import NAME, read_manifest
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.reports.checked import report
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import Rule, rule, rules_of, validate, validate_batch
from xlgen.workbook.addresses import spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
WHY = 'indicators.1.reason = "参训人员分批到岗，下年补训"'
SPENT = "funds.fiscal.executed = {}; funds.total.executed = {}"


# ---- every rule: its own examples -------------------------------------------------------------------------------------


def test_a_form_filled_without_a_fault_has_no_findings() -> None:
    check("")
    check("A | B")


KNOWN = {each.code: each for each in RULES}
EXAMPLES = [(each.code, said, must) for each in RULES for said, must in examples(each)]


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)
def test_every_rule_shows_a_passing_and_a_failing_example(each: Rule) -> None:
    assert {must for code, _, must in EXAMPLES if code == each.code} == {True, False}


@pytest.mark.parametrize(("code", "said", "must"), EXAMPLES)
def test_examples_tell_the_truth(code: str, said: str, must: bool) -> None:
    gives(said, code, must, KNOWN[code].across)


def test_a_failing_example_shows_the_edits_the_codes_and_the_places() -> None:
    with pytest.raises(AssertionError) as failed:
        gives("indicators.1.actual = 60", "XG310")
    edits, wanted, found = str(failed.value).splitlines()[1:4]
    assert (edits.strip(), wanted.strip()) == ("indicators.1.actual = 60", "must give XG310, and gives")
    assert found.strip().startswith("XG307 自评表!K14 indicators.1.reason “培训人数”")


def test_judging_without_rules_is_refused_and_never_says_that_all_is_well() -> None:
    with pytest.raises(ValueError, match="没有规则"):
        validate(answers(), ())
    with pytest.raises(ValueError, match="没有规则"):
        validate_batch(batch("A | B"), ())


def test_two_rules_of_one_code_are_refused() -> None:
    topic = ModuleType("topic")
    topic.first = rule("XG499", "甲", W, "")(lambda answers: iter(()))
    topic.second = rule("XG499", "乙", W, "")(lambda answers: iter(()))
    with pytest.raises(ValueError, match="XG499 不止一条规则"):
        rules_of(topic)


# ---- what checking must catch: clause by clause ----------------------------------------------------------------------

# clause, weight, code, a return that has the fault, one that nearly has it
CLAUSES = [
    # identity; template, edition, year and foreign files need files: below
    ("altered template", E, "XG105", 'text 项目资金 = "经费"', 'achieved = "项目资金"'),
    ("returned twice", E, "XG501", "A | A", "A | B"),
    ("missing", E, "XG502", "A | -B", "A | B"),
    ("another project's file", E, "XG503", 'A(name = "乡镇卫生院改造") | B', 'A(name = "村级代办员培训") | B'),
    ("another project's file name", W, "XG504", "A@T002_改造.xlsx | B", "A@改造.xlsx | B"),
    ("issued target changed", E, "XG101", "indicators.1.target = 119", "indicators.1.target = 120"),
    ("issued weight changed", E, "XG101", "indicators.1.points = 14.99", "indicators.1.points = 15"),
    ("issued operator changed", E, "XG101", 'indicators.1.nature = ">"', 'indicators.1.nature = "≥"'),
    ("issued formula changed", E, "XG103", "indicators.1.score = =G14*1 (15)", "indicators.1.actual = 121"),
    ("sheet gone", E, "XG109", "remove 自检", 'rename 自检 = "检查"'),
    ("sheet renamed", E, "XG110", 'rename 自评表 = "自评表 (2)"', 'rename 自评表 = "自评表"'),
    ("prompt text left in", W, "XG210", 'achieved = "请填写实际完成情况"', 'achieved = "请示获批，填写登记表 126 份"'),
    # funding
    ("total is not the sum of sources", E, "XG401", "funds.total.executed = 29.395", "funds.total.executed = 29.3951"),
    ("executed above budget", W, "XG402", SPENT.format("25.11", "30.01"), SPENT.format("25", "30")),
    ("executed without budget", E, "XG403", "funds.other.executed = 0.01", "funds.other.executed = 0"),
    ("0/0 is no rate", N, "XG404", "nothing: funds.total.executed = 0", "nothing: funds.total.executed = 0.01"),
    ("0/0 of a part", N, "XG404", "parts: funds.project.initial = 0; funds.project.executed = 0", "parts: funds.project.initial = 0; funds.project.executed = 0.01"),
    ("rate below 90% without a reason", W, "XG405", SPENT.format("22.09", "26.99"), SPENT.format("22.1", "27")),
    ("元 for 万元", W, "XG406", "funds.total.executed = 150000", "funds.total.executed = 149999"),
    ("balance", W, "XG407", "conclusion: funds.total.balance = 2816.99", "conclusion: funds.total.balance = 2817.004"),
    ("received is not the sum of shares", E, "XG408", "conclusion: funds.personal.received = 38564", "conclusion: "),
    # weights
    ("weights do not make 100", E, "XG320", "add 0.01", 'indicators.10.level3 = "下乡宣传"'),
    ("level total off", E, "XG321", 'add 5; indicators.10.level1 = "效益指标"', 'add 5; indicators.10.level1 = "其他"'),
    ("weight not above 0", E, "XG322", "add -1", "add 0.01"),
    ("one indicator of 40 points", W, "XG323", "add 40", "add 39.99"),
    # values
    ("actual blank", E, "XG201", "indicators.4.actual = blank", "indicators.4.actual = 0"),
    ("text in a number cell", E, "XG202", 'indicators.1.actual = "126"', "indicators.1.actual = 126"),
    ("number in a text row", W, "XG203", "achieved = 100", 'achieved = "100 人受训"'),
    ("percent typed as 98", W, "XG204", "indicators.9.actual = 98", "indicators.9.actual = 1.98"),
    ("percent typed a hundredfold too small", W, "XG204", "indicators.9.actual = 0.0098", "indicators.9.actual = 0.098"),
    ("choice not among choices", E, "XG205", 'indicators.6.actual = "达成"', 'indicators.6.actual = "达成预期指标"'),
    ("unit differs", E, "XG207", 'indicators.1.actual = "126期"', 'indicators.1.actual = "126人"'),
    ("actual copies the target", W, "XG209", 'indicators.1.actual = "≥120人"', "indicators.1.actual = 120"),
    ("date unreadable", W, "XG206", 'date = "元旦前后"', 'date = "2026年1月10日"'),
    ("date after the year's end", W, "XG206", "indicators.5.actual = 2026-01-01", "indicators.5.actual = 2025-12-31"),
    # scores
    ("formula overwritten", E, "XG102", "indicators.1.score = 15", "indicators.1.actual = 120"),
    ("score is not the rule's", E, "XG301", "indicators.1.score = 14.8", "indicators.1.score = 14.99"),
    ("rounding or truncation only", N, "XG302", "funds.total.score = 9.79", "funds.total.score = 9.78"),
    ("score above points", E, "XG305", "indicators.6.score = 10.01", "indicators.6.score = 10"),
    ("score below 0", E, "XG305", "indicators.6.score = -0.01", "indicators.6.score = 0"),
    ("qualitative score outside its tier", E, "XG306", "indicators.6.score = 7.99", "indicators.6.score = 8"),
    ("points lost and no reason", E, "XG307", "indicators.1.actual = 119", "indicators.1.actual = 120"),
    ("reason says nothing", W, "XG308", 'indicators.1.actual = 60; indicators.1.reason = "/"', 'indicators.1.reason = "/"'),
    ("target met yet points cut", W, "XG309", 'add 5; indicators.10.target = "≥20场"; indicators.10.score = 4', 'add 5; indicators.10.target = "≥21场"; indicators.10.score = 4'),
    ("total is not the sum", E, "XG303", "total = 99.9", "total = 99.79"),
    ("grade is not the total's", E, "XG304", 'total = 90; grade = "良"', 'total = 90; grade = "优"'),
    ("over-achievement of 120%", W, "XG310", "indicators.1.actual = 144", "indicators.1.actual = 143.99"),
    ("over-achievement of 130% without a reason", W, "XG311", "indicators.1.actual = 156", f"indicators.1.actual = 156; {WHY}"),
    ("value in a gap of the bands", W, "XG312", "indicators.3.actual = 0.945", "indicators.3.actual = 0.94"),
    ("same survey figure, other score", W, "XG313", "indicators.8.actual = 0.93", "indicators.8.actual = 0.94"),
    # across projects
    ("projects do not add up to the department", E, "XG505", "D(projects.1.executed = 29.451) | A", "D(projects.1.executed = 29.45) | A"),
    ("projects' amounts in the department's own list", E, "XG412", "department: facts.project.value = 3528.4", "department: facts.project.value = 3528.41"),
    ("all full marks while execution is low", W, "XG509", SPENT.format(22, 26.9), SPENT.format(22.1, 27)),
    ("score rate ahead of execution", W, "XG510", SPENT.format(23.4, 28.3), SPENT.format(23.5, 28.4)),
    # privacy
    ("telephone number", W, "XG211", 'filler = "某某13900001111"', 'phone = "13900001111"; filler = "某某 20250101"'),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "weight", "code", "faulty", "near"), CLAUSES, ids=[clause[0] for clause in CLAUSES])
def test_each_clause_has_its_code_and_a_near_miss_that_stays_silent(
    clause: str, weight: Severity, code: str, faulty: str, near: str
) -> None:
    stands_apart(weight, code, faulty, near)


def test_copied_reasons_and_actuals_are_told_from_like_ones() -> None:
    said = 'indicators.1.actual = 60; indicators.1.reason = "{}"'
    copied, own = "参训人员分批到岗，计划下年一季度补训", "设备到货推迟两个月，已催促厂家交付并安装"
    check(f"A({said.format(copied)}) | B({said.format(copied + '。')})", "XG507")
    check(f"A({said.format(copied)}) | B({said.format(own)})")
    gives("A | B(indicators.1.actual = 126; indicators.4.actual = 388)", "XG508")
    gives("A | B(indicators.1.actual = 126)", "XG508", must=False)


# ---- one fault, no more findings than it deserves --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ("indicators.1.actual = 60", "XG307"),
        ('indicators.3.actual = "95％"', "XG202"),
        ('indicators.1.actual = "126期"', "XG207"),
        ('indicators.5.actual = "去年年底前后"', "XG202"),
        ("indicators.9.actual = 98", "XG204"),
        ("indicators.1.score = 15", "XG102"),  # the value is right, only the formula is gone
        ("indicators.1.score = 12", "XG102 XG301"),
        ("indicators.1.score = 100", "XG102 XG305"),
        ("funds.total.score = 9.79", "XG102 XG302"),
        ("funds.total.rate = 0.5", "XG102 XG301"),  # the score follows from the altered rate and is not stale
        ("indicators.1.points = 20", "XG101 XG301"),
        ("total = 95", "XG102 XG303"),
        ("stale total = 95", "XG104"),
        ("resave xls", "XG054"),
        ("resave xls; stale total = 95", "XG054 XG055"),
        ("resave xls; indicators.1.score = =15+0 (15)", "XG054"),  # another formula is not seen where it gives the same
        ("resave xls; indicators.1.score = 15", "XG054 XG102"),  # a value typed over one is
        ("funds.total.executed = 30.41; funds.fiscal.executed = 25.51", "XG402"),
        ("funds.total.executed = 30", "XG401"),  # the form's own check says the same and is silent
    ],
)
def test_one_fault_gives_few_findings(edits: str, expected: str) -> None:
    check(edits, *expected.split())


def test_a_cross_foot_is_told_once_and_not_again_as_a_failed_check_of_the_form() -> None:
    told = [f.code for f in findings("funds.personal.received = 38564", "conclusion") if f.code != "XG201"]
    assert told == ["XG408"]


def required() -> list[str]:
    return [
        slot.name
        for slot in issued().slots.values()
        if slot.cell.is_input and slot.cell.required and slot.row not in ("10", "11")
    ]


@pytest.mark.parametrize("name", required())
def test_a_form_that_says_not_yet_always_has_an_error(name: str) -> None:
    edits = f"{name} = blank"
    assert answers(edits).text("verdict").startswith("还不能报送")
    assert [finding.name for finding in findings(edits) if finding.code == "XG201"] == [name]


def test_a_form_ready_by_its_own_check_says_so() -> None:
    assert answers().text("verdict") == "可以报送"


# ---- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "understood", "steps"),
    [
        ("９６％", "96%", "全角数字转半角；“96%”读作 0.96"),
        ("约96%", "96%", "去掉“约”；“96%”读作 0.96"),
        ("96", "96%", "“96”没有百分号，按 96% 读"),
        ("百分之九十六", "96%", "“九十六”读作 96；“96%”读作 0.96"),
    ],
)
def test_a_text_that_can_be_read_is_told_with_its_steps(typed: str, understood: str, steps: str) -> None:
    (finding,) = findings(f'indicators.3.actual = "{typed}"')
    assert (finding.found, finding.expected) == (typed, understood)
    assert f"理解为 {understood}（{steps}）" in finding.message


@pytest.mark.parametrize("typed", ["一百多", "达到要求", "100-120", "无"])
def test_unreadable_stays_unreadable_and_is_never_0(typed: str) -> None:
    edits = f'indicators.1.actual = "{typed}"'
    (finding,) = findings(edits)
    assert (finding.code, finding.expected) == ("XG202", "")
    assert answers(edits).understood["indicators.1.actual"] is None
    assert answers(edits).excel["indicators.1.score"] is None


def test_messages_name_place_fact_and_remedy_and_print_on_any_console() -> None:
    told = [
        f
        for code, said, must in EXAMPLES
        if must
        for f in ([x for _, x in batch_findings(said)] if KNOWN[code].across else findings(said))
    ]
    for finding in told:
        assert f"{finding.message}{finding.hint}{finding.found}{finding.expected}".encode("cp936")
        assert finding.message
        assert not finding.message.endswith("。")
        assert finding.hint


def test_a_row_people_added_is_called_what_they_called_it() -> None:
    (finding,) = [f for f in findings("add 5; indicators.10.score = blank; indicators.10.points = 0.5") if f.code == "XG201"]
    assert finding.message == "“下乡宣传·得分”没有填"


# ---- funding tables either way round ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "code", "name"),
    [
        ("funds.budget.municipal = 30; funds.executed.municipal = 30.01", "XG402", "funds.executed.total"),
        ("funds.budget.municipal = 30; funds.executed.county = 1", "XG403", "funds.executed.county"),
        ("funds.budget.municipal = 30; funds.executed.municipal = 23.64", "XG405", "funds.executed.total"),
        ("funds.budget.municipal = 30; funds.executed.municipal = 236400", "XG406", "funds.executed.total"),
        ("funds.budget.municipal = 30; funds.executed.municipal = -1", "XG409", "funds.executed.municipal"),
    ],
)
def test_a_table_with_amounts_as_rows_is_read_as_well(edits: str, code: str, name: str) -> None:
    found = {finding.code: finding.name for finding in findings(edits, "matrix")}
    assert found[code] == name


# ---- batches ---------------------------------------------------------------------------------------------------------


def test_a_project_returned_twice_is_reported_at_both_files_until_one_is_chosen() -> None:
    found = batch_findings("A | B | A@T001_培训(1).xlsx")
    assert [(file, finding.code, finding.found) for file, finding in found if finding.code == "XG501"] == [
        ("T001_培训.xlsx", "XG501", "T001_培训(1).xlsx"),
        ("T001_培训(1).xlsx", "XG501", "T001_培训.xlsx"),
    ]
    gives("A | B", "XG501", must=False)


def test_two_files_of_one_name_are_told_with_their_folders(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "P.xlsx").write_bytes(returned())
        with zipfile.ZipFile(tmp_path / folder / "P.xlsx", "a") as form:
            form.comment = folder.encode()  # copies of one file are one return
    found = [f.found for each in check_returns([tmp_path], None) for f in each.findings if f.code == "XG501"]
    assert sorted(found) == ["乙/P.xlsx", "甲/P.xlsx"]


def test_a_missing_project_is_a_return_of_its_own_and_counted_apart() -> None:
    returns = validate_batch(batch("A | -B"), RULES)
    assert [each.status for each in returns] == ["sound", "missing"]
    assert report(returns)["summary"] == {"files": 1, "sound": 1, "open": 0, "errors": 0, "refused": 0, "missing": 1}


def test_findings_across_files_stand_behind_those_of_the_file() -> None:
    first, _ = validate_batch(batch("A | A@T001_培训(1).xlsx"), RULES)
    assert first.findings[-1].code == "XG501"
    assert first.status == "errors"


# ---- real files ------------------------------------------------------------------------------------------------------


def changed(name: str, value: object) -> bytes:
    """The returned file with one cell typed over."""
    sheet, row, column = issued_file()[0].slots[name].place
    return patch(
        returned(), {sheet: {(row, column): Change(Decimal(value) if isinstance(value, int) else value)}}, overwrite=True
    )


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("indicators.1.actual", None, "XG201"),
        ("indicators.1.actual", "１２６人", "XG202"),
        ("filler", "某某 13900001111", "XG211"),
        ("indicators.4.score", 3, "XG306"),
        ("total", 100, "XG303"),
    ],
)
def test_faults_are_found_in_files_at_their_address(tmp_path: Path, name: str, typed: object, code: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(changed(name, typed))
    found = {finding.code: finding for finding in check_file(file, None).findings}
    sheet, row, column = issued_file()[0].slots[name].place
    assert (found[code].sheet, found[code].cell) == (sheet, spell(row, column))


def folder(tmp_path: Path, name: str = "T001_医疗保险经费.xlsx", day: str = "2026-01-10") -> Path:
    """A batch as issued, with its manifest, and a folder with what came back."""
    snapshot = issued_file()[0]
    issued_to, back = tmp_path / "issued", tmp_path / "back"
    issued_to.mkdir()
    back.mkdir()
    (issued_to / NAME).write_text("".join(manifest_text([form_line(name, snapshot)], "project", day)), "utf-8")
    return back


def test_a_folder_is_held_against_its_manifest(tmp_path: Path) -> None:
    back = folder(tmp_path)
    manifest = read_manifest(tmp_path / "issued")
    assert [each.status for each in check_returns([back], manifest)] == ["missing"]
    (back / "a.xlsx").write_bytes(returned())
    assert [each.status for each in check_returns([back], manifest)] == ["sound"]
    (back / "b.xlsx").write_bytes(returned())
    assert [[f.code for f in each.findings] for each in check_returns([back], manifest)] == [["XG512"]]
    with zipfile.ZipFile(back / "b.xlsx", "a") as form:
        form.comment = b"saved again"
    assert ["XG501" in {f.code for f in each.findings} for each in check_returns([back], manifest)] == [True, True]


def test_a_single_file_does_not_make_the_others_missing(tmp_path: Path) -> None:
    back = folder(tmp_path)
    (tmp_path / "other.xls").write_bytes(b"")
    assert [each.status for each in check_returns([tmp_path / "other.xls"], read_manifest(tmp_path / "issued"))] == ["refused"]
    assert list(back.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"edition": "2019"}, "XG043"),
        ({"form": "project-cost"}, "XG043"),
        ({"issued": "2025-01-10"}, "XG044"),
        ({}, ""),
    ],
)
def test_a_form_of_another_template_edition_or_batch_is_refused(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    folder(tmp_path)
    snapshot = replace(issued_file()[0], **changes)
    text = "".join(manifest_text([form_line("a.xlsx", snapshot)], "project", "2026-01-10"))
    (tmp_path / "issued" / NAME).write_text(text, "utf-8")
    file = tmp_path / "back" / "a.xlsx"
    file.write_bytes(returned())
    found = check_file(file, read_manifest(tmp_path / "issued"))
    assert [finding.code for finding in found.findings] == ([code] if code else [])


def test_a_project_that_was_not_issued_is_refused_as_foreign(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "issued" / NAME).write_text(
        "".join(manifest_text([form_line("T002.xlsx", issued("B"))], "project", "2026-01-10")), "utf-8"
    )
    file = tmp_path / "back" / "a.xlsx"
    file.write_bytes(returned())
    assert [f.code for f in check_file(file, read_manifest(tmp_path / "issued")).findings] == ["XG042"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    (tmp_path / "b.xlsx").write_bytes(returned())
    assert [each.status for each in check_returns([tmp_path], None)] == ["refused", "sound"]


def test_samples_in_memory_are_like_files() -> None:
    for sample in FORMS:
        draft = drafted("", sample)
        book = workbook(draft)
        assert set(book.names) == {slot.name for slot in draft.snapshot.slots.values() if slot.place}
    real = read_workbook(returned())
    assert set(real.sheets) == set(workbook(drafted("")).sheets)


def test_checks_about_a_sheet_that_is_gone_are_not_told_one_by_one():
    gives("remove 自评表", "XG412", must=False)
