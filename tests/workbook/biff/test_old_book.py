"""A .xls made record by record is read as a .xlsx with the same content would be, or refused with a reason."""

from __future__ import annotations

from decimal import Decimal
from struct import pack

import pytest

from old_files import (
    at,
    formula,
    label,
    named,
    no_number,
    number,
    number_format,
    old_file,
    record,
    shared_texts,
    sheet_of,
    stream,
    style,
)
from old_files import text as spelled
from xlgen.errors import Refused
from xlgen.workbook.biff.old_book import read_old_book
from xlgen.workbook.biff.stream import RecordType
from xlgen.workbook.ooxml.guard import BORDERS, FORM_LIMITS, Limits
from xlgen.workbook.records import PICTURE, UNSEEN, UNTOLD, CellError, CellRecord, CellStyle


def cells(data: bytes) -> dict[tuple[int, int], CellRecord]:
    return dict(read_old_book(data, FORM_LIMITS).sheets["表"].cells)


def value(*records: bytes, before: bytes = b"", styles: tuple[bytes, ...] = ()) -> object:
    (only,) = cells(sheet_of(*records, before=before, styles=styles)).values()
    return only.value


def refusal(data: bytes, limits: Limits = FORM_LIMITS) -> tuple[str, str]:
    """Code and fact."""
    with pytest.raises(Refused) as caught:
        read_old_book(data, limits)
    return caught.value.code, caught.value.reason.partition("：")[2]


def packed(row: int, column: int, bits: int) -> bytes:
    return record(RecordType.RK, at(row, column) + pack("<I", bits))


DOUBLE = int.from_bytes(pack("<d", 1.5)[4:], "little")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number(0, 0, 0.1 + 0.2), Decimal("0.30000000000000004")),
        (number(0, 0, 95.1), Decimal("95.1")),
        (number(0, 0, -0.0), Decimal(0)),
        (number(0, 0, 1e300), Decimal("1E+300")),
        (packed(0, 0, 120 << 2 | 2), Decimal(120)),
        (packed(0, 0, 12345 << 2 | 3), Decimal("123.45")),
        (packed(0, 0, (-7 << 2 | 2) & 0xFFFFFFFF), Decimal(-7)),
        (packed(0, 0, DOUBLE), Decimal("1.5")),
        (packed(0, 0, DOUBLE | 1), Decimal("0.015")),
        (record(RecordType.BOOLERR, at(0, 0) + b"\1\0"), True),
        (record(RecordType.BOOLERR, at(0, 0) + b"\x2a\1"), CellError("#N/A")),
        (record(RecordType.BOOLERR, at(0, 0) + b"\7\1\0"), CellError("#DIV/0!")),  # a byte more, as OpenOffice 2 wrote it
        (label(0, 0, "项目"), "项目"),
        (label(0, 0, "甲\v乙\x02"), f"甲\n乙{UNSEEN}"),
        (label(0, 0, "𠮷"), "𠮷"),
        (label(0, 0, '=DISPIMG("ID_1",1)'), PICTURE),
        (record(RecordType.RSTRING, at(0, 0) + spelled("粗") + pack("<H", 0)), "粗"),
    ],
)
def test_a_cell_holds(cell, expected):
    assert value(cell) == expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (formula(0, 0, pack("<d", 28.5)), Decimal("28.5")),
        (formula(0, 0, no_number(0)) + record(RecordType.STRING, spelled("达成")), "达成"),
        # an array's own formula stands between the cell and its text
        (formula(0, 0, no_number(0)) + record(0x221, bytes(14)) + record(RecordType.STRING, spelled("达成")), "达成"),
        (formula(0, 0, no_number(1, 1)), True),
        (formula(0, 0, no_number(2, 15)), CellError("#VALUE!")),
        (formula(0, 0, no_number(3)), None),
    ],
)
def test_a_formula_has_its_saved_result_and_no_text(records, expected):
    assert cells(sheet_of(records)) == {(0, 0): CellRecord(expected, UNTOLD, "general")}


