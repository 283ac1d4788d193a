"""Of a .xls or .et no formula is compared; saved results are, and what LibreOffice saves for nothing is no finding."""

from __future__ import annotations

import pytest

from rules import check, findings


def test_it_is_said_once_a_file_that_formulas_were_not_compared():
    assert [f.code for f in findings("resave xls")] == ["XG054"]


def test_a_result_that_the_issued_formula_does_not_give_is_told_with_both():
    (told,) = [f for f in findings("resave xls; stale total = 95") if f.code == "XG055"]
    assert (told.found, told.severity.value, "应为" in told.message) == ("95", "需核实", True)


@pytest.mark.parametrize(("saved", "codes"), [("0", ("XG054", "XG404")), ("7", ("XG054", "XG055", "XG404"))])
def test_nothing_may_be_saved_as_naught(saved, codes):
    """A rate that shows nothing, as there is no budget: LibreOffice saves 0 where a cell of figures shows an empty text."""
    check(f"nothing: resave xls; stale funds.total.rate = {saved}", *codes)
