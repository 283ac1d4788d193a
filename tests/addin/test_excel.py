"""The Excel add-in as a file: its ribbon, its macros and its settings are those that Excel and the xlwings module read."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import openxml_audit
import pytest
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile, check_file

import macros
from excel_stub import Ribbon, ask
from filled import returned
from front import open_in_front
from xlgen.addin.excel import NAME, build_excel, modules, own_modules
from xlgen.addin.modules import Module, ModuleKind
from xlgen.addin.ovba import vba_project
from xlgen.addin.package import DESCRIPTION, TITLE, parts, zipped
from xlgen.addin.ribbon import buttons, custom_ui14
from xlgen.bridge.exchange import _escaped, answer
from xlgen.bridge.waiting import waiting
from xlgen.errors import XlgenError
from xlgen.workbook.engine.app import app

XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"


@pytest.fixture(scope="module")
def addin(tmp_path_factory) -> Path:
    [path] = build_excel(tmp_path_factory.mktemp("addin"))
    return path


# --- the file


def test_the_add_in_is_one_file_in_a_folder_made_for_it(tmp_path):
    assert build_excel(tmp_path / "加载项") == [tmp_path / "加载项" / "xlgen.xlam"]
    assert [path.name for path in (tmp_path / "加载项").iterdir()] == [NAME]


def test_it_is_made_of_the_same_bytes_each_time(addin, tmp_path):
    [again] = build_excel(tmp_path)
    assert again.read_bytes() == addin.read_bytes()
    assert {member.date_time for member in zipfile.ZipFile(again).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_add_in_that_is_there_is_not_overwritten(tmp_path):
    (tmp_path / NAME).write_text("theirs")
    with pytest.raises(XlgenError, match="已经存在，不会覆盖"):
        build_excel(tmp_path)
    assert (tmp_path / NAME).read_text() == "theirs"


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
        "XlgenOutside.bas",
        "XlgenRibbon.bas",
        "XlgenText.bas",
    ]
    assert list(shown.values()) == [module.source for module in modules()]


def test_a_second_reader_shows_the_same_source(addin):
    found = ExcelFile(addin).vba_project()
    assert {module.name: module.source for module in found.modules} == {module.name: module.source for module in modules()}


def test_no_line_of_ours_is_longer_than_the_editor_takes():
    assert max(len(line) for module in own_modules() for line in module.source.split("\r\n")) <= 1023


# What could start a program, load code, reach another machine or read a path that another file says.
STARTING = re.compile(
    r"\b(Shell|ShellExecute|WScript|CreateObject|GetObject|RunPython|Declare|PtrSafe|MacScript|AppleScriptTask|Evaluate"
    r"|ExecuteExcel4Macro|SendKeys|FollowHyperlink|Workbooks|VBProject|CallByName|cmd|powershell|python|PYTHONPATH|INTERPRETER)\b"
    r"|Application\.Run|http",
    re.IGNORECASE,
)
DISK = re.compile(
    r"^\s*(?:.*= ?)?(?:Open|Kill|MkDir|RmDir|Name|FileCopy|ChDir|SetAttr|Dir\$?|Environ\$?)\b", re.IGNORECASE | re.MULTILINE
)


def code(module: Module) -> str:
    """The source without comments and texts for people."""
    without = re.sub(r'"[^"]*[^\x00-\x7f][^"]*"', '""', module.body)
    return re.sub(r"(?m)(^|\s)'[^\"]*$", "", without)


def test_nothing_in_the_add_in_starts_a_program():
    assert [(module.name, STARTING.findall(code(module))) for module in modules() if STARTING.search(code(module))] == []


@pytest.mark.parametrize(
    "line", ["Shell cmd", "x = Shell(y)", 'CreateObject("WScript.Shell").Run x', "RunPython y", "Declare PtrSafe"]
)
def test_a_line_that_starts_a_program_would_be_found(line):
    assert STARTING.search(code(Module("M", ModuleKind.STANDARD, f"{line}\r\n")))


def test_one_module_touches_the_disk():
    assert [module.name for module in modules() if DISK.search(code(module))] == ["XlgenOutside"]


def test_olevba_sees_nothing_that_starts_a_program(addin):
    found = [(kind, keyword) for kind, keyword, _ in VBA_Parser(str(addin)).analyze_macros()]
    assert [keyword for kind, keyword in found if kind in ("AutoExec", "IOC")] == []
    assert {keyword for kind, keyword in found if kind == "Suspicious"} <= {
        "Open",
        "Environ",
        "Output",
        "Print #",
        "MkDir",
        "Kill",
        "ChrW",
        "Hex Strings",
        "Base64 Strings",
    }


def test_a_path_is_made_of_the_exchange_folder_alone():
    """Nothing that a workbook says is an argument of what touches the disk."""
    [ribbon] = [module.body for module in own_modules() if module.name == "XlgenRibbon"]
    assert re.findall(r"(?:WriteRequest|IsTakenBack\(|IsAnswered\(|ReadAnswer\(|Discard) ?(\w+)", ribbon) == ["asking"] * 5
    assert re.findall(r"asking = (.+?)\r", ribbon) == ['ExchangeFolder() & "\\" & NewId(Now, Rnd)', '""']


def test_what_is_ours_is_short():
    assert sum(len(module.body.splitlines()) for module in own_modules()) < 260


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
    "FunctionsLogicalInsertGallery Help ReviewAcceptChange ReviewPreviousComment ReviewNextComment ReviewShowAllComments "
    "FileOpen FileSendAsAttachment".split()
)


def controls() -> list[ElementTree.Element]:
    return [element for element in ElementTree.fromstring(custom_ui14()).iter() if "id" in element.attrib]


def test_no_two_controls_have_one_id():
    ids = [element.attrib["id"] for element in controls()]
    assert len(ids) == len(set(ids)) == 1 + 6 + 14


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

HOSTILE = [
    "P001^&calc .xlsx", "a;b;c;d;e;f;/evil/P001.xlsx", "$(touch x).xlsx", "`id`.xlsx", "%TEMP%\\%PATH%.xlsx", "it's \"5\".xlsx",
    "a\nb.xlsx", "a=b --wb=c.xlsx", "..\\..\\x.xlsx", "|calc.xlsx", "自评表（一）.xlsx", "𠮷.xlsx", '","action":"clear',
]  # fmt: skip


@pytest.fixture
def home(tmp_path) -> Path:
    """The user's folder while a helper runs."""
    (tmp_path / "xlgen-exchange").mkdir()
    (tmp_path / "xlgen-exchange" / "watching.json").write_text("{}")
    return tmp_path


