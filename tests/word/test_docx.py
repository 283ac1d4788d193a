"""A template is opened under guard: what is no .docx is refused with the remedy, whatever it is called."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from word_files import from_text, with_part
from xlgen.errors import Refused
from xlgen.word.docx import open_docx
from xlgen.writing.roster import write_rows


def refusal(source: bytes) -> str:
    with pytest.raises(Refused) as refused:
        open_docx(source)
    return str(refused.value)


def test_the_parts_in_which_text_is_printed_are_found_the_main_one_first() -> None:
    assert list(open_docx(from_text("正文")).parts) == ["word/document.xml", "word/footer1.xml"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XG029 文件不是 Word 文档（.docx）：是 .doc、.wps 等旧格式"),
        (b"<html><body>x</body></html>", "XG029 文件不是 Word 文档（.docx）：不是 Word 文档的内容"),
        (write_rows({"表": [["甲"]]}), "XG029 文件不是 Word 文档（.docx）：里面没有 Word 文档的正文"),
    ],
    ids=["doc", "html", "xlsx"],
)
def test_what_is_no_docx_is_told_to_be_saved_as_one(source: bytes, said: str) -> None:
    told = refusal(source)
    assert told.startswith(said)
    assert "另存为 .docx" in told


def test_a_document_with_a_password_is_refused() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(container).startswith("XG005")


def test_an_empty_and_a_cut_off_file_are_refused() -> None:
    assert refusal(b"").startswith("XG002")
    assert refusal(from_text("正文")[:-100]).startswith("XG0")


def test_a_bomb_is_not_inflated() -> None:
    out = BytesIO(from_text("正文"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/header9.xml", b" " * (20 << 20))
    override = (
        '<Override PartName="/word/header9.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>'
    )
    source = with_part(out.getvalue(), "[Content_Types].xml", lambda xml: xml.replace("</Types>", override))
    repacked = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    assert refusal(repacked.getvalue()).startswith("XG014")


def test_a_declaration_of_entities_is_refused() -> None:
    source = with_part(from_text("正文"), "word/document.xml", lambda xml: xml.replace("?>", "?><!DOCTYPE x>", 1))
    assert "DTD" in refusal(source)


def test_text_that_is_nested_too_deep_is_refused() -> None:
    deep = "<w:sdt>" * 300 + "</w:sdt>" * 300
    source = with_part(from_text("正文"), "word/document.xml", lambda xml: xml.replace("<w:body>", f"<w:body>{deep}"))
    assert "嵌套太深" in refusal(source)
