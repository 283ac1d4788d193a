"""The Excel add-in as a file: its ribbon, its macros and its settings are those that Excel and the xlwings module read."""

from __future__ import annotations

import ast
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import openxml_audit
import pytest
import xlwings
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile, check_file

import macros
from excel_stub import ask, press
from xlgen.addin.excel import NAME, build_excel, modules, own_modules
from xlgen.addin.modules import Module, ModuleKind
from xlgen.addin.ovba import vba_project
from xlgen.addin.package import DESCRIPTION, TITLE, parts, zipped
from xlgen.addin.ribbon import buttons, custom_ui14
from xlgen.addin.settings import PROJECT_NAME, SHEET, settings
from xlgen.errors import XlgenError

PYTHON = "C:\\Program Files\\Python\\python.exe"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"


@pytest.fixture(scope="module")
def addin(tmp_path_factory) -> Path:
    [path] = build_excel(tmp_path_factory.mktemp("addin"), PYTHON)
    return path


# --- the file


def test_the_add_in_is_one_file_in_a_folder_made_for_it(tmp_path):
    assert build_excel(tmp_path / "加载项", PYTHON) == [tmp_path / "加载项" / "xlgen.xlam"]
    assert [path.name for path in (tmp_path / "加载项").iterdir()] == [NAME]


