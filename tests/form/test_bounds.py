"""What a cell lets in: the same in the written validation, for the checker and in an explanation."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from blanks import TEMPLATES, example
from xlgen.form.bounds import bounds_of, bounds_of_type
from xlgen.form.records import Cell
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.snapshot import Snapshot
from xlgen.language.parse import parse
from xlgen.language.write import to_bound
from xlgen.words.days import day_of
from xlgen.workbook.addresses import spell
from xlgen.workbook.references import address_from

BY_TYPE = {
    "number": ("decimal", "-1000000000000", "1000000000000"),
    "money": ("decimal", "0", "1000000000000"),
    "count": ("whole", "0", "1000000000000"),
    "percent": ("decimal", "-1", "9.99999999"),
    "text": ("textLength", "2000", None),
}
KINDS = {"number": "decimal", "whole": "whole", "day": "date", "characters": "textLength"}


@cache
def validations(name: str) -> dict[tuple[str, str], DataValidation]:
    """Validations of a template's blank by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(example(name)[1]))
    return {
        (sheet.title, str(place).partition(":")[0]): each
        for sheet in book.worksheets
        for each in sheet.data_validations.dataValidation
        for place in each.sqref.ranges
    }


def written(name: str) -> dict[str, DataValidation]:
    """Validations of a template's blank by the name of their cell."""
    slots = example(name)[0].slots.values()
    return {s.name: validations(name)[s.place[0], spell(*s.place[1:])] for s in slots if s.place and s.cell.is_input}


def ends(snapshot: Snapshot, cell: Cell) -> tuple[str, str, str | None]:
    """What the bounds of a cell come to in Excel's terms."""
    said, place = bounds_of(cell), snapshot.slots[cell.name].place
    assert said is not None, cell.name
    assert place is not None, cell.name
    address = address_from({n: s.place for n, s in snapshot.slots.items() if s.place})(place[0])
    far = zip((said.least, said.greatest), bounds_of_type(cell.type), strict=True)
    least, greatest = (to_bound(end, number, address).removeprefix("=") for end, number in far)
    return (KINDS[said.counted], greatest, None) if said.counted == "characters" else (KINDS[said.counted], least, greatest)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_the_blank_lets_in_is_what_the_checker_lets_pass(name: str) -> None:
    snapshot, _ = example(name)
    for cell_name, found in written(name).items():
        cell = snapshot.slots[cell_name].cell
        if cell.type == "choice":
            assert (found.type, found.formula1) == ("list", f'"{",".join(cell.choices)}"'), cell_name
        else:
            assert (found.type, found.formula1, found.formula2) == ends(snapshot, cell), cell_name


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_input_is_validated_and_what_is_wrong_is_stopped_or_asked_for(name: str) -> None:
    """A percentage beyond 1000% may be true: the cell asks, the checker waits for an answer."""
    for cell_name, found in written(name).items():
        cell = example(name)[0].slots[cell_name].cell
        style = "warning" if cell.type == "percent" and cell.minimum is None and cell.maximum is None else "stop"
        assert (found.errorStyle or "stop", found.showErrorMessage) == (style, True), cell_name


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_input_may_be_emptied_again(name: str) -> None:
    """Read from the XML: openpyxl 3.1.2 loses ``allowBlank`` in reading."""
    archive = zipfile.ZipFile(io.BytesIO(example(name)[1]))
    sheets = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/sheet")]
    rules = [rule for sheet in sheets for rule in re.findall(rb"<dataValidation [^>]*>", sheet)]
    assert rules
    assert [rule for rule in rules if b'allowBlank="1"' not in rule] == []


@pytest.mark.parametrize("kind", BY_TYPE)
def test_what_a_type_lets_in(kind: str) -> None:
    found = {
        (each.type, each.formula1, each.formula2)
        for name in TEMPLATES
        for cell_name, each in written(name).items()
        if (cell := example(name)[0].slots[cell_name].cell).type == kind and cell.minimum is None and cell.maximum is None
    }
    assert found == {BY_TYPE[kind]}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_day_lies_within_ten_years_of_the_form_s_own(name: str) -> None:
    year = int(example(name)[0].identity["year"])
    days = [
        day_of(Decimal(end)) for each in written(name).values() if each.type == "date" for end in (each.formula1, each.formula2)
    ]
    assert {day.isoformat() for day in days} == {f"{year - 10}-01-01", f"{year + 10}-12-31"}


MAY_FALL = ["人均可支配收入同比增长率", "利润率", "收入增加率", "投诉减少率", "压减率", "预算执行偏差", "调整率", "合格率"]


@pytest.mark.parametrize("label", MAY_FALL)
def test_a_percentage_may_be_negative_to_all_there_was_whatever_it_is_called(label: str) -> None:
    said = bounds_of(Cell("indicators.1.actual", f"{label}·全年实际值", "percent"))
    assert said is not None
    assert said.least == parse("-1")


def test_a_percentage_whose_target_is_negative_may_be_negative() -> None:
    row = {
        "level3": "物价涨跌",
        "target": Decimal("-0.02"),
        "type": "percent",
        "points": Decimal(10),
        "method": "higher_is_better",
    }
    form = compile_form(load_template("project"), load_methods(), {}, {"indicators": [row]})
    said = bounds_of(form.tables["indicators"].rows[0].cells["actual"])
    assert said is not None
    assert said.least == parse("-1")


def test_what_the_frame_says_goes_before_the_type() -> None:
    cell = Cell("a", "合格率", "percent")
    said = bounds_of(replace(cell, minimum=parse("-2"), maximum=parse("b")))
    assert said is not None
    assert (said.least, said.greatest) == (parse("-2"), parse("b"))


def test_a_list_has_words_and_no_bounds() -> None:
    assert bounds_of(Cell("a", "是否", "choice", choices=("是", "否"))) is None


def test_a_percentage_has_no_bound_below_a_thousand_percent() -> None:
    said = bounds_of(Cell("a", "合格率", "percent"))
    assert said is not None
    assert said.greatest == parse("9.99999999")
