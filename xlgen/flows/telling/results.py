"""Work flow: what a check found → 校验结果.xlsx or .csv, for the units to work through."""

from __future__ import annotations

from pathlib import Path

from xlgen.files.paths import OTHER_NAME, fresh, new_workbook, path_of
from xlgen.files.saving import write_whole
from xlgen.flows.summary import relative_to
from xlgen.reports.checked_book import results_book, results_csv
from xlgen.returned.batch import Checked
from xlgen.words.days import iso_day


def write_results(checked: Checked, out: Path | str, *, day: str = "") -> Path:
    """The findings of ``checked`` by unit, with place, found, expected, remedy and answer; a .csv has the findings alone.

    ``day`` is the ISO date, today where it is "". XlgenError where ``out`` is there already or ends in neither .xlsx nor .csv.
    """
    target = path_of(out)
    if target.suffix.lower() == ".csv":
        write_whole(fresh(target, OTHER_NAME), results_csv(checked))
    else:
        new_workbook(target)
        write_whole(target, results_book(checked, iso_day(day), relative_to(target.parent)))
    return target
