"""A letter as a file: what stands in it, that Office opens it, that the same letter gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from xlgen.writing.letters.word_letter import Letter, word_letter

LETTER = Letter(
    "关于报送2025年度项目支出\n绩效自评表的通知",
    "县医保中心",
    ["现将自评表发给你们。", "一、填报。请填在原文件里。", "写 <b>、& 和“引号”\n的一段"],
    ["报送清单", "自评表 2 张"],
    "县医保局",
    "2026年1月12日",
)


def document(content: bytes) -> str:
    return zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()


def paragraphs(content: bytes) -> list[str]:
    root = ElementTree.fromstring(document(content))
    space = root.tag.partition("}")[0] + "}"
    return ["".join(text.text or "" for text in each.iter(f"{space}t")) for each in root.iter(f"{space}p")]


def test_what_is_said_stands_in_it_line_by_line() -> None:
    assert paragraphs(word_letter(LETTER)) == [
        "关于报送2025年度项目支出",
        "绩效自评表的通知",
        "县医保中心：",
        "现将自评表发给你们。",
        "一、填报。请填在原文件里。",
        "写 <b>、& 和“引号” 的一段",
        "附件：1. 报送清单",
        "2. 自评表 2 张",
        "县医保局",
        "2026年1月12日",
    ]


def test_a_heading_has_another_face_than_what_follows_it() -> None:
    (line,) = (each for each in document(word_letter(LETTER)).split("<w:p>") if "一、填报" in each)
    assert re.findall(r'w:eastAsia="([^"]+)".*?<w:t xml:space="preserve">([^<]+)', line) == [
        ("黑体", "一、填报。"),
        ("仿宋", "请填在原文件里。"),
    ]


def test_without_a_signature_or_enclosures_nothing_stands_in_their_place() -> None:
    assert paragraphs(word_letter(Letter("通知", "某单位", ["一句。"], day="2026年1月12日"))) == [
        "通知", "某单位：", "一句。", "2026年1月12日"
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["\x00\x07", "\ud800", "￾"])
def test_signs_that_no_file_can_hold_are_left_out(said: str) -> None:
    assert paragraphs(word_letter(Letter("通知", f"某{said}单位", [])))[1] == "某单位："


def test_same_letter_same_bytes() -> None:
    assert word_letter(LETTER) == word_letter(LETTER)


@pytest.mark.parametrize("office", ["Office2007", "Office2010", "Microsoft365"])
def test_office_opens_it(validator: ModuleType, tmp_path: Path, office: str) -> None:
    (tmp_path / "通知.docx").write_bytes(word_letter(LETTER))
    assert validator.messages(tmp_path / "通知.docx", office) == []