def test_the_same_python_gives_the_same_bytes(addin, tmp_path):
    [again] = build_excel(tmp_path, PYTHON)
    assert again.read_bytes() == addin.read_bytes()
    assert {member.date_time for member in zipfile.ZipFile(again).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_add_in_that_is_there_is_not_overwritten(tmp_path):
    (tmp_path / NAME).write_text("theirs")
    with pytest.raises(XlgenError, match="已经存在，不会覆盖"):
        build_excel(tmp_path)
    assert (tmp_path / NAME).read_text() == "theirs"


def test_without_xlwings_the_remedy_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlwings", None)
    with pytest.raises(XlgenError, match="没有安装 xlwings"):
        build_excel(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_office_opens_the_package_unrepaired(addin, validator):
    assert validator.messages(addin) == []
    assert validator.messages(addin, "Office2010") == []


def test_openxml_audit_has_nothing_to_say(addin):
    found = openxml_audit.OpenXmlValidator().validate(str(addin))
    assert [error.description for error in found.errors] == []


def test_a_second_reader_of_vba_projects_finds_no_fault(addin):
    assert check_file(addin).issues == ()
    assert ExcelFile(addin).vba_project().validate() == []


def test_the_dialog_of_add_ins_shows_a_chinese_name_and_description(addin):
    core = zipfile.ZipFile(addin).read("docProps/core.xml").decode()
    assert f"<dc:title>{TITLE}</dc:title>" in core
    assert f"<dc:description>{DESCRIPTION}</dc:description>" in core


# --- the VBA source


def test_olevba_shows_the_source_of_every_module_intact(addin):
    shown = {name: code for _, _, name, code in VBA_Parser(str(addin)).extract_all_macros()}
    assert list(shown) == [
        "ThisWorkbook.cls",
        "Sheet1.cls",
        "XlgenRibbon.bas",
        "XlgenText.bas",
        "xlwings.bas",
        "Dictionary.cls",
    ]
    assert list(shown.values()) == [module.source for module in modules()]


def test_a_second_reader_shows_the_same_source(addin):
    found = ExcelFile(addin).vba_project()
    assert {module.name: module.source for module in found.modules} == {module.name: module.source for module in modules()}


def test_no_line_of_ours_is_longer_than_the_editor_takes():
    assert max(len(line) for module in own_modules() for line in module.source.split("\r\n")) <= 1023


def test_the_caller_of_the_xlwings_module_is_the_active_workbook():
    source = next(module.source for module in modules() if module.name == "xlwings")
    assert re.findall(r'" --wb=" & """" & (\w+)\.Name', source) == ["ActiveWorkbook"]


def test_the_licence_of_what_comes_from_others_stays_with_it():
    sources = {module.name: module.source for module in modules()}
    assert "xlwings is distributed under a BSD 3-clause license." in sources["xlwings"]
    assert "@license: MIT" in sources["Dictionary"]


# --- settings


def test_the_settings_sheet_is_the_one_that_the_xlwings_module_reads():
    source = next(module.source for module in modules() if module.name == "xlwings")
    assert re.findall(r'Const PROJECT_NAME As String = "(\w+)"', source) == [PROJECT_NAME]
    assert 'SheetExists(ThisWorkbook, PROJECT_NAME & ".conf")' in source
    assert f"{PROJECT_NAME}.conf" == SHEET


def test_no_setting_is_left_to_a_file_beside_the_returned_form():
    source = (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text()
    assert set(re.findall(r'GetConfig\("([^"]+)"', source)) == set(settings(PYTHON))


# A returned form, or a file beside it, must not choose the program that is started: each setting that could is said here.
CHOSEN = {
    "INTERPRETER": "python", "ADD_WORKBOOK_TO_PYTHONPATH": "False", "PYTHONPATH": "", "CONDA PATH": "", "CONDA ENV": "",
    "UDF MODULES": "", "USE UDF SERVER": "False", "DEBUG UDFS": "False",
}  # fmt: skip


@pytest.mark.parametrize("name", CHOSEN)
def test_what_decides_on_the_program_is_fixed(name):
    assert settings(PYTHON)[name] == CHOSEN[name]


@pytest.mark.parametrize(
    ("interpreter", "windows", "mac"),
    [
        (PYTHON, PYTHON, ""),
        ("%LOCALAPPDATA%\\xlgen\\python.exe", "%LOCALAPPDATA%\\xlgen\\python.exe", ""),
        ("/Users/Shared/xlgen/bin/python", "", "/Users/Shared/xlgen/bin/python"),
    ],
)
def test_the_interpreter_stands_where_its_system_looks(interpreter, windows, mac):
    found = settings(interpreter)
    assert (found["INTERPRETER_WIN"], found["INTERPRETER_MAC"]) == (windows, mac)


def test_the_sheet_holds_names_and_values_without_a_gap():
    wanted = settings("C:\\R&D\\<a>\\python.exe")
    book = openpyxl.load_workbook(io.BytesIO(zipped(parts(b"", wanted, XLSM))))
    rows = [*book[SHEET].iter_rows(values_only=True)]
    assert rows == list(wanted.items())


# --- the ribbon

SIGNATURES = {"onLoad": ["IRibbonUI"], "onAction": ["IRibbonControl"]}  # [MS-CUSTOMUI2] 2.2: of customUI and of a button


def missing_callbacks(ui: str, sources: list[Module]) -> Iterator[str]:
    """Callbacks of a ribbon that no standard module has as a public Sub with the parameters that Office hands over."""
    subs = {
        name: re.findall(r"\bAs (\w+)", parameters)
        for module in sources
        if module.kind is ModuleKind.STANDARD
        for sub, parameters in re.findall(r"^(?:Public )?Sub (\w+)\((.*)\)\r$", module.body, re.MULTILINE)
        for name in (sub, f"{module.name}.{sub}")
    }
    for element in ElementTree.fromstring(ui).iter():
        for attribute, value in element.items():
            is_callback = re.match(r"on[A-Z]|get[A-Z]|loadImage$", attribute)
            if is_callback and subs.get(value) != SIGNATURES[attribute]:
                yield value


def test_every_callback_of_the_ribbon_is_a_public_sub():
    assert list(missing_callbacks(custom_ui14(), own_modules())) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Public Sub OnAction", "Private Sub OnAction"),
        ("Public Sub OnAction", "Public Function OnAction"),
        ("Public Sub OnAction", "Public Sub OnClick"),
        ("OnAction(control As IRibbonControl)", "OnAction()"),
        ("OnAction(control As IRibbonControl)", "OnAction(control As IRibbonUI)"),
        ("OnLoad(ribbon As IRibbonUI)", "OnLoad(ribbon As IRibbonUI, more As String)"),
    ],
)
def test_a_callback_that_office_could_not_call_is_found(good, bad):
    broken = [Module(module.name, module.kind, module.body.replace(good, bad)) for module in own_modules()]
    assert broken != own_modules()
    missing = {name.rpartition(".")[2] for name in missing_callbacks(custom_ui14(), broken)}
    assert missing == {good.removeprefix("Public Sub ").partition("(")[0]}


# [MS-CUSTOMUI2] 2.3: ST_ID, ST_String, ST_Keytip, ST_LongString
LIMITS = {"id": 1024, "label": 1024, "keytip": 3, "screentip": 1024, "supertip": 4096, "imageMso": 1024}
# in the imageMso table of [MS-CUSTOMUI] 3.2
ICONS = set(
    "FileSaveAs AcceptInvitation ReviewNewComment ReviewDeleteComment FileCompatibilityChecker AutoSum "
    "FunctionsLogicalInsertGallery Help".split()
)


def controls() -> list[ElementTree.Element]:
    return [element for element in ElementTree.fromstring(custom_ui14()).iter() if "id" in element.attrib]


def test_no_two_controls_have_one_id():
    ids = [element.attrib["id"] for element in controls()]
    assert len(ids) == len(set(ids)) == 1 + 4 + 8


def test_texts_of_the_ribbon_keep_within_the_limits_of_office():
    sizes = [(name, len(text)) for element in controls() for name, text in element.items() if name in LIMITS]
    assert [(name, size) for name, size in sizes if not 1 <= size <= LIMITS[name]] == []


def test_no_two_buttons_have_one_key():
    keys = [element.attrib["keytip"] for element in controls() if element.tag == f"{UI}button"]
    assert len(keys) == len(set(keys))
    assert not any(re.search(r"\s", key) for key in keys)


def test_every_icon_is_one_that_office_has():
    assert {element.attrib["imageMso"] for element in controls() if "imageMso" in element.attrib} == ICONS


# --- what a click does


def test_a_button_hands_its_id_to_python():
    assert press("xlgenCheck").statement == "from xlgen.bridge.actions import on_action; on_action('xlgenCheck')"


def test_the_status_bar_is_given_back():
    assert press("xlgenCheck").status_bar is False
    assert press("xlgenCheck", fails=True).status_bar is False


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"book": None}, "没有打开的工作簿"),
        ({"is_protected": True}, "启用编辑"),
        ({"book": "2025=新.xlsx"}, "“2025=新.xlsx”里有等号"),
        ({"sheets": ("自评表", "XLGEN.conf")}, "“XLGEN.conf”"),
        ({"sheets": ("setup.py", "自评表")}, "“setup.py”"),
        ({"is_there": False}, "找不到 Python：C:\\Python\\python.exe"),
        ({"fails": True}, "没能启动 Python"),
    ],
)
def test_what_keeps_python_from_starting_is_said_in_chinese(state: Mapping[str, object], said):
    pressed = press("xlgenCheck", **state)
    assert pressed.statement == ""
    assert [said in message for message in pressed.messages] == [True]


