"""The file exchange with the WPS add-in: a request in a folder is answered with calls that do the same elsewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from asked import request
from faults import faulty
from filled import issued, returned
from xlgen.bridge.actions import act
from xlgen.bridge.exchange import answer
from xlgen.bridge.requests import Request
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.macros.live import for_paper
from xlgen.workbook.engine.app import app


@pytest.fixture
def returned_file(tmp_path: Path) -> Path:
    """A returned form with what was issued beside it."""
    (tmp_path / "下发").mkdir()
    (tmp_path / "下发" / "T001.xlsx").write_bytes(issued()[1])
    (tmp_path / "下发" / "manifest.json").write_text("".join(manifest_text([form_line("T001.xlsx", issued()[0])], "project", "2026-01-10")), "utf-8")  # fmt: skip
    (tmp_path / "回收").mkdir()
    (tmp_path / "回收" / "T001.xlsx").write_bytes(faulty())
    return tmp_path / "回收" / "T001.xlsx"


def done(folder: Path) -> dict[str, Any]:
    """The answer to a request that nobody else takes."""
    reply = answer(folder)
    assert reply is not None
    return reply


def test_the_answer_is_judged_by_what_was_issued_beside_the_owners_file(tmp_path: Path, returned_file: Path) -> None:
    reply = done(request(tmp_path / "x", "check", faulty(), returned_file))
    assert (reply["status"], reply["message"]) == ("done", "有 3 处错误，退回修改。详见“校验结果”表。")


def test_replaying_the_answer_gives_the_very_marks_of_a_marked_file(tmp_path: Path, returned_file: Path) -> None:
    reply = json.loads(json.dumps(done(request(tmp_path / "x", "mark", faulty(), returned_file))))
    assert json.loads((tmp_path / "x" / reply["id"] / "marks.json").read_text("utf-8")) == reply
    replayed, marked = (opened(tmp_path / name) for name in ("replayed.xlsx", "marked.xlsx"))
    for step in reply["operations"]:
        for area in step.get("range", "").split(","):  # Range takes many areas, ours one
            replay(replayed, {**step, "range": area} if area else step)
    act("mark", marked, Request(returned_file))
    assert replayed.impl.state.saved() == marked.impl.state.saved()
    assert marked.impl.state.saved() != faulty()
    for book in (replayed, marked):
        book.close()


def opened(path: Path) -> xw.Book:
    path.write_bytes(faulty())
    return app().books.open(path)


RANGE = {  # what each operation sets, in the words of xlwings
    "value": "value", "formula": "formula", "color": "color", "column_width": "column_width", "row_height": "row_height",
    "number_format": "number_format", "wrap_text": "wrap_text", "align": "horizontal_alignment", "valign": "vertical_alignment",
    "indent": "impl.indent_level", "bold": "font.bold", "font_size": "font.size", "font_color": "font.color",
}  # fmt: skip


def replay(book: xw.Book, step: dict[str, Any]) -> None:
    """What the add-in does."""
    kind, _, what = step["op"].partition(".")
    cells = book.sheets[step["sheet"]][step["range"]] if "range" in step else None
    match kind, what:
        case "sheet", "add":
            book.sheets.add(step["sheet"], after=book.sheets[-1])
        case "sheet", "print_titles":
            for_paper(book.sheets[step["sheet"]], int(step["value"].rpartition("$")[2]))
        case "sheet", "activate":
            book.sheets[step["sheet"]].activate()
        case "name", "add":
            book.names.add(step["name"], step["value"])
        case "note", "add":
            cells.add_note(step["value"])
        case "range", "border":
            cells.borders.set("all", line_style="continuous", weight="thin")
        case "range", _:
            owner, _, name = RANGE[what].rpartition(".")
            setattr(getattr(cells, owner) if owner else cells, name, step["value"])
        case _:
            raise AssertionError(step)


def test_the_copy_is_not_changed_and_no_book_stays_open(tmp_path: Path, returned_file: Path) -> None:
    folder = request(tmp_path / "x", "mark", faulty(), returned_file)
    answer(folder)
    assert (folder / "book.xlsx").read_bytes() == faulty()
    assert len(app().books) == 0


def test_a_repaired_file_stands_apart_and_is_opened(tmp_path: Path, returned_file: Path) -> None:
    reply = done(request(tmp_path / "x", "repair", faulty(), returned_file))
    out = returned_file.parents[1] / "回收_修复" / "T001_修复.xlsx"
    assert out.is_file()
    assert reply["operations"] == [{"op": "book.open", "value": str(out)}]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"version": 2}, "加载项和 xlgen 的版本不一致（请求版本 2，本程序为 1），请重新安装加载项"),
        ({"book": ""}, "请求里没有工作簿的副本，请重试；仍不行时请先保存工作簿"),
        ({"action": "erase"}, "没有“erase”这个操作"),
    ],
)
def test_a_request_that_cannot_be_done_is_answered_with_a_sentence(tmp_path: Path, more: dict[str, Any], message: str) -> None:
    reply = done(request(tmp_path, "check", returned(), tmp_path / "a.xlsx", **more))
    assert (reply["status"], reply["operations"]) == ("failed", [])
    assert reply["message"].startswith(message)


@pytest.mark.parametrize("outside", ["../../回收/T001.xlsx", "{}"])
def test_a_request_may_name_no_workbook_outside_its_folder(tmp_path: Path, returned_file: Path, outside: str) -> None:
    reply = done(request(tmp_path / "x", "check", returned(), returned_file, book=outside.format(returned_file)))
    assert reply["message"] == "请求里没有工作簿的副本，请重试；仍不行时请先保存工作簿"


def test_a_workbook_that_is_none_of_ours_is_answered_with_the_reason(tmp_path: Path) -> None:
    reply = done(request(tmp_path, "mark", b"PK not a workbook", tmp_path / "a.xlsx"))
    assert (reply["status"], reply["message"][:5]) == ("failed", "XG008")


@pytest.mark.program_fault
def test_an_accident_is_answered_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("xlgen.bridge.exchange.act", lambda *_: 1 / 0)
    reply = done(request(tmp_path, "check", returned(), tmp_path / "a.xlsx"))
    assert reply["message"].startswith("没有做任何改动。XG059 程序出错：ZeroDivisionError，记录在 ")


@pytest.mark.program_fault
def test_a_request_that_was_taken_away_meanwhile_is_no_accident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = request(tmp_path, "help", returned(), tmp_path / "a.xlsx")
    monkeypatch.setattr("xlgen.bridge.exchange.act", lambda *_: shutil.rmtree(folder))
    assert done(folder)["status"] == "failed"
    assert not folder.exists()


def test_of_two_helpers_one_answers(tmp_path: Path) -> None:
    folder = request(tmp_path, "help", returned(), tmp_path / "a.xlsx")
    assert [answer(folder) is None for _ in range(3)] == [False, True, True]
    assert sorted(path.name for path in folder.iterdir()) == ["book.xlsx", "marks.json"]


def test_a_full_disk_is_said_and_does_not_end_the_helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("xlgen.bridge.exchange.write_whole", full)
    reply = done(request(tmp_path, "help", returned(), tmp_path / "a.xlsx"))
    assert (reply["status"], "磁盘" in reply["message"]) == ("failed", True)
