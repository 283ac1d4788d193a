"""The readings of every method agree: Decimal, an engine in this process, LibreOffice told to recalculate."""

from __future__ import annotations

import functools
from decimal import Decimal

import pytest

from equality import (
    Sample,
    branches,
    differences,
    expected,
    half_even,
    in_office,
    in_process,
    is_equal,
    probes,
    samples,
    sheet_of,
    taken,
    truncating,
    unsettled,
)
from xlgen.form.template.load import load_methods

METHODS = load_methods()
IN_PROCESS, IN_OFFICE = 2000, 320  # inputs for each method


def same(expr):
    return expr


@functools.cache
def tried(key: str) -> tuple[Sample, ...]:
    return tuple(samples(probes(METHODS, METHODS[key]), IN_PROCESS))


@pytest.mark.parametrize("key", METHODS)
def test_inputs_try_the_method(key):
    """At least 70 of 100 inputs give a number, and together they take every branch of every set of parameters."""
    some = tried(key)
    numbers = sum(isinstance(expected(sample, sample.probe.main), Decimal) for sample in some)
    assert numbers >= 0.7 * len(some)

    missed, taken_by_any = set(), set()
    for probe in {id(sample.probe): sample.probe for sample in some}.values():
        formula = probe.formulas[probe.main]
        went = {way for sample in some if sample.probe is probe for way in taken(formula, sample.values.get)}
        missed |= branches(formula) - went
        taken_by_any |= went
    # a branch of a conditional counts for each set of parameters, an arm of min or max for the method
    assert {(path, what, way) for path, what, way in missed if what == "if" or (path, what, way) not in taken_by_any} == set()


@pytest.mark.parametrize("key", METHODS)
def test_decimal_and_excel_text_agree(key):
    sheet = sheet_of(tried(key))
    assert differences(sheet, in_process(sheet)) == []


@pytest.mark.slow
def test_decimal_and_libreoffice_agree(office, tmp_path):
    sheets = {key: sheet_of(tried(key)[:IN_OFFICE]) for key in METHODS}
    found = in_office(sheets, office, tmp_path)
    assert {key: differences(sheet, found[key]) for key, sheet in sheets.items()} == {key: [] for key in METHODS}


# Each mutant must be found: a comparison that cannot fail proves nothing.
MUTANTS = {  # name: method, change to the Decimal reading, change to the Excel text
    "舍去而不四舍五入": ("higher_is_better", truncating, same),
    "四舍六入五成双": ("percent_judged", half_even, same),
    "取档前不取整": ("step_over", same, unsettled),
    "进档前不取整": ("step_over_ceil", same, unsettled),
    "超额进档前不取整": ("over_achieved", same, unsettled),
    "比大小前不取整": ("banded_shortfall", same, unsettled),
}


@pytest.mark.parametrize(("key", "here", "there"), MUTANTS.values(), ids=MUTANTS)
def test_a_mutant_is_found_in_process(key, here, there):
    sheet = sheet_of(tried(key), there)
    assert differences(sheet, in_process(sheet), here) != []


@pytest.mark.slow
def test_mutants_are_found_by_libreoffice(office, tmp_path):
    sheets = {f"m{i}": sheet_of(tried(key), there) for i, (key, _, there) in enumerate(MUTANTS.values())}
    found = in_office(sheets, office, tmp_path)
    caught = {
        name: bool(differences(sheets[sheet], found[sheet], here))
        for (name, (_, here, _)), sheet in zip(MUTANTS.items(), sheets, strict=True)
    }
    assert caught == dict.fromkeys(MUTANTS, True)


def test_numbers_agree_to_the_tenth_digit_and_never_less():
    assert is_equal(Decimal("7.88"), Decimal("7.880000000000001"))
    assert not is_equal(Decimal("7.88"), Decimal("7.87"))
    assert not is_equal(None, Decimal(0))
    assert is_equal(None, "")
