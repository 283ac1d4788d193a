"""The summary as one sheet of an open workbook: what 汇总.xlsx says it says too, printed from the same arrangement."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from summaries import item, project
from xlgen.flows.summary import write_summary
from xlgen.macros.summing import add_summary
from xlgen.rollup.one_sheet import HERE, one_sheet
from xlgen.rollup.records import IN_BOOK, Handling, Pending, ProjectLine, Received, Rollup, Status
from xlgen.workbook.engine.app import app
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import CellRecord
from xlgen.workbook.references import At
from xlgen.writing.summary_book import write_pages

DAY = "2026-01-20"


def rollup() -> Rollup:
    projects = (
        project(
            "A", "100", "50", "88.83", items=(item("产出", "60", "55.5", "人数", reason="=1+1"), item("效益", "40", "33.33"))
        ),
        project("B", "300", "299.99", "100", "乙中心", items=(item("产出", "60", "60", "人数"), item("效益", "40", "40"))),
        ProjectLine("F", "未报的项目", "某局", "甲中心", "2025", Status.MISSING, counted=False),
    )
    files = tuple(Received(p.file, Handling.CURRENT, p.code, p.name, p.status) for p in projects if p.file)
    pendings = (Pending("未报送", "F", "未报的项目", "甲中心", None, None, "没有收到", "催报"),)
    return Rollup(projects, files, pendings, notes=("有一处说明。",))


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[xw.Sheet]:
    openpyxl.Workbook().save(tmp_path / "部门.xlsx")
    book = app().books.open(tmp_path / "部门.xlsx")
    yield book.sheets[add_summary(book, rollup(), DAY)]
    book.close()


def texts(sheet: xw.Sheet) -> list[str]:
    return [value for row in sheet.used_range.value for value in row if isinstance(value, str)]


def test_it_says_what_the_first_sheet_of_the_summary_workbook_says(sheet: xw.Sheet) -> None:
    cells = read_workbook(write_summary(rollup(), DAY)).sheets["总览"].cells
    on_paper = min(column for (_, column), cell in cells.items() if cell.value == "转到")
    above = [str(cell.value) for (_, at), cell in sorted(cells.items()) if at < on_paper and isinstance(cell.value, str)]
    here = {IN_BOOK.projects: HERE.projects, IN_BOOK.pendings: HERE.pendings}
    said = [functools.reduce(lambda t, pair: t.replace(*pair), here.items(), text) for text in above if "勾稽" not in text]
    notes = [cell.value for cell in cells.values() if str(cell.value).startswith("注")]
    assert [text for text in [*said, *notes] if text not in texts(sheet)] == []


def test_a_place_that_its_texts_name_is_a_heading_on_it(sheet: xw.Sheet) -> None:
    assert HERE.pendings.strip("“”") in texts(sheet)


def test_both_printers_put_the_same_into_the_same_cells(sheet: xw.Sheet) -> None:
    into_file = read_workbook(write_pages([one_sheet(rollup(), DAY, sheet.name)], "", DAY)).sheets[sheet.name].cells
    into_book = read_workbook(sheet.book.impl.state.saved()).sheets[sheet.name].cells
    assert len(into_file) > 300
    assert {at: cell for at, cell in shown(into_file).items() if shown(into_book).get(at) != cell} == {}
    assert into_book.keys() == into_file.keys()


def shown(cells: Mapping[At, CellRecord]) -> dict[At, tuple[object, str | None]]:
    """Value and formula of each cell, without the quotes that keep a text from becoming a formula."""
    found = {at: (cell.value, cell.formula) for at, cell in cells.items() if cell.value is not None or cell.formula}
    return {at: (str(value).strip("“”") if str(value)[:2] == "“=" else value, f) for at, (value, f) in found.items()}
