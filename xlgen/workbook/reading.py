"""A returned workbook to plain records, whichever of the two formats it is in: its content says so, not its name."""

from __future__ import annotations

from pathlib import Path

from xlgen.workbook.biff.guarded import read_guarded
from xlgen.workbook.ooxml.guard import Limits, is_old, load
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import WorkbookRecord


def read_either(source: Path | bytes, limits: Limits) -> WorkbookRecord:
    """The workbook in a .xlsx, .xls or .et. Refused (XG0xx) where it cannot be read."""
    data = load(source, limits)
    return read_guarded(data, limits) if is_old(data) else read_workbook(data, limits)