def test_a_python_on_the_path_is_left_to_windows_to_find():
    assert press("xlgenCheck", interpreter="python", is_there=False).messages == []


def test_a_control_of_others_does_nothing():
    pressed = press("Check")
    assert (pressed.statement, pressed.messages) == ("", [])


# --- the text functions

ASKED = [
    *(("ActionOf", button.id, button.action) for button in buttons()),
    ("ActionOf", "Check", ""),
    ("ActionOf", "xlgen", ""),
    ("IsOurs", "xlgenCheck", "True"),
    ("IsOurs", "Check", "False"),
    ("ActionCall", "xlgenHelp", "from xlgen.bridge.actions import on_action; on_action('xlgenHelp')"),
    ("PythonQuoted", "Aa9 _-.", "'Aa9 _-.'"),
    ("PythonQuoted", "'\"\\%&", r"'\u0027\u0022\u005c\u0025\u0026'"),
    ("PythonQuoted", "表é￥", r"'\u8868\u00e9\uffe5'"),
    ("NameObstacle", "自评表.xlsx", ""),
    ("NameObstacle", "a=b.xlsx", "文件名“a=b.xlsx”里有等号，xlgen 找不到这个工作簿。请另存为不带等号的文件名，再点按钮。"),
    ("SheetObstacle", "自评表", ""),
    ("SheetObstacle", "xlgen.conf.bak", ""),
]


def test_libreoffice_runs_the_text_functions(office, tmp_path):
    chosen = [
        module for module in modules() if module.name != "Dictionary"
    ]  # it cannot compile that one, and then nothing runs
    book = tmp_path / "book.xlsm"
    book.write_bytes(zipped(parts(vba_project("XlgenAddin", chosen), settings(PYTHON), XLSM)))
    answers = macros.run(book, "XlgenAddin", [(f"XlgenText.{function}", argument) for function, argument, _ in ASKED])
    assert answers == [expected for _, _, expected in ASKED]


@pytest.mark.parametrize(("function", "argument", "expected"), ASKED)
def test_the_text_functions_say(function, argument, expected):
    assert ask(function, argument) == expected


@pytest.mark.parametrize("text", ["", "xlgenCheck", 'it\'s "5" % of \\ & ^ | $HOME `x`', "自评表（一）\r\n", "ａ￥—…"])
def test_a_quoted_text_is_plain_and_read_back_by_python(text):
    quoted = ask("PythonQuoted", text)
    assert re.fullmatch(r"'[\w .\\-]*'", quoted, re.ASCII)
    assert ast.literal_eval(quoted) == text


def test_the_settings_sheet_in_a_returned_form_is_refused():
    assert ask("SheetObstacle", SHEET) != ""
