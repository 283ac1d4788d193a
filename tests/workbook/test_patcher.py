"""The patcher changes what it is told to and not one byte besides."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.formula import ArrayFormula

import package_lint
from filled import returned
from steps import Steps
from xlgen.workbook.opc.revision import open_draft
from xlgen.workbook.opc.xml import count_of
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.patching.shapes import _SHAPE, without_shapes

SHEET = "自评表"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LISTING = "http://schemas.openxmlformats.org/package/2006/relationships"
DATE = (2024, 2, 29, 13, 14, 16)

Changes = Mapping[tuple[int, int], Change]

# ---- workbooks ----


def by_xlsxwriter() -> bytes:
    """A small form: label, text, yellow blank, formula with its result; a second sheet; a formatted row and column."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    yellow, red = book.add_format({"bg_color": "#FFFF00", "border": 1}), book.add_format({"bg_color": "#FF0000"})
    sheet, other = book.add_worksheet(SHEET), book.add_worksheet("说明 & 附注")
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "实际完成值")
    sheet.write_string(0, 1, "98", yellow)
    sheet.write_blank(1, 1, None, yellow)
    sheet.write_formula(1, 2, "=IF(B2<1,B2&\"\",B2*2)", yellow, 7)  # fmt: skip
    sheet.write_string(4, 3, "末行")
    sheet.set_row(7, None, red)
    sheet.set_column(5, 6, 12, yellow)
    other.write_string(0, 0, "不动")
    book.close()
    return stream.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"], sheet["B1"], sheet["C2"] = "实际完成值", 98, "=B1*2"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["D5"] = "末行"
    book.create_sheet("说明 & 附注")["A1"] = "不动"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


MAKERS = pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])


class _Pipe(io.RawIOBase):
    """A stream that cannot seek: zipfile then writes sizes behind the data (data descriptors)."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


def packed(parts: Mapping[str, bytes], *, piped: bool = False, comment: bytes = b"") -> bytes:
    """Parts as a zip of our own making, each with the same date."""
    stream: io.BytesIO | _Pipe = _Pipe() if piped else io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, DATE)
            if name.endswith(".png"):
                info.compress_type, info.extract_version = zipfile.ZIP_STORED, 10
            else:
                info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as member:
                member.write(content)
    return bytes(stream.data) if isinstance(stream, _Pipe) else stream.getvalue()


def minimal(sheet: str | bytes, target: str = "worksheets/sheet1.xml", **parts: bytes) -> dict[str, bytes]:
    """Parts of a workbook whose one sheet has this XML."""
    office = f"{LINKS}/officeDocument"
    rels = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}" Target="{}"/></Relationships>'
    override = '<Override PartName="/{}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
    types = "".join(
        (override.format("xl/workbook.xml", "sheet.main"), override.format("xl/worksheets/sheet1.xml", "worksheet"))
    )
    rels_type = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rels_type}{types}</Types>'
        ).encode(),
        "_rels/.rels": rels.format(LISTING, office, "xl/workbook.xml").encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
            f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": rels.format(LISTING, f"{LINKS}/worksheet", target).encode(),
        "xl/worksheets/sheet1.xml": sheet if isinstance(sheet, bytes) else sheet.encode(),
        "xl/media/image1.png": b"\x89PNG no picture",
        **parts,
    }


def worksheet(rows: str, before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def raw_members(data: bytes) -> dict[str, tuple[bytes, zipfile.ZipInfo]]:
    """Of each member the local header with everything up to the next one, and its directory entry."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        ends = [*(info.header_offset for info in infos[1:]), archive.start_dir]
        return {info.filename: (data[info.header_offset : end], info) for info, end in zip(infos, ends, strict=True)}


def rows_after(rows: str, cells: Changes, heights: Mapping[int, Decimal] | None = None, *, overwrite: bool = False) -> str:
    """Rows of a sheet with these rows after patching."""
    data = patch(packed(minimal(worksheet(rows))), {SHEET: cells}, {SHEET: heights or {}}, overwrite=overwrite)
    head, tail = worksheet("|").split("|")
    return part(data).removeprefix(head).removesuffix(tail)


