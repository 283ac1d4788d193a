"""The WPS add-in: the files that are written, and the shipped scripts, run by node in a stand-in for WPS (tests/wps)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from faults import faulty
from filled import issued, returned
from need import need
from validator import TOOLS
from xlgen.addin.ribbon import buttons, wps_ribbon
from xlgen.addin.wps import build_wps, folder_name, publish_line
from xlgen.bridge import waiting
from xlgen.bridge.actions import act
from xlgen.bridge.batching import batched
from xlgen.bridge.requests import Request
from xlgen.errors import XlgenError
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.returned import marks
from xlgen.workbook.engine.app import app

HERE = Path(__file__).parent
NODE = shutil.which("node")
TSC = TOOLS / "types" / "node_modules" / "typescript" / "bin" / "tsc"
PAGE = (HERE.parents[1] / "docs" / "安装-WPS.md").read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in's folder as it is shipped."""
    return build_wps(tmp_path_factory.mktemp("加载项"))[0]


def script(built: Path, name: str) -> str:
    return (built / name).read_text("utf-8")


# ---- the folder -----------------------------------------------------------------------------------------------------


def test_a_folder_and_the_file_that_names_it_are_written(tmp_path: Path) -> None:
    folder, publish = build_wps(tmp_path / "加载项")
    assert [each.relative_to(tmp_path).as_posix() for each in (folder, publish)] == [
        f"加载项/xlgen_{version('xlgen')}",
        "加载项/publish.xml",
    ]
    icons = {f"images/{button.id}.svg" for button in buttons()}
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == icons | {
        "index.html", "main.js", "exchange.js", "replay.js", "cells.js", "asking.js", "pane.html", "pane.js", "pane.css",
        "ribbon.xml", "manifest.xml",
    }  # fmt: skip


def test_the_ribbon_is_the_one_ribbon(built: Path) -> None:
    assert script(built, "ribbon.xml") == wps_ribbon()


