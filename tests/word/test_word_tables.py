"""A whole table stands where a paragraph says no more than its name; it is text in cells, as wide as the page."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from report_templates import WORD
from word_files import from_text, lines_of, paragraph, with_body, with_part
from xlgen.word.docx import open_docx
from xlgen.word.word_filling import Standins, filled
from xlgen.word.word_tables import Head, WholeTable

PLAIN = WholeTable((Head("项"), Head("数", side="right")), (("甲", "1"), ("乙", "2")))
TIERED = WholeTable((Head("项"), Head("省", "财政资金"), Head("市", "财政资金")), (("年初", "1", "2"),))
JOINED = WholeTable(
    (Head("一级", joined=True), Head("二级", joined=True), Head("三级")),
    (("产出", "数量", "a"), ("产出", "数量", "b"), ("产出", "质量", "c"), ("效益", "质量", "d")),
)


def fill(source: bytes, *tables: WholeTable) -> bytes:
    """With one name, 表, that stands for these tables."""
    return filled(
        open_docx(source),
        Standins(lambda _: None, lambda _: "", lambda _: [], lambda name: tables if name == "表.整表" else ()),
    )


def body(document: bytes) -> str:
    return zipfile.ZipFile(BytesIO(document)).read("word/document.xml").decode()


def test_a_table_stands_before_the_paragraph_of_its_mark() -> None:
    assert lines_of(fill(from_text("前", "{{表.整表}}", "后"), PLAIN)) == [
        "前",
        "|项",
        "|数",
        "|甲",
        "|1",
        "|乙",
        "|2",
        "",
        "后",
    ]


@pytest.mark.parametrize("line", ["见{{表.整表}}", "{{表.整表}}{{表.整表}}"])
def test_a_mark_with_other_words_stays(line: str) -> None:
    assert lines_of(fill(from_text(line), PLAIN)) == [line]


def test_a_mark_in_a_table_stays() -> None:
    assert lines_of(fill(from_text("| 项:1 |", "| {{表.整表}} |"), PLAIN)) == ["|项", "|{{表.整表}}"]


def test_what_stands_over_several_heads_spans_them_and_the_others_are_two_rows_high() -> None:
    made = body(fill(from_text("{{表.整表}}"), TIERED))
    assert lines_of(fill(from_text("{{表.整表}}"), TIERED))[:5] == ["|项", "|财政资金", "|", "|省", "|市"]
    assert re.findall(r"gridSpan w:val=\"\d\"|vMerge w:val=\"\w+\"", made) == [
        'vMerge w:val="restart"', 'gridSpan w:val="2"', 'vMerge w:val="continue"',
    ]  # fmt: skip
    assert made.count("<w:tblHeader/>") == 2


def test_cells_that_say_the_same_are_one_as_far_as_those_to_their_left_are() -> None:
    assert lines_of(fill(from_text("{{表.整表}}"), JOINED))[3:-1] == [
        "|产出", "|数量", "|a", "|", "|", "|b", "|", "|质量", "|c", "|效益", "|质量", "|d",
    ]  # fmt: skip


def test_a_table_without_rows_says_so() -> None:
    assert lines_of(fill(from_text("{{表.整表}}"), WholeTable(PLAIN.heads, ()))) == ["|项", "|数", "|无", "|", ""]


def test_captions_stand_above_their_tables() -> None:
    several = [WholeTable(PLAIN.heads[:1], (("甲",),), f"（{n}）产出") for n in "一二"]
    assert lines_of(fill(from_text("{{表.整表}}"), *several)) == ["（一）产出", "|项", "|甲", "（二）产出", "|项", "|甲", ""]


def test_two_tables_that_follow_each_other_are_not_one() -> None:
    made = body(fill(from_text("| 项:1 |", "| 甲 |", "{{表.整表}}"), PLAIN))
    assert re.search(r"</w:tbl><w:p ?/><w:tbl>", made)


def test_cells_are_only_ever_text() -> None:
    said = '<w:t>&"]]>\x00'
    made = fill(from_text("{{表.整表}}"), WholeTable((Head(said),), ((said,),), said))
    assert lines_of(made) == ['<w:t>&"]]>', '|<w:t>&"]]>', '|<w:t>&"]]>', ""]


def test_a_table_has_the_look_of_its_mark() -> None:
    look = '<w:rPr><w:b/><w:sz w:val="18"/></w:rPr>'
    source = with_body(paragraph(f"<w:r>{look}<w:t>{{{{表.整表}}}}</w:t></w:r>"))
    assert body(fill(source, PLAIN)).count(look) == 6  # heads and cells


def test_a_table_is_as_wide_as_the_page_is_there() -> None:
    upright, across = (body(fill(from_text(*lines), PLAIN)) for lines in (("{{表.整表}}",), ("横排", "{{表.整表}}")))
    assert [re.findall(r'tblW w:w="(\d+)"', made) for made in (upright, across)] == [["8844"], ["13776"]]


def test_a_document_whose_own_namespace_is_word_s_gets_elements_of_it() -> None:
    source = with_part(
        from_text("{{表.整表}}"),
        "word/document.xml",
        lambda xml: re.sub("(</?)w:", r"\1", xml).replace("<document ", f'<document xmlns="{WORD}" '),
    )
    assert lines_of(fill(source, PLAIN)) == ["|项", "|数", "|甲", "|1", "|乙", "|2", ""]


@pytest.mark.parametrize("table", [PLAIN, TIERED, JOINED], ids=["plain", "tiered", "joined"])
def test_a_table_is_sound(table: WholeTable, tmp_path: Path, validator: ModuleType) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(fill(from_text("前", "{{表.整表}}", "后"), table))
    assert validator.messages(path) == []


def test_what_stands_behind_a_last_table_is_too_low_to_take_a_page():
    assert body(fill(from_text("{{表.整表}}"), PLAIN)).partition("</w:tbl>")[2].count('w:line="120" w:lineRule="exact"') == 1


def test_a_bookmark_on_the_paragraph_of_a_table_stays():
    source = with_body(
        paragraph('<w:bookmarkStart w:id="1" w:name="甲"/><w:r><w:t>{{表.整表}}</w:t></w:r><w:bookmarkEnd w:id="1"/>')
    )
    assert 'w:name="甲"' in body(fill(source, PLAIN)).partition("</w:tbl>")[2]