def read(data: bytes, *, results: bool = False) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=results)[SHEET]


def typed(value: Decimal | str | bool | None) -> Change:
    return Change(value)


def cached(value: Decimal | str | bool | None) -> Change:
    return Change(value, typed=False)


ONE = typed(Decimal(1))

# ---- the zip ----


@MAKERS
def test_untouched_members_keep_their_bytes_and_headers(make):
    source = make()
    before, after = raw_members(source), raw_members(patch(source, {SHEET: {(1, 1): ONE}}))
    changed = [name for name in before if before[name][0] != after[name][0]]
    assert changed == ["xl/worksheets/sheet1.xml"]


@MAKERS
def test_order_dates_and_attributes_of_all_members_stay(make):
    def facts(data: bytes) -> list[tuple[object, ...]]:
        entries = (info for _, info in raw_members(data).values())
        return [
            (i.filename, i.date_time, i.external_attr, i.create_system, i.create_version, i.extra, i.comment) for i in entries
        ]

    source = make()
    assert facts(patch(source, {SHEET: {(1, 1): ONE}})) == facts(source)


@MAKERS
def test_nothing_to_change_gives_the_same_file(make):
    source = make()
    assert patch(source, {}) == source


def test_sheet_whose_content_stays_is_not_packed_anew():
    source = packed(minimal(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')), piped=True)
    assert patch(source, {SHEET: {(0, 0): ONE, (40, 40): typed(None)}}) == source


@MAKERS
def test_same_input_gives_the_same_bytes(make):
    source = make()
    cells = {SHEET: {(1, 1): ONE, (9, 9): typed("新"), (9, 2): typed("行"), (0, 0): typed(None)}}
    backwards = {SHEET: dict(reversed(cells[SHEET].items()))}
    assert patch(source, cells) == patch(source, backwards)


def test_data_descriptors_are_copied_and_the_touched_member_needs_none():
    source = packed(minimal(worksheet("")), piped=True)
    before, after = raw_members(source), raw_members(patch(source, {SHEET: {(0, 0): ONE}}))
    assert {name for name in before if before[name][0] == after[name][0]} == before.keys() - {"xl/worksheets/sheet1.xml"}
    assert [info.flag_bits & 8 for _, info in before.values()] == [8] * 6
    assert after["xl/worksheets/sheet1.xml"][1].flag_bits & 8 == 0


def test_stored_sheet_is_written_deflated_and_reads_back():
    source = packed(minimal(worksheet(""), target="/xl/sheet.png", **{"xl/sheet.png": worksheet("").encode()}))
    data = patch(source, {SHEET: {(0, 0): ONE}})
    raw, info = raw_members(data)["xl/sheet.png"]
    assert (info.extract_version, struct.unpack_from("<H", raw, 4)) == (20, (20,))  # ten would be a reader without deflate
    assert '<c r="A1"><v>1</v></c>' in part(data, "xl/sheet.png")


def test_comment_of_the_zip_stays():
    source = packed(minimal(worksheet("")), comment="批次 1".encode())
    assert zipfile.ZipFile(io.BytesIO(patch(source, {SHEET: {(0, 0): ONE}}))).comment == "批次 1".encode()


def zip64_locator(data: bytes) -> bytes:
    at = data.rfind(b"PK\5\6")
    return data[:at] + b"PK\6\7" + bytes(16) + data[at:]


def zip64_member(data: bytes, member: str) -> bytes:
    """The sizes of a member in its local header as a zip64 has them; Python's own zipfile did so only from some version on."""
    at = raw_members(data)[member][1].header_offset + 18
    return data[:at] + b"\xff" * 8 + data[at + 8 :]


def flipped(data: bytes, member: str) -> bytes:
    """One bit wrong in the middle of a member."""
    raw, info = raw_members(data)[member]
    at = info.header_offset + len(raw) - info.compress_size // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def encrypted(data: bytes) -> bytes:
    at = data.index(b"xl/worksheets/sheet1.xml", data.rfind(b"xl/_rels/workbook.xml.rels")) - 46  # its directory entry
    return data[: at + 8] + struct.pack("<H", 1) + data[at + 10 :]


def overlapping(data: bytes) -> bytes:
    """The picture's directory entry points into the sheet."""
    at = data.rindex(b"xl/media/image1.png") - 4
    return data[:at] + struct.pack("<L", data.index(b"xl/worksheets/sheet1.xml")) + data[at + 4 :]


SOUND = packed(minimal(worksheet("")))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "不是 .xlsx"),
        (b"PK\3\4 no zip", "不是 .xlsx"),
        (SOUND[:-30], "不是 .xlsx"),
        (SOUND + b"tail", "目录有误"),
        (SOUND[1:], "目录有误"),
        (zip64_locator(SOUND), "zip64"),
        (zip64_member(SOUND, "xl/worksheets/sheet1.xml"), "zip64"),
        (packed({**minimal(worksheet("")), "XL/Workbook.xml": b"<a/>"}), "重复"),
        (flipped(SOUND, "xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml 无法读取"),
        (overlapping(SOUND), "与其他部件重叠"),
        (encrypted(SOUND), "xl/worksheets/sheet1.xml 无法读取"),
        (packed({"_rels/.rels": b"<a/>"}), "缺少部件 xl/"),
        (packed({"readme.txt": b"hello"}), "缺少部件 _rels/.rels"),
    ],
)
def test_damaged_and_foreign_files_are_refused(source, message):
    with pytest.raises(ValueError, match=message):
        patch(source, {SHEET: {(0, 0): ONE}})


