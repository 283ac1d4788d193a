"""A value is only ever text, rows and paragraphs repeat, and nothing else of a document changes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from word_files import from_text, lines_of, paragraph, with_body
from xlgen.word.docx import open_docx
from xlgen.word.word_filling import Standins, filled
from xlgen.word.word_marks import AT, key_of

ROWS = [{"项": "甲", "数": "1"}, {"项": "乙", "数": ""}]


def fill(source: bytes, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] = ROWS) -> bytes:
    """With one table, 表, of the columns 项 and 数."""
    standins = Standins(
        lambda name: values.get(key_of(name)),
        lambda name: "表" if key_of(name).startswith(f"表{AT}") else "",
        lambda _: [lambda name, row=row: row[key_of(name).partition(AT)[2]] for row in rows],  # type: ignore[misc]
    )
    return filled(open_docx(source), standins)


def text(body: str, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] = ROWS) -> list[str]:
    return lines_of(fill(with_body(body), values, rows))


def test_marks_split_over_runs_are_filled_in_the_look_they_begin_with() -> None:
    body = paragraph("得{", "{总", "分}", "}分，{{等级}}。")
    assert text(body, {"总分": "84.51", "等级": "良"}) == ["得84.51分，良。"]
    whole = zipfile.ZipFile(BytesIO(fill(with_body(body), {"总分": "84.51"}))).read("word/document.xml").decode()
    assert "得84.51</w:t>" in whole


def test_an_unknown_mark_stays() -> None:
    assert text(paragraph("{{不知}}、{{总分}}"), {"总分": "1"}) == ["{{不知}}、1"]


def test_a_paragraph_with_a_column_repeats_for_each_row_and_says_what_is_blank() -> None:
    assert text(paragraph("前") + paragraph("{{表.项}}：{{表.数}}，{{年}}") + paragraph("后"), {"年": "2025"}) == [
        "前", "甲：1，2025", "乙：（未填），2025", "后",
    ]  # fmt: skip


def test_a_row_of_a_table_repeats_and_keeps_blanks_blank() -> None:
    source = from_text("| 项:1 | 数:1 |", "| {{表.项}} | {{表.数}} |", "| 合计 | {{和}} |")
    assert lines_of(fill(source, {"和": "1"})) == ["|项", "|数", "|甲", "|1", "|乙", "|", "|合计", "|1"]


def test_a_paragraph_of_a_text_box_repeats_by_itself_and_not_the_row_around_it() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('{{表.项}}')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph('格', box)}</w:tc></w:tr></w:tbl>"
    assert text(body, {}) == ["|格甲乙", "|甲", "|乙"]


def test_a_table_without_rows_says_so_and_keeps_its_row() -> None:
    source = from_text("| 项:1 | 数:1 |", "| {{表.项}} | {{表.数}} |", "{{表.项}}扣分")
    assert lines_of(fill(source, {}, [])) == ["|项", "|数", "|无", "|无", "无扣分"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<w:t>a & b</w:t>", "<w:t>a & b</w:t>"),
        ("]]> &amp; ]]>", "]]> &amp; ]]>"),
        ("一\x00二\x1b三\ufffe四", "一二三四"),
        ("第一行\n第二行\r\n第三行", "第一行⏎第二行⏎第三行"),
        ("{{年}}", "{{年}}"),
        ('HYPERLINK "http://a"', 'HYPERLINK "http://a"'),
        ("\\1 \\g<0>", "\\1 \\g<0>"),
    ],
)
def test_a_value_is_only_ever_text(value: str, shown: str) -> None:
    document = fill(with_body(paragraph("得{{总分}}")), {"总分": value, "年": "2025"})
    assert lines_of(document) == [f"得{shown}"]
    whole = zipfile.ZipFile(BytesIO(document)).read("word/document.xml").decode()
    assert not any(f"<w:{tag}" in whole for tag in ("hyperlink", "fldSimple", "instrText", "fldChar"))


def test_a_paragraph_of_a_mark_alone_repeats_for_each_line_of_its_value() -> None:
    assert text(paragraph("前") + paragraph("{{事}}") + paragraph("后"), {"事": "一\n\n二\r\n三"}) == [
        "前",
        "一",
        "二",
        "三",
        "后",
    ]


def test_a_paragraph_that_ends_a_section_is_not_repeated() -> None:
    section = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{事}}</w:t></w:r></w:p>"
    assert text(section, {"事": "一\n二"}) == ["一⏎二"]


def test_a_paragraph_with_a_picture_is_not_repeated() -> None:
    assert text(paragraph("{{事}}", "<w:r><w:drawing/></w:r>"), {"事": "一\n二"}) == ["一⏎二"]


def test_lines_in_a_cell_stay_in_it() -> None:
    assert lines_of(fill(from_text("| 项:1 |", "| {{事}} |"), {"事": "一\n二"})) == ["|项", "|一⏎二"]


def test_other_parts_stay_byte_for_byte_and_so_does_a_part_without_marks() -> None:
    source = from_text("{{总分}}")
    before, after = (zipfile.ZipFile(BytesIO(each)) for each in (source, fill(source, {"总分": "1"})))
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert (before.namelist() == after.namelist(), changed) == (True, ["word/document.xml"])


def test_a_document_without_marks_is_the_same_file() -> None:
    assert fill(from_text("没有"), {}) == from_text("没有")


def test_what_may_stand_once_in_a_document_is_not_copied() -> None:
    body = (
        '<w:p w14:paraId="0A" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
        '<w:bookmarkStart w:id="7" w:name="b"/>'
        + paragraph("{{表.项}}").removeprefix("<w:p>").removesuffix("</w:p>")
        + '<w:bookmarkEnd w:id="7"/></w:p>'
    )
    whole = zipfile.ZipFile(BytesIO(fill(with_body(body), {}))).read("word/document.xml").decode()
    assert [whole.count(each) for each in ("paraId", "bookmarkStart", "bookmarkEnd", "<w:t ")] == [1, 1, 1, 2]


@pytest.mark.parametrize("ways", [("docx",), ("doc", "docx"), ("odt", "docx")], ids="→".join)
def test_a_template_saved_by_another_program_still_fills(ways: Sequence[str], tmp_path: Path, office: ModuleType) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(
        from_text(
            "# {{年}}年{{总分}}",
            "得{{总分}}分，｛｛等级｝｝",
            "{{表.项}}：{{表.数}}",
            "| 项:1 | 数:1 |",
            "| {{表.项}} | {{表.数}} |",
        )
    )
    for number, way in enumerate(ways):
        (path,) = office.text_saved_as([path], tmp_path / str(number), way)
    said = [line for line in lines_of(fill(path.read_bytes(), {"年": "2025", "总分": "84.51", "等级": "良"})) if line]
    assert said == ["2025年84.51", "得84.51分，良", "甲：1", "乙：（未填）", "|项", "|数", "|甲", "|1", "|乙", "|"]
