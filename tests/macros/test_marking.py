"""Marks in a workbook: put there, told apart from what officers wrote, and taken back to the byte."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

import package_lint
from blanks import TEMPLATES, example
from faults import faulty
from foreign import changed, marked_and_cleared, parts
from xlgen.findings import Finding, Severity
from xlgen.flows.checking import check_file, judge
from xlgen.flows.sending_back import mark as send_back_all
from xlgen.macros.marking import CHECKED, RETURNED, answered, clear, is_marked, list_findings, mark
from xlgen.macros.record import record_of
from xlgen.returned.batch import Return
from xlgen.returned.marks import NOTE, brief
from xlgen.words.widths import units
from xlgen.workbook.engine.app import app
from xlgen.workbook.engine.cell_looks import set_look, shared
from xlgen.workbook.engine.state import open_state
from xlgen.workbook.ooxml import reader
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.opc.by_need import tree_of
from xlgen.workbook.opc.relations import declare, relate
from xlgen.workbook.opc.revision import open_draft
from xlgen.workbook.patching.workbook_part import change_names

RED, ORANGE, INPUT = (255, 154, 153), (255, 192, 1), (255, 249, 219)
MUST = (255, 239, 168)  # the deeper yellow of what must be filled


@pytest.fixture
def form(tmp_path: Path) -> Iterator[xw.Book]:
    (tmp_path / "T001.xlsx").write_bytes(faulty())
    opened = app().books.open(tmp_path / "T001.xlsx")
    yield opened
    for each in list(app().books):
        each.close()


def judged(book: xw.Book) -> Return:
    return judge(Path(book.fullname), lambda: record_of(book), None)


def saved(book: xw.Book) -> bytes:
    book.save(Path(book.fullname).with_name("另存.xlsx"))
    return Path(book.fullname).read_bytes()


# ---- reading through the bridge -------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [faulty, *(lambda name=name: example(name)[1] for name in TEMPLATES)], ids=["faulty", *TEMPLATES])  # fmt: skip
def test_the_open_workbook_reads_as_its_file_does(content: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(content())
    book = app().books.open(tmp_path / "a.xlsx")
    through, direct = record_of(book), read_workbook(content())
    book.close()
    for name, sheet in direct.sheets.items():
        assert through.sheets[name].state == sheet.state
        assert {at: (c.value, c.formula) for at, c in through.sheets[name].cells.items()} == {
            at: (c.value, c.formula) for at, c in sheet.cells.items()
        }
    assert {name: through.locate(name) for name in direct.names} == {name: direct.locate(name) for name in direct.names}


def test_the_open_workbook_is_judged_as_its_file_is(form: xw.Book) -> None:
    assert judged(form).findings == check_file(Path(form.fullname), None).findings


def test_what_was_typed_and_not_saved_is_judged(form: xw.Book) -> None:
    form.names["indicators.1.actual"].refers_to_range.value = 126
    assert "XG202" in {f.code for f in check_file(Path(form.fullname), None).findings} - {f.code for f in judged(form).findings}


# ---- marking --------------------------------------------------------------------------------------------------------


def test_faulty_cells_are_coloured_by_weight_and_noted(form: xw.Book) -> None:
    place = form.names["indicators.1.actual"].refers_to_range
    other = form.names["indicators.2.actual"].refers_to_range
    found = Return(
        Path("a.xlsx"),
        None,
        (
            Finding("XG202", Severity.ERROR, "填的是文字", "请改数值", "自评表", place.get_address(False, False)),
            Finding("XG204", Severity.WARNING, "写法可疑", "请核对", "自评表", place.get_address(False, False)),
            Finding("XG310", Severity.WARNING, "超额较多", "请核对", "自评表", other.get_address(False, False)),
            Finding("XG104", Severity.NOTE, "未刷新", "保存一次", "自评表", "J22"),
        ),
    )
    assert mark(form, found) == 2
    assert (place.color, other.color, form.sheets["自评表"]["J22"].color) == (RED, ORANGE, (242, 242, 242))
    assert place.note.text == f"{NOTE}必填格\n错误：填的是文字（请改数值）\n需核实：写法可疑（请核对）"


def test_the_list_leads_to_the_cells(form: xw.Book) -> None:
    mark(form, judged(form))
    content = openpyxl.load_workbook(io.BytesIO(saved(form)))[RETURNED]
    rows = [[cell.value for cell in row] for row in content.iter_rows(min_row=6)]
    assert rows[0][:3] == ["序号", "程度", "位置"]
    assert [row[2] for row in rows[1:]] == [
        f'=HYPERLINK("#{name}","自评表!{cell}")'
        for name, cell in (("indicators.6.score", "J19"), ("indicators.1.actual", "G14"), ("indicators.3.reason", "K16"))
    ]
    assert "约120人" in str(rows[2][3]).replace("\n", "")


def test_without_a_name_that_leads_there_a_link_goes_by_the_address(form: xw.Book) -> None:
    form.names["indicators.1.actual"].delete()
    form.names["indicators.6.score"].refers_to = "='自评表'!$B$2"
    mark(form, judged(form))
    content = openpyxl.load_workbook(io.BytesIO(saved(form)))[RETURNED]
    led = {str(row[2].value) for row in content.iter_rows(min_row=6)}
    assert """=HYPERLINK("#'自评表'!J19","自评表!J19")""" in led
    assert """=HYPERLINK("#'自评表'!G14","自评表!G14")""" in led


def test_links_have_their_texts_as_results(form: xw.Book) -> None:
    mark(form, judged(form))
    content = openpyxl.load_workbook(io.BytesIO(saved(form)), data_only=True)[RETURNED]
    assert [row[2].value for row in content.iter_rows(min_row=7)] == ["自评表!J19", "自评表!G14", "自评表!K16"]


def test_values_that_look_like_formulas_stay_text(form: xw.Book) -> None:
    found = Finding("XG103", Severity.ERROR, "公式被改", "恢复", "自评表", "J22", found="=1+1", expected="=SUM(A1)")
    list_findings(form, Return(Path("a.xlsx"), None, (found,)))
    content = openpyxl.load_workbook(io.BytesIO(saved(form)))[CHECKED]
    assert [(cell.value, cell.data_type) for cell in content[5][6:8]] == [("=1+1", "s"), ("=SUM(A1)", "s")]


def test_marking_twice_gives_the_same_file(form: xw.Book, tmp_path: Path) -> None:
    mark(form, judged(form))
    list_findings(form, judged(form))
    first = saved(form)
    mark(form, judged(form))
    list_findings(form, judged(form))
    assert saved(form) == first


def test_a_sound_form_gets_no_marks_and_loses_old_ones(form: xw.Book) -> None:
    mark(form, judged(form))
    assert mark(form, Return(Path("a.xlsx"), None, ())) == 0
    assert parts(saved(form)) == parts(faulty())


def test_where_nobody_can_go_there_is_no_link(form: xw.Book) -> None:
    places = [("_xlgen", "B4"), ("不在了", ""), ("自评表", "")]
    found = tuple(Finding("XG106", Severity.ERROR, "被改", "请用原表", sheet, cell) for sheet, cell in places)
    mark(form, Return(Path("a.xlsx"), None, found))
    content = openpyxl.load_workbook(io.BytesIO(saved(form)))[RETURNED]
    assert [row[2].value for row in content.iter_rows(min_row=6)] == [
        "_xlgen!B4", "不在了", "=HYPERLINK(\"#'自评表'!A1\",\"自评表\")",
    ]  # fmt: skip


def test_a_mended_fault_loses_its_mark(form: xw.Book) -> None:
    cell = form.names["indicators.1.actual"].refers_to_range
    mark(form, judged(form))
    cell.value = 126
    mark(form, judged(form))
    assert (cell.color, cell.note) == (MUST, None)


def test_marks_change_nothing_that_is_judged(form: xw.Book) -> None:
    before = judged(form).findings
    mark(form, judged(form))
    list_findings(form, judged(form))
    assert judged(form).findings == before
    assert check_file(Path(_write(form)), None).findings == before


def _write(book: xw.Book) -> str:
    saved(book)
    return book.fullname


# ---- clearing -------------------------------------------------------------------------------------------------------


def test_clear_gives_back_every_part(form: xw.Book) -> None:
    mark(form, judged(form))
    list_findings(form, judged(form))
    marked = saved(form)
    assert set(changed(faulty(), marked)) == {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }  # fmt: skip
    assert clear(form) == 3
    assert parts(saved(form)) == parts(faulty())


def _by_itself(content: bytes) -> list[bytes]:
    """What of a workbook is coloured by itself: its conditional formats, and the looks that they are in."""
    kept = rb"<conditionalFormatting.*</conditionalFormatting>|<dxfs.*</dxfs>"
    return [found for _, part in sorted(parts(content).items()) for found in re.findall(kept, part, re.DOTALL)]


def test_what_is_red_or_green_by_itself_stays_so_under_marks(form: xw.Book) -> None:
    mark(form, judged(form))
    list_findings(form, judged(form))
    assert len(_by_itself(faulty())) == 3
    assert _by_itself(saved(form)) == _by_itself(faulty())


def test_clear_without_marks_changes_nothing(form: xw.Book) -> None:
    assert (clear(form), saved(form)) == (0, faulty())


@pytest.mark.parametrize(
    ("added", "kept"),
    [
        ("\n已和财务核对，属实", "已和财务核对，属实"),
        ("\r\n财务：已核对\r\n", "财务：已核对"),
        (" 已改", "错误：填的是文字（请改数值） 已改"),
        ("", None),
    ],
)
def test_words_that_somebody_wrote_in_a_note_of_ours_stay(form: xw.Book, added: str, kept: str | None) -> None:
    place = form.sheets["自评表"]["J14"]
    place.add_note(f"{NOTE}\n错误：填的是文字（请改数值）{added}")
    clear(form)
    assert (place.note and place.note.text) == kept


def test_a_note_of_ours_whose_name_is_gone_is_still_known(form: xw.Book) -> None:
    form.sheets["自评表"]["J14"].add_note(f"{NOTE}\n错误：填的是文字（请改数值）")
    assert is_marked(form)


@pytest.mark.parametrize("colour", [(255, 192, 0), (255, 153, 153)])
def test_a_colour_that_somebody_gave_a_marked_cell_stays(form: xw.Book, colour: tuple[int, int, int]) -> None:
    mark(form, judged(form))
    form.sheets["自评表"]["K16"].color = colour
    clear(form)
    assert form.sheets["自评表"]["K16"].color == colour


def test_a_finding_that_quotes_a_whole_cell_is_cut_in_the_note_and_on_the_list(form: xw.Book) -> None:
    form.sheets["自评表"]["G14"].value = "长" * 32_700
    mark(form, judged(form))
    assert len(form.sheets["自评表"]["G14"].note.text) < 1200
    assert max(len(str(cell.value or "")) for cell in form.sheets[RETURNED].used_range) < 600


def test_an_officers_note_and_colour_survive(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(faulty()))
    book["自评表"]["G14"].comment = Comment("按培训签到表统计", "某某")
    book["自评表"]["K16"].fill = PatternFill("lightGrid", fgColor=Color(theme=4, tint=0.4))
    book.save(tmp_path / "own.xlsx")
    source = (tmp_path / "own.xlsx").read_bytes()
    form = app().books.open(tmp_path / "own.xlsx")
    mark(form, judged(form))
    marked = openpyxl.load_workbook(io.BytesIO(saved(form)))["自评表"]
    assert (marked["G14"].comment.text, marked["G14"].fill.fgColor.rgb) == ("按培训签到表统计", "FFFF9A99")
    assert (marked["K16"].comment.text[: len(NOTE)], marked["K16"].fill.fgColor.rgb) == (NOTE, "FFFF9A99")
    clear(form)
    assert parts(saved(form)) == parts(source)
    form.close()


def test_a_colour_an_officer_gave_after_marking_stays(form: xw.Book) -> None:
    mark(form, judged(form))
    form.sheets["自评表"]["G14"].color = (0, 176, 80)
    clear(form)
    assert form.sheets["自评表"]["G14"].color == (0, 176, 80)


def test_an_officers_own_sheets_of_the_same_titles_stay(form: xw.Book) -> None:
    for title in (RETURNED, CHECKED):
        form.sheets.add(title, after=form.sheets[-1])["A1"].value = "我自己的"
    mark(form, judged(form))
    list_findings(form, judged(form))
    assert [sheet.name for sheet in form.sheets][-4:] == [RETURNED, CHECKED, f"{RETURNED}2", f"{CHECKED}2"]
    clear(form)
    assert [sheet.name for sheet in form.sheets][-2:] == [RETURNED, CHECKED]
    assert form.sheets[RETURNED]["A1"].value == "我自己的"


def test_marks_are_found_where_their_names_have_moved(form: xw.Book) -> None:
    mark(form, judged(form))
    for name in [name for name in form.names if name.name.startswith("xlgen.mark.FFF9DB.")]:
        cell = name.refers_to_range
        below = form.sheets["自评表"].range((cell.row + 1, cell.column))
        below.color = RED
        form.names.add(name.name, f"='自评表'!{below.address}")  # as an application does when a row is inserted above
        clear_to = below
    clear(form)
    assert clear_to.color == INPUT


def test_a_name_that_leads_nowhere_is_no_obstacle(form: xw.Book) -> None:
    mark(form, judged(form))
    lost = next(name for name in form.names if name.name.startswith("xlgen.mark.FFF9DB."))
    form.names.add(lost.name, "=#REF!")
    clear(form)
    assert not [name.name for name in form.names if name.name.startswith("xlgen.mark.")]


def without_names(form: xw.Book) -> None:
    """As a file comes back that was saved as .xls in between."""
    mark(form, judged(form))
    for name in [name for name in form.names if name.name.startswith("xlgen.mark.")]:
        name.delete()


def test_marks_whose_names_are_gone_are_cleared_as_cells_that_are_typed_into(form: xw.Book) -> None:
    names = ("indicators.1.actual", "indicators.3.reason", "indicators.6.score")
    places = [form.names[name].refers_to_range for name in names]
    before = [place.color for place in places]
    without_names(form)
    assert clear(form) == 3
    assert [place.color for place in places] == before
    assert before[:2] == [MUST, INPUT]
    assert RETURNED not in [sheet.name for sheet in form.sheets]


def test_a_mark_of_an_earlier_program_without_a_name_is_cleared_as_an_entry(form: xw.Book) -> None:
    cell = form.names["indicators.1.actual"].refers_to_range
    cell.color = RED
    cell.add_note(f"{NOTE}\n错误：填的是文字（请改数值）")
    assert clear(form) == 1
    assert (cell.color, cell.note) == (INPUT, None)


def test_marks_whose_names_are_gone_are_not_remembered_as_what_a_cell_looked_like(form: xw.Book) -> None:
    without_names(form)
    mark(form, judged(form))
    assert [sheet.name for sheet in form.sheets if sheet.name.startswith(RETURNED)] == [RETURNED]
    clear(form)
    assert form.names["indicators.1.actual"].refers_to_range.color == MUST


def test_a_nameless_list_that_somebody_wrote_on_stays(form: xw.Book) -> None:
    without_names(form)
    form.sheets[RETURNED].range("A30").value = "已与施工方核实"
    clear(form)
    assert RETURNED in [sheet.name for sheet in form.sheets]


# ---- what other programs did in between -----------------------------------------------------------------------------


def test_a_style_that_another_program_put_behind_ours_survives(form: xw.Book) -> None:
    mark(form, judged(form))
    draft = open_draft(saved(form))
    xml = draft.read("xl/styles.xml")
    count = int(re.search(rb'<cellXfs count="(\d+)"', xml)[1])  # type: ignore[index]
    xml = xml.replace(b'<cellXfs count="%d"' % count, b'<cellXfs count="%d"' % (count + 1))
    draft.put(
        "xl/styles.xml", xml.replace(b"</cellXfs>", b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    )
    sheet = draft.read("xl/worksheets/sheet2.xml")
    draft.put("xl/worksheets/sheet2.xml", re.sub(rb'(<c r="B24" s=")\d+', b"\\g<1>%d" % count, sheet))
    other = Path(form.fullname).with_name("别的程序.xlsx")
    other.write_bytes(draft.finish())
    book = app().books.open(other)
    clear(book)
    cleared = openpyxl.load_workbook(io.BytesIO(saved(book)))
    assert (cleared["自评表"]["G14"].fill.fgColor.rgb, cleared["自评表"]["B24"].fill.fill_type) == ("FFFFEFA8", None)


def test_a_cell_of_the_list_pasted_into_the_form_does_not_delete_the_form(form: xw.Book) -> None:
    mark(form, judged(form))
    form.names.add("xlgen.mark.return", "='自评表'!$A$1")
    clear(form)
    assert "自评表" in [sheet.name for sheet in form.sheets]


def test_a_cell_of_the_list_pasted_into_an_officers_sheet_does_not_delete_it(form: xw.Book) -> None:
    mark(form, judged(form))
    form.sheets.add("附表", after=form.sheets[-1])["C3"].value = "我自己的"
    form.names.add("xlgen.mark.return", "='附表'!$B$2")
    clear(form)
    assert form.sheets["附表"]["C3"].value == "我自己的"


def test_the_name_excel_makes_for_printed_rows_does_not_keep_the_list(form: xw.Book) -> None:
    mark(form, judged(form))
    form.impl.state.set_name(f"{RETURNED}!Print_Titles", f"'{RETURNED}'!$5:$5")  # as live Excel lists it
    clear(form)
    assert RETURNED not in [sheet.name for sheet in form.sheets]


@pytest.mark.parametrize(("cell", "text"), [("F7", "已核对，参保率属实"), ("B11", "我单位另附说明"), ("H2", "另见附件")])
def test_a_list_that_an_officer_wrote_on_stays(form: xw.Book, cell: str, text: str) -> None:
    mark(form, judged(form))
    form.sheets[RETURNED][cell].value = text
    assert answered(form) == "“退回意见”上有人写了字，留着没有删。"
    mark(form, judged(form))
    assert [sheet.name for sheet in form.sheets][-2:] == [RETURNED, f"{RETURNED}2"]
    clear(form)
    assert [sheet.name for sheet in form.sheets][-1] == RETURNED
    assert form.sheets[RETURNED][cell].value == text


def test_a_list_with_ticks_only_goes(form: xw.Book) -> None:
    mark(form, judged(form))
    form.sheets[RETURNED]["F7"].value = "√"
    assert answered(form) == ""
    clear(form)
    assert RETURNED not in [sheet.name for sheet in form.sheets]


def test_a_calculation_chain_forgets_a_removed_sheet(form: xw.Book) -> None:
    mark(form, judged(form))
    draft = open_draft(saved(form))
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    draft.put("xl/calcchain.xml", b'<calcChain xmlns="%s"><c r="J22" i="2"/><c r="C6" i="7"/></calcChain>' % main)
    relate(draft, "xl/workbook.xml", "calcChain", "xl/calcchain.xml")
    declare(draft, "xl/calcchain.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml")
    other = Path(form.fullname).with_name("算过.xlsx")
    other.write_bytes(draft.finish())
    book = app().books.open(other)
    clear(book)
    assert parts(saved(book)) == parts(faulty())


def test_our_notes_are_known_however_they_are_spelled(form: xw.Book) -> None:
    mark(form, judged(form))
    draft = open_draft(saved(form))
    draft.put("xl/comments1.xml", draft.read("xl/comments1.xml").replace("【".encode(), b"&#12304;"))
    other = Path(form.fullname).with_name("换写法.xlsx")
    other.write_bytes(draft.finish())
    book = app().books.open(other)
    clear(book)
    assert list(book.sheets["自评表"].notes) == []


def test_a_drawing_that_is_no_note_stays_with_its_part(form: xw.Book) -> None:
    mark(form, judged(form))
    draft = open_draft(saved(form))
    drawn = draft.read("xl/drawings/vmldrawing1.vml")
    draft.put("xl/drawings/vmldrawing1.vml", drawn.replace(b"</xml>", b'<v:rect id="mine"/></xml>'))
    other = Path(form.fullname).with_name("有图形.xlsx")
    other.write_bytes(draft.finish())
    book = app().books.open(other)
    clear(book)
    assert b'<v:rect id="mine"/>' in parts(saved(book))["xl/drawings/vmldrawing1.vml"]


# ---- the file -------------------------------------------------------------------------------------------------------


@cache
def pictures() -> bytes:
    """A form with a seal pasted on it, its result as last computed, and a hidden row."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    sheet.write_row(0, 0, ["项目", "得分"])
    sheet.write_formula(1, 1, "=SUM(C1:C9)", None, 84.51)
    sheet.data_validation(2, 1, 2, 1, {"validate": "list", "source": ["是", "否"]})
    sheet.conditional_format(0, 0, 9, 9, {"type": "no_blanks", "format": book.add_format({"bold": True})})
    sheet.insert_image(4, 4, "seal.png", {"image_data": io.BytesIO(png())})
    sheet.protect("", {"format_cells": True})
    sheet.insert_textbox(9, 0, "盖章")
    book.close()
    return stream.getvalue()


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def with_prefixes() -> bytes:
    """The same as some programs spell it: every element of the sheet and the workbook with a prefix, names with backslashes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(pictures()).items():
            if name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
                content = prefixed(content)
            archive.writestr(name.replace("xl/styles", "xl\\styles"), content)
    return out.getvalue()


def prefixed(xml: bytes) -> bytes:
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    xml = re.sub(rb"<(/?)(?=[A-Za-z])(?!\w+:)", rb"<\1x:", xml)
    return xml.replace(main, main.replace(b"xmlns=", b"xmlns:x="))


def loosely_spelled() -> bytes:
    """Attributes in single quotes, blanks before the ends of tags, a style said where it is the usual one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts(pictures()).items():
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<c r="A1" ', b"<c r='A1' s='0'  ").replace(b"/>", b" />")
            archive.writestr(name, content)
    return out.getvalue()


