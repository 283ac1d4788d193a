"""Reading workbooks of any origin: what is in them is read as it is meant, what is none or could do harm is refused by its code."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlgen.catalogue import CODES
from xlgen.errors import Refused
from xlgen.workbook.engine import state
from xlgen.workbook.engine.state import open_state
from xlgen.workbook.ooxml.formula import calls_out, shift
from xlgen.workbook.ooxml.reader import CellError, CellRecord, Limits, SheetRecord, WorkbookRecord, read_workbook

HOSTILE = Path(__file__).parent / "hostile"
BASE = (HOSTILE / "base.xlsx").read_bytes()
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
UTF_16 = '<?xml version="1.0" encoding="UTF-16"?>'
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def element(name: str, inside: str) -> str:
    return f'<{name} xmlns="{TRANSITIONAL}" xmlns:r="{LINKS}" xmlns:mc="{MC}">{inside}</{name}>'


def relations(*links: tuple[str, str]) -> str:
    listed = (f'<Relationship Id="r{n}" Type="{LINKS}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(links, 1))
    return f'<Relationships xmlns="{PACKAGE}">{"".join(listed)}</Relationships>'


def sheet(cells: str, after: str = "") -> str:
    return element("worksheet", f'<sheetData><row r="1">{cells}</row></sheetData>{after}')


def strings(*items: str) -> str:
    return element("sst", "".join(f"<si>{item}</si>" for item in items))


def names(*defined: tuple[str, str], more: str = "") -> str:
    listed = (f'<definedName name="{name}">{target}</definedName>' for name, target in defined)
    return f"<definedNames>{''.join(listed)}{more}</definedNames>"


def workbook(inside: str = "", before: str = "", state: str = "") -> str:
    return element("workbook", f'{before}<sheets><sheet name="表" sheetId="1"{state} r:id="r1"/></sheets>{inside}')


def tabs(*sheets: tuple[str, str]) -> str:
    listed = (f'<sheet name="{name}" r:id="{relation}"/>' for name, relation in sheets)
    return element("workbook", f"<sheets>{''.join(listed)}</sheets>")


PARTS: dict[str, str | bytes | None] = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": workbook(),
    "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
    ),
    "xl/worksheets/sheet1.xml": sheet('<c r="A1"><v>1</v></c>'),
    "xl/sharedStrings.xml": strings("<t>零</t>", "<t>一</t>"),
    "xl/styles.xml": element("styleSheet", '<cellXfs><xf numFmtId="0"/></cellXfs>'),
}


def package(changed: dict[str, str | bytes | None] | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A small sound workbook with some parts changed, added or (None) left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, part in (PARTS | (changed or {})).items():
            if part is not None:
                archive.writestr(name, part)
    return packed.getvalue()


def with_sheet(cells: str, after: str = "", **others: str) -> bytes:
    """A workbook whose first row holds these cells; ``strings``, ``styles`` and ``workbook`` replace those parts."""
    places = {"strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml", "workbook": "xl/workbook.xml"}
    return package({"xl/worksheets/sheet1.xml": sheet(cells, after)} | {places[key]: part for key, part in others.items()})


def cell(data: bytes, row: int = 0, column: int = 0) -> CellRecord:
    return read_workbook(data).sheets["表"].cells[row, column]


def refused(source: bytes | Path, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        read_workbook(source, limits or Limits())
    return caught.value


# Values


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<c><v>100.5</v></c>", Decimal("100.5")),
        ("<c><v>0.10000000000000001</v></c>", Decimal("0.1")),
        ("<c><v>23.640000000000001</v></c>", Decimal("23.64")),
        ("<c><v>9.9999999999999995E-7</v></c>", Decimal("1e-6")),
        ("<c><v>1E+21</v></c>", Decimal("1e21")),
        ("<c><v>12345678901234567</v></c>", Decimal(12345678901234568)),
        ("<c><v>9007199254740993</v></c>", Decimal(9007199254740992)),
        ("<c><v>-0</v></c>", Decimal(0)),
        ('<c t="n"><v> 7 </v></c>', Decimal(7)),
        ('<c t="s"><v>1</v></c>', "一"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>false</v></c>', False),
        ('<c t="b"><v>TRUE</v></c>', True),
        ('<c t="e"><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ('<c t="str"><f>A2</f><v> 文字 </v></c>', " 文字 "),
        ('<c t="inlineStr"><is><t>行内</t></is></c>', "行内"),
        ('<c t="inlineStr"><is><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r></is></c>', "富文本"),
        ('<c t="d"><v>2023-12-31</v></c>', Decimal(45291)),
        ('<c t="d"><v>2023-12-31T12:00:00Z</v></c>', Decimal("45291.5")),
        ('<c t="d"><v>T06:00:00</v></c>', Decimal("0.25")),
        ('<c t="d"><v>06:00</v></c>', Decimal("0.25")),
        ('<c t="d"><v>1900-01-01</v></c>', Decimal(1)),
        ('<c t="d"><v>1900-03-01</v></c>', Decimal(61)),
    ],
)
def test_values_are_read_as_excel_means_them(inside, expected):
    value = cell(with_sheet(inside)).value
    assert (type(value), value) == (type(expected), expected)


def test_whole_numbers_have_no_decimal_point():
    assert str(cell(with_sheet("<c><v>100.0</v></c>")).value) == "100"


@pytest.mark.parametrize(
    "inside", ['<c s="0"/>', "<c><v></v></c>", '<c t="s"/>', '<c t="str"><v></v></c>', '<c t="inlineStr"><is><t></t></is></c>']
)
def test_cells_without_content_are_left_out(inside):
    assert read_workbook(with_sheet(inside)).sheets["表"].cells == {}


def test_empty_result_of_a_formula_is_blank():
    assert cell(with_sheet('<c t="str"><f>IF(B1,1,"")</f><v></v></c>')) == CellRecord(None, 'IF(B1,1,"")', "general")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<t>单位</t>", "单位"),
        ("<r><t>一</t></r><r><rPr><sz val='9'/></rPr><t>二</t></r>", "一二"),
        ("<t>課</t><rPh sb='0' eb='1'><t>か</t></rPh><phoneticPr fontId='1'/>", "課"),
        ("<t>  两头  </t>", "两头"),
        ("<t xml:space='preserve'>  两头  </t>", "  两头  "),
        ("<t>上_x000D_\n下</t>", "上\r\n下"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>上_x000B_下</t>", "上\n下"),
        ("<t>_xD83D__xDE00_</t>", "\U0001f600"),
        ("<t>&lt;无&gt; &#26080;</t>", "<无> 无"),
        ("<t/>", None),
        ("<t>看_x0001_不_xD83D_见</t>", "看\ufffd不\ufffd见"),
    ],
)
def test_shared_texts(item, expected):
    record = read_workbook(with_sheet('<c r="A1" t="s"><v>0</v></c>', strings=strings(item))).sheets["表"].cells.get((0, 0))
    assert (record.value if record else None) == expected


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (0, None, "general"),
        (10, None, "percent"),
        (14, None, "date"),
        (31, None, "date"),  # yyyy年m月d日 of the Chinese edition
        (46, None, "general"),  # [h]:mm:ss is a duration
        (176, "0.00%", "percent"),
        (176, "0.0%;[Red]-0.0%", "percent"),
        (176, '0.00"%"', "general"),
        (176, r"0.00\%", "general"),
        (176, 'yyyy"年"m"月"d"日";@', "date"),
        (176, "[$-804]YYYY-MM-DD", "date"),
        (176, "h:mm", "date"),
        (176, "[h]:mm", "general"),
        (176, '#,##0.00"days"', "general"),
        (176, "[Red]#,##0.00_d", "general"),
        (176, "General", "general"),
        (14, "0.00", "general"),  # the file's own code stands above the number
    ],
)
def test_format_kinds(number, code, expected):
    defined = f'<numFmts><numFmt numFmtId="{number}" formatCode="{code.replace(chr(34), "&quot;")}"/></numFmts>' if code else ""
    styles = element("styleSheet", f'{defined}<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>')
    assert cell(with_sheet('<c s="1"><v>1</v></c>', styles=styles)).format == expected


def test_of_two_versions_of_a_style_the_one_for_all_counts():
    choice, fallback = (
        '<mc:Choice Requires="hs"><xf numFmtId="14"/></mc:Choice>',
        '<mc:Fallback><xf numFmtId="10"/></mc:Fallback>',
    )
    styles = element("styleSheet", f"<cellXfs><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></cellXfs>")
    assert cell(with_sheet('<c s="0"><v>1</v></c>', styles=styles)).format == "percent"


def test_unknown_styles_count_as_general():
    assert cell(with_sheet('<c s="99"><v>1</v></c>')).format == "general"


@pytest.mark.parametrize(("style", "expected"), [(0, Decimal(43829)), (1, Decimal(45291))])
def test_dates_of_the_1904_system_become_1900_serials(style, expected):
    styles = element("styleSheet", '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')
    data = with_sheet(f'<c s="{style}"><v>43829</v></c>', styles=styles, workbook=workbook(before='<workbookPr date1904="1"/>'))
    assert cell(data).value == expected


# Formulas


def test_formula_and_cached_value_stand_side_by_side():
    assert cell(with_sheet('<c r="C1" s="0"><f>A1*2</f><v>201</v></c>'), 0, 2) == CellRecord(Decimal(201), "A1*2", "general")


def test_shared_formulas_are_written_out():
    data = with_sheet(
        '<c r="B1"><f t="shared" si="0" ref="B1:D1">A1*$A$1</f></c><c r="C1"><f t="shared" si="0"/></c>'
        '<c r="D1"><f t="shared" si="0"/></c>'
    )
    assert [record.formula for record in read_workbook(data).sheets["表"].cells.values()] == ["A1*$A$1", "B1*$A$1", "C1*$A$1"]


def test_shared_formula_may_come_before_its_first_cell():
    data = with_sheet('<c r="A1"><f t="shared" si="0"/><v>5</v></c><c r="B1"><f t="shared" si="0" ref="A1:B1">B2</f></c>')
    assert cell(data) == CellRecord(Decimal(5), "A2", "general")


def test_a_shared_group_may_begin_anew():
    data = with_sheet(
        '<c r="A1"><f t="shared" si="0" ref="A1:B1">A2</f></c><c r="B1"><f t="shared" si="0"/></c>'
        '<c r="C1"><f t="shared" si="0" ref="C1:D1">C9</f></c><c r="D1"><f t="shared" si="0"/></c>'
    )
    assert [record.formula for record in read_workbook(data).sheets["表"].cells.values()] == ["A2", "B2", "C9", "D9"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<f t="array" ref="A1:A2">SUM(B1:B2*C1:C2)</f>', "SUM(B1:B2*C1:C2)"),
        ('<f t="dataTable" ref="A1:A2" r1="B1"/>', "TABLE(B1,)"),
        ("<f> =B1\n</f>", "B1"),
        ("<f>B1&amp;&quot;_x000D_&quot;</f>", 'B1&"\r"'),
        ("<f></f>", None),
    ],
)
def test_other_formulas(inside, expected):
    assert cell(with_sheet(f"<c>{inside}<v>1</v></c>")).formula == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+$B$2*C$3-$D4", "C4+$B$2*E$3-$D7"),
        ("SUM(A1:B2)", "SUM(C4:D5)"),
        ("SUM(A:A,$B:C,2:3,$2:4)", "SUM(C:C,$B:E,5:6,$2:7)"),
        ("A1:INDEX(B1:B9,2)", "C4:INDEX(D4:D12,2)"),
        ('IF(A1="B2""C3",自评表!A1,B2%)', 'IF(C4="B2""C3",自评表!C4,D5%)'),
        ("'A1 表'!B2&'it''s A1'!B2", "'A1 表'!D5&'it''s A1'!D5"),
        ("LOG10(A1)+1E5", "LOG10(C4)+1E5"),
        ("indicators.n1.score+n_A1+AB1.x", "indicators.n1.score+n_A1+AB1.x"),
        ("[1]Sheet1!A1+T1[[#This Row],[A1]]", "[1]Sheet1!C4+T1[[#This Row],[A1]]"),
        ("XFD1048574+XFE1", "B1+XFE1"),
        ("a1", "C4"),
    ],
)
def test_shift_moves_what_is_relative_and_nothing_else(formula, expected):
    assert shift(formula, 3, 2) == expected.replace("T1[", "V4[")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("cmd|'/C calc'!A0", True),
        ("'cmd'|'/C calc'!A0", True),
        ("1+DDE|x!y", True),
        ('"a|b"&A1', False),
        ("'a|b'!A1", False),
        ("T[a|b]", False),
        ("A1+B1", False),
    ],
)
def test_dde_is_told_from_other_bars(formula, expected):
    assert calls_out(formula) == expected


# Places, sheets, names


def test_cells_without_address_follow_the_one_before():
    data = package({"xl/worksheets/sheet1.xml": element("worksheet", (
        '<sheetData><row><c><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c></row>'
        "<row><c><v>4</v></c></row></sheetData>"
    ))})  # fmt: skip
    assert list(read_workbook(data).sheets["表"].cells) == [(0, 0), (4, 2), (4, 3), (5, 0)]


def test_far_styled_blanks_do_no_harm():
    assert len(read_workbook(with_sheet('<c r="A1"><v>1</v></c><c r="XFD1" s="0"/>')).sheets["表"].cells) == 1


def bordered(last: int, announced: str = "") -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(2, last + 1))
    inside = f'{announced}<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}</sheetData>'
    return package({SHEET: element("worksheet", inside)})


def test_borders_some_way_down_do_no_harm():
    assert len(read_workbook(bordered(20_000)).sheets["表"].cells) == 1


@pytest.mark.parametrize(
    ("announced", "count"),
    [('<dimension ref="A1:B1048576"/>', "1048575"), ('<dimension ref="A1"/>', "至少 20001"), ("", "至少 20001")],
)
def test_borders_dragged_to_the_bottom_are_refused_with_the_number_of_rows(announced: str, count: str):
    refusal = refused(bordered(20_002, announced))
    assert (refusal.code, refusal.reason) == ("XG014", f"文件展开后太大：“表”的表格下面有 {count} 行空行")


@pytest.mark.parametrize("range_", ["", "A1:B", "?", "A0:B2", "A1:B2:C3"])
def test_a_merge_that_cannot_be_read_is_passed_over(range_: str):
    merge = f'<mergeCells><mergeCell ref="{range_}"/><mergeCell/></mergeCells>'
    assert read_workbook(with_sheet("<c><v>1</v></c>", merge)).sheets["表"].merges == ()


def test_merges_are_bounds_from_zero():
    after = '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="A5:XFD1048576"/></mergeCells>'
    assert read_workbook(with_sheet("", after)).sheets["表"].merges == ((0, 0, 1, 2), (4, 0, 1_048_575, 16_383))


@pytest.mark.parametrize(
    ("after", "expected"), [("", False), ('<sheetProtection sheet="1"/>', True), ("<sheetProtection/>", False)]
)
def test_protection(after, expected):
    assert read_workbook(with_sheet("", after)).sheets["表"].protected is expected


@pytest.mark.parametrize(("state", "expected"), [("", "visible"), ("hidden", "hidden"), ("veryHidden", "veryHidden")])
def test_state_of_a_sheet(state, expected):
    data = package({"xl/workbook.xml": workbook(state=f' state="{state}"' if state else "")})
    assert read_workbook(data).sheets["表"].state == expected


def test_hidden_rows_and_columns_are_known():
    rows = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols><sheetData>{}</sheetData>'
    cells = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="0"><c r="A3"><v>1</v></c></row>'
    read = read_workbook(package({"xl/worksheets/sheet1.xml": element("worksheet", rows.format(cells))})).sheets["表"]
    assert (read.hidden_rows, read.hidden_columns) == ({1}, ((1, 2),))


def test_a_formula_saved_without_a_result_is_told_from_one_whose_result_is_no_text():
    cells = (
        '<c r="A1"><f>B1</f></c><c r="B1"><f>C1</f><v/></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>1</f><v>1</v></c>'
    )
    read = read_workbook(package({"xl/worksheets/sheet1.xml": sheet(cells)})).sheets["表"]
    assert read.unsaved == {(0, 0), (0, 1)}
    assert read.cells[0, 2].value is None


def test_chart_sheets_have_no_cells():
    data = package({"xl/_rels/workbook.xml.rels": relations(("chartsheet", "chartsheets/sheet1.xml"))})
    assert read_workbook(data).sheets["表"] == SheetRecord("表", "visible", {})


def test_names_of_the_workbook_without_those_of_one_sheet():
    defined = names(("a.b", "表!$A$1"), more='<definedName name="c" localSheetId="0">表!$B$1</definedName>')
    assert read_workbook(package({"xl/workbook.xml": workbook(defined)})).names == {"a.b": "表!$A$1"}


@pytest.mark.parametrize(
    ("refers_to", "expected"),
    [
        ("表!$C$5", ("表", 4, 2)),
        ("表!$C$5:$C$5", ("表", 4, 2)),
        ("表!$A$1:$C$2", ("表", 0, 0)),  # merged
        ("表!$A$1:$C$3", None),
        ("'一 张'!$B$2", ("一 张", 1, 1)),
        ("'it''s'!$B$2", ("it's", 1, 1)),
        ("别的!$A$1", None),
        ("表!A1", None),
        ("表!#REF!", None),
        ("#REF!", None),
        ("0.95", None),
        ('"表!$A$1"', None),
        ("表!$A$1,表!$B$1", None),
        ("[1]表!$A$1", None),
        ("表!$XFE$1", None),
        ("", None),
    ],
)
def test_locate(refers_to, expected):
    sheets = {name: SheetRecord(name, "visible", {}, merges=((0, 0, 1, 2),)) for name in ("表", "一 张", "it's")}
    assert WorkbookRecord(sheets, {"a": refers_to}).locate("a") == expected


def test_locate_of_a_missing_name():
    assert WorkbookRecord({}, {}).locate("a") is None


def test_links_to_other_workbooks_are_told():
    links = relations(("worksheet", "worksheets/sheet1.xml"), ("externalLink", "externalLinks/externalLink1.xml"))
    data = package({
        "xl/_rels/workbook.xml.rels": links,
        "xl/externalLinks/externalLink1.xml": element("externalLink", "<externalBook/>"),
    })  # fmt: skip
    assert [read_workbook(source).external_links for source in (data, package())] == [True, False]


# Ways to write the same file


def test_strict_files_are_read():
    strict = {
        name: part.replace(TRANSITIONAL, STRICT).replace(LINKS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in PARTS.items()
        if isinstance(part, str)
    }
    assert cell(package(strict)).value == Decimal(1)


def test_prefixed_elements_are_read():
    part = (
        f'<x:worksheet xmlns:x="{TRANSITIONAL}"><x:sheetData><x:row><x:c><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert cell(package({"xl/worksheets/sheet1.xml": part})).value == Decimal(8)


def test_elements_of_other_vocabularies_are_passed_over():
    part = sheet('<c><v>8</v><v xmlns="urn:other">9</v><extLst><ext><f>B1</f></ext></extLst></c>')
    assert cell(package({"xl/worksheets/sheet1.xml": part})) == CellRecord(Decimal(8), None, "general")


@pytest.mark.parametrize("place", ["", "<extLst>"])
def test_alternatives_beside_the_cells_do_no_harm(place):
    after = f"{place}<mc:AlternateContent><mc:Choice/></mc:AlternateContent>{place.replace('<', '</')}"
    assert cell(with_sheet("<c><v>8</v></c>", after)).value == Decimal(8)


def test_utf16_parts_are_read():
    part = UTF_16 + sheet('<c t="inlineStr"><is><t>十六位</t></is></c>')
    assert cell(package({"xl/worksheets/sheet1.xml": part.encode("utf-16")})).value == "十六位"


def test_backslashes_capitals_and_absolute_targets_are_understood():
    renamed = {name: None for name in PARTS if name.startswith("xl/")}
    parts = {name.replace("xl/w", "xl\\W").replace("/", "\\"): PARTS[name] for name in renamed}
    root = {"_rels/.rels": relations(("officeDocument", "/xl/workbook.xml"))}
    assert cell(package({**renamed, **parts, **root})).value == Decimal(1)


def test_path_and_bytes_give_the_same(tmp_path):
    path = tmp_path / "表.xls"  # the content tells, not the extension
    path.write_bytes(BASE)
    assert read_workbook(path) == read_workbook(BASE)


# Refusals


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bad_date.xlsx", "XG025"),
        ("bad_num.xlsx", "XG025"),
        ("bad_num2.xlsx", "XG025"),
        ("bad_sst.xlsx", "XG022"),
        ("base.xlsx", None),
        ("case_member.xlsx", "XG011"),
        ("col_bomb.xlsx", None),
        ("dde.xlsx", "XG024"),
        ("deep_xml.xlsx", "XG018"),
        ("dim_lie.xlsx", None),
        ("dup_member.xlsx", "XG011"),
        ("empty.xlsx", "XG002"),
        ("encrypted.xlsx", "XG005"),
        ("far_cell.xlsx", "XG019"),
        ("html.xls", "XG008"),
        ("illegal_ctl.xlsx", None),
        ("lol_sst.xlsx", "XG015"),
        ("merge_bomb.xlsx", None),
        ("missing_Content_Types.xml.xlsx", "XG016"),
        ("missing_xl__rels_workbook.xml.rels.xlsx", "XG016"),
        ("missing_xl_sharedStrings.xml.xlsx", "XG016"),
        ("missing_xl_styles.xml.xlsx", "XG016"),
        ("missing_xl_workbook.xml.xlsx", "XG016"),
        ("missing_xl_worksheets_sheet1.xml.xlsx", "XG016"),
        ("notzip.xlsx", "XG008"),
        ("quad_sst.xlsx", "XG015"),
        ("row_1048576.xlsx", None),
        ("sst_unique_count.xlsx", None),
        ("traversal.xlsx", "XG012"),
        ("truncated.xlsx", "XG010"),
        ("xxe_sst.xlsx", "XG015"),
        ("zip_encrypted_flag.xlsx", None),  # whatever its name says, no flag is set in it
    ],
)
def test_hostile_files(name, code):
    if code is None:
        assert len(read_workbook(HOSTILE / name).sheets["自评表"].cells) >= 4
    else:
        assert refused(HOSTILE / name).code == code


def test_no_hostile_file_is_forgotten():
    marks = next(mark for mark in test_hostile_files.pytestmark if mark.name == "parametrize")
    assert {name for name, _ in marks.args[1]} == {path.name for path in HOSTILE.iterdir()} - {"README.md"}


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOMB = b"A" * (8 << 20)


def one(name: str, part: str | bytes | None) -> bytes:
    return package({name: part})


def flagged() -> bytes:
    """A workbook whose members are marked as encrypted."""
    data = bytearray(package())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def lying() -> bytes:
    """A member that inflates to more than it says."""
    part = sheet(f"<c><v>1</v></c>{' ' * 99_999}").encode()
    data = one("xl/worksheets/sheet1.xml", part)
    return data.replace(len(part).to_bytes(4, "little"), (500).to_bytes(4, "little"))


def twice(name: str) -> bytes:
    packed = io.BytesIO(package())
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(name, "")
    return packed.getvalue()


WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
FAULTS = {
    "old xls": (OLE, "XG004", ""),
    "bare biff": (b"\x09\x08\x10\x00\x00\x06\x05\x00", "XG004", ""),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "XG005", ""),
    "xlsb": (one("_rels/.rels", relations(("officeDocument", "xl/WORKBOOK.BIN"))), "XG006", ""),
    "csv": ("项目,得分\n一,90\n".encode("gb18030"), "XG008", "纯文本"),
    "utf-16 text": ("项目\t得分".encode("utf-16"), "XG008", "纯文本"),
    "xml 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "XG008", "Excel 2003"),
    "other xml": (b'<?xml version="1.0"?><a/>', "XG008", "XML 文档"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "XG008", "PDF"),
    "photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "XG008", "图片"),
    "rar": (b"Rar!\x1a\x07\x01\x00", "XG008", "RAR"),
    "docx": (one("xl/workbook.xml", '<document xmlns="urn:word"/>'), "XG009", "document"),
    "a Word report by another name": (
        package(
            {
                "_rels/.rels": relations(("officeDocument", "word/document.xml")),
                "word/document.xml": '<document xmlns="urn:word"/>',
            }
        ),
        "XG009",
        "这是 Word 文档",
    ),
    "zeros": (bytes(4096), "XG010", ""),
    "torn": (package()[:-30], "XG010", ""),
    "wrong checksum": (package(method=zipfile.ZIP_STORED).replace(b"<v>1</v>", b"<v>2</v>"), "XG010", ""),
    "inflates to more than it says": (lying(), "XG010", ""),
    "bzip2": (package(method=zipfile.ZIP_BZIP2), "XG010", "压缩方式"),
    "drive letter": (one("C:/x.txt", ""), "XG012", "C:/x.txt"),
    "root": (one("/x.txt", ""), "XG012", "/x.txt"),
    "up": (one("xl/../../x.txt", ""), "XG012", "x.txt"),
    "up in Windows": (one("..\\x.txt", ""), "XG012", "x.txt"),
    "encrypted member": (flagged(), "XG013", "[Content_Types].xml"),
    "bomb of text": (one("xl/sharedStrings.xml", BOMB), "XG014", "sharedStrings"),
    "dtd": (one(SHEET, '<!DOCTYPE worksheet [<!ENTITY a "b">]>' + sheet("")), "XG015", SHEET),
    "dtd in utf-16": (one(SHEET, f"{UTF_16}<!DOCTYPE w>{sheet('')}".encode("utf-16")), "XG015", SHEET),
    "dtd in the package": (one("_rels/.rels", "<!DOCTYPE r>" + str(PARTS["_rels/.rels"])), "XG015", "_rels"),
    "no workbook": (one("_rels/.rels", relations()), "XG016", "工作簿"),
    "sheet without part": (one(WORKBOOK_LINKS, relations()), "XG016", "表"),
    "no sheets": (one("xl/workbook.xml", element("workbook", "")), "XG016", "工作表"),
    "kinds of parts in no vocabulary": (one("[Content_Types].xml", "<Types/>"), "XG017", "[Content_Types].xml"),
    "kinds of parts broken": (one("[Content_Types].xml", TYPES[:-1]), "XG017", "[Content_Types].xml"),
    "kinds of parts by another name in their own header": (
        package().replace(b"[Content_Types].xml", b"[Content_Dypes].xml", 1),
        "XG010",
        "",
    ),
    "links in the vocabulary of sheets": (
        one(WORKBOOK_LINKS, str(PARTS[WORKBOOK_LINKS]).replace(PACKAGE, STRICT)),
        "XG017",
        WORKBOOK_LINKS,
    ),
    "sheet in the vocabulary of links": (one(SHEET, sheet("").replace(TRANSITIONAL, PACKAGE)), "XG017", SHEET),
    "a sheet of no kind": (
        one(WORKBOOK_LINKS, str(PARTS[WORKBOOK_LINKS]).replace(f"{LINKS}/worksheet", "")),
        "XG016",
        "工作表 表",
    ),
    "broken xml": (one(SHEET, sheet("")[:-5]), "XG017", "第 1 行"),
    "empty part": (one(SHEET, ""), "XG017", SHEET),
    "other root": (one(SHEET, strings()), "XG017", "sst"),
    "no namespace": (one(SHEET, "<worksheet/>"), "XG017", "worksheet"),
    "row 0": (one(SHEET, element("worksheet", '<sheetData><row r="0"/></sheetData>')), "XG017", "行号 0"),
    "no such column": (with_sheet('<c r="ZZZ1"><v>1</v></c>'), "XG017", SHEET),
    "other row": (with_sheet('<c r="A11"><v>1</v></c>'), "XG017", SHEET),
    "unknown type": (with_sheet('<c r="A1" t="x"><v>1</v></c>'), "XG017", "表!A1"),
    "no first cell": (with_sheet('<c r="A1"><f t="shared" si="0"/></c>'), "XG017", "表!A1"),
    "sheet without name": (one("xl/workbook.xml", workbook().replace('name="表"', "")), "XG017", "workbook.xml"),
    "long text": (with_sheet(f'<c r="A1" t="inlineStr"><is><t>{"长" * 32_768}</t></is></c>'), "XG017", "表!A1"),
    "long formula": (with_sheet(f'<c r="A1"><f>{"1+" * 16_384}1</f></c>'), "XG017", "表!A1"),
    "deep": (with_sheet("", "<a>" * 64 + "</a>" * 64), "XG018", "64"),
    "far column": (with_sheet('<c r="SG1"><v>1</v></c>'), "XG019", "表!SG1"),
    "no such text": (with_sheet('<c r="B1" t="s"><v>2</v></c>'), "XG022", "表!B1 序号 2，共 2 条"),
    "text without number": (with_sheet('<c r="B1" t="s"><v>x</v></c>'), "XG022", "表!B1 序号 x"),
    "negative text": (with_sheet('<c r="B1" t="s"><v>-1</v></c>'), "XG022", "表!B1"),
    "raw control character": (one(SHEET, sheet('<c t="str"><v>\x01</v></c>')), "XG023", "第 1 行"),
    "numbered control character": (one(SHEET, sheet('<c t="str"><v>&#1;</v></c>')), "XG023", "第 1 行"),
    "dde": (with_sheet("<c r='A1'><f>cmd|'/C calc'!A0</f></c>"), "XG024", "表!A1 cmd|"),
    "dde in a name": (one("xl/workbook.xml", workbook(names(("n", "a|b!c")))), "XG024", "n"),
    "dde link": (
        package(
            {
                WORKBOOK_LINKS: relations(("worksheet", "a"), ("externalLink", "e.xml")),
                "xl/e.xml": element("externalLink", "<ddeLink/>"),
            }
        ),
        "XG024",
        "xl/e.xml",
    ),
    "infinite": (with_sheet('<c r="A1"><v>1e999</v></c>'), "XG025", "表!A1 “1e999”"),
    "nan": (with_sheet('<c r="A1"><v>NaN</v></c>'), "XG025", "表!A1"),
    "python's own spelling": (with_sheet('<c r="A1"><v>1_000</v></c>'), "XG025", "表!A1"),
    "full-width number": (with_sheet('<c r="A1"><v>３</v></c>'), "XG025", "表!A1"),
    "boolean": (with_sheet('<c r="A1" t="b"><v>2</v></c>'), "XG025", "表!A1"),
    "date before 1900": (with_sheet('<c r="A1" t="d"><v>1899-12-01</v></c>'), "XG025", "表!A1"),
    "macros": (one("xl/vbaProject.bin", b""), "XG026", ""),
    "macros by another name": (one(WORKBOOK_LINKS, relations(("worksheet", "a"), ("vbaProject", "m.bin"))), "XG026", ""),
    "macro sheet": (one(WORKBOOK_LINKS, relations(("xlMacrosheet", "worksheets/sheet1.xml"))), "XG026", ""),
    "cell twice": (with_sheet('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>'), "XG027", "表!B1"),
    "two workbooks": (one("_rels/.rels", relations(("officeDocument", "a"), ("officeDocument", "b"))), "XG027", ""),
    "two shared texts": (one(WORKBOOK_LINKS, relations(("sharedStrings", "a"), ("sharedStrings", "b"))), "XG027", ""),
    "relation twice": (one("_rels/.rels", relations(("a", "a"), ("b", "b")).replace("r2", "r1")), "XG027", "r1"),
    "sheet twice": (
        one("xl/workbook.xml", tabs(("a", "r1"), ("b", "r1"))),
        "XG027",
        "b",
    ),
    "sheet name twice": (
        package(
            {
                "xl/workbook.xml": tabs(("a", "r1"), ("A", "r2")),
                WORKBOOK_LINKS: relations(("worksheet", "worksheets/sheet1.xml"), ("chartsheet", "c.xml")),
            }
        ),
        "XG027",
        "工作表 A",
    ),
    "name twice": (
        one("xl/workbook.xml", workbook(names(("n", "1"), ("N", "2")))),
        "XG027",
        "N",
    ),
    "two contents": (
        with_sheet("<mc:AlternateContent><mc:Choice><c><v>1</v></c></mc:Choice></mc:AlternateContent>"),
        "XG027",
        SHEET,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "code", "detail"), FAULTS.values(), ids=FAULTS)
def test_faults_are_refused_with_place(source, code, detail):
    refusal = refused(source)
    assert refusal.code == code
    assert detail in refusal.reason


def test_member_of_the_same_name_is_refused():
    assert refused(twice("xl/workbook.xml")).code == "XG011"


def test_nesting_up_to_the_limit_is_no_fault():
    assert cell(with_sheet("<c><v>8</v></c>", "<a>" * 63 + "</a>" * 63)).value == Decimal(8)


def test_same_name_for_the_same_place_is_no_fault():
    assert read_workbook(one("xl/workbook.xml", workbook(names(("n", "1"), ("n", "1"))))).names == {"n": "1"}


def test_unseen_text_that_no_cell_uses_is_no_fault():
    assert cell(with_sheet('<c t="s"><v>1</v></c>', strings=strings("<t>_x0001_</t>", "<t>好</t>"))).value == "好"


def test_other_archives_are_told_apart():
    def archive(**members: str) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for name, text in members.items():
                target.writestr(name.replace("_", "."), text)
        return packed.getvalue()

    ods = archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="")
    assert [refused(data).code for data in (ods, archive(a_xlsx=""))] == ["XG007", "XG009"]


@pytest.mark.parametrize(
    ("name", "reason"), [("没有.xlsx", "没有这个文件"), (".", "不是文件"), ("\0", "没有这个文件"), ("长" * 200, "")]
)
def test_paths_without_a_file(tmp_path, name, reason):
    refusal = refused(tmp_path / name)
    assert (refusal.code, reason in refusal.reason) == ("XG001", True)


ROWS = "".join(f'<row r="{n}"><c r="A{n}"><f>$B$1+B{n}</f><v>1</v></c></row>' for n in range(1, 11))
MERGES = '<mergeCells><mergeCell ref="C1:D1"/><mergeCell ref="C2:D2"/></mergeCells>'
TEN = package(
    {
        SHEET: element("worksheet", f"<sheetData>{ROWS}</sheetData>{MERGES}"),
        "xl/workbook.xml": workbook(names(("a", "1"), ("b", "1"))),
    }
)
UNPACKED = {name: zipfile.ZipFile(io.BytesIO(TEN)).read(name) for name in zipfile.ZipFile(io.BytesIO(TEN)).namelist()}
COUNTED = sum(part.count(b"<") - part.count(b"</") - part.count(b"<?") for part in UNPACKED.values())


AT_THE_LIMIT = {  # the least of each limit that TEN keeps within, and what one less is refused as
    "file_bytes": (len(TEN), "XG003"), "members": (7, "XG014"), "elements": (COUNTED, "XG014"), "names": (2, "XG014"),
    "part_bytes": (max(map(len, UNPACKED.values())), "XG014"), "total_bytes": (sum(map(len, UNPACKED.values())), "XG014"),
    "read_bytes": (sum(map(len, UNPACKED.values())), "XG014"),
    "styles": (1, "XG014"), "depth": (None, ""), "sheets": (1, "XG014"), "relations": (3, "XG014"), "rows": (10, "XG019"), "blank_rows": (1, "XG014"), "columns": (1, "XG019"),
    "cells": (10, "XG020"), "merges": (2, "XG021"), "formula_chars": (71, "XG014"), "ratio": (None, ""), "ratio_from": (None, ""),
}  # fmt: skip


def test_every_limit_is_tried():
    assert AT_THE_LIMIT.keys() == {each.name for each in fields(Limits)}


@pytest.mark.parametrize(("limit", "code"), [(name, code) for name, (least, code) in AT_THE_LIMIT.items() if least])
def test_a_file_at_a_limit_is_read_and_one_past_it_is_refused(limit, code):
    least = AT_THE_LIMIT[limit][0]
    assert len(read_workbook(TEN, Limits(**{limit: least})).sheets["表"].cells) == 10
    assert refused(TEN, Limits(**{limit: least - 1})).code == code


def test_elements_as_deep_as_allowed_are_passed_over_and_deeper_ones_are_refused():
    data = with_sheet("<c><v>1</v></c>", "<far><far><far/></far></far>")
    assert read_workbook(data, Limits(depth=4))
    assert refused(data, Limits(depth=3)).code == "XG018"


def test_a_part_packed_as_tightly_as_allowed_is_read_and_one_packed_more_tightly_is_refused():
    with zipfile.ZipFile(io.BytesIO(TEN)) as archive:
        part = archive.getinfo(SHEET)
    assert read_workbook(TEN, Limits(ratio=1, ratio_from=part.file_size))
    assert refused(TEN, Limits(ratio=1, ratio_from=part.file_size - 1)).code == "XG014"
    assert read_workbook(TEN, Limits(ratio=10, ratio_from=0))


def test_limits_count_over_all_sheets():
    data = package({
        "xl/workbook.xml": tabs(("a", "r1"), ("b", "r2")),
        WORKBOOK_LINKS: relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")),
        "xl/worksheets/sheet2.xml": sheet("<c><v>2</v></c>"),
    })  # fmt: skip
    assert refused(data, Limits(cells=1)).code == "XG020"


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    """Workbooks of some 100 KB that inflate to 64 MB and more: one text, one cell, millions of cells."""
    text = "A" * (64 << 20)
    return {
        "text": one("xl/sharedStrings.xml", strings(f"<t>{text}</t>")),
        "cell": one(SHEET, sheet(f'<c t="inlineStr"><is><t>{text}</t></is></c>')),
        "cells": one(SHEET, sheet("<c><v>1</v></c>" * 4_000_000)),
    }


@pytest.mark.parametrize("name", ["text", "cell", "cells"])
def test_bombs_are_refused_before_they_are_inflated(bombs, name):
    tracemalloc.start()
    try:
        code = refused(bombs[name]).code
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (code, peak < 4 << 20) == ("XG014", True)


@pytest.mark.parametrize("part", ["xl/media/image1.emf", "xl/media/image1.bmp", "docProps/thumbnail.emf"])
def test_pictures_of_raw_pixels_are_no_bombs(part):
    assert len(read_workbook(one(part, "\xff" * (9 << 20))).sheets["表"].cells) > 0


READER = {code for code in CODES if code < "XG040"} - {"XG029"}  # which is of Word documents alone


def outcome(data: bytes) -> str:
    try:
        return "read" if read_workbook(data).sheets else "nothing"
    except Refused as refusal:
        return refusal.code


@settings(max_examples=300)
@given(st.integers(0, len(BASE) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_any_damage_ends_in_a_refusal_or_a_record(at, put, taken):
    assert outcome(BASE[:at] + put + BASE[at + taken :]) in {"read", *READER}


@settings(max_examples=300)
@given(st.data())
def test_any_damage_inside_a_part_ends_in_a_refusal_or_a_record(data):
    name = data.draw(st.sampled_from(sorted(PARTS)))
    part = str(PARTS[name]).encode()
    at, taken = data.draw(st.integers(0, len(part))), data.draw(st.integers(0, 40))
    assert outcome(one(name, part[:at] + data.draw(st.binary(max_size=4)) + part[at + taken :])) in {"read", *READER}


def test_every_code_is_shown_by_a_test():
    hostile = next(mark for mark in test_hostile_files.pytestmark if mark.name == "parametrize").args[1]
    elsewhere = {"XG001", "XG003", "XG007", "XG011", "XG020", "XG021", "XG028"}  # paths, limits, archives
    assert {code for _, code in hostile if code} | {code for _, code, _ in FAULTS.values()} | elsewhere == READER


@pytest.mark.parametrize("code", sorted(READER))
def test_refusals_can_be_printed_on_a_chinese_windows_console(code):
    f"{CODES[code].title}{CODES[code].hint}".encode("cp936")


# What another reader would read otherwise


def test_a_cell_that_says_its_content_in_one_way_is_read() -> None:
    assert cell(with_sheet('<c r="A1"><f>1+1</f><v>2</v></c>')).value == 2
    assert cell(with_sheet('<c r="A1" t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c>')).value == "一二"
    phonetic = '<c r="A1" t="inlineStr"><is><t>一</t><rPh sb="0" eb="1"><t>yi</t></rPh></is></c>'
    assert cell(with_sheet(phonetic)).value == "一"


@pytest.mark.parametrize(
    "inside",
    [
        '<c r="A1"><v>1</v><v>999</v></c>',
        '<c r="A1"><f>1</f><f>2</f><v>1</v></c>',
        '<c r="A1" t="inlineStr"><is><t>一</t></is><is><t>二</t></is></c>',
        '<c r="A1"><v><x>9</x>126</v></c>',
        '<c r="A1"><v>126<x xmlns="urn:other">9</x></v></c>',
        '<c r="A1"><f>1<x/>+1</f><v>1</v></c>',
        '<c r="A1" t="inlineStr"><is><t>一<r/>二</t></is></c>',
        '<c r="A1"><v>1</v></c><row r="2"><c r="A2"><v>2</v></c></row>',
        '<c r="A1"><v>1</v><c r="B1"><v>2</v></c></c>',
        '<x><c r="A1"><v>1</v></c></x>',
    ],
)
def test_a_cell_that_readers_differ_about_is_refused(inside: str) -> None:
    assert refused(with_sheet(inside)).code == "XG027"


def test_rows_outside_the_sheet_of_cells_and_two_such_sheets_are_refused() -> None:
    row = '<row r="9"><c r="A9"><v>9</v></c></row>'
    assert refused(with_sheet('<c r="A1"><v>1</v></c>', after=row)).code == "XG027"
    assert refused(with_sheet('<c r="A1"><v>1</v></c>', after=f"<sheetData>{row}</sheetData>")).code == "XG027"


def overlapping(shared: bool) -> bytes:
    """Two entries of the directory that lead to one local header, or to bytes within another's."""
    data = bytearray(package({"xl/media/a.xml": PARTS["xl/worksheets/sheet1.xml"]}, zipfile.ZIP_STORED))
    starts = {each.filename: each.header_offset for each in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()}
    entry = data.rfind(b"xl/media/a.xml") - 46
    data[entry + 42 : entry + 46] = (starts["xl/worksheets/sheet1.xml"] + (0 if shared else 60)).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize("shared", [True, False], ids=["one header", "within another"])
def test_zip_entries_that_overlap_are_refused(shared: bool) -> None:
    assert read_workbook(package({"xl/media/a.xml": "<a/>"}, zipfile.ZIP_STORED))
    assert refused(overlapping(shared)).code == "XG028"


def test_a_file_to_be_changed_may_hold_fewer_cells_than_one_to_be_read(monkeypatch):
    monkeypatch.setattr(state, "FORM_LIMITS", Limits(cells=10))
    assert open_state(TEN).sheets
    monkeypatch.setattr(state, "FORM_LIMITS", Limits(cells=9))
    with pytest.raises(Refused) as caught:
        open_state(TEN)
    assert caught.value.code == "XG020"
