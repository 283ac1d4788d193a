"""Each fault is made in a sound workbook by changing the text of one part, and must be named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

import formula_lint
import package_lint
from formula_lint import Known

SHEET, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
EXTENSION = "http://schemas.microsoft.com/office/excel/2006/main"
LONG = "很" * 256


@pytest.fixture(scope="session")
def sound(tmp_path_factory) -> Path:
    """A small form with everything the lint looks at."""
    path = tmp_path_factory.mktemp("lint") / "sound.xlsx"
    with xlsxwriter.Workbook(path) as book:
        form, choices = book.add_worksheet("自评表"), book.add_worksheet("选 项")
        choices.write_column(0, 0, ["达成", "部分达成", "未达成"])
        form.set_column(0, 0, 20)
        form.set_column(1, 3, 10)
        form.merge_range(0, 0, 0, 3, "项目支出绩效自评表")
        form.merge_range(1, 0, 2, 0, "产出指标")
        form.write_row(1, 1, [10, 12.5, 8])
        form.write_formula(2, 1, "=ROUND(funds.total*0.1,2)", None, 1)
        form.write_formula(2, 2, "=IF(COUNT(B2:D2)<3,\"（未填）\",SUM(B2:D2)+'选 项'!$A$1)", None, "（未填）")
        form.write_boolean(2, 3, True)
        form.data_validation(
            1, 1, 1, 3, {"validate": "list", "source": ["达成", "未达成"], "input_title": "请选", "input_message": "一项"}
        )
        form.data_validation(3, 1, 3, 1, {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": "=$B$2"})
        form.conditional_format(
            1, 1, 2, 3, {"type": "formula", "criteria": "=$B2>$C2", "format": book.add_format({"bold": True})}
        )
        form.set_header("&C自评表")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=自评表!$B$2:$D$2"})
        choices.insert_chart("C1", chart)
        book.define_name("funds.total", "=自评表!$B$2")
        form.print_area(0, 0, 3, 3)
        form.repeat_rows(0)
    return path


def patched(sound: Path, out: Path, part: str, old: str, new: str) -> Path:
    """A copy of a workbook with one text of one part replaced, which must be there."""
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text, text.decode()
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(name, text)
    return out


def test_a_sound_workbook_has_no_fault(sound):
    assert package_lint.lint(sound) == []


def test_the_sound_workbook_passes_the_validator_too(sound, validator):
    assert validator.messages(sound) == []


def test_functions_are_listed_from_cells_names_and_formats(sound, tmp_path):
    assert package_lint.functions_used(sound) == {"COUNT", "IF", "ROUND", "SUM"}
    book = patched(sound, tmp_path / "a.xlsx", BOOK, ">自评表!$B$2<", ">MAX(自评表!$B$2)<")
    book = patched(book, tmp_path / "b.xlsx", SHEET, "<formula>$B2&gt;$C2<", "<formula>ABS($B2)&gt;2<")
    assert package_lint.functions_used(book) == {"ABS", "COUNT", "IF", "MAX", "ROUND", "SUM"}


FAULTS = [
    # cells and rows
    (SHEET, '<c r="C2"', '<c r="B2"', "自评表!B2: cell twice or out of order"),
    (SHEET, '<c r="B2"', '<c r="D2"', "自评表!C2: cell twice or out of order"),
    (SHEET, '<row r="2"', '<row r="1"', "自评表!1: row twice or out of order"),
    (SHEET, '<row r="2"', '<row r="9"', "自评表!3: row twice or out of order"),
    (SHEET, '<c r="D2"', '<c r="D7"', "自评表!D7: stands in row 2"),
    (SHEET, '<c r="D2"', '<c r="XFE2"', "自评表!XFE2: no such cell"),
    (SHEET, '<c r="D2"', '<c r="D2" s="77"', "自评表!D2: cell format 77 does not exist"),
    (SHEET, 't="s"><v>3<', 't="s"><v>5<', "自评表!A1: shared string 5 does not exist"),
    (SHEET, 't="s"><v>3<', 't="s"><v>-1<', "自评表!A1: -1 is no index of a shared string"),
    (SHEET, "<v>12.5<", "<v>nan<", "自评表!C2: nan is no number"),
    (SHEET, "<v>12.5<", "<v>98%<", "自评表!C2: 98% is no number"),
    (SHEET, 't="b"><v>1<', 't="b"><v>true<', "自评表!D3: true is no truth value"),
    (SHEET, 't="str"><f>', f't="str"><v>{"长" * 32768}</v><f>', "自评表!C3: text longer than 32767"),
    (STRINGS, "<t>产出指标<", f"<t>{'长' * 32768}<", "shared string 4: text of 32768 characters"),
    # merges, columns, heading
    (SHEET, 'ref="A2:A3"', 'ref="A1:A3"', "自评表!A1:D1: merge overlaps A1:A3"),
    (SHEET, 'ref="A2:A3"', 'ref="D1:E9"', "自评表!A1:D1: merge overlaps D1:E9"),
    (SHEET, 'ref="A2:A3"', 'ref="A2"', "自评表!A2: merge of one cell"),
    (SHEET, 'ref="A2:A3"', 'ref="A3:A2"', "自评表!A3:A2: no such range to merge"),
    (SHEET, '<col min="2"', '<col min="1"', "自评表: widths of columns 1 and 1 overlap"),
    (SHEET, "&amp;C自评表", f"&amp;C{LONG}", "自评表: oddHeader longer than 255"),
    (SHEET, "&amp;C自评表", "&amp;L&amp;8202533 自评表", "自评表: oddHeader of size 820"),
    (
        SHEET,
        "</worksheet>",
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><rowBreaks count="1"><brk id="2"/></rowBreaks></worksheet>',
        "自评表: row breaks on a sheet that is fitted to pages",
    ),
    # validations
    (SHEET, 'promptTitle="请选"', f'promptTitle="{"请" * 33}"', "自评表!B2:D2: promptTitle of a validation longer than 32"),
    (SHEET, 'promptTitle="请选"', f'errorTitle="{"请" * 33}"', "自评表!B2:D2: errorTitle of a validation longer than 32"),
    (SHEET, 'prompt="一项"', f'prompt="{LONG}"', "自评表!B2:D2: prompt of a validation longer than 255"),
    (SHEET, '"达成,未达成"', f'"{LONG}"', "自评表!B2:D2 validation: text constant of 256 characters"),
    (SHEET, 'prompt="一项"', f'error="{LONG[:225]}"', "自评表!B2:D2: error of a validation longer than 224"),
    (SHEET, "<formula1>0</formula1>", "", "自评表!B4: validation without a formula"),
    (SHEET, "<formula1>0<", f'<formula1>{"0+" * 128}0<', "自评表!B4: formula1 of a validation longer than 255"),
    (SHEET, "<formula1>0<", '<formula1>IF($B$2=0,"",0)<', "自评表!B4: formula1 of a validation may be a text"),
    (SHEET, 'sqref="B2:D2"><formula1>', 'sqref=""><formula1>', "自评表!: validation of no range"),
    # the workbook: sheets and names
    (BOOK, 'name="自评表"', f'name="{"表" * 32}"', "workbook: bad sheet name"),
    (BOOK, 'name="自评表"', 'name="自评/表"', "workbook: bad sheet name 自评/表"),
    (BOOK, 'name="自评表"', 'name="选 项"', "workbook: two sheets 选 项"),
    (BOOK, 'name="自评表"', 'name="自评表" state="hidden"', "workbook: active sheet 0 is hidden"),
    (BOOK, 'r:id="rId2"', 'r:id="rId99"', "workbook: sheet 选 项 has no part"),
    (BOOK, 'name="funds.total"', 'name="FUNDS" hidden="1">1</definedName><definedName name="funds"', "name twice: funds "),
    (BOOK, 'name="funds.total"', 'name="资金 合计"', "workbook: bad defined name 资金 合计"),
    (BOOK, 'name="funds.total"', 'name="资金（合计）"', "workbook: bad defined name 资金（合计）"),
    (BOOK, 'name="funds.total"', 'name="ab12"', "workbook: bad defined name ab12"),
    (BOOK, 'name="funds.total"', 'name="r1c1"', "workbook: bad defined name r1c1"),
    (BOOK, 'name="funds.total"', 'name="r1.1.actual"', "workbook: bad defined name r1.1.actual"),
    (BOOK, 'name="funds.total"', 'name="C2_总额"', "workbook: bad defined name C2_总额"),
    (BOOK, 'name="funds.total"', 'name="2021.total"', "workbook: bad defined name 2021.total"),
    (BOOK, 'name="funds.total"', 'name="funds.total" localSheetId="2"', "name funds.total belongs to no sheet"),
    # a formula is looked at wherever it stands
    (SHEET, "<f>ROUND(funds.total*0.1,2)<", "<f>ROUND(funds.total*0.1,2<", "自评表!B3: syntax: ROUND( is not closed"),
    (SHEET, "<f>ROUND(funds.total*0.1,2)<", "<f>ROUND(funds.totals*0.1,2)<", "自评表!B3: funds.totals is no cell"),
    (SHEET, "<f>ROUND(funds.total*0.1,2)<", "<f><", "自评表!B3: syntax: ends without a value"),
    (SHEET, "<formula2>$B$2<", "<formula2>$B$2+<", "自评表!B4 validation: syntax: ends without a value"),
    (SHEET, "<formula>$B2&gt;$C2<", "<formula>$B2＞$C2<", "自评表!B2:D3 conditional format: full-width ＞"),
    (BOOK, ">自评表!$B$2<", ">自评表!$B$0<", "defined name funds.total: $B$0 is no cell"),
    (BOOK, ">自评表!$B$2<", ">NOW()<", "defined name funds.total: NOW is volatile"),
    (SHEET, "</worksheet>", f"<f xmlns='{EXTENSION}'>NOW()</f></worksheet>", "自评表 extension: NOW is volatile"),
    ("xl/charts/chart1.xml", "<c:f>自评表!$B$2:$D$2<", "<c:f>评分表!$B$2:$D$2<", "xl/charts/chart1.xml: no sheet 评分表"),
    # what xlgen forbids itself
    ("[Content_Types].xml", "sheet.main+xml", "sheet.macroEnabled.main+xml", "/xl/workbook.xml: macro-enabled"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new", "said"), FAULTS, ids=[said for *_, said in FAULTS])
def test_a_fault_is_named(sound, tmp_path, part, old, new, said):
    assert any(said in fault for fault in package_lint.lint(patched(sound, tmp_path / "faulty.xlsx", part, old, new)))


def test_no_visible_sheet(sound, tmp_path):
    book = patched(sound, tmp_path / "a.xlsx", BOOK, 'name="自评表"', 'name="自评表" state="hidden"')
    book = patched(book, tmp_path / "b.xlsx", BOOK, 'name="选 项"', 'name="选 项" state="veryHidden"')
    assert package_lint.lint(book) == ["workbook: no visible sheet"]


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("xl/vbaProject.bin", "xl/vbaProject.bin: forbidden part"),
        ("xl/externalLinks/externalLink1.xml", "xl/externalLinks/externalLink1.xml: forbidden part"),
        ("xl/embeddings/oleObject1.bin", "xl/embeddings/oleObject1.bin: forbidden part"),
        ("XL/Workbook.xml", "xl/workbook.xml: member twice in the archive"),
    ],
)
def test_a_member_too_many_is_named(sound, tmp_path, member, said):
    book = patched(sound, tmp_path / "a.xlsx", BOOK, "<workbook", "<workbook")
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr(member, "<a/>")
    assert [fault[: len(said)] for fault in package_lint.lint(book)] == [said]


KNOWN = Known(
    frozenset({"自评表", "选 项", "r"}), frozenset({"funds.total", "总分", "indicators.1.score", "indicators.9.score"})
)


FAULTY_FORMULAS = [
    # syntax
    ("", "ends without a value"),
    ("A1+", "ends without a value"),
    ("SUM(A1", "SUM( is not closed"),
    ("(A1", "( is not closed"),
    ("SUM(A1))", "closing bracket too many"),
    ("SUM(A1}", "Mismatched"),
    ('IF(A1="x,1,2)', "end of formula while parsing string"),
    ("A1 B1", "B1 follows a value"),
    ("A1 SUM(B1)", "SUM( follows a value"),
    ('A1"万元"', "Unexpected character"),
    ("*A1", "nothing to the left of *"),
    ("A1**2", "nothing to the left of *"),
    ("=A1", "nothing to the left of ="),
    ("SUM(A1*)", "nothing to the left of )"),
    ("A1*()", "nothing to the left of )"),
    ("SUM(A1;B1)", "; between arguments"),
    ("A1;B1", "; between arguments"),
    ("{1,}", "nothing to the left of }"),
    # full-width punctuation
    ("ROUND(A1，2)", "full-width ，"),
    ("A1--INT(-A1)", "sign before a sign: --"),
    ("A1*-1", "sign before a sign: *-"),
    ("SUM（A1）", "full-width （）"),
    ("IF(A1＞=2,1,2)", "full-width ＞"),
    ("IF(A1≥2,1,2)", "full-width ≥"),
    ("A1×2", "full-width ×"),
    ("A１", "full-width １"),
    ("IF(A1=“优”,1,2)", "full-width “”"),
    ("A1+\u3000B1", "full-width \u3000"),
    # references
    ("Sheet9!A1", "no sheet Sheet9"),
    ("选 项!A1", "follows a value"),
    ("'评分表'!A1", "no sheet 评分表"),
    ("2021年!A1", "sheet 2021年 needs quotes"),
    ("R!A1", "sheet R needs quotes"),
    ("[1]自评表!A1", "another workbook"),
    ("'[其他.xlsx]自评表'!A1", "another workbook"),
    ("#REF!+1", "#REF! in a formula"),
    ("自评表!#REF!", "自评表!#REF! in a formula"),
    ("A1048577", "A1048577 is no cell"),
    ("XFE1", "XFE1 is no cell"),
    ("SUM(A1:)", "A1: is no cell"),
    ("funds.totals", "funds.totals is no cell"),
    ("1_000", "1_000 is no cell"),
    ("nan", "nan is no cell"),
    # functions
    ("_xlfn.STDEV.S(A1:A9)", "_XLFN.STDEV.S is not a function of Excel 2007"),
    ("_xlfn._xlws.SORT(A1:A9)", "is not a function of Excel 2007"),
    ("IFS(A1>1,2)", "IFS is not an allowed function"),
    ("NETWORKDAYS.INTL(A1,B1)", "NETWORKDAYS.INTL is not an allowed function"),
    *((f"{name}(A1)", f"{name} is volatile") for name in "CELL INDIRECT INFO NOW OFFSET RAND RANDBETWEEN TODAY".split()),
    ("now()", "NOW is volatile"),
    ("ROUND(A1)", "ROUND takes 2 to 2 arguments, not 1"),
    ("ROUND(A1,2,3)", "ROUND takes 2 to 2 arguments, not 3"),
    ("IF(A1)", "IF takes 2 to 3 arguments, not 1"),
    ("ABS()", "ABS takes 1 to 1 arguments, not 0"),
    ("PI(1)", "PI takes 0 to 0 arguments, not 1"),
    ("SUM(A1,(1+ROUND(2)))", "ROUND takes 2 to 2 arguments, not 1"),
    (f"SUM({','.join(['1'] * 256)})", "SUM takes 1 to 255 arguments, not 256"),
    ("COUNTIFS(A1:A9,1,B1:B9)", "COUNTIFS lacks the half of a pair"),
    ("SUMIFS(A1:A9,B1:B9,1,C1:C9)", "SUMIFS lacks the half of a pair"),
    # limits
    (f'"{LONG}"', "text constant of 256 characters"),
    ("1+" * 4096 + "1", "formula of 8193 characters"),
    ("ABS(" * 65 + "1" + ")" * 65, "functions nested deeper than 64"),
]


@pytest.mark.parametrize(("formula", "said"), FAULTY_FORMULAS, ids=[said for _, said in FAULTY_FORMULAS])
def test_a_faulty_formula_is_named(formula, said):
    assert any(said in fault for fault in formula_lint.faults(formula, KNOWN))


@pytest.mark.parametrize(
    "formula",
    [
        "funds.total",
        "-A1%+(B1-2)^-3",
        'IF(OR(COUNT(A1,B1)<2,NOT(ISTEXT(C1))),"",IF(ROUND(B1,8)=0,0,A1/B1))',
        'IF(A1>=0.95,"优（≥95%），""好""",)',
        "INDEX(A1:B9,,2)",
        "SUM(indicators.1.score:indicators.9.score)",
        "SUM($A:$A,1:1,自评表!$A$1:XFD1048576,'选 项'!A1)",
        "自评表!$A:$D,自评表!$1:$3",
        'CHOOSE(MATCH(总分,{0,60;80,90},1),"差","中")',
        "1.5E-3+.5+2.",
        "TRUE()=FALSE",
        'HYPERLINK("#自评表!A1","去填 第1行")',
        "ROUND( A1 ,\n 2 )",
        '"' + "很" * 255 + '"',
        "+".join(["1"] * 4096),
        "ABS(" * 64 + "1" + ")" * 64,
        'SUMIFS(A1:A9,B1:B9,"优",C1:C9,">=90")',
    ],
    ids=lambda formula: formula[:40],
)
def test_a_sound_formula_is_left_alone(formula):
    assert list(formula_lint.faults(formula, KNOWN)) == []


@pytest.mark.parametrize("name", ["funds.total", "indicators.3.score", "总分", "_xlnm.Print_Area", "ABCD1", "XFE1", "rate"])
def test_a_name_excel_takes(name):
    assert formula_lint.is_name(name)
