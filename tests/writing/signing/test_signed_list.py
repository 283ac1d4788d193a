"""A list to be signed: its lines, its table, the same bytes."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from xlgen.writing.signing.signed_list import SignedColumn, SignedList, signed_list

SAID = SignedList(
    "单子",
    "某局单子",
    ["填报单位：甲"],
    (SignedColumn("序号", 6), SignedColumn("问题", 30, True)),
    [["1", "=1+1"]],
    ("签收人：", "日期："),
)


def test_what_is_said_stands_there_as_text() -> None:
    sheet = openpyxl.load_workbook(BytesIO(signed_list(SAID)))["单子"]
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert rows == [["某局单子"], ["填报单位：甲"], ["序号", "问题"], ["1", "=1+1"], [], ["签收人：", "日期："]]
    assert sheet["B4"].data_type == "s"
    assert sheet.print_title_rows == "$3:$3"


def test_each_who_signs_has_as_much_room_as_the_others() -> None:
    columns = tuple(SignedColumn(str(width), width) for width in (6, 14, 24, 8, 14, 46, 36, 10))
    said = SignedList("单子", "某局单子", [], columns, [], ("单位：", "签收人：", "电话：", "日期："))
    sheet = openpyxl.load_workbook(BytesIO(signed_list(said)))["单子"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "单位：")
    assert [cell.column for cell in row if cell.value] == [1, 4, 6, 7]


def test_the_same_list_has_the_same_bytes() -> None:
    assert signed_list(SAID) == signed_list(SAID)
