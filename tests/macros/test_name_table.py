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
