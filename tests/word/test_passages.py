"""A document as people read it: text, text boxes and notes in pieces, tables in cells."""

from __future__ import annotations

import zipfile
from io import BytesIO

from report_templates import WORD
from word_files import from_text, paragraph, run, with_body, with_part
from xlgen.word.docx import open_docx
from xlgen.word.passages import passages, tables

NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def told(document: bytes) -> list[tuple[str, str]]:
    """Each line with its place, but for the foot of the page."""
    found = [pair for each in passages(open_docx(document)) for pair in zip(each.places, each.lines, strict=True)]
    return [pair for pair in found if not pair[0].startswith("页脚")]


def cell(*paragraphs: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def grid(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_paragraphs_are_counted_without_blank_ones_and_those_of_tables() -> None:
    body = paragraph("一、概况") + "<w:p/>" + grid(cell(paragraph("表"))) + paragraph("支出30万元。")
    assert told(with_body(body)) == [("第1段", "一、概况"), ("第2段", "支出30万元。")]


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>30</w:delText></w:r></w:del>'
    put = f'<w:ins w:id="2" w:author="a">{run("29")}</w:ins>'
    assert told(with_body(paragraph("支出", gone, put, "万元"))) == [("第1段", "支出29万元")]


def test_a_text_box_is_a_piece_of_its_own_and_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('支出30万元')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>'
    )
    body = paragraph("正文", f"<w:r>{both}</w:r>") + paragraph(f"<w:r><w:pict>{box}</w:pict></w:r>")
    assert [pair for pair in told(with_body(body)) if "框" in pair[0]] == [
        ("文本框1第1段", "支出30万元"), ("文本框2第1段", "支出30万元"),
    ]  # fmt: skip


def test_a_text_box_in_a_cell_is_none_of_the_cell() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('支出30万元')}</w:txbxContent></w:pict></w:r>"
    document = with_body(grid(cell(paragraph("执行数", box))))
    assert told(document) == [("文本框1第1段", "支出30万元")]
    assert [text.strip() for row in tables(open_docx(document))[0].rows for text in row.values()] == ["执行数"]


def test_notes_are_read_with_their_place() -> None:
    kind = f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES}"/></Types>'
    out = BytesIO(with_part(from_text("正文"), "[Content_Types].xml", lambda xml: xml.replace("</Types>", kind)))
    with zipfile.ZipFile(out, "a") as package:
        note = f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{paragraph("支出30万元")}</w:footnote></w:footnotes>'
        package.writestr("word/footnotes.xml", note)
    assert ("脚注第1段", "支出30万元") in told(out.getvalue())


def test_a_paragraph_is_known_by_a_sign_of_its_text() -> None:
    (piece, *_) = passages(open_docx(from_text("甲", "乙丙")))
    assert (piece.line_at(piece.text.index("丙")), piece.lines[1]) == (1, "乙丙")


def test_cells_stand_in_the_columns_of_the_grid() -> None:
    wide = cell(paragraph("合计"), look='<w:gridSpan w:val="2"/>')
    rows = grid(cell(paragraph("来源")) + cell(paragraph("预算")) + cell(paragraph("执行")), wide + cell(paragraph("30")))
    (table,) = tables(open_docx(with_body(paragraph("单位：万元") + rows)))
    assert (table.number, table.before) == (1, "单位：万元")
    assert table.rows == ({0: "来源", 1: "预算", 2: "执行"}, {0: "合计", 2: "30"})


def test_a_blank_cell_is_there() -> None:
    (table,) = tables(open_docx(with_body(grid(cell("<w:p/>") + cell(paragraph("30"), paragraph("万元"))))))
    assert table.rows == ({0: "", 1: "30\n万元"},)


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = grid(cell(paragraph("内")) + cell(paragraph("30")))
    found = tables(open_docx(with_body(grid(cell(paragraph("外"), inner, paragraph("后")) + cell(paragraph("右"))))))
    assert [table.rows for table in found] == [({0: "外\n后", 1: "右"},), ({0: "内", 1: "30"},)]
