"""The returns around the one that is open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from faults import faulty
from filled import issued, returned
from xlgen.bridge.actions import act
from xlgen.bridge.buttons import returns
from xlgen.bridge.requests import Outcome, Request
from xlgen.errors import XlgenError
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.macros import live
from xlgen.workbook.engine.app import app
from zips import zipped_in_gbk

NAMES = ("甲/T001.xlsx", "甲/T002.xlsx", "乙/T003.xlsx", "T004.xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Four returns of one project, in sub-folders, the third without faults; what was issued beside them."""
    (tmp_path / "下发").mkdir()
    text = "".join(manifest_text([form_line("T001.xlsx", issued()[0])], "project", "2026-01-10"))
    (tmp_path / "下发" / "manifest.json").write_text(text, "utf-8")
    for name in NAMES:
        (tmp_path / "回收" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "回收" / name).write_bytes(returned() if "T003" in name else faulty())
    (tmp_path / "回收" / "报告.docx").write_bytes(b"")
    yield tmp_path / "回收"
    for each in list(app().books):
        each.close()


def order(folder: Path) -> list[Path]:
    return [each.path for each in returns._forms(Request(folder / NAMES[0], folder=folder.parent / "下发"))[1]]


def pressed(action: str, file: Path) -> tuple[Outcome, list[dict[str, Any]]]:
    book = app().books.open(file)
    try:
        return act(action, book, Request(file)), book.impl.state.journal
    finally:
        book.close()


def test_the_next_is_opened_in_the_place_of_this_and_how_it_stands_is_said(folder: Path) -> None:
    forms = order(folder)
    for at, (here, there) in enumerate(pairwise(forms), 2):
        done, steps = pressed("next", here)
        judged = "没有发现问题，审核通过。" if "T003" in there.name else "有 3 处错误，退回修改。"
        assert done.said == f"第 {at}/4 份：{there.relative_to(folder)}。{judged}"
        assert steps == [{"op": "book.open", "value": str(there)}, {"op": "book.leave"}]
        back, steps = pressed("previous", there)
        assert (back.said[:8], steps[0]["value"]) == (f"第 {at - 1}/4 份："[:8], str(here))


@pytest.mark.parametrize(
    ("action", "at", "said"),
    [("next", -1, "这已经是最后一份（第 4/4 份）。"), ("previous", 0, "这已经是最前一份（第 1/4 份）。")],
)
def test_at_the_ends_nothing_is_opened(folder: Path, action: str, at: int, said: str) -> None:
    done, steps = pressed(action, order(folder)[at])
    assert (done.said, steps) == (said, [])


def test_what_lies_in_a_zip_is_never_turned_to_and_not_counted(folder: Path) -> None:
    (folder / "丙.zip").write_bytes(zipped_in_gbk({"T005.xlsx": returned()}))
    last = order(folder)[-1]
    done, steps = pressed("next", last)
    assert (done.said, steps) == ("这已经是最后一份（第 4/4 份）。", [])


def test_from_a_workbook_beside_them_the_first_is_opened_and_it_stays(folder: Path) -> None:
    other = folder.parent / "别的.xlsx"
    other.write_bytes(returned())
    book = app().books.open(other)
    done = act("next", book, Request(folder / "不在.xlsx"))
    assert (done.said[:8], [step["op"] for step in book.impl.state.journal]) == ("第 1/4 份：", ["book.open"])


def test_a_folder_without_forms_says_what_to_open(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "空").mkdir()
    book = app().books.open(folder / NAMES[0])
    with pytest.raises(XlgenError, match="里没有自评表"):
        act("next", book, Request(tmp_path / "空" / "a.xlsx"))


def test_all_that_have_to_go_back_are_marked_beside_the_folder_and_the_next_round_too(folder: Path) -> None:
    for word in ("回收_退回", "回收_退回2"):
        done, steps = pressed("returnall", folder / NAMES[0])
        assert not done.sound  # some of them go back
        there = folder.parent / word
        assert (done.said[:5], f"退回件在 {there}，" in done.said) == ("共 4 份", True)
        assert (there.is_dir(), steps) == (True, [])


@pytest.mark.parametrize("saved", [True, False])
def test_in_live_excel_one_with_unsaved_changes_stays_open(folder: Path, monkeypatch: pytest.MonkeyPatch, saved: bool) -> None:
    here, there = order(folder)[:2]
    book, opened, closed = app().books.open(here), list[str](), list[str]()
    monkeypatch.setattr(live, "is_live", lambda _: True)
    monkeypatch.setattr(live, "_WINDOWS", True)
    monkeypatch.setattr(xw.Book, "api", property(lambda _: SimpleNamespace(Saved=saved)))
    monkeypatch.setattr(xw.Book, "close", lambda each: closed.append(each.name))
    monkeypatch.setattr(type(book.app.books), "open", lambda _, path: opened.append(str(path)))
    done = returns.turn(book, Request(here, folder=folder.parent / "下发"), 1)
    monkeypatch.undo()
    assert (opened, closed, done.said.endswith(returns.KEPT_OPEN)) == ([str(there)], [here.name] if saved else [], not saved)
