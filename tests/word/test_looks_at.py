"""The look of a mark: style, properties of its run, size of its signs and room in its line."""

from __future__ import annotations

import pytest

from word_files import from_text, paragraph, with_body
from xlgen.word.docx import open_docx
from xlgen.word.looks_at import USUAL_EM, USUAL_WIDTH, TextLook, look_of


def look(source: bytes) -> TextLook:
    part = open_docx(source).parts["word/document.xml"]
    return look_of(part, part.paragraphs[-1], part.paragraphs[-1].texts[0])


def test_a_style_and_the_room_between_the_margins_are_found() -> None:
    found = look(from_text("正文"))
    assert (found.style, found.run, found.em, found.wide) == (b'<w:pStyle w:val="Normal"/>', b"", USUAL_EM, 8844)


@pytest.mark.parametrize(
    ("properties", "em"), [('<w:rPr><w:sz w:val="18"/></w:rPr>', 180), ("<w:rPr><w:b/></w:rPr>", USUAL_EM), ("", USUAL_EM)]
)
def test_the_size_of_signs_is_that_of_the_run(properties: str, em: int) -> None:
    found = look(with_body(paragraph(f"<w:r>{properties}<w:t>甲</w:t></w:r>")))
    assert (found.run.decode(), found.em) == (properties, em)


def test_properties_that_were_changed_under_tracked_changes_are_left_out() -> None:
    changed = '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="a"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>'
    assert look(with_body(paragraph(f"<w:r>{changed}<w:t>甲</w:t></w:r>"))).run == b""


def test_a_part_without_a_page_has_the_usual_room() -> None:
    part = open_docx(from_text("正文")).parts["word/footer1.xml"]
    assert look_of(part, part.paragraphs[0], part.paragraphs[0].texts[0]).wide == USUAL_WIDTH