@pytest.mark.parametrize("taken", [folder_name(), "publish.xml"])
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    with pytest.raises(XlgenError, match="已经存在，不会覆盖"):
        build_wps(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_text() == "mine"


def test_the_same_bytes_come_again(tmp_path: Path) -> None:
    for out in (tmp_path / "a", tmp_path / "b"):
        build_wps(out)
    one, other = (
        {p.relative_to(o): p.read_bytes() for p in o.rglob("*") if p.is_file()} for o in (tmp_path / "a", tmp_path / "b")
    )
    assert one == other


def test_publish_xml_names_the_folder_and_the_version(built: Path) -> None:
    (plugin,) = ElementTree.parse(built.parent / "publish.xml").getroot()
    assert (plugin.tag, plugin.attrib) == (
        "jsplugin",
        {
            "name": "xlgen", "type": "et", "url": built.name, "version": version("xlgen"),
            "enable": "enable_dev", "install": "null", "customDomain": "",
        },
    )  # fmt: skip


def test_the_line_for_an_existing_publish_xml_is_the_one_in_ours(built: Path) -> None:
    assert publish_line() in (built.parent / "publish.xml").read_text("utf-8").splitlines()[2]


def test_manifest_xml_names_the_add_in(built: Path) -> None:
    root = ElementTree.parse(built / "manifest.xml").getroot()
    assert (root.tag, [each.tag for each in root], root.findtext("Name")) == ("JsPlugin", ["ApiVersion", "Name", "Description"], "xlgen")  # fmt: skip


@pytest.mark.parametrize("button", list(buttons()), ids=lambda button: button.action)
def test_icons_are_pictures_of_32_by_32(built: Path, button: Any) -> None:
    root = ElementTree.parse(built / "images" / f"{button.id}.svg").getroot()
    assert (root.tag, root.get("width"), root.get("height")) == ("{http://www.w3.org/2000/svg}svg", "32", "32")


def test_icons_differ(built: Path) -> None:
    icons = [path.read_bytes() for path in (built / "images").iterdir()]
    assert len(set(icons)) == len(icons)


# ---- the scripts ----------------------------------------------------------------------------------------------------

LATER_THAN_2015 = r"\?\.|\?\?|\basync\b|\bawait\b|\bimport\b|\bexport\b|\*\*[^/*]|\.\.\.[a-z]|Object\.(?:entries|values|fromEntries)|\.(?:padStart|padEnd|flatMap|matchAll|replaceAll)\(|\.finally\("


@pytest.mark.parametrize("name", ["main.js", "exchange.js", "replay.js", "cells.js", "asking.js", "pane.js"])
def test_scripts_are_of_a_javascript_that_an_old_chromium_reads(built: Path, name: str) -> None:
    code = re.sub(r"/\*.*?\*/|^\s*(?://|/?\*).*|//.*$", "", script(built, name), flags=re.MULTILINE)
    assert re.findall(LATER_THAN_2015, code) == []


MARKUP = r"innerHTML|outerHTML|insertAdjacent|document\.write|srcdoc|\beval\b|new Function|setAttribute|https?:"


@pytest.mark.parametrize("name", ["asking.js", "pane.js", "pane.html", "main.js", "index.html"])
def test_what_comes_from_a_workbook_is_put_on_no_page_as_markup_and_no_page_asks_another_host(built: Path, name: str) -> None:
    assert re.findall(MARKUP, script(built, name)) == []


@pytest.mark.parametrize("name", sorted(path.name for path in (HERE / "wps").glob("*.test.mjs")))
def test_the_add_in_in_a_stand_in_for_wps(built: Path, name: str) -> None:
    need(NODE, "node")
    run = node("--test", "--test-reporter=tap", str(HERE / "wps" / name), built=built)
    assert run.returncode == 0, run.stdout + run.stderr
    assert not re.search(r"^# tests 0$", run.stdout, re.MULTILINE)


@pytest.mark.slow
def test_the_scripts_call_wps_as_its_types_are_declared() -> None:
    need(NODE and TSC.exists(), "TypeScript with the types of WPS (make types)")
    run = subprocess.run(
        [NODE or "node", str(TSC), "-p", str(HERE / "wps")], capture_output=True, encoding="utf-8", check=False
    )
    assert (run.stdout, run.returncode) == ("", 0)


def node(*arguments: str, built: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XLGEN_WPS": str(built)}
    return subprocess.run(
        [NODE or "node", *arguments], input=said, capture_output=True, encoding="utf-8", env=environment, check=False
    )


# ---- both ends of the exchange --------------------------------------------------------------------------------------


def test_both_ends_agree_on_version_and_names(built: Path) -> None:
    constants = dict(re.findall(r'^const (\w+) = "?(.+?)"?;', script(built, "exchange.js"), re.MULTILINE))
    assert (constants["PROTOCOL"], constants["REQUEST"], constants["ANSWER"], constants["WATCHING"], constants["EXCHANGE"]) == (
        str(waiting.VERSION), waiting.REQUEST, waiting.ANSWER, waiting.WATCHING, waiting.exchange_folder().name,
    )  # fmt: skip


def test_both_ends_agree_on_what_is_ours(built: Path) -> None:
    assert f'OUR_NOTE = "{marks.NOTE}"' in script(built, "cells.js")
    assert f"OUR_SHEETS = /^{re.escape(marks.MARK)}(check|return)/" in script(built, "replay.js")


def test_the_add_in_knows_every_operation_that_an_answer_may_hold(built: Path) -> None:
    package = Path(waiting.__file__).parents[1]
    bridge = "".join(path.read_text("utf-8") for path in package.glob("*/engine/*.py"))
    written = set(re.findall(r'"((?:sheet|range|note|name|book)\.[a-z_]+)"', bridge))
    known = set(re.findall(r'^  "([a-z_.]+)":', script(built, "replay.js"), re.MULTILINE))
    assert {"sheet.add", "range.color", "note.delete", "book.open"} <= written <= known


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A returned form with faults, another beside it, and what was issued."""
    (tmp_path / "下发").mkdir()
    (tmp_path / "下发" / "T001.xlsx").write_bytes(issued()[1])
    (tmp_path / "下发" / "manifest.json").write_text("".join(manifest_text([form_line("T001.xlsx", issued()[0])], "project", "2026-01-10")), "utf-8")  # fmt: skip
    (tmp_path / "回收").mkdir()
    (tmp_path / "回收" / "T001.xlsx").write_bytes(faulty())
    (tmp_path / "回收" / "另一份.xlsx").write_bytes(returned())
    return tmp_path / "回收" / "T001.xlsx"


@pytest.mark.parametrize("actions", ["check", "mark", "mark clear", "check mark check", "rollup"])
def test_an_answer_makes_the_same_of_the_workbook_in_wps_as_of_the_copy(built: Path, form: Path, actions: str) -> None:
    need(NODE, "node")
    if actions == "rollup":
        form = form.with_name("部门.xlsx")
        openpyxl.Workbook().save(form)
    book = app().books.open(form)
    state = book.impl.state
    before = {"sheets": [each.name for each in state.sheets], "names": [(name, f"={to}") for name, to in state.names.items()]}
    try:
        for action in actions.split():
            act(action, book, Request(form, day="2026-03-01"))
    finally:
        for each in list(app().books):
            each.close()
    run = node(
        str(HERE / "wps" / "replay_answer.mjs"), built=built, said=json.dumps({**before, "operations": batched(state.journal)})
    )
    assert run.returncode == 0, run.stderr
    there = json.loads(run.stdout)
    assert there["said"] == "办好了。"
    assert there["names"] == {name: f"={to}" for name, to in state.names.items()}
    assert list(there["sheets"]) == [each.name for each in state.sheets]
    for sheet in state.sheets:
        shown = there["sheets"][sheet.name]
        notes = {at: note.text for at, note in (sheet.notes or {}).items() if note.text.startswith(marks.NOTE)}
        assert shown["notes"] == {f"{row + 1},{column + 1}": text for (row, column), text in notes.items()}
        if sheet.is_new:
            assert shown["cells"] == {f"{row + 1},{column + 1}": plain(cell) for (row, column), cell in sheet.cells.items()}


def plain(cell: Any) -> Any:
    """What a cell holds, as JSON has it: its formula, else its value."""
    if cell.formula is not None:
        return f"={cell.formula}"
    return cell.value if isinstance(cell.value, (str, bool)) else float(cell.value)


# ---- the page that explains it --------------------------------------------------------------------------------------


def test_the_page_names_the_folders_the_command_and_the_line() -> None:
    for said in (
        r"%APPDATA%\kingsoft\wps\jsaddons",
        "~/.local/share/Kingsoft/wps/jsaddons",
        "xlgen addin build --target wps --out 加载项",
        "xlgen bridge watch",
        folder_name(),
        publish_line(),
    ):
        assert said in PAGE


@pytest.mark.parametrize("name", ["request.json", "marks.json", "watching.json", "book.xlsx"])
def test_the_page_describes_every_file_of_the_exchange(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_the_page_lists_every_operation(built: Path) -> None:
    for operation in re.findall(r'^  "([a-z_.]+)":', script(built, "replay.js"), re.MULTILINE):
        assert f"`{operation}`" in PAGE
