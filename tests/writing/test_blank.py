"""The issued workbook as a package: sound, portable, locked where it must be, true in every cached value, printable."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import Element, fromstring

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

import package_lint
from blanks import LONG, TEMPLATES, example, long_issued, long_returned, long_text
from filled import issued, returned
from formula_lint import VOLATILE
from sheet_lint import MAIN
from text_heights import texts_cut
from xlgen.files.placing import file_names
from xlgen.form.template.load import load_template
from xlgen.issued.hidden import SHEET
from xlgen.issued.snapshot import Snapshot
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.references import absolute

FORM = "自评表"
# All functions that the forms which come with xlgen use: each is in Excel 2007, WPS and LibreOffice
FUNCTIONS = """
    ABS AND CONCATENATE COUNT COUNTIF EXACT HYPERLINK IF IFERROR INDEX INT ISNUMBER ISTEXT LEFT LEN MATCH MAX MIN NOT OR ROUND
    ROW SUBSTITUTE SUM SUMIF SUMPRODUCT TRIM
"""

every_template = pytest.mark.parametrize("name", TEMPLATES)


def made(kind: str) -> bytes:
    """A workbook by its name: a template's blank, or the project form filled, long, long and filled."""
    return {
        "filled": returned,
        "long": lambda: long_issued()[1],
        "long filled": long_returned,
    }.get(kind, lambda: example(kind)[1])()


KINDS = (*TEMPLATES, "filled", "long", "long filled")
every_workbook = pytest.mark.parametrize("kind", KINDS)


def saved(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


@cache
def opened(kind: str, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(kind)), data_only=values)


@cache
def parts(kind: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made(kind))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheets(kind: str) -> dict[str, Element]:
    """Root of each sheet's part by the sheet's name; XlsxWriter numbers parts in the order of the sheets."""
    names = [sheet.get("name", "") for sheet in fromstring(parts(kind)["xl/workbook.xml"]).iter(MAIN + "sheet")]
    return {name: fromstring(parts(kind)[f"xl/worksheets/sheet{i}.xml"]) for i, name in enumerate(names, 1)}


def pages(kind: str) -> dict[str, Worksheet]:
    """The sheets people see."""
    return {sheet.title: sheet for sheet in opened(kind) if sheet.title != SHEET}


def inputs(name: str) -> Iterator[tuple[str, Cell]]:
    """Each input cell of a template's blank, with its dotted name."""
    snapshot, _ = example(name)
    for slot in snapshot.slots.values():
        if slot.cell.is_input and slot.place:
            sheet, row, column = slot.place
            yield slot.name, opened(name)[sheet].cell(row + 1, column + 1)


# ---- the package ----


@every_workbook
def test_repair_lint_finds_nothing(kind, tmp_path):
    assert package_lint.lint(saved(made(kind), tmp_path / "form.xlsx")) == []


@pytest.mark.parametrize("version", ["Microsoft365", "Office2007"])
@pytest.mark.parametrize("kind", ["project", "department", "filled", "long filled"])
def test_open_xml_validator_finds_nothing(kind, version, validator: ModuleType, tmp_path):
    assert validator.messages(saved(made(kind), tmp_path / "form.xlsx"), version) == []


def test_functions_used_are_these(tmp_path):
    used = {name for kind in KINDS for name in package_lint.functions_used(saved(made(kind), tmp_path / "form.xlsx"))}
    assert sorted(used) == FUNCTIONS.split()


def test_no_function_is_volatile():
    assert VOLATILE.isdisjoint(FUNCTIONS.split())


@every_workbook
def test_no_part_names_a_function_newer_than_excel_2007(kind):
    assert [name for name, content in parts(kind).items() if b"_xlfn" in content or b"_xlws" in content] == []


@every_workbook
def test_members_are_those_of_a_plain_workbook(kind):
    listed = {"[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"}
    plain = {f"xl/{name}" for name in ("workbook.xml", "styles.xml", "sharedStrings.xml", "theme/theme1.xml")}
    leaves = {f"xl/worksheets/sheet{i}.xml" for i, _ in enumerate(sheets(kind), 1)}
    assert set(parts(kind)) == listed | plain | leaves | {"xl/_rels/workbook.xml.rels"}


@every_workbook
def test_nothing_links_outside(kind):
    assert [name for name, content in parts(kind).items() if b'TargetMode="External"' in content] == []


@every_template
def test_same_input_and_day_give_the_same_bytes(name):
    assert example.__wrapped__(name)[1] == example(name)[1]


