"""Work flow: what a check found → 校验结果.xlsx or .csv, for the units to work through."""

from __future__ import annotations

from pathlib import Path

from xlgen.files.paths import new_csv, new_workbook, path_of
from xlgen.files.saving import write_together
from xlgen.files.temporary import tidy
from xlgen.flows.summary import relative_to
from xlgen.reports.checked_book import results_book, results_csv
from xlgen.returned.batch import Checked
from xlgen.words.days import iso_day


def write_results(checked: Checked, *outs: Path | str, day: str = "") -> list[Path]:
    """The findings of ``checked`` by unit, with place, found, expected, remedy and answer; a .csv has the findings alone.

    ``day`` is the ISO date, today where it is "". Files of one folder are all written, or none. XlgenError where one is there
    already or ends in neither .xlsx nor .csv.
    """
    targets = [_target(path_of(out)) for out in outs]
    for folder in dict.fromkeys(target.parent for target in targets):
        named = relative_to(folder)
        own = {target.name: target for target in targets if target.parent == folder}
        folder.mkdir(parents=True, exist_ok=True)
        write_together(
            folder,
            {
                name: results_csv(checked) if _is_csv(target) else results_book(checked, iso_day(day), named)
                for name, target in own.items()
            },
        )
    return targets


def _target(out: Path) -> Path:
    tidy(out.parent)
    return new_csv(out) if _is_csv(out) else new_workbook(out)


def _is_csv(out: Path) -> bool:
    return out.suffix.lower() == ".csv"
