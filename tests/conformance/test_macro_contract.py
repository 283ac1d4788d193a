"""What a reviewing macro needs, on forms as they come back: read, judge, colour, note, list, save; openpyxl is the second witness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.cell.cell import MergedCell

from faults import faulty
from filled import issued, returned
from xlgen.workbook.engine.app import app

FORMS = {"filled": returned, "faulty": faulty, "blank": lambda: issued()[1]}
FORM = "自评表"


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[xw.Book, Any]]:
    """A form, open in the engine, and as openpyxl has it."""
    file = tmp_path / f"{request.param}.xlsx"
    file.write_bytes(FORMS[request.param]())
    book = app().books.open(file)
    yield book, openpyxl.load_workbook(file)
    book.close()


def witnessed(cell: Any) -> tuple[object, ...]:
    """A cell's look as openpyxl tells it."""
    said = cell.alignment
    return (
        cell.number_format, cell.font.name, cell.font.sz, bool(cell.font.b), bool(cell.font.i), bool(said.wrap_text),
        said.horizontal or "general", said.vertical or "bottom",
    )  # fmt: skip


def test_every_cells_look_is_read_as_the_second_witness_reads_it(form: tuple[xw.Book, Any]) -> None:
    book, witness = form
    sheet = book.sheets[FORM]
    for row in witness[FORM].iter_rows(max_row=25, max_col=11):
        for cell in (each for each in row if not isinstance(each, MergedCell)):
            one = sheet[cell.coordinate]
            font = one.font
            seen = (
                one.number_format,
                font.name,
                font.size,
                font.bold,
                font.italic,
                one.wrap_text,
                one.horizontal_alignment,
                one.vertical_alignment,
            )
            assert seen == witnessed(cell), cell.coordinate


def test_widths_heights_and_merges_are_read_as_the_second_witness_reads_them(form: tuple[xw.Book, Any]) -> None:
    book, witness = form
    sheet, other = book.sheets[FORM], witness[FORM]
    for said in other.column_dimensions.values():  # runs of columns of one width
        for column in range(said.min, min(said.max, 20) + 1):
            assert sheet[0, column - 1].column_width == pytest.approx(said.width - 5 / 7, abs=0.01)
    for row, said in other.row_dimensions.items():
        if said.height is not None:
            assert sheet[f"A{row}"].row_height == said.height
    for area in other.merged_cells.ranges:
        assert sheet[str(area)][0, 0].merge_area.get_address(False, False) == str(area)


def test_every_name_leads_where_the_second_witness_says(form: tuple[xw.Book, Any]) -> None:
    book, witness = form
    for name, said in witness.defined_names.items():
        assert book.names[name].refers_to == f"={said.attr_text}"
        assert book.sheets[FORM][name].address == said.attr_text.rpartition("!")[2]


def test_a_review_colours_notes_lists_and_saves_and_changes_nothing_else(form: tuple[xw.Book, Any], tmp_path: Path) -> None:
    book, witness = form
    sheet = book.sheets[FORM]
    for at in ("total", "funds.total.executed"):
        sheet[at].color = (255, 199, 206)
        sheet[at].add_note("请核对")
    listed = book.sheets.add("审核清单")
    listed["A1"].value = [["位置", "问题", "日期"], [sheet["total"].address, "不是公式", date(2026, 1, 10)]]
    listed["A1:C1"].font.bold, listed["A1:C1"].font.size = True, 12
    listed["A1:C2"].borders.set("all", line_style="continuous", weight="thin")
    book.save(tmp_path / "审核.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "审核.xlsx")
    marked = {sheet[at].merge_area[0, 0].get_address(False, False) for at in ("total", "funds.total.executed")}
    assert {cell.coordinate for row in saved[FORM] for cell in row if cell.comment} == marked
    assert [[cell.value for cell in row] for row in saved["审核清单"]["A1:B2"]] == [
        ["位置", "问题"],
        [sheet["total"].address, "不是公式"],
    ]
    assert (saved["审核清单"]["C2"].value.date(), saved["审核清单"]["C2"].is_date) == (date(2026, 1, 10), True)
    for each in witness.worksheets:
        for row in each.iter_rows():
            for cell in row:
                other = saved[each.title][cell.coordinate]
                assert other.value == cell.value
                assert witnessed(other) == witnessed(cell)
                assert cell.coordinate in marked or other.fill.fgColor.rgb == cell.fill.fgColor.rgb
    assert saved.sheetnames == [*witness.sheetnames, "审核清单"]
