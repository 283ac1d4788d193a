"""Defined names of a workbook in live Excel: how often they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

import com
import excel_com
from filled import returned
from xlgen.bridge.actions import act
from xlgen.bridge.requests import Request
from xlgen.macros import live
from xlgen.macros.name_table import add_name, drop_name, meanings, names_held


@pytest.mark.parametrize("action", ["check", "mark", "clear"])
def test_every_name_is_looked_up_once_a_click(action: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "T001.xlsx").write_bytes(returned())
    monkeypatch.setattr(live, "_WINDOWS", True)
    book, behind = excel_com.excel(tmp_path / "T001.xlsx")
    act("mark", book, Request(tmp_path / "T001.xlsx"))
    count = len(behind.names)
    com.CALLS.clear()
    act(action, book, Request(tmp_path / "T001.xlsx"))
    asked = com.CALLS["Name.RefersTo"]
    behind.close()
    assert count > 200
    assert asked <= count + 5


def test_the_screen_stands_still_meanwhile_and_moves_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "T001.xlsx").write_bytes(returned())
    monkeypatch.setattr(live, "_WINDOWS", True)
    pc = excel_com.Pc()
    book, behind = excel_com.excel(tmp_path / "T001.xlsx", pc)
    com.CALLS.clear()
    act("clear", book, Request(tmp_path / "T001.xlsx"))
    behind.close()
    assert (com.CALLS["Application.ScreenUpdating="], pc.settings["ScreenUpdating"]) == (2, True)


def test_what_is_added_and_taken_out_while_an_action_goes_on_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "T001.xlsx").write_bytes(returned())
    monkeypatch.setattr(live, "_WINDOWS", True)
    book, behind = excel_com.excel(tmp_path / "T001.xlsx")
    with names_held(book):
        before = meanings(book).copy()
        add_name(book, "xlgen.new", "=自评表!$A$1")
        added = meanings(book).keys() - before.keys()
        drop_name(book, book.names["xlgen.new"])
        after = meanings(book).copy()
    behind.close()
    assert (added, after) == ({"xlgen.new"}, before)


def test_names_are_asked_for_anew_when_the_action_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "T001.xlsx").write_bytes(returned())
    monkeypatch.setattr(live, "_WINDOWS", True)
    book, behind = excel_com.excel(tmp_path / "T001.xlsx")
    with names_held(book):
        assert "xlgen.new" not in meanings(book)
    book.names.add("xlgen.new", "=自评表!$A$1")
    found = "xlgen.new" in meanings(book)
    behind.close()
    assert found
