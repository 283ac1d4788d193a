"""The workbook that a macro runs over."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.bridge.books import file_book, live_book
from xlgen.errors import XlgenError
from xlgen.workbook.ooxml.guard import FORM_LIMITS


def test_a_file_that_is_no_workbook_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "名单.xlsx").write_text("甲乙丙", "utf-8")
    with pytest.raises(XlgenError, match=r"名单\.xlsx：XG008"):
        file_book(tmp_path / "名单.xlsx")


def test_a_file_is_never_looked_for_in_excel(tmp_path: Path) -> None:
    assert live_book("check", tmp_path) is None


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "表.xlsx").open("wb") as file:
        file.truncate(FORM_LIMITS.file_bytes + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    with pytest.raises(XlgenError, match=r"表\.xlsx：XG003.*超过 64 MB"):
        file_book(tmp_path / "表.xlsx")
