"""Where ranges stand: whole rows and columns, ways along the cells, what is found and merged."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwings as xw


@pytest.mark.parametrize(
    ("asked", "address", "shape"),
    [
        ("A:A", "$A:$A", (1_048_576, 1)), ("$B:$D", "$B:$D", (1_048_576, 3)), ("5:5", "$5:$5", (1, 16_384)), ("2:3", "$2:$3", (2, 16_384)),
        ("A1", "$A$1", (1, 1)), ("B2:A1", "$A$1:$B$2", (2, 2)),
    ],
)  # fmt: skip
def test_whole_rows_and_columns_are_ranges(book: xw.Book, asked: str, address: str, shape: tuple[int, int]) -> None:
    found = book.sheets["数据"][asked]
    assert (found.address, found.shape) == (address, shape)


def test_a_whole_row_is_cleared_and_made_higher(book: xw.Book) -> None:
    sheet = book.sheets["数据"]
    sheet["1:3"].clear_contents()
    sheet["1:1"].row_height = 50
    assert (sheet["A1:A3"].value, sheet["A1"].row_height, sheet["A4"].formula) == ([None] * 3, 50.0, "=A2*2")


@pytest.mark.parametrize(("long", "short"), [("down", "d"), ("up", "u"), ("left", "l"), ("right", "r")])
def test_ways_have_short_names(book: xw.Book, long: str, short: str) -> None:
    cell = book.sheets["数据"]["A2"]
    assert cell.end(short).address == cell.end(long).address


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (-1, 1), (1_048_577, 1), (1, 16_385)])
def test_a_place_outside_the_sheet_is_refused_as_in_excel(book: xw.Book, place: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match="从 1 数起"):
        book.sheets["数据"].range(place)


@pytest.mark.parametrize("asked", ["没有的名称", "A1,B2", "A0", "ZZZZ1"])
def test_what_is_no_range_is_refused_in_words(book: xw.Book, asked: str) -> None:
    with pytest.raises(KeyError, match="不是单元格区域"):
        _ = book.sheets["数据"][asked]


def test_a_text_is_found(book: xw.Book) -> None:
    sheet = book.sheets["数据"]
    found = [
        sheet["A1:F9"].find(text, whole=whole)
        for text, whole in (("名称", False), ("名称", True), ("没有", False), ("合并", True))
    ]
    assert [each and each.address for each in found] == ["$A$1", None, None, "$A$6"]
    assert book.sheets["另一张"].used_range.find("甲", direction="backward").address == "$A$1"


def test_the_region_around_a_cell_ends_at_blank_lines(book: xw.Book) -> None:
    assert [book.sheets[name][at].current_region.address for name, at in (("数据", "A2"), ("另一张", "B1"), ("数据", "F30"))] == [
        "$A$1:$A$4", "$A$1:$B$1", "$F$30",
    ]  # fmt: skip


def test_cells_are_merged_and_taken_apart_and_the_file_is_as_before(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets["另一张"]
    sheet["A1:B2"].merge()
    book.sheets["数据"]["A6"].unmerge()
    assert (sheet["B2"].merge_area.address, sheet["A1:B1"].value, sheet["A1"].merge_cells) == ("$A$1:$B$2", ["甲", None], True)
    book.save(tmp_path / "合.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "合.xlsx")
    assert [[str(each) for each in saved[name].merged_cells.ranges] for name in ("数据", "另一张")] == [[], ["A1:B2"]]
    sheet["A1"].unmerge()
    book.sheets["数据"]["A6:C7"].merge()
    sheet["D1:E2"].merge(across=True)
    book.save(tmp_path / "分.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "分.xlsx")
    assert [sorted(str(each) for each in saved[name].merged_cells.ranges) for name in ("数据", "另一张")] == [
        ["A6:C7"],
        ["D1:E1", "D2:E2"],
    ]


def test_a_merge_over_another_is_refused(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match="重叠"):
        book.sheets["数据"]["A5:B6"].merge()
