"""What a cell's formula is once its cells have moved; every locked cell that is changed is reported at its address."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import openpyxl
import pytest

import shifting
from filled import issued, returned
from xlgen.findings import Finding
from xlgen.form.records import Cell
from xlgen.issued.hidden import SHEET
from xlgen.issued.snapshot import Slot, Snapshot
from xlgen.language.parse import parse as read_formula
from xlgen.language.write import to_excel
from xlgen.returned.alteration import canonical, cut_off, expected_formula
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.paper import altered
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.addresses import parse, spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord
from xlgen.workbook.references import Place, address_from

# ---- which formulas are one and the same ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("=SUM(A1:A3)", "SUM(A1:A3)"),
        ("of:=SUM(A1:A3)", "SUM(A1:A3)"),
        ("=of:=SUM(A1:A3)", "SUM(A1:A3)"),
        ("SUM( a1:A3 )\n", "SUM(A1:A3)"),
        ("SUM($A$1:A$3)", "SUM(A1:A3)"),
        ("'自评表'!$B$2+表二!C3", "自评表!B2+表二!C3"),
        ('IF(a1="A b $\'x\'", "", "c")', 'IF(A1="A b $\'x\'","","c")'),
        ('"a ""b"" c"&A1', '"a ""b"" c"&A1'),
        ('A1&"0.50"&0.50', 'A1&"0.50"&0.5'),
        ("A1*0.80000000000000004", "A1*0.8"),
        ("A1*0.12345678901234567", "A1*0.12345678901235"),
        ("A1<0.00499999999999999989", "A1<0.005"),
        ("A1/1E2", "A1/100"),
        ("A1/1e+2", "A1/100"),
        ("A1+1.50E-3", "A1+0.0015"),
        ("MIN(AB12,15.0)", "MIN(AB12,15)"),
        ("LOG10(A1)", "LOG10(A1)"),
        ("SUM(A1:A1,乙!B12:$B$12)", "SUM(A1,乙!B12)"),
        ("SUM(A1:A11,A1:B1,AA1:A1,A1:AA1)", "SUM(A1:A11,A1:B1,AA1:A1,A1:AA1)"),
        ("'007'!A1+A_01+B.01", "007!A1+A_01+B.01"),
    ],
)
def test_what_applications_change_when_they_save_is_not_in_the_canonical_text(formula: str, text: str) -> None:
    assert canonical(formula) == text


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1,#REF!)",
        "SUM(A1,自评表!#REF!)",
        "SUM(A1,'自评表'!#REF!)",
        "SUM(A1,$自评表!#REF!)",
        "SUM(A1, 'sheet 1'!#ref!)",
        "SUM(A1,'自评表 (2)'!#REF!)",
        "SUM(A1,'一-二,三'!#REF!)",
        "SUM(A1,'局''s 表'!#REF!)",
    ],
)
def test_a_cell_that_is_gone_is_gone_whether_or_not_its_sheet_is_said(formula: str) -> None:
    assert canonical(formula) == "SUM(A1,#REF!)"


def test_what_stands_before_a_cell_that_is_gone_stays() -> None:
    assert canonical("'一'!B2*'二'!#REF!-三!C3+四!#REF!") == "一!B2*#REF!-三!C3+#REF!"
    assert canonical("'A 1'!#REF!&'B 2'!#REF!") == "#REF!&#REF!"


@pytest.mark.parametrize(
    ("issued_", "now"),
    [
        ("=A1*0.8", "=A1*0.80001"),
        ("=A1*0.8", "=A1*0.8000000000001"),
        ("=A1+15", "=A15+1"),
        ('="0.50"', '="0.5"'),
        ('="a"', '="A"'),
        ("=LOG10(A1)", "=LOG1(A1)"),
        ('=IF(A1>0,"是","否")', '=IF(A1>0,"否","是")'),
    ],
)
def test_another_number_or_text_is_another_formula(issued_: str, now: str) -> None:
    assert canonical(now) != canonical(issued_)


# ---- formulas led to where their cells are -----------------------------------------------------------------------------

PLACES = {"a": "A1", "b": "A2", "c": "A3", "d": "A10", "e": "B1", "f": "乙!A1", "g": "乙!A2", "h": "乙!C7", "sum": "D1"}


def place(said: str) -> Place:
    """乙!A1, or A1 of 甲."""
    sheet, _, address = said.rpartition("!")
    return sheet or "甲", *parse(address)


def answers_of(formulas: Mapping[str, str], **now: str) -> Answers:
    """A form of the cells above, some computed, none filled; ``now`` says where cells have gone, "" nowhere."""
    issued_ = {name: place(said) for name, said in PLACES.items()}
    slots = {}
    for name, at in issued_.items():
        formula = read_formula(formulas[name]) if name in formulas else None
        excel = to_excel(formula, address_from(issued_)(at[0])) if formula else ""
        slots[name] = Slot(Cell(name, formula=formula), at, excel=excel)
    snapshot = Snapshot("", "", "", "", "", {}, "", (), slots, (), {"甲": {}, "乙": {}}, {}, {}, {}, {})
    book = WorkbookRecord({sheet: SheetRecord(sheet, "visible", {}) for sheet in ("甲", "乙")}, {})
    places = issued_ | {name: place(said) for name, said in now.items() if said}
    left = {name: at for name, at in places.items() if now.get(name) != ""}
    return Answers(snapshot, book, issued_, left, {}, {}, {}, {})


@pytest.mark.parametrize(
    ("formula", "now", "text"),
    [
        ("sum([a, b, c])", {}, "SUM(A1:A3)"),
        ("sum([a, b, c])", {"a": "A2", "b": "A3", "c": "A4"}, "SUM(A2:A4)"),
        ("sum([a, b, c])", {"c": "A5"}, "SUM(A1:A5)"),
        ("sum([a, b, c])", {"b": "A3", "c": "A5"}, "SUM(A1:A5)"),
        ("sum([a, b, c])", {"b": "", "c": "A2"}, "SUM(A1:A2)"),
        ("sum([a, b, c])", {"a": "", "b": "A1", "c": "A2"}, "SUM(A1:A2)"),
        ("sum([a, b, c])", {"b": "", "c": ""}, "SUM(A1)"),
        ("sum([a, b, c])", {"a": "", "b": "", "c": ""}, "SUM(#REF!)"),
        ("sum([a, b, c])", {"c": "B3"}, "SUM(A1,A2,B3)"),
        ("sum([a, b, c])", {"c": "乙!A3"}, "SUM(A1,A2,乙!A3)"),
        ("sum([a, b, c])", {"b": "F9"}, "SUM(A1:A3)"),
        ("sum([a, b, e])", {}, "SUM(A1:A2,B1)"),
        ("sum([a, b, e])", {"e": ""}, "SUM(A1:A2,#REF!)"),
        ("sum([a, b, e])", {"a": "", "b": ""}, "SUM(#REF!,B1)"),
        ("sum([a, c])", {}, "SUM(A1,A3)"),
        ("sum([a, c])", {"c": "A9"}, "SUM(A1,A9)"),
        ("sum([b, a])", {}, "SUM(A2,A1)"),
        ("sum([f, g, h])", {"f": "乙!A2", "g": "乙!A3"}, "SUM(乙!A2:A3,乙!C7)"),
        ("sum([f, g])", {"sum": "乙!D1"}, "SUM(A1:A2)"),
        ("sum([a, b])", {"sum": "乙!D1"}, "SUM(甲!A1:A2)"),
        ("sum([f, g])", {"f": "丙!A1", "g": "丙!A2"}, "SUM(丙!A1:A2)"),
        ("sum([f, g])", {"f": "甲!A8", "g": "甲!A9"}, "SUM(A8:A9)"),
        ("sum([a]) + sum([f])", {"a": "A5"}, "SUM(A5)+SUM(乙!A1)"),
        ("sum([a]) + sum([f])", {"f": "乙!A5"}, "SUM(A1)+SUM(乙!A5)"),
        ("sum([a]) + sum([a, b]) + sum([d])", {"a": "A4", "b": "A6", "d": "A11"}, "SUM(A4)+SUM(A4:A6)+SUM(A11)"),
        ("sum([a]) + sum([b])", {"a": "A2", "b": "A1"}, "SUM(A2)+SUM(A1)"),
    ],
)
def test_a_formula_is_led_to_where_its_cells_are(formula: str, now: Mapping[str, str], text: str) -> None:
    answers = answers_of({"sum": formula}, **now)
    assert expected_formula(answers, answers.slot("sum")) == text


@pytest.mark.parametrize("text", ["A1", "乙!A1", "'乙'!A1", 'A1 "A1" A1', "a  b $A$1"])
def test_a_text_in_a_formula_stays_whatever_it_looks_like(text: str) -> None:
    said = text.replace('"', '\\"')
    answers = answers_of({"sum": f'join(a, "{said}", f)'}, a="A5", f="乙!A6")
    written = text.replace('"', '""')
    assert expected_formula(answers, answers.slot("sum")) == f'CONCATENATE(A5,"{written}",乙!A6)'


def test_a_formula_of_texts_only_is_expected_as_it_was_issued() -> None:
    answers = answers_of({"sum": 'join("A1", "b")'}, sum="E9")
    assert expected_formula(answers, answers.slot("sum")) == 'CONCATENATE("A1","b")'


def test_a_cell_as_another_version_wrote_it_is_led_as_it_was_written() -> None:
    answers = answers_of({"sum": "sum([a, b])"}, a="A2", b="A3")
    slot = replace(answers.slot("sum"), excel="=A1+OLD.A1(B1,A1B)-SUM(A1:A2,'甲'!A1,A1:A20)*A1!B2")
    assert expected_formula(answers, slot) == "A1+OLD.A1(B1,A1B)-SUM(A2:A3,甲!A1,A1:A20)*A1!B2"


def test_no_formula_is_expected_of_a_cell_that_has_none() -> None:
    answers = answers_of({"sum": "sum([a])", "d": "sum([b])"}, d="")
    unprinted = replace(answers.slot("sum"), place=None)
    assert [expected_formula(answers, each) for each in (answers.slot("a"), answers.slot("d"), unprinted)] == ["", "", ""]


# ---- cells that read what is gone ---------------------------------------------------------------------------------------

CHAIN = {"b": "sum([a])", "c": "sum([b, h])", "sum": "round(c, 2)", "e": "sum([d])"}


@pytest.mark.parametrize(
    ("gone", "cut"),
    [
        ("", ""),
        ("a", "a b c sum"),
        ("b", "b c sum"),
        ("h", "h c sum"),
        ("sum", "sum"),
        ("d", "d e"),
        ("a d", "a b c d e sum"),
        ("f", "f"),
    ],
)
def test_what_reads_a_cell_that_is_gone_is_cut_off_and_what_reads_that(gone: str, cut: str) -> None:
    assert cut_off(answers_of(CHAIN, **dict.fromkeys(gone.split(), ""))) == set(cut.split())


def test_cells_that_read_each_other_are_cut_off_once() -> None:
    assert cut_off(answers_of({"a": "sum([b])", "b": "sum([a, c])"}, c="")) == {"a", "b", "c"}


def test_what_is_cut_off_is_worked_out_once() -> None:
    answers = answers_of(CHAIN, a="")
    assert cut_off(answers) is cut_off(answers)


# ---- whole forms ---------------------------------------------------------------------------------------------------------


def findings(content: bytes) -> list[Finding]:
    return validate(read_answers(issued()[0], read_workbook(content)), RULES)


def locked_cells() -> Iterator[tuple[str, str]]:
    """Every locked cell that holds something, but for the hidden sheet, which is judged as a whole: sheet and address."""
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if sheet.title != SHEET and cell.value is not None and cell.protection.locked:
                    yield sheet.title, cell.coordinate


def test_sound_form_has_no_findings() -> None:
    assert findings(returned()) == []


@pytest.mark.slow
def test_each_locked_cell_changed_is_reported_at_its_address() -> None:
    missed = []
    cells = list(locked_cells())
    for sheet, address in cells:
        at = parse(address)
        content = patch(returned(), {sheet: {at: Change("改动")}}, overwrite=True)
        hits = [f for f in findings(content) if (f.sheet, f.cell) == (sheet, address) and f.code.startswith("XG10")]
        if not any(f.found == "改动" and f.expected for f in hits):
            missed.append((sheet, address, hits))
    assert len(cells) > 250
    assert missed == []


def test_each_formula_replaced_by_its_own_value_is_reported() -> None:
    snapshot = issued()[0]
    book = read_workbook(returned())
    for name, slot in snapshot.slots.items():
        if slot.cell.formula is None or slot.place is None:
            continue
        sheet, *at = slot.place
        value = book.sheets[sheet].cells[tuple(at)].value
        content = patch(returned(), {sheet: {tuple(at): Change(value or "")}}, overwrite=True)
        assert ("XG102", spell(*at)) in {(f.code, f.cell) for f in findings(content)}, name


def test_text_typed_into_an_empty_locked_cell_is_reported() -> None:
    slot = issued()[0].slots["funds.fiscal.cause"]
    sheet, row, column = slot.place
    content = patch(returned(), {sheet: {(row, column): Change("添一笔")}})
    assert [(f.code, f.cell, f.found) for f in findings(content) if f.sheet == sheet] == [
        ("XG101", spell(row, column), "添一笔")
    ]


@pytest.mark.parametrize("at", [9, 13, 14, 18, 22])
@pytest.mark.parametrize("change", [shifting.insert_rows, shifting.insert_columns, shifting.delete_rows])
def test_what_a_program_makes_of_the_formulas_is_expected_of_them(change: Callable[[bytes, str, int], bytes], at: int) -> None:
    """Every formula that is still there, as its references moved, grew, shrank or were lost with rows and columns."""
    answers = read_answers(issued()[0], read_workbook(change(returned(), "自评表", at)))
    other = {
        name: (record.formula, expected_formula(answers, slot))
        for name, slot in answers.snapshot.slots.items()
        if slot.cell.formula is not None and (record := answers.record(name)) and record.formula
        if canonical(record.formula) != expected_formula(answers, slot)
    }
    assert not {name: said for name, said in other.items() if name not in cut_off(answers)}


def altered_of_department(content: bytes, now: Callable[[str], str] = str) -> frozenset[str]:
    """Computed cells of a department's form with another formula than expected; ``now`` says what became of each formula."""

    def saved(cell: CellRecord) -> CellRecord:
        return replace(cell, formula=now(cell.formula)) if cell.formula else cell

    book = read_workbook(content)
    sheets = {
        name: replace(each, cells={at: saved(cell) for at, cell in each.cells.items()}) for name, each in book.sheets.items()
    }
    return altered(read_answers(issued("department")[0], replace(book, sheets=sheets)))


LISTED = "'基础数据'!C29,'基础数据'!C33,'基础数据'!C40"  # three accounts that the total of a department's form reads


@pytest.mark.parametrize("row", [29, 33, 40])
def test_a_deleted_row_of_a_list_makes_no_formula_an_altered_one(row: int) -> None:
    content = shifting.delete_rows(issued("department")[1], "基础数据", row - 1)
    assert altered_of_department(content) == set()


def test_the_cells_between_those_of_a_list_make_an_altered_formula() -> None:
    content = issued("department")[1]
    assert altered_of_department(content, lambda formula: formula.replace(LISTED, "'基础数据'!C29:C40")) == {"total", "grade"}