# ---- finding the sheet ----


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "./../xl/Worksheets/Sheet1.xml"])
def test_relative_and_absolute_targets_lead_to_the_part(target):
    data = patch(packed(minimal(worksheet(""), target)), {SHEET: {(0, 0): ONE}})
    assert '<c r="A1"><v>1</v></c>' in part(data)


def test_names_packed_with_backslashes_are_found():
    source = packed({name.replace("/", "\\"): content for name, content in minimal(worksheet("")).items()})
    after = raw_members(patch(source, {SHEET: {(0, 0): ONE}}))
    assert after.keys() == raw_members(source).keys()
    assert after[r"xl\worksheets\sheet1.xml"] != raw_members(source)[r"xl\worksheets\sheet1.xml"]


def test_each_sheet_is_found_by_its_name():
    data = patch(by_xlsxwriter(), {"说明 & 附注": {(0, 1): typed("二")}, SHEET: {(1, 1): typed("一")}})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert (book[SHEET]["B2"].value, book["说明 & 附注"]["B1"].value) == ("一", "二")


def test_two_names_of_one_part_both_take_effect():
    parts = minimal(worksheet(""))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>", b'<sheet name="B" sheetId="2" r:id="rId1"/></sheets>'
    )
    data = patch(packed(parts), {SHEET: {(0, 0): ONE}, "B": {(0, 1): ONE}})
    assert '<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>' in part(data)


def test_unknown_sheet_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match=r"没有工作表“自评”（现有：自评表、说明 & 附注）"):
        patch(by_xlsxwriter(), {"自评": {(0, 0): ONE}})


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        (worksheet("").encode("utf-16"), "UTF-8"),
        (worksheet("").encode("utf-16-le"), "UTF-8"),
        (b'<?xml version="1.0" encoding="GBK"?>' + worksheet("").encode("gbk"), "编码为 GBK"),
        (b"<!-- \xff -->" + worksheet("").encode(), "UTF-8"),
        (f'<!DOCTYPE w [<!ENTITY a "b">]>{worksheet("")}', "DTD"),
        (worksheet("<row>"), "不是正确的 UTF-8 XML"),
        (f'<chartsheet xmlns="{MAIN}"/>', "不是普通工作表"),
        (worksheet('<row r="2"/><row r="1"/>'), "row 1 的位置有误"),
        (worksheet('<row r="1"/><row r="1"/>'), "row 1 的位置有误"),
        (worksheet('<row r="x"/>'), "row x 的位置有误"),
        (worksheet('<row r="1"><c r="B1"/><c r="A1"/></row>'), "c A1 的位置有误"),
        (worksheet('<row r="1"><c r="A2"/></row>'), "c A2 的位置有误"),
        (worksheet('<row r="1"><x:c xmlns:x="urn:x" r="A1"/></row>'), "x:c A1 的位置有误"),
        (worksheet('<row r="1"><c r="A1"><f t="array" ref="??">1</f></c></row>'), "数组公式的区域"),
    ],
)
def test_sheets_that_cannot_be_located_safely_are_refused(sheet, message):
    with pytest.raises(ValueError, match=message):
        patch(packed(minimal(sheet)), {SHEET: {(0, 0): ONE}})


