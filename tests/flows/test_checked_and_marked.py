"""What ``check`` finds in a folder, ``mark`` marks: the same files to be sent back, for the same reasons."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xlgen import flows
from xlgen.statuses import Status
from xlgen.workbook.patching.patcher import Change, patch


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's returns, and hard ones beside them: blank, a copy, a project borrowed, one damaged, one broken, a zip."""
    folder = tmp_path_factory.mktemp("demo")
    flows.run_demo(folder / "demo")
    issued, back = folder / "demo" / "issued", folder / "demo" / "returned"
    blank = next(issued.glob("YB2025-08*.xlsx"))
    unit = back / "基金监管股"
    unit.mkdir()
    shutil.copy(blank, unit / blank.name)
    first = next(back.glob("YB2025-01*.xlsx"))
    shutil.copy(first, unit / f"副本{first.name}")
    second = next(back.glob("YB2025-02*.xlsx"))
    (unit / "改过的.xlsx").write_bytes(patch(second.read_bytes(), {"自评表": {(14, 6): Change("改了目标")}}, overwrite=True))
    (unit / "坏的.xlsx").write_bytes(second.read_bytes()[:4000])
    shutil.make_archive(str(unit / "附件"), "zip", issued, blank.name)
    return folder / "demo"


def test_check_and_mark_find_the_same_in_each_file(campaign: Path) -> None:
    checked = flows.check(campaign / "returned", campaign / "issued")
    found = {each.file: (each.status, [f.code for f in each.findings]) for each in checked if each.status is not Status.MISSING}
    marked = [each for each in flows.mark(campaign / "returned") if not each.is_copy]
    assert {
        each.file: (each.returned.status, [f.code for f in each.returned.findings]) for each in marked if each.returned
    } == {file: said for file, said in found.items() if said[0] is not Status.REFUSED}
    assert {each.file for each in marked if each.returned is None} == {
        file for file, said in found.items() if said[0] is Status.REFUSED
    }
    assert {each.file for each in marked if each.copy} == {
        file for file, said in found.items() if said[0] in (Status.ERRORS, Status.OPEN)
    }