# ---- cached values ----


def formulas(content: bytes) -> Iterator[tuple[str, str]]:
    """Sheet and address of every formula."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate) for cell in row if cell.data_type == "f")


def differences(content: bytes, again: Path) -> list[str]:
    """Formula cells whose cached value is not what LibreOffice computed."""
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    theirs = openpyxl.load_workbook(again, data_only=True)
    pairs = ((sheet, at, ours[sheet][at].value, theirs[sheet][at].value) for sheet, at in formulas(content))
    return [f"{sheet}!{at}: {a!r}, LibreOffice {b!r}" for sheet, at, a, b in pairs if not same(a, b)]


def same(a: object, b: object) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    return (a or "") == (b or "") and not isinstance(a, bool) and not isinstance(b, bool)


def test_every_cached_value_is_true(office: ModuleType, tmp_path):
    books = [saved(made(kind), tmp_path / f"{kind}.xlsx") for kind in KINDS]
    results = office.recalculate(books, tmp_path / "again")
    wrong = {
        book.stem: found for book, again in zip(books, results, strict=True) if (found := differences(book.read_bytes(), again))
    }
    assert wrong == {}


def test_a_wrong_cached_value_would_be_noticed(office: ModuleType, tmp_path):
    sheet, row, column = issued()[0].slots["total"].place or ("", 0, 0)
    lying = patch(returned(), {sheet: {(row, column): Change("97.5", typed=False)}})
    [again] = office.recalculate([saved(lying, tmp_path / "lying.xlsx")], tmp_path / "again")
    assert [line.partition(":")[0] for line in differences(lying, again)] == [
        absolute((sheet, row, column)).replace("$", "").replace("'", "")
    ]


# ---- inputs and locks ----


@every_template
def test_every_input_is_empty_and_unlocked_but_those_of_the_reviewer(name):
    cells = dict(inputs(name))
    assert cells
    assert [key for key, cell in cells.items() if cell.value is not None] == []
    assert {key for key, cell in cells.items() if cell.protection.locked} == {key for key in cells if ".review_" in key}


@every_template
def test_every_input_says_what_to_type_and_stops_what_is_wrong(name):
    rules = {
        at: rule
        for sheet, root in sheets(name).items()
        for rule in root.iter(MAIN + "dataValidation")
        for at in _covers(sheet, rule)
    }
    silent = []
    for key, cell in inputs(name):
        rule = rules.get((cell.parent.title, cell.coordinate), {})
        said = all(rule.get(what) for what in ("promptTitle", "prompt", "errorTitle", "error"))
        shown = rule.get("showInputMessage") == rule.get("showErrorMessage") == "1"
        if not (said and shown and rule.get("errorStyle", "stop") in ("stop", "warning")):
            silent.append(key)
    assert silent == []


def _covers(sheet: str, rule: Element) -> Iterator[tuple[str, str]]:
    for area in rule.get("sqref", "").split():
        yield sheet, area.partition(":")[0]


@every_template
def test_whatever_is_printed_is_locked(name):
    own = {(cell.parent.title, cell.coordinate) for _, cell in inputs(name)}
    filled = (cell for sheet in opened(name) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert [
        cell.coordinate for cell in filled if not cell.protection.locked and (cell.parent.title, cell.coordinate) not in own
    ] == []


@every_template
def test_no_cell_outside_the_inputs_can_be_typed_into(name):
    merged = {sheet.title: {area.coord.partition(":")[0]: area for area in sheet.merged_cells.ranges} for sheet in opened(name)}
    own: dict[str, set[str]] = {}
    for _, cell in inputs(name):
        area = merged[cell.parent.title].get(cell.coordinate)
        covered = [c.coordinate for row in cell.parent[area.coord] for c in row] if area else [cell.coordinate]
        own.setdefault(cell.parent.title, set()).update(covered)
    cells = (cell for sheet in opened(name) for row in sheet.iter_rows() for cell in row if not cell.protection.locked)
    assert [cell.coordinate for cell in cells if cell.coordinate not in own.get(cell.parent.title, ())] == []


@every_template
def test_every_sheet_is_protected(name):
    assert [sheet.title for sheet in opened(name) if not sheet.protection.sheet] == []


@every_template
def test_row_heights_may_be_changed_on_a_protected_sheet(name):
    assert [title for title, sheet in pages(name).items() if sheet.protection.formatRows] == []


@every_template
def test_seals_and_notes_may_be_put_in_on_a_protected_sheet(name):
    assert [title for title, sheet in pages(name).items() if sheet.protection.objects] == []


@every_template
def test_only_the_sheet_of_the_seal_is_hidden_and_cannot_be_shown_from_the_menu(name):
    assert {sheet.title: sheet.sheet_state for sheet in opened(name) if sheet.sheet_state != "visible"} == {SHEET: "veryHidden"}


@every_template
def test_each_printed_name_is_a_defined_name_at_its_place(name):
    snapshot, _ = example(name)
    places = {slot.name: absolute(slot.place) for slot in snapshot.slots.values() if slot.place}
    assert {key: defined.attr_text for key, defined in opened(name).defined_names.items()} == places


# ---- on screen ----


@every_template
def test_what_lacks_is_red_and_what_is_ready_green(name):
    rules = [rule for sheet in pages(name).values() for area in sheet.conditional_formatting for rule in area.rules]
    colours = {(rule.text or rule.operator): rule.dxf.font.color.rgb[-6:] for rule in rules}
    assert colours == {"可以报送": "00703C", "还不能报送": "C00000", "greaterThan": "C00000"}


# ---- on paper ----


def long_texts(snapshot: Snapshot) -> list[str]:
    values = (slot.cell.value for slot in snapshot.slots.values() if slot.place)
    return [value for value in values if isinstance(value, str) and len(value) > 40]


@every_template
def test_each_page_has_code_edition_and_number(name):
    snapshot, _ = example(name)
    for sheet in pages(name).values():
        assert sheet.oddFooter.left.text == f"编码 {snapshot.code} {snapshot.title} {snapshot.edition}版"
        assert sheet.oddFooter.right.text == "第 &P 页 共 &N 页"


@every_template
def test_no_colour_of_the_screen_goes_to_paper(name):
    assert [sheet.title for sheet in pages(name).values() if not sheet.page_setup.blackAndWhite] == []


@every_template
def test_prints_on_a4_one_page_wide(name):
    for sheet in pages(name).values():
        setup, properties = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        assert setup.paperSize == 9
        if properties and properties.fitToPage:  # Excel would pass breaks over
            assert (setup.fitToWidth or 1, setup.fitToHeight, sheet.row_breaks.brk) == (1, 0, [])
        else:
            assert 50 < setup.scale <= 100


@pytest.mark.parametrize(
    ("sheet", "headings"),
    [
        (FORM, {"三级指标", "年度\n指标值", "实际\n完成值", "得分"}),
        ("自检", {"检查事项", "结果"}),
        ("评分规则说明", {"指标", "计分口径"}),
    ],
)
def test_headings_are_repeated_on_each_page(sheet, headings):
    page = pages("long")[sheet]
    assert page.print_title_rows
    first, last = (int(number.strip("$")) for number in page.print_title_rows.split(":"))
    assert headings <= {cell.value for row in page.iter_rows(first, last) for cell in row}


@every_template
def test_headings_or_the_live_status_stay_in_view(name):
    form = load_template(name)["sheets"]["form"]["name"]
    assert [
        title for title in (form, "自检", "评分规则说明") if title in pages(name) and not pages(name)[title].freeze_panes
    ] == []


@pytest.fixture(scope="module")
def printed(office: ModuleType, poppler: ModuleType, tmp_path_factory) -> dict[str, list[str]]:
    """Text of each workbook's printed pages."""
    folder = tmp_path_factory.mktemp("printed")
    books = [saved(made(kind), folder / f"{kind}.xlsx") for kind in KINDS]
    return {pdf.stem: poppler.to_text(pdf, in_order=True) for pdf in office.to_pdf(books, folder)}