# ---- places in the sheet ----


@pytest.mark.parametrize(
    ("rows", "at", "expected"),
    [
        ('<row r="1"><c r="A1" s="3"/></row>', (0, 0), '<row r="1"><c r="A1" s="3"><v>1</v></c></row>'),
        ("<row r='1'><c  s='3' r = 'A1' /></row>", (0, 0), "<row r='1'><c  s='3' r = 'A1'><v>1</v></c></row>"),
        ('<row r="1"><c r="A1" t="s" s="3"><v>0</v></c></row>', (0, 0), '<row r="1"><c r="A1" s="3"><v>1</v></c></row>'),
        ('<row r="1"><c r="A1" ph="1" vm="2"></c ></row>', (0, 0), '<row r="1"><c r="A1" ph="1"><v>1</v></c></row>'),
        ('<row x=">"><c y=" t=\'s\'/>" t="s"/></row>', (0, 0), '<row x=">"><c y=" t=\'s\'/>"><v>1</v></c></row>'),
        ("<row><c/><c/></row><row><c/></row>", (0, 1), "<row><c/><c><v>1</v></c></row><row><c/></row>"),
        ("<row><c/><c/></row><row><c/></row>", (1, 0), "<row><c/><c/></row><row><c><v>1</v></c></row>"),
        ('<row><c r="C1"/><c/></row>', (0, 3), '<row><c r="C1"/><c><v>1</v></c></row>'),
        ('<row r="1"><c r="B1"/></row>', (0, 0), '<row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row>'),
        ('<row r="1"><c r="A1"/><c r="C1"/></row>', (0, 1), '<row r="1"><c r="A1"/><c r="B1"><v>1</v></c><c r="C1"/></row>'),
        ('<row r="1"><c r="A1"/> <extLst/></row>', (0, 1), '<row r="1"><c r="A1"/><c r="B1"><v>1</v></c> <extLst/></row>'),
        ('<row r="1" ht="9"/>', (0, 1), '<row r="1" ht="9"><c r="B1"><v>1</v></c></row>'),
        ('<row r="1"></row>', (0, 1), '<row r="1"><c r="B1"><v>1</v></c></row>'),
        ('<row r="1"/><row r="9"/>', (2, 0), '<row r="1"/><row r="3"><c r="A3"><v>1</v></c></row><row r="9"/>'),
        ('<row r="2"/>', (0, 0), '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/>'),
        ('\n <row r="2"/>\n', (4, 27), '\n <row r="2"/><row r="5"><c r="AB5"><v>1</v></c></row>\n'),
        ("", (0, 0), '<row r="1"><c r="A1"><v>1</v></c></row>'),
        ("<!-- <c r='A1'/> --><row><c r='A1'/></row>", (0, 0), "<!-- <c r='A1'/> --><row><c r='A1'><v>1</v></c></row>"),
        ("<row><c t='str'><v>甲</v></c><c r='B1'/></row>", (0, 1), "<row><c t='str'><v>甲</v></c><c r='B1'><v>1</v></c></row>"),
    ],
)  # fmt: skip
def test_a_number_lands_in_its_place(rows, at, expected):
    assert rows_after(rows, {at: ONE}) == expected