def test_several_numbers_and_blanks_may_stand_in_one_record():
    numbers = record(RecordType.MULRK, pack("<HHHIHIH", 2, 1, 0, 5 << 2 | 2, 0, 6 << 2 | 2, 2))
    blanks = record(RecordType.MULBLANK, pack("<HHHHHH", 3, 1, 0, 0, 0, 3))
    assert {place: cell.value for place, cell in cells(sheet_of(numbers, blanks)).items()} == {(2, 1): 5, (2, 2): 6}


def test_a_text_may_go_on_in_another_record_and_in_other_bytes():
    first = pack("<HB", 4, 0) + b"ab"  # one byte a character
    assert value(
        record(RecordType.LABELSST, at(0, 0) + pack("<I", 0)), before=shared_texts(first, b"\1" + "甲乙".encode("utf-16-le"), count=1)
    ) == "ab甲乙"  # fmt: skip


def test_a_character_may_be_cut_in_two_by_the_records():
    halves = "𠮷".encode("utf-16-le")
    before = shared_texts(pack("<HB", 2, 1) + halves[:2], b"\1" + halves[2:], count=1)
    assert value(record(RecordType.LABELSST, at(0, 0) + pack("<I", 0)), before=before) == "𠮷"


def test_how_a_text_looks_and_sounds_is_passed_over_wherever_it_stands():
    rich = pack("<HBHI", 1, 1 | 4 | 8, 1, 3) + "甲".encode("utf-16-le") + bytes(2)
    before = shared_texts(rich, bytes(2 + 3) + spelled("乙"), count=2)
    assert value(record(RecordType.LABELSST, at(0, 0) + pack("<I", 1)), before=before) == "乙"


FORMATS = (style(), style(10), style(14), style(164, locked=False), style(165))
DATED = number_format(164, 'yyyy"年"m"月"') + number_format(165, "0.0%")


@pytest.mark.parametrize(("number_of", "expected"), [(0, "general"), (1, "percent"), (2, "date"), (3, "date"), (4, "percent")])
def test_a_cell_is_shown_as_its_style_says(number_of, expected):
    read = read_old_book(sheet_of(number(0, 0, 45000, number_of), before=DATED, styles=FORMATS), FORM_LIMITS).sheets["表"]
    assert read.cells[0, 0].format == expected


def test_blanks_are_dressed_too():
    blank = record(RecordType.BLANK, at(4, 2, 3))
    read = read_old_book(sheet_of(blank, before=DATED, styles=FORMATS), FORM_LIMITS).sheets["表"]
    assert (read.cells, read.styles) == ({}, {(4, 2): CellStyle('yyyy"年"m"月"', False)})


def test_days_of_the_1904_system_are_counted_from_1900():
    before = DATED + record(RecordType.DATEMODE, b"\1\0")
    read = cells(sheet_of(number(0, 0, 100, 2), number(0, 1, 100), before=before, styles=FORMATS))
    assert [cell.value for cell in read.values()] == [Decimal(1562), Decimal(100)]


def test_what_a_sheet_says_besides_its_cells():
    read = read_old_book(
        sheet_of(
            record(RecordType.PROTECT, b"\1\0"),
            record(RecordType.ROW, pack("<HHHHHHHH", 5, 0, 9, 0, 0, 0, 0x20, 0)),
            record(RecordType.COLINFO, pack("<HHHHHH", 2, 3, 0, 0, 1, 0)),
            record(RecordType.MERGEDCELLS, pack("<HHHHH", 1, 0, 1, 2, 4)),
        ),
        FORM_LIMITS,
    ).sheets["表"]
    said = read.protected, read.hidden_rows, read.hidden_columns, read.merges
    assert said == (True, frozenset({5}), ((2, 3),), ((0, 2, 1, 4),))


