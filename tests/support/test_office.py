"""LibreOffice as the tests use it: it recalculates what was saved, prints, and its failures are told."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import xlsxwriter

import office as harness
from need import need

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def write(path: Path, formula: str, cached: float | str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("自评表")
        sheet.set_column(0, 0, 30)
        sheet.write_formula(0, 0, formula, book.add_format({"font_name": "宋体"}), cached)
        sheet.write_string(1, 0, "项目支出绩效自评表", book.add_format({"font_name": "黑体"}))
    return path


def cached(path: Path) -> str | None:
    with zipfile.ZipFile(path) as archive:
        return fromstring(archive.read("xl/worksheets/sheet1.xml")).findtext(f".//{MAIN}c/{MAIN}v")


def test_a_lying_cache_comes_back_corrected(office, tmp_path):
    liar = write(tmp_path / "liar.xlsx", "=ROUND(23.64/30*10,2)", cached=99)
    assert cached(liar) == "99"
    assert [cached(path) for path in office.recalculate([liar], tmp_path / "out")] == ["7.88"]


def test_many_files_with_chinese_names_in_one_call(office, tmp_path):
    books = [write(tmp_path / f"项目{n}（自评）.xlsx", f"={n}+1", cached=0) for n in range(3)]
    results = office.recalculate(books, tmp_path / "结果")
    assert [path.name for path in results] == [path.name for path in books]
    assert [cached(path) for path in results] == ["1", "2", "3"]


def test_a_file_that_cannot_be_read_is_named(office, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(RuntimeError, match=r"broken\.xlsx"):
        office.recalculate([tmp_path / "broken.xlsx"], tmp_path / "out")


@pytest.mark.parametrize("other", ["b/a.xlsx", "out/a.xlsx"])
def test_results_never_replace_each_other_or_their_source(tmp_path, other):
    with pytest.raises(ValueError, match="one name"):
        harness.recalculate([tmp_path / "a" / "a.xlsx", tmp_path / other], tmp_path / "out")


def test_nothing_to_convert_starts_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(harness, "_run", None)
    assert harness.recalculate([], tmp_path) == []


def test_a_page_is_printed_in_chinese_faces(office, poppler, tmp_path):
    [pdf] = office.to_pdf([write(tmp_path / "表.xlsx", '="得分"', cached="")], tmp_path)
    [page] = poppler.to_text(pdf)
    assert page.split() == ["得分", "项目支出绩效自评表"]
    fonts = pdf.read_bytes()
    assert b"NotoSerifCJK" in fonts
    assert b"NotoSansCJK" in fonts
    [picture] = poppler.to_png(pdf, tmp_path, dpi=40)
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("ci", "outcome"), [("", "Skipped"), ("false", "Skipped"), ("true", "Failed")])
def test_a_missing_tool_skips_but_fails_under_ci(monkeypatch, ci, outcome):
    monkeypatch.setenv("CI", ci)
    with pytest.raises((pytest.skip.Exception, pytest.fail.Exception), match="soffice is missing") as raised:
        need(None, "soffice")
    assert type(raised.value).__name__ == outcome
