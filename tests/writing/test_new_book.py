"""How new workbooks are made: the same bytes again, each format once, nothing that Excel would have to repair."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from xlgen.writing.new_book import NewBook, cached, written


def one_cell(book: NewBook) -> None:
    book.add_worksheet("表").write_string(0, 0, "=1+1", book.look({"bold": True}))


def test_same_contents_same_bytes():
    assert written(one_cell, title="汇总") == written(one_cell, title="汇总")


def test_a_long_property_is_cut_not_refused():
    with zipfile.ZipFile(io.BytesIO(written(one_cell, title="题" * 300))) as archive:
        assert f"<dc:title>{'题' * 255}</dc:title>" in archive.read("docProps/core.xml").decode()


def test_a_format_is_made_once():
    looks = []

    def fill(book: NewBook) -> None:
        one_cell(book)
        looks.extend(
            [book.look({"bold": True, "border": 1}), book.look({"border": 1, "bold": True}), book.look({"bold": True})]
        )

    written(fill)
    assert (looks[0] is looks[1], looks[0] is looks[2]) == (True, False)


def test_what_xlsxwriter_only_warns_of_is_an_error():
    def fill(book: NewBook) -> None:
        sheet = book.add_worksheet("表")
        sheet.data_validation(0, 0, 0, 0, {"validate": "any", "input_message": "长" * 256})

    with pytest.raises(UserWarning, match="255"):
        written(fill)


@pytest.mark.parametrize(("value", "stored"), [(None, ""), (Decimal("0.95"), 0.95), ("优", "优"), (Decimal(0), 0.0)])
def test_a_result_is_stored_as_its_cell_shows_it(value, stored):
    assert cached(value) == stored


@pytest.mark.parametrize("text", ["<r>a&b</r>", "<r><t>粗</t></r>", "<r>\x01</r>", "<r>一\n二</r>"])
def test_a_text_that_looks_like_rich_text_is_a_text(text):
    def fill(book: NewBook) -> None:
        sheet = book.add_worksheet("表")
        for row, each in enumerate(["前", text, "后"]):
            sheet.write_string(row, 0, each)

    sheet = openpyxl.load_workbook(io.BytesIO(written(fill)))["表"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["前", text.replace("\x01", "_x0001_"), "后"]
