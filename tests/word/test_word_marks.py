"""Marks are found wherever text is printed, also where they are split over runs; what was deleted is no text."""

from __future__ import annotations

import pytest

from word_files import from_text, paragraph, run, with_body, with_part
from xlgen.word.docx import open_docx
from xlgen.word.word_marks import all_marks, broken, key_of


def names(body: str) -> list[str]:
    return [mark.name for mark in all_marks(open_docx(with_body(body)))]


@pytest.mark.parametrize(
    "body",
    [
        paragraph("{{总分}}"),
        paragraph("得{{总", "分}}分"),
        paragraph("{", "{", "总分", "}", "}"),
        paragraph("｛｛总分｝｝"),
        paragraph("{{ 总分 }}"),
        paragraph("{{总", '<w:proofErr w:type="spellStart"/>', "分}}"),
        paragraph("{{总", '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>', "分}}"),
        paragraph(f'<w:ins w:id="1" w:author="a">{run("{{总分}}")}</w:ins>'),
        paragraph("{{总", '<w:del w:id="1" w:author="a"><w:r><w:br/></w:r></w:del>', "分}}"),
        paragraph(f"<w:hyperlink>{run('{{总')}</w:hyperlink>", "分}}"),
        paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph('{{总分}}')}</w:txbxContent></w:pict></w:r>"),
        f"<w:sdt><w:sdtContent>{paragraph('{{总分}}')}</w:sdtContent></w:sdt>",
    ],
)
def test_a_mark_is_found(body: str) -> None:
    assert names(body) == ["总分"]


@pytest.mark.parametrize(
    "body",
    [
        paragraph('<w:del w:id="1" w:author="a"><w:r><w:delText>{{总分}}</w:delText></w:r></w:del>'),
        paragraph(f'<w:del w:id="1" w:author="a">{run("{{总分}}")}</w:del>'),
        paragraph(f'<w:moveFrom w:id="1" w:author="a">{run("{{总分}}")}</w:moveFrom>'),
        paragraph("{{总", "<w:r><w:tab/></w:r>", "分}}"),
        paragraph("{{总") + paragraph("分}}"),
        paragraph("{总分}"),
    ],
)
def test_what_was_deleted_or_is_apart_is_no_mark(body: str) -> None:
    assert names(body) == []


def test_marks_of_a_footer_are_found() -> None:
    source = with_part(from_text("正文"), "word/footer1.xml", lambda xml: xml.replace("— </w:t>", "{{年度}}</w:t>"))
    assert [(mark.name, mark.part) for mark in all_marks(open_docx(source))] == [("年度", "word/footer1.xml")]


@pytest.mark.parametrize("said", ["{{总分}", "{总分}}", "{{总分"])
def test_a_mark_that_lacks_a_brace_is_told(said: str) -> None:
    assert broken(open_docx(with_body(paragraph(f"甲{{{{年度}}}}乙{said}"))))


def test_a_text_without_braces_has_no_broken_marks() -> None:
    assert broken(open_docx(with_body(paragraph("得{{总分}}分")))) == []


@pytest.mark.parametrize(
    ("one", "other"), [("全年执行数 · 合计", "全年执行数•合计"), ("满意度（%）", "满意度(％)"), ("表．栏", "表.栏")]
)
def test_a_name_is_the_same_however_its_dots_and_brackets_are_typed(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)
