"""The issued form that a repair builds on is the one that was issued."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from filled import issued
from steps import Steps
from xlgen.errors import XlgenError
from xlgen.repair import blank
from xlgen.repair.blank import pristine
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

ALONE = """
import sys
from pathlib import Path
import xlgen.repair.blank
from xlgen.returned.identity import snapshot_inside
from xlgen.workbook.ooxml.reader import read_workbook
file = Path(sys.argv[1])
xlgen.repair.blank.pristine(snapshot_inside(read_workbook(file)), file)
"""


@pytest.fixture
def tampered(tmp_path: Path) -> Path:
    """An issued form with the total's formula typed over."""
    content = issued()[1]
    sheet, row, column = read_workbook(content).locate("total") or ("", 0, 0)
    file = tmp_path / "T001.xlsx"
    file.write_bytes(patch(content, {sheet: {(row, column): Change(Decimal(100))}}, overwrite=True))
    return file


def test_the_issued_form_is_taken(tmp_path: Path) -> None:
    snapshot, content = issued()
    (tmp_path / "T001.xlsx").write_bytes(content)
    assert pristine(snapshot, tmp_path / "T001.xlsx") == content


def test_a_form_that_was_changed_is_not_taken(tampered: Path) -> None:
    with pytest.raises(XlgenError, match=r"T001\.xlsx 被改动过（自评表!\w+：“总分”的公式被改成了“100”"):
        pristine(issued()[0], tampered)


def test_nor_where_nothing_else_of_the_package_was_imported(tampered: Path) -> None:
    alone = subprocess.run([sys.executable, "-c", ALONE, str(tampered)], capture_output=True, text=True, check=False)
    assert "被改动过" in alone.stderr


def test_rules_for_typing_that_never_end_cost_no_more_than_they_are_long() -> None:
    assert not blank._RULE.findall(b"<!-- " + b"<dataValidation " * 100_000 + b"-->")
    few, many = (Steps(blank._RULE).taken("findall", f"<!-- {'<dataValidation ' * n}-->") for n in (20, 80))
    assert many < 5 * few
