"""The contract of the engine ``xlgen``: every call on the xlwings object API that the bridge makes, on a file without Excel."""

from __future__ import annotations

import ast
import importlib.metadata
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw
from xlwings import base_classes

from xlgen.errors import Refused
from xlgen.macros.live import for_paper
from xlgen.workbook.engine import app as engines
from xlgen.workbook.engine import applications, cell_notes, fonts, names, worksheet
from xlgen.workbook.engine import book as books
from xlgen.workbook.engine import ranges as cells

QUOTED = "张三's 表 (2)"
PACKAGE = Path(engines.__file__).parents[1]


@cache
def workbook() -> bytes:
    """Zeros in a list, a merge, a percentage, a date, an error, formulas, names of all kinds, hidden sheets, a fill, a note."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    first, quoted, hidden, deep = (book.add_worksheet(name) for name in ("数据", QUOTED, "藏", "深藏"))
    first.write_column(0, 0, ["项目", "甲", "乙", "丙"])
    first.write_column(0, 1, ["金额", 0, 0, 12.5])
    first.write_row(0, 2, ["说明", True])
    first.merge_range(5, 0, 6, 2, "合并", book.add_format({"bg_color": "#FFF9DB"}))
    first.write_number(1, 3, 0.98, book.add_format({"num_format": "0.00%"}))
    first.write_datetime(2, 3, datetime(2025, 12, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
    first.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    first.write_formula(8, 0, "=SUM(B2:B4)", None, 12.5)
    first.write_string(9, 0, "=像公式的文字")
    first.write_comment(1, 0, "填报人自己的批注", {"author": "某某"})
    quoted.write_string(0, 0, "引号")
    hidden.hide()
    deep.very_hidden()
    book.define_name("total", "=数据!$A$9")
    book.define_name("quoted.cell", "='张三''s 表 (2)'!$A$1")
    book.define_name("area", "=数据!$A$1:$B$4")
    book.define_name("limit", "=90")
    book.close()
    return stream.getvalue()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[xw.Book]:
    file = tmp_path / "样例.xlsx"
    file.write_bytes(workbook())
    opened = engines.app().books.open(file)
    yield opened
    for each in list(engines.app().books):
        each.close()


def parts(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def reopened(book: xw.Book, tmp_path: Path) -> openpyxl.Workbook:
    book.save(tmp_path / "另存.xlsx")
    return openpyxl.load_workbook(tmp_path / "另存.xlsx")


# ---- what upstream must keep ----------------------------------------------------------------------------------------

# Class of xlwings → members that the macros, or xlwings itself on their behalf, call on our implementation
CONTRACT = {
    "Apps": "__iter__ __len__ keys add",
    "App": "api books selection pid alert activate display_alerts",
    "Books": "active open __call__ __len__ __iter__",
    "Book": "api name fullname app sheets names save close activate",
    "Sheets": "active add __call__ __len__ __iter__ __contains__",
    "Sheet": "api name index book range cells used_range visible notes activate delete page_setup",
    "Names": "__call__ __len__ add contains",
    "Name": "name refers_to refers_to_range delete",
    "Range": (
        "api sheet row column shape coords raw_value formula color font borders note add_note merge_area merge_cells end "
        "has_array address get_address number_format wrap_text horizontal_alignment vertical_alignment column_width row_height "
        "__call__ __len__"
    ),
    "Note": "text author location delete",
    "Font": "bold size color",
    "Borders": "set",
    "PageSetup": "print_area",
}
OURS = {
    **vars(engines),
    **vars(applications),
    **vars(books),
    **vars(cells),
    **vars(cell_notes),
    **vars(worksheet),
    **vars(names),
    **vars(fonts),
}


def test_xlwings_is_of_the_series_this_engine_was_written_for() -> None:
    version = importlib.metadata.version("xlwings")
    assert version.startswith("0.37."), (
        f"xlwings {version}：先跑本文件的其余测试，逐条核对 CONTRACT，再改 pyproject.toml 的版本范围"
    )


@pytest.mark.parametrize(("name", "member"), [(name, member) for name, all_ in CONTRACT.items() for member in all_.split()])
def test_xlwings_still_asks_this_of_an_engine_and_we_answer_it(name: str, member: str) -> None:
    assert hasattr(getattr(xw.main, name), member) or hasattr(getattr(base_classes, name), member), (
        f"xlwings {xw.__version__} 里没有 {name}.{member} 了：看它的更新记录叫什么，改 xlgen/bridge"
    )
    own = next(vars(each)[member] for each in OURS[name].__mro__ if member in vars(each)) if member not in _set(name) else 1
    assert own is not vars(getattr(base_classes, name)).get(member), f"xlgen/bridge 的 {name} 没有实现 {member}"


def _set(name: str) -> set[str]:
    """Members that instances carry as attributes."""
    return {"Book": {"app", "fullname"}, "Range": {"sheet"}, "App": {"books"}}.get(name, set())


def test_no_module_of_ours_imports_the_licensed_part_of_xlwings() -> None:
    imported = {
        node.module if isinstance(node, ast.ImportFrom) else alias.name
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert {name for name in imported if name and name.startswith("xlwings.")} <= {"xlwings.base_classes"}
    assert not any("pro" in (name or "").split(".") for name in imported)


def test_the_engine_needs_no_licence_key_and_no_excel() -> None:
    script = "import xlgen.workbook.engine.app as e, xlwings as xw; e.engine(); print([each.name for each in xw.engines])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, env={"PATH": ""})
    assert "'xlgen'" in done.stdout


# ---- books and sheets -----------------------------------------------------------------------------------------------


def test_a_book_has_its_file_and_its_app(book: xw.Book) -> None:
    assert (book.name, book.app.engine.name, book.app.books.active.name) == ("样例.xlsx", "xlgen", "样例.xlsx")


def test_the_same_file_opened_twice_is_one_book(book: xw.Book) -> None:
    assert engines.app().books.open(book.fullname) == book
    assert len(engines.app().books) == 1


def test_a_file_that_is_none_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(Refused, match="XG0"):
        engines.app().books.open(tmp_path / "a.xlsx")


def test_sheets_stand_in_the_order_of_their_tabs_and_say_who_sees_them(book: xw.Book) -> None:
    assert [(sheet.name, sheet.index, int(sheet.visible)) for sheet in book.sheets] == [
        ("数据", 1, 1), (QUOTED, 2, 1), ("藏", 3, 0), ("深藏", 4, 2),
    ]  # fmt: skip
    assert book.sheets[QUOTED].name == book.sheets[1].name
    assert (book.sheets.active.name, QUOTED in [s.name for s in book.sheets], "没有" in book.sheets) == ("数据", True, False)
    with pytest.raises(KeyError):
        book.sheets["没有"]


def test_the_caller_is_the_book_that_was_set(book: xw.Book) -> None:
    book.set_mock_caller()
    try:
        assert xw.Book.caller() == book
    finally:
        del xw.Book._mock_caller


@pytest.mark.skipif(sys.platform != "linux", reason="where Excel may run, it is xlwings' own engine that is active")
def test_without_excel_the_engine_is_the_active_one(book: xw.Book) -> None:
    assert (xw.books.active, xw.apps.active.engine.name) == (book, "xlgen")
    book.sheets["藏"].activate()
    assert book.sheets.active.name == "藏"


def test_a_sheet_is_added_behind_the_last_and_saved(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets.add("新表", after=book.sheets[-1])
    sheet["B2"].value = [["甲", 1], ["乙", None]]
    saved = reopened(book, tmp_path)
    assert saved.sheetnames == ["数据", QUOTED, "藏", "深藏", "新表"]
    assert [[c.value for c in row] for row in saved["新表"]["B2:C3"]] == [["甲", 1], ["乙", None]]


def test_a_sheet_is_not_added_before_others(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match="只能加在最后"):
        book.sheets.add("新表", before=book.sheets[0])


def test_a_title_is_taken_whatever_its_case(book: xw.Book) -> None:
    book.sheets.add("New", after=book.sheets[-1])
    with pytest.raises(ValueError, match="already present"):
        book.sheets.add("NEW", after=book.sheets[-1])


def test_a_sheet_added_and_deleted_leaves_the_file_as_it_was(book: xw.Book, tmp_path: Path) -> None:
    book.sheets.add("新表", after=book.sheets[-1])
    book.save(tmp_path / "有.xlsx")
    book.sheets["新表"].delete()
    book.save(tmp_path / "无.xlsx")
    assert "xl/worksheets/sheet5.xml" in parts((tmp_path / "有.xlsx").read_bytes())
    assert parts((tmp_path / "无.xlsx").read_bytes()) == parts(workbook())


def test_a_sheet_in_the_middle_is_deleted_with_its_own_names_only(tmp_path: Path) -> None:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name in ("一", "二", "三"):
        sheet = made.add_worksheet(name)
        sheet.write_string(0, 0, name)
        sheet.print_area(0, 0, 3, 3)
    sheet.activate()
    made.close()
    (tmp_path / "三张.xlsx").write_bytes(stream.getvalue())
    book = engines.app().books.open(tmp_path / "三张.xlsx")
    book.sheets["二"].delete()
    saved = reopened(book, tmp_path)
    book.close()
    assert (saved.sheetnames, saved["三"].print_area, saved.active.title) == (["一", "三"], "'三'!$A$1:$D$4", "三")


def test_saving_without_changes_copies_the_file(book: xw.Book, tmp_path: Path) -> None:
    book.save(tmp_path / "抄.xlsx")
    assert (tmp_path / "抄.xlsx").read_bytes() == workbook()


def test_save_as_changes_the_books_name_and_leaves_the_first_file(book: xw.Book, tmp_path: Path) -> None:
    first = Path(book.fullname)
    book.sheets[0]["A1"].value = "改"
    book.save(tmp_path / "另存.xlsx")
    assert (book.name, first.read_bytes() == workbook()) == ("另存.xlsx", True)


def test_save_replaces_the_file_whole(book: xw.Book) -> None:
    book.sheets[0]["A2"].value = "改"
    book.save()
    assert openpyxl.load_workbook(book.fullname)["数据"]["A2"].value == "改"
    assert [path.name for path in Path(book.fullname).parent.iterdir()] == ["样例.xlsx"]


def test_a_range_kept_over_a_save_still_writes(book: xw.Book, tmp_path: Path) -> None:
    cell = book.sheets[0]["B2"]
    book.sheets[0]["A1"].value = "改"
    book.save(tmp_path / "一.xlsx")
    cell.value = 7
    book.save(tmp_path / "二.xlsx")
    assert openpyxl.load_workbook(tmp_path / "二.xlsx")["数据"]["B2"].value == 7


# ---- values and formulas --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("A1", "项目"), ("B2", 0.0), ("B4", 12.5), ("D1", True), ("D2", 0.98), ("D3", datetime(2025, 12, 31)), ("D4", None),
        ("A9", 12.5), ("A10", "=像公式的文字"), ("Z99", None), ("A1:B2", [["项目", "金额"], ["甲", 0.0]]), ("B1:B3", ["金额", 0.0, 0.0]),
    ],
)  # fmt: skip
def test_a_value_is_what_live_excel_would_hand_over(book: xw.Book, address: str, value: object) -> None:
    assert book.sheets["数据"][address].value == value


def test_a_value_can_be_asked_again(book: xw.Book) -> None:
    assert [book.sheets[0].used_range.value[0][:2] for _ in range(2)] == [["项目", "金额"]] * 2


def test_errors_are_told_as_text_when_asked(book: xw.Book) -> None:
    assert book.sheets[0]["D4"].options(err_to_str=True).value == "#DIV/0!"


@pytest.mark.parametrize(
    ("address", "formula"),
    [("A9", "=SUM(B2:B4)"), ("A1", "项目"), ("B4", "12.5"), ("Z99", ""), ("A9:B9", (("=SUM(B2:B4)", ""),))],
)
def test_a_formula_is_told_with_its_sign_and_a_constant_as_text(book: xw.Book, address: str, formula: object) -> None:
    assert book.sheets["数据"][address].formula == formula


def test_a_formula_over_a_value_keeps_the_value_as_its_result(book: xw.Book, tmp_path: Path) -> None:
    cell = book.sheets[0]["B2"]
    cell.value = 25
    cell.formula = "=B4*2"
    book.save(tmp_path / "另存.xlsx")
    read = [openpyxl.load_workbook(tmp_path / "另存.xlsx", data_only=only)["数据"]["B2"].value for only in (True, False)]
    assert read == [25, "=B4*2"]


@pytest.mark.parametrize("value", [0, 1.5, -3, Decimal("0.1"), "文字", True, None, "两\n行", datetime(2025, 1, 2)])
def test_a_value_written_is_read_back(book: xw.Book, tmp_path: Path, value: object) -> None:
    book.sheets[0]["B3"].value = value
    book.save(tmp_path / "另存.xlsx")
    found = book.sheets[0]["B3"].value
    assert found == (float(value) if isinstance(value, Decimal) else value)


# ---- ranges ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "mode", "address"),
    [("A1", "table", "$A$1:$D$4"), ("A1", "down", "$A$1:$A$4"), ("B1", "down", "$B$1:$B$4"), ("A1", "right", "$A$1:$D$1"), ("B2", "down", "$B$2:$B$4")],
)  # fmt: skip
def test_expand_goes_on_over_zeros(book: xw.Book, start: str, mode: str, address: str) -> None:
    assert book.sheets[0][start].expand(mode).address == address


@pytest.mark.parametrize(
    ("start", "direction", "address"),
    [("B1", "down", "$B$4"), ("A4", "down", "$A$6"), ("D1", "left", "$A$1"), ("A9", "up", "$A$6")],
)
def test_end_leads_where_ctrl_and_an_arrow_lead(book: xw.Book, start: str, direction: str, address: str) -> None:
    assert book.sheets[0][start].end(direction).address == address


def test_the_merged_area_of_a_cell_is_told(book: xw.Book) -> None:
    sheet = book.sheets[0]
    assert (sheet["B7"].merge_area.address, sheet["B7"].merge_cells) == ("$A$6:$C$7", True)
    assert (sheet["A1"].merge_area.address, sheet["A1"].merge_cells) == ("$A$1", False)


def test_the_used_range_holds_every_cell_with_content(book: xw.Book) -> None:
    assert [sheet.used_range.address for sheet in book.sheets] == ["$A$1:$D$10", "$A$1", "$A$1", "$A$1"]


@pytest.mark.parametrize(
    ("asked", "address"),
    [(((2, 3),), "$C$2"), (((2, 3), (4, 4)), "$C$2:$D$4"), (("B2:C3",), "$B$2:$C$3"), (("total",), "$A$9"), (("A1", "B2"), "$A$1:$B$2")],
)  # fmt: skip
def test_a_range_is_found_by_place_address_or_name(book: xw.Book, asked: tuple[object, ...], address: str) -> None:
    assert book.sheets[0].range(*asked).address == address


def test_an_address_may_name_its_sheet(book: xw.Book) -> None:
    cell = book.sheets[QUOTED]["A1"]
    assert cell.get_address(False, False) == "A1"
    assert cell.get_address(include_sheetname=True, external=True) == f"'[样例.xlsx]{QUOTED}'!$A$1"


# ---- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "refers_to", "sheet"),
    [("total", "=数据!$A$9", "数据"), ("quoted.cell", "='张三''s 表 (2)'!$A$1", QUOTED), ("area", "=数据!$A$1:$B$4", "数据")],
)
def test_a_name_leads_to_its_cells(book: xw.Book, name: str, refers_to: str, sheet: str) -> None:
    found = book.names[name]
    assert (found.refers_to, found.refers_to_range.sheet.name) == (refers_to, sheet)


def test_a_name_for_a_constant_leads_to_no_cell(book: xw.Book) -> None:
    assert book.names["limit"].refers_to == "=90"
    with pytest.raises(ValueError, match="不是单元格"):
        _ = book.names["limit"].refers_to_range


def test_names_are_added_and_deleted_and_the_file_is_as_before(book: xw.Book, tmp_path: Path) -> None:
    book.names.add("新名.1", "='数据'!$B$2")
    book.save(tmp_path / "有.xlsx")
    assert openpyxl.load_workbook(tmp_path / "有.xlsx").defined_names["新名.1"].attr_text == "'数据'!$B$2"
    assert "新名.1" in book.names
    book.names["新名.1"].delete()
    book.save(tmp_path / "无.xlsx")
    assert parts((tmp_path / "无.xlsx").read_bytes()) == parts(workbook())


# ---- looks and notes ------------------------------------------------------------------------------------------------


def test_a_colour_is_read_and_set_and_taken_back_to_the_byte(book: xw.Book, tmp_path: Path) -> None:
    cells_ = [book.sheets[0][address] for address in ("A6", "B2", "Z99", "D2")]
    before = [cell.color for cell in cells_]
    for cell in cells_:
        cell.color = (255, 199, 206)
    saved = reopened(book, tmp_path)
    assert {saved["数据"][address].fill.fgColor.rgb for address in ("A6", "B2", "Z99", "D2")} == {"FFFFC7CE"}
    assert saved["数据"]["D2"].number_format == "0.00%"
    for address, colour in zip(("A6", "B2", "Z99", "D2"), before, strict=True):
        book.sheets[0][address].color = colour
    book.save(tmp_path / "还原.xlsx")
    assert before == [(255, 249, 219), None, None, None]
    assert parts((tmp_path / "还原.xlsx").read_bytes()) == parts(workbook())


@pytest.mark.parametrize("colour", [(255, 0, 16), "#FF0010", 0x1000FF])
def test_a_colour_may_be_said_in_three_ways(book: xw.Book, colour: object) -> None:
    book.sheets[0]["B2"].color = colour
    assert book.sheets[0]["B2"].color == (255, 0, 16)


def test_fonts_borders_and_formats_reach_the_file(book: xw.Book, tmp_path: Path) -> None:
    cell = book.sheets[0]["A1:B1"]
    cell.font.bold, cell.font.size, cell.font.color = True, 14, "#0563C1"
    cell.number_format, cell.wrap_text, cell.horizontal_alignment, cell.vertical_alignment = "0.000", True, "center", "top"
    cell.borders.set("all", line_style="continuous", weight="thin")
    cell.row_height = 33
    saved = reopened(book, tmp_path)["数据"]
    one = saved["B1"]
    assert (one.font.b, one.font.sz, one.font.color.rgb, one.number_format) == (True, 14, "FF0563C1", "0.000")
    assert (one.alignment.wrap_text, one.alignment.horizontal, one.alignment.vertical) == (True, "center", "top")
    assert (one.border.left.style, one.border.top.style, saved.row_dimensions[1].height) == ("thin", "thin", 33)
    assert (cell.font.bold, cell.font.size, cell.number_format, cell.row_height) == (True, 14.0, "0.000", 33.0)


def test_widths_and_the_print_area_of_a_new_sheet_reach_the_file(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets.add("新表", after=book.sheets[-1])
    sheet["B1:C1"].column_width = 20
    sheet.page_setup.print_area = "$A$1:$C$9"
    for_paper(sheet, 5)
    saved = reopened(book, tmp_path)["新表"]
    assert saved.print_title_rows == "$5:$5"
    assert [saved.column_dimensions[letter].width for letter in "BC"] == [
        20.7109375,
        20.7109375,
    ]  # 20 characters and the room beside
    assert (saved.print_area, saved.page_setup.orientation, saved.page_setup.paperSize) == ("'新表'!$A$1:$C$9", "landscape", 9)


@pytest.mark.parametrize("change", [lambda sheet: setattr(sheet["A1"], "column_width", 9), lambda sheet: setattr(sheet.page_setup, "print_area", "A1:B2")])  # fmt: skip
def test_widths_and_print_areas_of_the_files_own_sheets_are_left_alone(book: xw.Book, change: object) -> None:
    with pytest.raises(NotImplementedError, match="只能设置新工作表"):
        change(book.sheets[0])


def test_notes_are_listed_with_their_cells(book: xw.Book) -> None:
    assert [(n.text, n.author, n.location.address) for n in book.sheets[0].notes] == [("填报人自己的批注", "某某", "$A$2")]
    assert (book.sheets[0]["A2"].note.text, book.sheets[0]["A3"].note) == ("填报人自己的批注", None)


def test_a_note_is_added_beside_anothers_and_taken_out_to_the_byte(book: xw.Book, tmp_path: Path) -> None:
    book.sheets[0]["B4"].add_note("两行\n<批注> & 更多")
    book.sheets[1]["A1"].add_note("第二张表的")
    saved = reopened(book, tmp_path)
    assert [saved["数据"][a].comment.text for a in ("A2", "B4")] == ["填报人自己的批注", "两行\n<批注> & 更多"]
    assert saved[QUOTED]["A1"].comment.text == "第二张表的"
    assert book.sheets[0]["B4"].note.text == "两行\n<批注> & 更多"
    for sheet, address in ((0, "B4"), (1, "A1")):
        book.sheets[sheet][address].note.delete()
    book.save(tmp_path / "还原.xlsx")
    assert parts((tmp_path / "还原.xlsx").read_bytes()) == parts(workbook())


def test_a_second_note_on_a_cell_is_refused_by_xlwings(book: xw.Book) -> None:
    with pytest.raises(ValueError, match="already has a note"):
        book.sheets[0]["A2"].add_note("又一条")


def test_what_no_macro_uses_says_so(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError):
        book.sheets[0]["A1"].insert("down")


def test_an_alert_is_noted_for_whoever_shows_it(book: xw.Book) -> None:
    book.app.alert("已标注 3 个单元格")
    assert book.impl.state.journal[-1] == {"op": "app.alert", "value": "已标注 3 个单元格"}


def test_every_change_is_in_the_journal_as_a_call(book: xw.Book) -> None:
    sheet = book.sheets.add("新表", after=book.sheets[-1])
    sheet["A1"].value = [["甲", 1.5]]
    sheet["A1"].color = None
    book.sheets[0]["B4"].add_note("注")
    book.names.add("n", "=新表!$A$1")
    assert book.impl.state.journal == [
        {"op": "sheet.add", "sheet": "新表", "after": "深藏"},
        {"op": "range.value", "sheet": "新表", "range": "A1:B1", "value": [["甲", 1.5]]},
        {"op": "range.color", "sheet": "新表", "range": "A1", "value": None},
        {"op": "note.add", "sheet": "数据", "range": "B4", "value": "注"},
        {"op": "name.add", "name": "n", "value": "=新表!$A$1"},
    ]
