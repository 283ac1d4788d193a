"""The Open XML validator as the tests use it: sound files pass, broken ones are told with their part."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter


@pytest.fixture
def sound(tmp_path) -> Path:
    with xlsxwriter.Workbook(tmp_path / "sound.xlsx") as book:
        book.add_worksheet("自评表").write_string(0, 0, "项目名称")
    return tmp_path / "sound.xlsx"


@pytest.mark.parametrize("version", ["Microsoft365", "Office2007"])
def test_nothing_is_said_of_a_sound_workbook(validator, sound, version):
    assert validator.messages(sound, version) == []


def test_a_broken_schema_is_reported_with_its_part(validator, sound, tmp_path):
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<sheetData>", b"<sheetDatum/><sheetData>"))
    [message] = validator.messages(broken)
    assert message.startswith("/xl/worksheets/sheet1.xml")
    assert "sheetDatum" in message


def test_a_file_that_is_no_workbook_is_reported(validator, tmp_path):
    (tmp_path / "no.xlsx").write_text("no workbook")
    assert len(validator.messages(tmp_path / "no.xlsx")) == 1


def test_an_unknown_office_is_refused(validator, sound):
    with pytest.raises(ValueError, match="Office2008"):
        validator.messages(sound, "Office2008")