def test_empty_sheet_data_tag_is_opened():
    source = packed(minimal(f'<worksheet xmlns="{MAIN}"><sheetData /></worksheet>'))
    assert "<sheetData><row r=" in part(patch(source, {SHEET: {(0, 0): ONE}}))


def test_neighbouring_new_cells_and_rows_come_in_order():
    rows = '<row r="2"><c r="C2"/></row>'
    after = rows_after(rows, {(r, c): ONE for r in (3, 1, 0) for c in (4, 3, 2, 1)})
    assert re.findall(r'<row r="(\d)"', after) == ["1", "2", "4"]
    assert re.findall(r'<c r="(\w+)"', after) == [f"{c}{r}" for r in (1, 2, 4) for c in "BCDE"]


def test_new_cells_look_like_their_row_else_like_their_column():
    before = '<cols><col min="2" max="3" width="9" style="4"/><col min="4" max="4" width="9"/></cols>'
    rows = '<row r="1"/><row r="2" s="5" customFormat="1"/><row r="3" s="5"/>'
    source = packed(minimal(worksheet(rows, before)))
    xml = part(patch(source, {SHEET: {(r, c): ONE for r in range(3) for c in (0, 2, 3)}}))
    assert re.findall(r'<c r="(\w+)" s="(\d)">', xml) == [("C1", "4"), ("A2", "5"), ("C2", "5"), ("D2", "5"), ("C3", "4")]


def test_prefixed_sheet_gets_prefixed_cells_in_any_depth():
    before = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:f>B1</x:f><x:v>1</x:v></x:c></x:row>'
    )
    cells = {(0, 0): cached("甲"), (0, 1): typed(" 乙"), (1, 0): typed(True)}
    assert part(patch(packed(minimal(f"{before}</x:sheetData></x:worksheet>")), {SHEET: cells})) == (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" s="1" t="str"><x:f>B1</x:f><x:v>甲</x:v></x:c>'
        '<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve"> 乙</x:t></x:is></x:c></x:row>'
        '<x:row r="2"><x:c r="A2" t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )


def test_byte_order_mark_and_many_byte_characters_do_not_shift_places():
    sheet = (
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\r\n'
        + worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>𠮷&#21513;祥</t></is></c><c r="B1"/></row>').encode()
    )
    data = patch(packed(minimal(sheet)), {SHEET: {(0, 1): ONE}})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml") == sheet.replace(b'<c r="B1"/>', b'<c r="B1"><v>1</v></c>')


@MAKERS
def test_bytes_around_the_changed_cells_stay(make):
    source = make()
    before = part(source)
    after = part(patch(source, {SHEET: {(0, 1): typed("改"), (1, 2): cached(Decimal(8)), (4, 4): ONE}}))
    cell = re.compile(r'<c r="(?:B1|C2|E5)"(?:[^>]*/>|.*?</c>)')
    assert before != after
    assert cell.sub("", after) == cell.sub("", before)


@pytest.mark.parametrize("at", [(-1, 0), (0, -1), (1_048_576, 0), (0, 16_384)])
def test_places_beyond_the_grid_are_refused(at):
    with pytest.raises(ValueError, match="超出工作表范围"):
        rows_after("", {at: ONE})


# ---- heights ----


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="1" ht="15" spans="1:2"><c r="A1"/></row>', '<row r="1" spans="1:2" ht="30.5"><c r="A1"/></row>'),
        ('<row r="1" ht="15" customHeight="1"/>', '<row r="1" customHeight="1" ht="30.5"/>'),
        ('<row r="1"/>', '<row r="1" ht="30.5"/>'),
        ('<row r="2"/>', '<row r="1" ht="30.5"/><row r="2"/>'),
    ],
)
def test_height_of_a_row_is_set(rows, expected):
    assert rows_after(rows, {}, {0: Decimal("30.50")}) == expected


def test_heights_alone_are_enough():
    data = patch(packed(minimal(worksheet('<row r="1"/>'))), {}, {SHEET: {0: Decimal(20)}})
    assert '<row r="1" ht="20"/>' in part(data)


