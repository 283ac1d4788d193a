"""Which 年度 a roster is about, and with it which edition of a template it is for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from xlgen.form.records import Spec
from xlgen.form.template.load import load_template
from xlgen.roster.heads import header_of
from xlgen.roster.titles import PROJECTS
from xlgen.workbook.records import WorkbookRecord

YEAR = "年度"


def template_for(roster: WorkbookRecord, name: Path | str, options: Sequence[str] = ()) -> Spec:
    """``load_template`` in the edition for a roster's 年度."""
    return load_template(name, options, roster_years(roster))


def roster_years(roster: WorkbookRecord) -> frozenset[int]:
    """Every year in sheet 项目; what is no year there is found when the roster is read."""
    sheet = roster.sheets.get(PROJECTS)
    if sheet is None:
        return frozenset()
    row, columns = header_of(sheet, [YEAR])
    below = (cell.value for (at, column), cell in sheet.cells.items() if at > row and column == columns.get(YEAR))
    return frozenset(int(year) for year in below if isinstance(year, Decimal) and 2000 <= year <= 2100)
