"""Rows that officers inserted go into free spare rows only where they belong to the table beyond doubt."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from filled import issued, returned
from repairs import MANIFEST
from shifting import insert_rows
from xlgen.flows.repairing import repair
from xlgen.repair.fates import Repaired
from xlgen.workbook.patching.patcher import Change, patch

PLACES = {name: slot.place for name, slot in issued()[0].slots.items() if slot.place}
BELOW = max(place[1] for name, place in PLACES.items() if name.startswith("indicators.")) + 1  # the row below the table


def repaired_with(rows_below: int, folder: Path) -> Repaired:
    """A form with an indicator written so many rows below the table, in rows inserted there."""
    (folder / "T001.xlsx").write_bytes(issued()[1])
    row = BELOW + rows_below
    columns = {key: PLACES[f"indicators.7.{key}"][2] for key in ("level3", "actual", "points", "score")}
    typed = {
        "level3": Change("下乡宣传"),
        "actual": Change("3次"),
        "points": Change(Decimal(5)),
        "score": Change(Decimal(5)),
    }
    cells = {(row, columns[key]): change for key, change in typed.items()}
    return repair(patch(insert_rows(returned(), "自评表", BELOW, 3), {"自评表": cells}), MANIFEST, folder)


@pytest.mark.parametrize(("rows_below", "taken"), [(0, True), (1, False)])
def test_only_a_row_that_touches_the_table_belongs_to_it(rows_below: int, taken: bool, tmp_path: Path) -> None:
    told = [entry.message for entry in repaired_with(rows_below, tmp_path).entries if "下乡宣传" in entry.message]
    assert [("填到了备用行" in message) for message in told] == [taken], told