def test_sheets_stand_in_their_order_and_charts_hold_no_cells():
    sheets = {"甲": number(0, 0, 1), "图": b"", "乙": number(0, 0, 2)}
    read = read_old_book(old_file(stream(sheets, kinds={"图": (0, 2), "乙": (2, 0)})), FORM_LIMITS)
    found = [(name, sheet.state, len(sheet.cells)) for name, sheet in read.sheets.items()]
    assert (found, read.untold) == ([("甲", "visible", 1), ("图", "visible", 0), ("乙", "veryHidden", 1)], True)


def test_cells_of_a_chart_within_a_sheet_are_none_of_the_sheet():
    chart = record(RecordType.BOF, pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)) + number(9, 9, 7) + record(RecordType.EOF)
    assert list(cells(sheet_of(number(0, 0, 1), chart, number(1, 0, 2)))) == [(0, 0), (1, 0)]


SELF = record(RecordType.SUPBOOK, pack("<H", 1) + b"\1\4") + record(0x17, pack("<HHHH", 1, 0, 0, 0))


CELL, AREA = b"\x3a" + pack("<HHH", 0, 7, 6), b"\x3b" + pack("<HHHHH", 0, 7, 8, 6, 7)
MOVING = b"\x3a" + pack("<HHH", 0, 7, 6 | 0xC000)


@pytest.mark.parametrize(
    ("target", "expected"), [(CELL, "'表'!$G$8"), (AREA, "'表'!$G$8:$H$9"), (b"\x1e\5\0", ""), (b"\x3c" + bytes(6), "")]
)
def test_a_name_leads_to(target, expected):
    assert read_old_book(sheet_of(before=SELF + named("indicators.1.actual", target)), FORM_LIMITS).names == {
        "indicators.1.actual": expected
    }


def test_what_a_name_comes_to_is_not_worked_out():
    divided = b"\x1e\1\0\x1e\0\0\x06"
    assert read_old_book(sheet_of(before=SELF + named("nothing", divided)), FORM_LIMITS).names == {"nothing": ""}


def test_a_name_that_stands_for_two_places_is_refused():
    twice = sheet_of(before=SELF + named("total", CELL) + named("Total", AREA))
    assert refusal(twice) == ("XG027", "名称 Total 出现两次，所指不同")


def test_a_name_that_moves_with_who_asks_leads_nowhere():
    read = read_old_book(sheet_of(before=SELF + named("total", MOVING)), FORM_LIMITS)
    assert (list(read.names), read.locate("total")) == (["total"], None)


def test_names_of_one_sheet_alone_are_none_of_the_workbook():
    assert read_old_book(sheet_of(before=SELF + named("total", CELL, own=1)), FORM_LIMITS).names == {}


ELSEWHERE = record(RecordType.SUPBOOK, pack("<H", 1) + spelled("\1别的.xls") + spelled("表"))
PROGRAM = record(RecordType.SUPBOOK, pack("<H", 0) + spelled("cmd\3calc"))


def test_links_to_other_workbooks_are_told():
    assert [read_old_book(sheet_of(before=each), FORM_LIMITS).external_links for each in (SELF, ELSEWHERE)] == [False, True]


