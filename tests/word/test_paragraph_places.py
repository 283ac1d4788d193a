"""Where paragraphs stand in a part."""

from __future__ import annotations

from xlgen.word.paragraph_places import paragraph_places
from xlgen.word.stretches import stretches_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
TEXT = "<w:p><w:r><w:t>字</w:t></w:r></w:p>"


def places(body: str) -> list[tuple[int, int, int] | None]:
    """Table, row and column of each paragraph; None outside of tables."""
    xml = f'<w:document xmlns:w="{WORD}" xmlns:a="{DRAWING}"><w:body>{body}</w:body></w:document>'
    found = paragraph_places(stretches_of("document", xml.encode())).values()
    return [(each.cell.table, each.cell.row, each.cell.column) if each.cell else None for each in found]


def cell(span: str = "") -> str:
    return f"<w:tc><w:tcPr>{span}</w:tcPr>{TEXT}</w:tc>"


def test_a_cell_is_known_by_table_row_and_column() -> None:
    assert places(f"<w:tbl><w:tr>{cell()}{cell()}</w:tr><w:tr>{cell()}</w:tr></w:tbl>{TEXT}") == [
        (1, 1, 0), (1, 1, 1), (1, 2, 0), None,
    ]  # fmt: skip


def test_what_is_left_out_before_a_row_and_what_a_cell_spans_is_counted() -> None:
    wide = cell('<w:gridSpan w:val="3"/>')
    row = f'<w:trPr><w:gridBefore w:val="2"/></w:trPr>{wide}{cell()}'
    assert places(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>") == [(1, 1, 2), (1, 1, 5)]


def test_tables_of_drawings_are_none() -> None:
    assert places(f"<a:tbl><a:tr><a:tc>{TEXT}</a:tc></a:tr></a:tbl>") == [None]