@cache
def by_openpyxl() -> bytes:
    """An empty list of number formats, as openpyxl writes it, and no defined names."""
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "项目"
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", [faulty, by_openpyxl, pictures, with_prefixes, loosely_spelled])
def test_untouched_parts_keep_their_bytes_and_clear_gives_back_the_rest(make: Callable[[], bytes], tmp_path: Path) -> None:
    first, second, cleared = marked_and_cleared(make(), tmp_path)
    touched = [name for name in changed(make(), first) if not name.startswith(("xl/worksheets/sheet", "xl/worksheets/_rels/"))]
    assert set(touched) <= {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"}
    assert first == second
    assert parts(cleared) == parts(make())


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_form_can_be_marked_and_cleared(name: str, tmp_path: Path) -> None:
    first, second, cleared = marked_and_cleared(example(name)[1], tmp_path)
    assert first == second
    assert parts(cleared) == parts(example(name)[1])


@pytest.mark.slow
@settings(max_examples=40)
@given(cells=st.sets(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=12), data=st.data())
def test_any_cells_marked_and_cleared_leave_no_trace(cells: set[tuple[int, int]], data: st.DataObject) -> None:
    state = open_state(faulty())
    sheet = state.sheet("自评表")
    assert sheet
    order = data.draw(st.permutations(sorted(cells)))
    before = {at: shared(state, sheet, [at]).pop().fill for at in order}
    for at in order:
        set_look(state, sheet, at, "fill", data.draw(st.sampled_from(["FFC7CE", "FFEB9C"])))
        state.set_note(sheet, at, "注")
    state.go_on(state.saved())
    sheet = state.sheet("自评表")
    assert sheet
    for at in data.draw(st.permutations(sorted(cells))):
        set_look(state, sheet, at, "fill", before[at])
        state.set_note(sheet, at, None)
    assert parts(state.saved()) == parts(faulty())


def test_the_marked_file_passes_the_lint_and_the_validator(tmp_path: Path, validator: ModuleType) -> None:
    for name, content in (("form", faulty()), ("pictures", pictures())):
        (tmp_path / name).mkdir()
        first = marked_and_cleared(content, tmp_path / name)[0]
        (tmp_path / f"{name}.xlsx").write_bytes(first)
        assert package_lint.lint(tmp_path / f"{name}.xlsx") == []
        assert validator.messages(tmp_path / f"{name}.xlsx") == validator.messages(tmp_path / name / "0.xlsx")


@pytest.mark.slow
def test_after_libreoffice_marks_validation_protection_and_results_are_there(tmp_path: Path, office: ModuleType) -> None:
    (tmp_path / "T001.xlsx").write_bytes(faulty())
    form = app().books.open(tmp_path / "T001.xlsx")
    mark(form, judged(form))
    form.save(tmp_path / "marked.xlsx")
    form.close()
    (tmp_path / "out").mkdir()
    [again] = office.recalculate([tmp_path / "marked.xlsx"], tmp_path / "out")
    formulas, values = (openpyxl.load_workbook(again, data_only=only) for only in (False, True))
    issued_ = openpyxl.load_workbook(io.BytesIO(faulty()))["自评表"]
    sheet = formulas["自评表"]
    assert {a: sheet[a].fill.fgColor.rgb for a in ("J19", "G14", "K16")} == dict.fromkeys(("J19", "G14", "K16"), "FFFF9A99")
    assert [sheet[a].comment.text.splitlines()[0] for a in ("J19", "G14", "K16")] == [
        f"{NOTE}{kind}格" for kind in ("公式", "必填", "填报")
    ]
    assert sheet.protection.sheet
    assert not sheet["G14"].protection.locked
    assert sheet["J19"].protection.locked
    assert len(sheet.data_validations.dataValidation) >= len(issued_.data_validations.dataValidation)
    assert values["自评表"]["J7"].value == pytest.approx(9.5)
    assert [row[2].value for row in values[RETURNED].iter_rows(min_row=7)] == ["自评表!J19", "自评表!G14", "自评表!K16"]


def test_marks_that_libreoffice_saved_again_can_be_cleared(tmp_path: Path, office: ModuleType) -> None:
    (tmp_path / "T001.xlsx").write_bytes(faulty())
    form = app().books.open(tmp_path / "T001.xlsx")
    mark(form, judged(form))
    form.save(tmp_path / "marked.xlsx")
    form.close()
    (tmp_path / "out").mkdir()
    [again] = office.recalculate([tmp_path / "marked.xlsx"], tmp_path / "out")
    form = app().books.open(again)
    assert clear(form) == 3
    sheet = openpyxl.load_workbook(io.BytesIO(saved(form)))["自评表"]
    form.close()
    assert [sheet[a].comment for a in ("J19", "G14", "K16")] == [None] * 3
    assert sheet["G14"].fill.fgColor.rgb == "FFFFEFA8"


@pytest.mark.parametrize(("count", "told"), [(1000, ""), (1001, "这里只列出 1000 处，还有 1 处没有列出")])
def test_findings_beyond_a_thousand_are_counted_and_not_listed(form, count, told):
    many = tuple(Finding("XG108", Severity.WARNING, f"第 {n} 处", "", "自评表", f"A{n}") for n in range(200, 200 + count))
    assert mark(form, replace(judged(form), findings=many)) == 1000
    lines = [str(cell.value) for cell in form.sheets[RETURNED].range("A1:A8")]
    assert any("没有列出" in line for line in lines) == bool(told)
    assert any(told in line for line in lines)


def test_names_are_put_behind_each_other_in_one_edit(monkeypatch):
    read, draft = [], open_draft(faulty())
    monkeypatch.setattr("xlgen.workbook.opc.revision.tree_of", lambda part, xml: read.append(part) or tree_of(part, xml))
    change_names(draft, {f"xlgen.mark.none.{n}": "自评表!$A$1" for n in range(200)}, {})
    assert read.count("xl/workbook.xml") == 1
    assert draft.read("xl/workbook.xml").count(b"xlgen.mark.none.") == 200


def test_names_that_go_and_come_and_those_that_are_printed_are_one_edit(monkeypatch):
    first = open_draft(faulty())
    change_names(first, {"xlgen.mark.return": "自评表!$A$1"}, {})
    read, draft = [], open_draft(first.finish())
    monkeypatch.setattr("xlgen.workbook.opc.revision.tree_of", lambda part, xml: read.append(part) or tree_of(part, xml))
    printed = {' name="_xlnm.Print_Area" localSheetId="0"': "自评表!$A$1:$B$2"}
    change_names(draft, {"xlgen.mark.return": None, "xlgen.mark.none.1": "自评表!$A$1"}, printed)
    after = draft.read("xl/workbook.xml")
    assert after.index(b'localSheetId="0">') < after.index(b'"xlgen.mark.none.1"') < after.index(b"</definedNames>")
    assert b'"xlgen.mark.return"' not in after
    assert read.count("xl/workbook.xml") == 1


def test_a_sheet_is_read_once_and_taken_apart_once(tmp_path, monkeypatch):
    (tmp_path / "T001.xlsx").write_bytes(faulty())
    read, apart, scan = [], [], reader.read_sheet
    monkeypatch.setattr("xlgen.workbook.ooxml.reader.read_sheet", lambda *said: read.append(said[2]) or scan(*said))
    monkeypatch.setattr("xlgen.workbook.opc.revision.tree_of", lambda part, xml: apart.append(part) or tree_of(part, xml))
    (done,) = send_back_all(tmp_path / "T001.xlsx", tmp_path / "out")
    assert done.copy
    assert read.count("自评表") == 1
    assert apart.count("xl/worksheets/sheet2.xml") == 1


# ---- what the officer sees first ----------------------------------------------------------------------------------------


def test_a_marked_form_opens_on_its_list_and_the_last_column_is_on_the_screen(form: xw.Book) -> None:
    mark(form, judged(form))
    sheet = openpyxl.load_workbook(io.BytesIO(saved(form))).active
    assert sheet.title == RETURNED
    assert sum(int(each.width * 8 + 5) for each in sheet.column_dimensions.values()) <= 1250


def test_the_list_says_the_round_who_sends_back_and_when_and_by_when_the_form_is_to_be_back(form: xw.Book) -> None:
    returned = judged(form)
    assert returned.answers
    dated = replace(returned.answers.snapshot, deadline="2026-01-31")
    mark(form, replace(returned, form=replace(returned.answers, snapshot=dated)), 2, "2026-01-20")
    told = ("第 2 轮退回", "退回单位：某市医疗保障局", "退回日期：2026-01-20", "报送期限：2026-01-31")
    assert form.sheets[RETURNED]["A3"].value == "　　".join(told)


def test_without_round_and_deadline_nothing_is_said_of_them(form: xw.Book) -> None:
    mark(form, judged(form))
    assert "退回" not in str(form.sheets[RETURNED]["A2"].value)
    assert "轮" not in "".join(str(form.sheets[RETURNED][f"A{row}"].value) for row in range(2, 6))


def test_the_round_is_that_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "回收"
    folder.mkdir()
    (folder / "T001.xlsx").write_bytes(faulty())
    copies = [send_back_all(folder)[0].copy for _ in range(2)]
    said = [str(openpyxl.load_workbook(copy)[RETURNED]["A3"].value) for copy in copies if copy]
    assert [each.partition("　")[0] for each in said] == ["第 1 轮退回", "第 2 轮退回"]
    assert all(f"退回日期：{date.today().isoformat()}" in each for each in said)


def test_no_text_of_the_list_touches_a_border(form: xw.Book) -> None:
    long = tuple(
        Finding("XG301", Severity.ERROR, f"“{sign * 40}”，应为 38.89", "请恢复公式" * 20, "自评表", "J19") for sign in "得a"
    )
    mark(form, replace(judged(form), findings=long))
    sheet = openpyxl.load_workbook(io.BytesIO(saved(form)))[RETURNED]
    for row in sheet.iter_rows(min_row=7, max_row=8):
        for cell in row[3:5]:
            assert (cell.alignment.horizontal, cell.alignment.indent) == ("left", 1)
            lines, width = str(cell.value).split("\n"), sheet.column_dimensions[cell.column_letter].width * 8
            assert max(map(units, lines)) * 20 / 3 <= width - 24  # pixels of a half-width character of 10 points
            assert (sheet.row_dimensions[cell.row].height or 0) >= 13 * len(lines)
    assert (sheet.row_dimensions[6].height or 0) >= 26  # the last heading takes two lines


def test_lines_of_a_list_joined_are_what_was_found(form: xw.Book) -> None:
    mark(form, judged(form))
    sheet = openpyxl.load_workbook(io.BytesIO(saved(form)))[RETURNED]
    said = [str(row[3].value).replace("\n", "") for row in sheet.iter_rows(min_row=7)]
    assert said == [brief(each.message) for each in judged(form).findings if each.severity is not Severity.NOTE]