@pytest.mark.parametrize("row", ['<row r="1"/>', '<row r="1" ht="15"></row>', ""])
def test_height_and_first_cell_of_one_row_together(row):
    assert rows_after(row, {(0, 0): ONE}, {0: Decimal(30)}) == '<row r="1" ht="30"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize("points", ["-1", "409.6", "NaN", "Infinity"])
def test_impossible_heights_are_refused(points):
    with pytest.raises(ValueError, match="第 1 行：行高"):
        rows_after("", {}, {0: Decimal(points)})


# ---- values ----


@MAKERS
@pytest.mark.parametrize(
    ("value", "found"),
    [
        (Decimal("23.64"), 23.64),
        (Decimal("1E+3"), 1000),
        (True, True),
        (False, False),
        ("98%", "98%"),
        ("=1+1", "=1+1"),
        ("<b> & \"引号\" ]]>", "<b> & \"引号\" ]]>"),
        ("  两端有空格 ", "  两端有空格 "),
        ("第一行\n第二行\t末", "第一行\n第二行\t末"),
        ("𠮷野家 ㎡", "𠮷野家 ㎡"),
        (None, None),
        ("", None),
    ],
)  # fmt: skip
def test_typed_values_read_back(make, value, found):
    cell = read(patch(make(), {SHEET: {(1, 1): typed(value)}}))["B2"]
    assert (cell.value, cell.data_type == "f") == (found, False)


@MAKERS
@pytest.mark.parametrize("value", [Decimal(5), "文字", True, None])
def test_style_of_a_typed_cell_stays(make, value):
    source = make()
    fill = read(patch(source, {SHEET: {(1, 1): typed(value)}}))["B2"].fill
    assert fill.fgColor.rgb == read(source)["B2"].fill.fgColor.rgb != "00000000"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("0.00", "0"),
        ("23.640", "23.64"),
        ("-0.5", "-0.5"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("1e21", "1000000000000000000000"),
        ("0.1000000000000000055511151231257827", "0.1"),
        ("12345678901234567890", "12345678901234567000"),
    ],
)
def test_numbers_are_written_plainly(number, text):
    assert rows_after("", {(0, 0): typed(Decimal(number))}) == f'<row r="1"><c r="A1"><v>{text}</v></c></row>'


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e300"), max_value=Decimal("1e300")))
def test_numbers_read_back_as_the_same_double(number):
    found = re.search("<v>(.*)</v>", rows_after("", {(0, 0): typed(number)}))
    assert found
    assert "e" not in found[1].lower()
    assert float(found[1]) == float(number)


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+400"])
def test_numbers_excel_cannot_hold_are_refused(number):
    with pytest.raises(ValueError, match=r"自评表!B2：数值 .* 不是 Excel 能保存的数"):
        rows_after("", {(1, 1): typed(Decimal(number))})