LONG = pack("<HB", 32_768, 0) + bytes(8_192), *[b"\0" + bytes(8_192)] * 3  # in pieces as long as records may be
SMALL = Limits(rows=20, blank_rows=20, columns=10, cells=3, merges=2, sheets=2, names=1, styles=2, elements=60)
FAR = number(20, 0, 1), number(0, 10, 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("XG010", "")),
        (old_file(stream({"表": b""}), called="WordDocument"), ("XG004", "里面没有工作簿，可能是 .doc、.wps 等文件")),
        (old_file(stream({"表": b""}), called="Book"), ("XG004", "是 Excel 95 或更早的格式")),
        (old_file(stream({"表": b""}, version=0x0500)), ("XG004", "是 Excel 95 或更早的格式")),
        (sheet_of(before=record(RecordType.FILEPASS, bytes(6))), ("XG005", "")),
        (sheet_of(before=record(RecordType.OBPROJ)), ("XG026", "")),
        (old_file(stream({"表": b""}), beside={"_VBA_PROJECT_CUR": {"dir": b"x"}}), ("XG026", "")),
        (old_file(stream({"表": b""}, kinds={"表": (0, 1)})), ("XG026", "")),
        (sheet_of(before=PROGRAM), ("XG024", "文件的链接")),
        (sheet_of(number(0, 0, float("inf"))), ("XG025", "表!A1")),
        (sheet_of(record(RecordType.BOOLERR, at(0, 0) + b"\x09\1")), ("XG017", "表!A1 错误值 9")),
        (sheet_of(record(RecordType.BOOLERR, at(0, 0) + b"\2\0")), ("XG025", "表!A1")),
        (sheet_of(number(0, 0, 1), number(0, 0, 2)), ("XG027", "表!A1 该单元格出现两次")),
        (sheet_of(number(0, 0, 1, style=1)), ("XG017", "表!A1 没有第 1 种样式")),
        (sheet_of(record(RecordType.LABELSST, at(0, 0) + bytes(4))), ("XG022", "表!A1 序号 0，共 0 条")),
        (sheet_of(formula(0, 0, no_number(0)), number(1, 0, 1)), ("XG017", "表!A1 公式的结果不见了")),
        (sheet_of(formula(0, 0, no_number(9))), ("XG017", "表!A1 公式的结果")),
        (sheet_of(before=shared_texts(*LONG, count=1)), ("XG017", "文字超过 32767 字")),
        (sheet_of(record(RecordType.NUMBER, at(0, 0))), ("XG010", "")),
        (sheet_of(before=shared_texts(pack("<HB", 9, 0) + b"a", count=1)), ("XG010", "")),
        (old_file(stream([("表", b""), ("表", b"")])), ("XG027", "两张工作表同名")),
        (old_file(stream({"图": b""}, kinds={"图": (0, 2)})), ("XG016", "工作表 0 张")),
        (old_file(stream({"表": number(0, 0, 1)})[:-6]), ("XG010", "工作簿的内容到一半就没有了")),
    ],
)  # fmt: skip
def test_it_is_refused(data, expected):
    assert refusal(data) == expected


def test_two_sheets_may_not_be_read_from_one_place():
    made = stream({"甲": number(0, 0, 1), "乙": number(0, 0, 2)})
    first, second = [
        pack("<I", n)
        for n in range(len(made))
        if made[n:].startswith(record(RecordType.BOF, pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)))
    ]
    assert refusal(old_file(made.replace(second, first, 1))) == ("XG027", "两张工作表是同一处内容")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (sheet_of(FAR[0]), ("XG019", "表!A21")),
        (sheet_of(FAR[1]), ("XG019", "表!K1")),
        (sheet_of(*(number(i, 0, 1) for i in range(4))), ("XG020", "超过 3 个")),
        (sheet_of(record(RecordType.MERGEDCELLS, pack("<H", 3) + bytes(24))), ("XG021", "表 超过 2 个")),
        (old_file(stream({"甲": b"", "乙": b"", "丙": b""})), ("XG014", "工作表 3 张")),
        (sheet_of(before=SELF + named("a", CELL) + named("b", CELL)), ("XG014", "名称 2 个")),
        (sheet_of(styles=[style()] * 3), ("XG014", "单元格样式 3 种")),
        (sheet_of(before=shared_texts(bytes(3 * 61), count=61)), ("XG014", "文字 61 条")),
        (sheet_of(*[record(0x99, b"")] * 60), ("XG014", "合计超过 60 条记录")),
        (sheet_of(record(RecordType.ROW, pack("<HHHHHHHH", 21, 0, 9, 0, 0, 0, 0, 0))), ("XG014", "“表”的表格下面有至少 22 行空行")),
    ],
)  # fmt: skip
def test_there_is_a_limit_to_what_a_file_may_hold(data, expected):
    assert refusal(data, SMALL) == expected


def test_borders_dragged_to_the_bottom_are_called_so():
    with pytest.raises(Refused) as caught:
        read_old_book(sheet_of(record(RecordType.BLANK, at(30_000, 0))), FORM_LIMITS)
    assert caught.value.remedy == BORDERS
