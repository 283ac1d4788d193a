"""Every locked cell of a filled form, changed one at a time, is reported at its address with both values."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import openpyxl
import pytest

import shifting
from filled import issued, returned
from xlgen.findings import Finding
from xlgen.issued.hidden import SHEET
from xlgen.returned.alteration import canonical, cut_off, expected_formula
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.addresses import parse, spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch


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


@pytest.mark.parametrize(
    ("issued_", "now"),
    [
        ("=IF(A1<0.005,0,A1)", "=IF(A1<0.00499999999999999989,0,A1)"),
        ("=ROUND(A1*0.8,2)", "=ROUND(A1*0.80000000000000004,2)"),
        ("=A1/100", "=A1/1E2"),
        ("=MIN(AB12,15)", "=MIN($AB$12,15.0)"),
    ],
)
def test_a_literal_that_another_program_wrote_anew_is_the_same_number(issued_: str, now: str) -> None:
    assert canonical(now) == canonical(issued_)


@pytest.mark.parametrize(
    ("issued_", "now"), [("=A1*0.8", "=A1*0.80001"), ("=A1+15", "=A15+1"), ('="0.50"', '="0.5"'), ("=LOG10(A1)", "=LOG1(A1)")]
)
def test_another_number_or_text_is_another_formula(issued_: str, now: str) -> None:
    assert canonical(now) != canonical(issued_)


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


def test_canonical_formula_ignores_what_applications_change() -> None:
    assert canonical("=IF( a1>0 ,'自评表'!$B$2,\"A b\")") == canonical('if(A1>0,自评表!B2,"A b")')
    assert canonical('=IF(A1>0,"是","否")') != canonical('=IF(A1>0,"否","是")')


@pytest.mark.parametrize("at", [9, 13, 14, 18, 22])
@pytest.mark.parametrize("change", [shifting.insert_rows, shifting.insert_columns, shifting.delete_rows])
def test_what_a_program_makes_of_the_formulas_is_expected_of_them(change: Callable[[bytes, str, int], bytes], at: int) -> None:
    """Every formula that is still there, as its references moved, grew, shrank or were lost with rows and columns."""
    answers = read_answers(issued()[0], read_workbook(change(returned(), "自评表", at)))
    other = {
        name: (record.formula, expected_formula(answers, slot))
        for name, slot in answers.snapshot.slots.items()
        if slot.cell.formula is not None and (record := answers.record(name)) and record.formula
        if canonical(record.formula) not in expected_formula(answers, slot)
    }
    assert not {name: said for name, said in other.items() if name not in cut_off(answers)}


def test_a_cell_that_is_gone_is_expected_to_have_no_formula() -> None:
    answers = read_answers(issued()[0], read_workbook(returned()))
    assert expected_formula(answers, answers.slot("indicators.1.actual")) == set()
    gone = replace(answers, places={name: at for name, at in answers.places.items() if name != "indicators.1.score"})
    assert expected_formula(gone, gone.slot("indicators.1.score")) == set()