@pytest.mark.parametrize("character", ["\0", "\x07", "\x0b", "\r", "\x1f", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_control_characters_are_refused_with_place_and_code(character):
    with pytest.raises(ValueError, match=rf"自评表!B2：第 3 个字符是控制字符 U\+{ord(character):04X}"):
        rows_after("", {(1, 1): typed(f"甲乙{character}丙")})


@pytest.mark.parametrize(("text", "length"), [("长" * 32_768, 32_768), ("𠮷" * 16_384, 32_768)])
def test_text_longer_than_a_cell_is_refused(text, length):
    with pytest.raises(ValueError, match=f"文字长 {length} 个字符"):
        rows_after("", {(0, 0): typed(text)})


@pytest.mark.parametrize("text", ["长" * 32_767, "𠮷" * 16_383])
def test_the_longest_text_is_written(text):
    assert f"<t>{text}</t>" in rows_after("", {(0, 0): typed(text)})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("_x000D_", "_x005F_x000D_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("__xABcd_", "__x005F_xABcd_"),
        ("_x41_ _xyz_ _X0041_", "_x41_ _xyz_ _X0041_"),
    ],
)
@pytest.mark.parametrize("change", [typed, cached])
def test_text_that_looks_like_an_escape_is_escaped(change, text, written):
    after = rows_after('<row r="1"><c r="A1"><f>B1</f></c></row>', {(0, 0): change(text)}, overwrite=True)
    assert f">{written}<" in after
    assert unescape(written) == text


@pytest.mark.parametrize("text", [" 前", "后 ", "中  间", "换\n行", "制\t表"])
@pytest.mark.parametrize("change", [typed, cached])
def test_blanks_that_xml_readers_drop_are_preserved(change, text):
    after = rows_after('<row r="1"><c r="A1"><f>B1</f></c></row>', {(0, 0): change(text)}, overwrite=True)
    assert f' xml:space="preserve">{text}<' in after


def test_a_float_is_the_callers_mistake():
    with pytest.raises(TypeError, match="float"):
        rows_after("", {(0, 0): Change(1.5)})  # type: ignore[arg-type]


# ---- formulas ----

FORMULA = '<row r="1"><c r="A1" s="2" t="str"><f ca="1">B1&amp;"&lt;"</f><v>旧</v></c></row>'


@pytest.mark.parametrize(
    ("value", "kind", "content"),
    [
        (Decimal("7.88"), "", "<v>7.88</v>"),
        ("优 & 良", ' t="str"', "<v>优 &amp; 良</v>"),
        (True, ' t="b"', "<v>1</v>"),
        (None, ' t="str"', "<v></v>"),
        ("", ' t="str"', "<v></v>"),
    ],
)
def test_result_is_replaced_and_formula_and_style_stay(value, kind, content):
    assert rows_after(FORMULA, {(0, 0): cached(value)}) == (
        f'<row r="1"><c r="A1" s="2"{kind}><f ca="1">B1&amp;"&lt;"</f>{content}</c></row>'
    )


@MAKERS
def test_formula_and_result_both_read_back(make):
    source = make()
    data = patch(source, {SHEET: {(1, 2): cached(Decimal("196.5"))}})
    assert read(data)["C2"].value == read(source)["C2"].value
    assert read(data, results=True)["C2"].value == 196.5


@pytest.mark.parametrize("value", [ONE, typed(None), typed("")])
def test_formula_is_not_typed_over_unasked(value):
    with pytest.raises(ValueError, match="自评表!A1：是公式单元格"):
        rows_after(FORMULA, {(0, 0): value})


@pytest.mark.parametrize(("change", "cell"), [(ONE, '<c r="A1" s="2"><v>1</v></c>'), (typed(None), '<c r="A1" s="2"/>')])
def test_formula_is_typed_over_on_demand(change, cell):
    assert rows_after(FORMULA, {(0, 0): change}, overwrite=True) == f'<row r="1">{cell}</row>'


def test_formula_in_a_calculation_chain_is_not_removed():
    source = packed(minimal(worksheet(FORMULA), **{"xl/calcChain.xml": b"<calcChain/>"}))
    with pytest.raises(ValueError, match="自评表!A1：文件带有计算链"):
        patch(source, {SHEET: {(0, 0): ONE}}, overwrite=True)


def test_result_in_a_workbook_with_a_calculation_chain_is_replaced():
    source = packed(minimal(worksheet(FORMULA), **{"xl/calcChain.xml": b"<calcChain/>"}))
    assert "<v>2</v>" in part(patch(source, {SHEET: {(0, 0): cached(Decimal(2))}}))


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
)


def test_first_cell_of_a_shared_formula_is_never_typed_over():
    with pytest.raises(ValueError, match="自评表!A1：是共享公式的首格"):
        rows_after(SHARED, {(0, 0): ONE}, overwrite=True)


def test_later_cell_of_a_shared_formula_may_be_typed_over():
    assert rows_after(SHARED, {(1, 0): ONE}, overwrite=True).endswith('<row r="2"><c r="A2"><v>1</v></c></row>')


def test_results_of_a_shared_formula_are_replaced_in_place():
    after = rows_after(SHARED, {(0, 0): cached(Decimal(3)), (1, 0): cached(Decimal(4))})
    assert after == SHARED.replace("<v>1</v>", "<v>3</v>", 1).replace("<v>1</v>", "<v>4</v>")


