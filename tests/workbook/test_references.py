"""References to cells of a sheet: read from what a name stands for, and written."""

from __future__ import annotations

import pytest

from xlgen.workbook.references import absolute, is_fixed, quoted, sheet_and_range, unquoted


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("='自评表'!$G$8", ("自评表", "$G$8")),
        ("'自评表'!$G$8:$H$9", ("自评表", "$G$8:$H$9")),
        ("自评表!$G$8", ("自评表", "$G$8")),
        ("'局''s 表'!$A$1", ("局's 表", "$A$1")),
        ("表!A1", ("表", "A1")),
        ("表!#REF!", None),
        ("'表'!$A$1,'表'!$C$1", None),
        ("[别的.xlsx]表!$A$1", None),
        ("表 一!$A$1", None),
        ("0.95", None),
        ("", None),
    ],
)
def test_a_reference_names_one_range_of_one_sheet_or_none(reference, found):
    assert sheet_and_range(reference) == found


@pytest.mark.parametrize("sheet", ["自评表", "局's 表", "''", "1月"])
def test_a_quoted_name_is_read_back(sheet):
    assert unquoted(quoted(sheet)) == sheet
    assert sheet_and_range(absolute((sheet, 7, 6))) == (sheet, "$G$8")


@pytest.mark.parametrize(
    ("address", "fixed"),
    [
        ("$A$1", True),
        ("A$1", False),
        ("$A1", False),
        ("A1", False),
        ("$A$1:$B$2", True),
        ("$A$1:B$2", False),
        ("$A$1:B2", False),
    ],
)
def test_an_address_is_fixed_in_all_its_parts_or_not_at_all(address, fixed):
    assert is_fixed(address) == fixed
