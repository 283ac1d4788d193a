"""A file that can be read but not written again is told in a sentence by every button; nothing ends in a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from filled import issued, returned
from xlgen.bridge.actions import act
from xlgen.bridge.books import file_book
from xlgen.bridge.requests import Request
from xlgen.errors import XlgenError
from xlgen.flows.checking import check_file
from xlgen.flows.sending_back import mark
from xlgen.issued.manifest import Manifest
from xlgen.workbook.opc.revision import open_draft

SHEET = "xl/worksheets/sheet2.xml"
MANIFEST = Manifest({"T001": issued()[0]}, {"T001": "T001.xlsx"})


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    draft = open_draft(returned())
    draft.put(part, change(draft.read(part)))
    return draft.finish()


UNWRITABLE = {
    "a byte behind": returned() + b"\0",
    "a line end behind": returned() + b"\r\n",
    "no styles": changed("xl/_rels/workbook.xml.rels", lambda xml: re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", xml)),
    "a sheet in UTF-16": changed(SHEET, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
}


@pytest.mark.parametrize("action", ["check", "mark", "clear"])
@pytest.mark.parametrize("content", UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_file_that_cannot_be_rewritten_is_told_in_a_sentence(content: bytes, action: str, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(content)
    book = file_book(tmp_path / "表.xlsx")
    assert "另存为 .xlsx" in told(action, book, Request(tmp_path / "表.xlsx", manifest=MANIFEST))
    book.close()


def told(action: str, book: xw.Book, request: Request) -> str:
    """What is said of an action; else of saving what it did, which the command tells."""
    try:
        done = act(action, book, request).said
    except XlgenError as error:
        return str(error)
    try:
        book.save(request.fullname.with_name("新.xlsx"))
    except ValueError as error:
        return str(error)
    return f"{done} 另存为 .xlsx"


def test_a_cell_without_a_style_number_is_marked_like_any(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(changed(SHEET, lambda xml: re.sub(rb'(<c r="G14") s="\d+"', rb'\1 s=""', xml)))
    book = file_book(tmp_path / "表.xlsx")
    book.sheets["自评表"]["G14"].value = 6
    assert "退回" in act("mark", book, Request(tmp_path / "表.xlsx", manifest=MANIFEST)).said
    book.close()


def test_a_file_is_judged_by_a_button_as_checking_judges_it(tmp_path: Path) -> None:
    """Locks, number formats, hidden rows: what the object model is not asked for."""
    hidden = changed(SHEET, lambda xml: xml.replace(b'<row r="14"', b'<row r="14" hidden="1"'))
    (tmp_path / "表.xlsx").write_bytes(hidden)
    book = file_book(tmp_path / "表.xlsx")
    told = act("check", book, Request(tmp_path / "表.xlsx", manifest=MANIFEST)).returned
    book.close()
    assert told
    assert [f.code for f in told.findings] == [f.code for f in check_file(tmp_path / "表.xlsx", MANIFEST).findings] == ["XG126"]
    assert [each.returned.findings for each in mark(tmp_path / "表.xlsx", tmp_path / "退回", MANIFEST) if each.returned] == [
        told.findings
    ]