@pytest.mark.parametrize("at", [(0, 0), (1, 0)])
def test_no_cell_of_an_array_formula_is_typed_over(at):
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active["A1"] = ArrayFormula("A1:A2", "=B1:B2*2")
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(ValueError, match="属于数组公式"):
        patch(stream.getvalue(), {SHEET: {at: ONE}}, overwrite=True)


def test_results_of_an_array_formula_are_replaced():
    rows = '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c><c r="B1"><v>1</v></c></row>'
    assert rows_after(rows, {(0, 1): cached(Decimal(2))}) == rows.replace('"B1"><v>1', '"B1"><v>2')


@pytest.mark.parametrize("rows", ['<row r="1"><c r="A1"><v>1</v></c></row>', ""])
def test_result_without_a_formula_is_refused(rows):
    with pytest.raises(ValueError, match="自评表!A1：没有公式"):
        rows_after(rows, {(0, 0): cached(Decimal(2))})


def test_one_impossible_change_refuses_them_all():
    with pytest.raises(ValueError, match="自评表!C2"):
        patch(by_xlsxwriter(), {SHEET: {(0, 1): ONE, (1, 2): ONE}})


# ---- what others say of the result ----

EVERYTHING = {
    SHEET: {
        (0, 1): typed(Decimal("0.98")),
        (1, 1): typed(" <优> & _x0041_\n第二行"),
        (1, 2): cached(" 结果  2"),
        (1, 5): typed("插入"),
        (7, 2): typed(True),
        (9, 0): typed("=1+1"),
        (4, 3): typed(None),
    }
}
HEIGHTS = {SHEET: {1: Decimal(60), 11: Decimal(20)}}


@MAKERS
def test_repair_lint_has_nothing_against_the_result(make, tmp_path: Path):
    path = tmp_path / "patched.xlsx"
    path.write_bytes(patch(make(), EVERYTHING, HEIGHTS))
    assert package_lint.lint(path) == []


@MAKERS
def test_open_xml_validator_has_nothing_new_against_the_result(make, tmp_path: Path, validator: ModuleType):
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(make())
    after.write_bytes(patch(make(), EVERYTHING, HEIGHTS))
    assert validator.messages(after) == validator.messages(before)  # of openpyxl's fonts it has something to say


@pytest.mark.office
@MAKERS
def test_libreoffice_opens_the_result_and_reads_the_values(make, tmp_path: Path, office: ModuleType):
    path = tmp_path / "patched.xlsx"
    path.write_bytes(patch(make(), EVERYTHING, HEIGHTS))
    (again,) = office.recalculate([path], tmp_path / "again")
    sheet = read(again.read_bytes(), results=True)
    expected = {"B1": 0.98, "B2": " <优> & _x0041_\n第二行", "F2": "插入", "C8": True, "A10": "=1+1", "D5": None}
    assert {address: sheet[address].value for address in expected} == expected
    assert sheet["A10"].data_type == "s"


@pytest.mark.parametrize("spare", [0, -1])
def test_a_draft_holds_as_many_elements_as_allowed_of_all_parts_together(spare: int) -> None:
    parts = ("xl/workbook.xml", "xl/styles.xml")
    most = sum(count_of(open_draft(returned()).read(part)) for part in parts) + spare
    draft = open_draft(returned(), most=most)
    assert draft.tree(parts[0])
    if spare:
        with pytest.raises(ValueError, match=f"超过 {most} 项（请删去多余的内容，只留下发的表，另存后再试）"):
            draft.tree(parts[1])
    else:
        assert draft.tree(parts[1])


def test_boxes_of_notes_that_never_end_cost_no_more_than_they_are_long() -> None:
    drawing = b"<v:shape " * 200_000
    assert without_shapes(drawing, {(0, 0)}) == drawing
    few, many = (Steps(_SHAPE).taken("sub", "<v:shape " * n) for n in (20, 80))
    assert many < 5 * few