def requests(home: Path) -> list[dict[str, object]]:
    return [json.loads(path.read_text("ascii")) for path in sorted(home.glob("xlgen-exchange/*/request.json"))]


def test_a_button_leaves_a_request(home):
    ribbon = Ribbon(home, "D:\\收\\P001.xlsx")
    ribbon.press("xlgenCheck")
    said = {
        "version": 1,
        "kind": "excel",
        "action": "check",
        "fullname": "D:\\收\\P001.xlsx",
        "window": "4711",
        "selection": "Sheet1!J16",
        "used": "$A$1:$K$30",
    }
    assert (requests(home), ribbon.said) == ([said], [])


@pytest.mark.parametrize("name", HOSTILE)
def test_the_name_of_a_workbook_is_data_in_the_request_and_nothing_else(home, name):
    ribbon = Ribbon(home, f"C:\\回收\\{name}")
    ribbon.press("xlgenMark")
    assert [(said["action"], said["fullname"]) for said in requests(home)] == [("mark", f"C:\\回收\\{name}")]
    [folder] = [path for path in (home / "xlgen-exchange").iterdir() if path.is_dir()]
    assert re.fullmatch(r"\d{21}", folder.name)
    assert re.fullmatch(rb"[\x20-\x7e]*\r\n", (folder / "request.json").read_bytes())
    assert {re.sub(r"\d{21}", "N", path) for path in ribbon.disk.paths} == {
        f"HOME\\xlgen-exchange\\{end}" for end in ("watching.json", "N", "N\\request.json")
    }


def test_the_answer_is_shown_and_nothing_is_left(home):
    ribbon = Ribbon(home)
    ribbon.press("xlgenCheck")
    said = "有 3 处错误，退回修改。\n详见“校验结果”表。𠮷"

    def helper() -> None:
        [request] = home.glob("xlgen-exchange/*/request.json")
        request.with_name("answer.txt").write_text(_escaped(said), "ascii")

    assert ribbon.wait(99, helper) == 1
    assert (ribbon.said, ribbon.status_bar) == ([said], False)
    assert [path.name for path in (home / "xlgen-exchange").iterdir()] == ["watching.json"]


def test_a_long_answer_is_shown_in_pieces_and_whole(home):
    ribbon = Ribbon(home)
    ribbon.press("xlgenExplain")
    said = "\n".join(f"第 {line} 行：口径、依据和算式" * 3 for line in range(60))
    ribbon.wait(1, lambda: next(home.glob("xlgen-exchange/2*")).joinpath("answer.txt").write_text(_escaped(said), "ascii"))
    assert "".join(ribbon.said) == said
    assert max(map(len, ribbon.said)) <= 900
    assert all(piece.endswith("\n") for piece in ribbon.said[:-1])


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"book": None}, "没有打开的工作簿"),
        ({"is_protected": True}, "启用编辑"),
        ({"is_full": True}, "没有做任何改动：请求写不进交换文件夹"),
    ],
)
def test_what_keeps_a_request_from_being_left_is_said_in_chinese(home, state: Mapping[str, object], said):
    ribbon = Ribbon(home, **state)
    ribbon.press("xlgenCheck")
    assert [said in message for message in ribbon.said] == [True]
    assert (requests(home), ribbon.disk.is_to_look) == ([], False)