@every_workbook
def test_every_number_fits_its_column(printed, kind):
    assert [number for number, page in enumerate(printed[kind], 1) if "###" in page] == []


@pytest.mark.parametrize("kind", ["long", "long filled"])
def test_long_issued_texts_are_printed_whole(printed, kind):
    texts = long_texts(long_issued()[0])
    on_paper = "".join("".join(printed[kind]).split())
    assert len(texts) > 15
    assert [text for text in texts if "".join(text.split()) not in on_paper] == []


def test_long_answers_are_printed_whole(printed):
    on_paper = "".join("".join(printed["long filled"]).split())
    answers = ("完成情况", "执行率", *(f"偏差{n}" for n in range(1, 41)))
    assert len(LONG) > 150
    assert [answer for answer in answers if long_text(answer) not in on_paper] == []


def test_a_text_higher_than_its_row_is_not_issued(office: ModuleType, tmp_path):
    cut = texts_cut({kind: made(kind) for kind in KINDS}, office, tmp_path)
    assert cut == {kind: [] for kind in KINDS}


def fitted(content: bytes) -> bytes:
    """The same workbook, each sheet fitted to one page across by the application instead of by our scale."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet") and b' scale="' in part:
                part = re.sub(rb'(<pageSetup [^>]*?)scale="\d+"', rb'\1fitToHeight="0"', part)
                part = part.replace(b"<dimension", b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension', 1)
            target.writestr(name, part)
    return stream.getvalue()


def test_no_column_is_printed_on_a_page_of_its_own(printed, office: ModuleType, poppler: ModuleType, tmp_path):
    """The computed scale takes no more pages than the application's own fitting."""
    kinds = ("project", "project-hebei", "department", "long")
    books = [saved(fitted(made(kind)), tmp_path / f"{kind}.xlsx") for kind in kinds]
    counted = {pdf.stem: len(poppler.to_text(pdf)) for pdf in office.to_pdf(books, tmp_path)}
    assert [kind for kind in kinds if len(printed[kind]) > counted[kind]] == []


