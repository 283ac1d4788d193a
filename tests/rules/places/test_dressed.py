"""An entry that a paste has locked or given another format is told; what programs do when they save is not."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from blanks import TEMPLATES, example
from everything import everything
from filled import returned
from names import judged, told
from xlgen.flows.filling import fill
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.opc.revision import open_draft

SHEET, STYLES = "xl/worksheets/sheet2.xml", "xl/styles.xml"
CODES = {"XG116", "XG117"}


def pasted(content: bytes, cell: str, code: str = "", value: str = "") -> bytes:
    """A cell as copying one of another workbook leaves it: a style of its own, locked."""
    draft = open_draft(content)
    styles, sheet = (draft.read(part).decode() for part in (STYLES, SHEET))
    number = int(re.search(r'<cellXfs count="(\d+)"', styles)[1])  # type: ignore[index]
    styles = re.sub(r'<cellXfs count="\d+"', f'<cellXfs count="{number + 1}"', styles)
    styles = styles.replace("</cellXfs>", '<xf numFmtId="190" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    spelled = (code or "General").replace('"', "&quot;")
    styles = re.sub(r'<numFmts count="\d+">', f'\\g<0><numFmt numFmtId="190" formatCode="{spelled}"/>', styles)
    sheet = re.sub(rf'(<c r="{cell}") s="\d+"', rf'\1 s="{number}"', sheet)
    sheet = re.sub(rf'(<c r="{cell}"[^>]*><v>)[^<]*', rf"\g<1>{value}", sheet) if value else sheet
    draft.put(STYLES, styles.encode())
    draft.put(SHEET, sheet.encode())
    return draft.finish()


def test_a_cell_pasted_from_another_workbook_is_told_as_locked_and_as_printing_something_else() -> None:
    content = pasted(returned(), "G14", '0.0"平方米"')
    assert told(content, "XG116") == [("G14", "“培训人数·实际完成值”被锁定，填报人改不了")]
    assert told(content, "XG117") == [("G14", "“培训人数·实际完成值”存的是 126，印出来是 126.0平方米")]


def test_a_blank_entry_that_was_locked_is_told() -> None:
    assert told(pasted(returned(), "K14"), "XG116") == [("K14", "“培训人数·偏差原因分析及改进措施”被锁定，填报人改不了")]


def test_digits_that_are_not_printed_are_told() -> None:
    assert told(pasted(returned(), "G14", "0", "126.4"), "XG117")[0][1].endswith("存的是 126.4，印出来是 126")
    assert told(pasted(returned(), "G14", "0.00_ ", "126.4"), "XG117") == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_form_as_it_is_filled_here_is_told(template: str) -> None:
    snapshot, blank = example(template)
    assert not {f.code for f in judged(fill(blank, everything(snapshot)).content, snapshot)[1]} & CODES


def test_saving_by_libreoffice_unlocks_and_locks_nothing(office: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "一.xlsx").write_bytes(returned())
    once = office.recalculate([tmp_path / "一.xlsx"], tmp_path / "1")
    twice = office.recalculate(once, tmp_path / "2")
    assert read_workbook(twice[0]).sheets["自评表"].protected
    assert not {f.code for f in judged(twice[0].read_bytes())[1]} & CODES