def test_without_a_helper_nothing_is_written_and_how_to_start_one_is_said(tmp_path):
    ribbon = Ribbon(tmp_path)
    ribbon.press("xlgenCheck")
    assert [message[:22] for message in ribbon.said] == ["没有做任何改动，因为 xlgen 没有在守候"]
    assert "xlgen bridge watch" in ribbon.said[0]
    assert list(tmp_path.iterdir()) == []


def test_a_request_that_nobody_takes_is_taken_back(home):
    """The helper's window was closed: what it wrote of itself is still there."""
    ribbon = Ribbon(home)
    ribbon.press("xlgenCheck")
    assert ribbon.wait(99) == 10
    assert (requests(home), ribbon.said[0][:32]) == ([], "xlgen 没有回应（没有在守候，或正忙着别的），没有做任何改动")


def test_a_request_that_was_taken_is_waited_for_longer(home):
    ribbon = Ribbon(home)
    ribbon.press("xlgenRollup")
    next(home.glob("xlgen-exchange/*/request.json")).unlink()
    assert ribbon.wait(999) == 300
    assert ribbon.said[0].startswith("等了五分钟，xlgen 没有答复，可能还在改这个工作簿。")


def test_a_second_click_waits_for_the_first_answer(home):
    ribbon = Ribbon(home)
    ribbon.press("xlgenCheck")
    ribbon.press("xlgenMark")
    assert [said["action"] for said in requests(home)] == ["check"]
    assert ribbon.said == ["xlgen 还在处理上一次的请求，请稍候。"]


def test_a_control_of_others_does_nothing(home):
    ribbon = Ribbon(home)
    ribbon.press("Check")
    assert (requests(home), ribbon.said) == ([], [])


@pytest.mark.parametrize("name", ["T001.xlsx", "P001^&calc .xlsx", "$(touch x);`id` %TEMP% it's.xlsx", "a=b 𠮷.xlsx"])
def test_a_click_is_answered_from_the_workbook_that_is_open(home, monkeypatch, name):
    open_in_front(monkeypatch)
    (home / name).write_bytes(returned())
    book = app().books.open(home / name)
    ribbon = Ribbon(home, str(home / name))
    ribbon.press("xlgenCheck")
    try:
        ribbon.wait(1, lambda: [answer(folder) for folder in waiting(home / "xlgen-exchange")])
    finally:
        book.close()
    assert ["审核通过" in message for message in ribbon.said] == [True]


# --- the text functions

ASKED = [
    *(("ActionOf", button.id, button.action) for button in buttons()),
    ("ActionOf", "Check", ""),
    ("ActionOf", "xlgen", ""),
    ("IsOurs", "xlgenCheck", "True"),
    ("IsOurs", "Check", "False"),
    ("Quoted", "Aa9 _-.", '"Aa9 _-."'),
    ("Quoted", "'\"\\%&", r'"\u0027\u0022\u005c\u0025\u0026"'),
    ("Quoted", "表é￥", r'"\u8868\u00e9\uffe5"'),
    ("Unescaped", r"\u8868 a\u00e9\uffe5\u005c", "表 aé￥\\"),
    ("FirstPiece", "a" * 901, "a" * 900),
]


def test_libreoffice_runs_the_text_functions(office, tmp_path):
    book = tmp_path / "book.xlsm"
    book.write_bytes(zipped(parts(vba_project("XlgenAddin", modules()), XLSM)))
    answers = macros.run(book, "XlgenAddin", [(f"XlgenText.{function}", argument) for function, argument, _ in ASKED])
    assert answers == [expected for _, _, expected in ASKED]


@pytest.mark.parametrize(("function", "argument", "expected"), ASKED)
def test_the_text_functions_say(function, argument, expected):
    assert ask(function, argument) == expected


@pytest.mark.parametrize("text", ["", "xlgenCheck", 'it\'s "5" % of \\ & ^ | $HOME `x`', "自评表（一）\r\n", "ａ￥—…"])
def test_a_quoted_text_is_plain_and_read_back(text):
    quoted = ask("Quoted", text)
    assert re.fullmatch(r'"[\w .\\-]*"', quoted, re.ASCII)
    assert json.loads(quoted) == text


@pytest.mark.parametrize("text", ["", "没有发现问题。\n", 'it\'s "5" % of \\ & ^ | $HOME `x`', "𠮷"])
def test_what_python_escapes_vba_reads(text):
    assert ask("Unescaped", _escaped(text)) == text


def test_a_request_is_named_by_the_time():
    assert re.fullmatch(r"2026\d{17}", ask("NewId", 46082.375, 0.0000123))