@every_workbook
def test_printed_pages_are_counted(printed, kind):
    count = len(printed[kind])
    assert [f"第 {n} 页 共 {count} 页" in page for n, page in enumerate(printed[kind], 1)] == [True] * count


# ---- file names ----


@pytest.mark.parametrize(
    ("projects", "names"),
    [
        ([("P001", "培训")], ["P001_培训.xlsx"]),
        ([("P001", 'a/b\\c:d*e?f"g<h>i|j')], ["P001_a_b_c_d_e_f_g_h_i_j.xlsx"]),
        ([("P/001", "培训\n第二期\t（续）")], ["P_001_培训_第二期_（续）.xlsx"]),
        ([("CON", "")], ["_CON.xlsx"]),
        ([("con", ".x")], ["con_.x.xlsx"]),
        ([("nul.a", "")], ["_nul.a.xlsx"]),
        ([("LPT9", " ")], ["_LPT9.xlsx"]),
        ([("P001", "长" * 100)], [f"P001_{'长' * 75}.xlsx"]),
        ([("P001", "结尾有点... ")], ["P001_结尾有点.xlsx"]),
        ([("P001", "A"), ("p001", "a")], ["P001_A.xlsx", "p001_a_2.xlsx"]),
        ([("P1", "x" * 90), ("P1", "x" * 91)], [f"P1_{'x' * 77}.xlsx", f"P1_{'x' * 77}_2.xlsx"]),
        ([("A", "x"), ("A", "x"), ("A", "x_2")], ["A_x.xlsx", "A_x_2.xlsx", "A_x_2_2.xlsx"]),
        ([("", "")], ["未命名.xlsx"]),
        ([("..", "..")], ["未命名.xlsx"]),
        ([("P001", "1#楼100%节能改造")], ["P001_1＃楼100％节能改造.xlsx"]),  # links to # and % lead elsewhere
    ],
)
def test_file_names_are_safe_on_windows(projects, names):
    assert file_names(projects) == names


def test_no_two_file_names_are_alike_to_windows():
    names = file_names([("A", name) for name in ("x", "X", "x_2", "x", "X_2", "x_2_2", "/", "\\")])
    assert len({name.casefold() for name in names}) == len(names)


# ---- from sheet to sheet, and what is told while scores are typed --------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sheet_leads_to_the_form_and_the_form_to_its_check(name: str) -> None:
    book = opened(name)
    links = {sheet.title: {c.hyperlink.location for row in sheet.iter_rows() for c in row if c.hyperlink} for sheet in book}
    status = book.defined_names["status"].value.partition("!")[0].strip("'")
    assert links[status] == {"'自检'!A1"}
    assert f"'{status}'!A1" in links["填报说明"]
    assert f"'{status}'!A1" in links["自检"]
    assert all(sheet.protection.selectLockedCells is False for sheet in book)  # they can be clicked


def test_which_score_is_given_for_what_is_told_where_it_is_typed() -> None:
    book = opened("project")
    prompts = [rule.prompt for sheet in book for rule in sheet.data_validations.dataValidation]
    assert max(map(len, prompts)) <= 255
    assert any("。≥95%得10分；≥80%得6分；≥60%得3分；其余得0分" in prompt for prompt in prompts)
    assert any("。达成预期指标得分值的80%至100%，部分达成得60%（含）至80%" in prompt for prompt in prompts)
