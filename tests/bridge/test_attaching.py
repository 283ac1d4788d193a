"""A request of the Excel ribbon is done in the workbook that is open: found by its name and window, else refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from asked import asked_of_excel
from faults import faulty
from front import open_in_front
from xlgen.bridge.attaching import done_live
from xlgen.bridge.exchange import answer
from xlgen.errors import XlgenError
from xlgen.workbook.engine.app import app

HOSTILE = ["P001^&calc .xlsx", "a;b;;c.xlsx", "$(touch x) `id`.xlsx", "%TEMP%.xlsx", 'it\'s "5".xlsx', "a\nb=c.xlsx"]


@pytest.fixture(params=HOSTILE)
def book(request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.Book]:
    (tmp_path / "收 ^&$(x)").mkdir()
    path = tmp_path / "收 ^&$(x)" / request.param
    path.write_bytes(faulty())
    opened = app().books.open(path)
    open_in_front(monkeypatch)
    yield opened
    opened.close()


def test_the_work_is_done_in_the_open_workbook_and_its_file_is_left_alone(book: xw.Book, tmp_path: Path) -> None:
    folder = asked_of_excel(tmp_path / "x", "mark", str(book.fullname))
    reply = answer(folder)
    assert reply is not None
    assert (reply["status"], "退回意见" in [sheet.name for sheet in book.sheets]) == ("done", True)
    assert Path(book.fullname).read_bytes() == faulty()
    assert [path.name for path in folder.iterdir()] == ["answer.txt"]
    said = (folder / "answer.txt").read_text("ascii")
    assert json_of(said) == reply["message"]


def json_of(said: str) -> str:
    return str(json.loads(f'"{said}"'))


@pytest.mark.parametrize(
    ("fullname", "message"),
    [
        ("C:\\没有.xlsx", "没有做任何改动：在 Excel 里没有找到“C:\\没有.xlsx”"),
        ("", "没有做任何改动：在 Excel 里没有找到“”"),
    ],
)
def test_a_workbook_that_is_not_open_is_answered_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fullname: str, message: str
) -> None:
    open_in_front(monkeypatch)
    reply = answer(asked_of_excel(tmp_path, "check", fullname))
    assert reply is not None
    assert (reply["status"], reply["message"].startswith(message)) == ("failed", True)


@pytest.mark.parametrize(
    ("action", "name", "message"),
    [
        ("check", "工作簿1", "没有做任何改动：这个工作簿还没有保存过"),
        ("mark", "https://d.docs.live.net/x/T001.xlsx", "没有做任何改动：这个工作簿存在网盘上"),
        ("help", "工作簿1", "下发：当前工作簿是项目清单时"),
    ],
)
def test_a_workbook_without_a_folder_is_answered_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str, name: str, message: str
) -> None:
    (tmp_path / "T001.xlsx").write_bytes(faulty())
    book = app().books.open(tmp_path / "T001.xlsx")
    monkeypatch.setattr("xlgen.bridge.attaching.open_book", lambda *_: book)
    reply = answer(asked_of_excel(tmp_path / "x", action, name))
    book.close()
    assert reply is not None
    assert reply["message"].startswith(message)


@pytest.mark.parametrize(("window", "found"), [("4711", True), ("", True), ("1", True)])
def test_a_window_that_nobody_lists_leaves_the_name_to_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: str, found: bool
) -> None:
    (tmp_path / "T001.xlsx").write_bytes(faulty())
    book = app().books.open(tmp_path / "T001.xlsx")
    open_in_front(monkeypatch)
    reply = answer(asked_of_excel(tmp_path / "x", "help", str(book.fullname), window))
    book.close()
    assert reply is not None
    assert (reply["status"] == "done") is found


@pytest.mark.parametrize(
    ("used", "said"),
    [("", "原来填的“约120人”写在批注里"), ("same", "原来填的“约120人”写在批注里"), ("$A$1:$B$2", "等答复的时候表格已变")],
)
def test_a_cell_is_the_one_that_was_selected_when_the_button_was_pressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, used: str, said: str
) -> None:
    path = tmp_path / "T001.xlsx"
    path.write_bytes(faulty())
    open_in_front(monkeypatch)
    book = app().books.open(path)
    cell = book.names["indicators.1.actual"].refers_to_range
    extent = cell.sheet.used_range.address if used == "same" else used
    asked = {
        "action": "adopt",
        "fullname": str(path),
        "selection": f"{cell.sheet.name}!{cell.get_address(False, False)}",
        "used": extent,
    }
    try:
        try:
            answered = done_live(asked)
        except XlgenError as error:
            answered = str(error)
        assert (said in answered, cell.value == 120) == (True, used != "$A$1:$B$2")
    finally:
        book.close()
