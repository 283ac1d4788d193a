"""The file exchange with the add-ins, which start no program: they write a request, we answer.

One folder a request, made by the add-in. That of WPS puts a copy of the open workbook there, then ``request.json``; the macros
run on the copy, and every change they made goes back in ``marks.json`` as calls on the object model, which the add-in replays.
That of Excel writes ``request.json`` only, of the kind "excel": the macros run in the workbook that Excel has open, and a
sentence goes back in ``answer.txt``. The protocol, version 1, is described in docs/安装-WPS.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from xlgen.bridge.actions import PANE, act
from xlgen.bridge.attaching import done_live
from xlgen.bridge.batching import batched
from xlgen.bridge.pane import listed
from xlgen.bridge.requests import Request
from xlgen.bridge.waiting import ANSWER, SENTENCE, VERSION, read, take
from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.saving import write_whole
from xlgen.workbook.engine.app import app

EXCEL = "excel"
BY_HALVES = {  # what an accident may have left, where it is no workbook that is worked on
    "collect": "可能收了一部分，再点一次“收表”就接着收完",
    "chase": "名单可能已经写在批次的“报表”里",
}


def answer(folder: Path) -> dict[str, Any] | None:
    """Do what a request asks, and write the answer beside it; whatever goes wrong is the answer. None where another has taken it."""
    taken = take(folder)
    if taken is None:
        return None
    said = read(taken) or {}
    reply: dict[str, Any] = {"version": VERSION, "id": folder.name, "action": said.get("action", "")}
    reply["name"] = re.split(r"[/\\]", str(said.get("fullname", "")))[-1]
    is_live = said.get("kind") == EXCEL
    try:
        reply |= {"status": "done", **_done(folder, said)}
    except Exception as error:  # the add-in waits: silence would be worse than a sentence that says little
        reply |= {"status": "failed", "message": _excuse(error, str(reply["action"]), is_live), "operations": []}
    try:
        _write(folder, reply, is_live)
        taken.unlink(missing_ok=True)
    except (
        OSError
    ) as error:  # a full disk: said in the helper's window, and the next helper tries again, should the add-in still wait
        reply |= {"status": "failed", "message": f"答复没有写成，{said_of_file(error)}"}
    return reply


def _excuse(error: Exception, action: str, is_live: bool) -> str:
    if isinstance(error, XlgenError):
        return str(error)
    if isinstance(error, OSError):
        return said_of_file(error)
    undone = "可能做了一部分，点“清除标注”可以去掉" if is_live else "没有做任何改动"
    return f"{BY_HALVES.get(action, undone)}。{refuse('XG059', recorded(error))}"


def _write(folder: Path, reply: dict[str, Any], is_live: bool) -> None:
    """The answer in plain ASCII, whatever encoding an old WPS or VBA reads it in; none where the add-in has given up and gone."""
    if not folder.is_dir():
        return
    said = str(reply["message"]) if is_live else json.dumps(reply)
    write_whole(folder / (SENTENCE if is_live else ANSWER), (_escaped(said) if is_live else said).encode())


def _escaped(said: str) -> str:
    r"""A text as VBA reads it: every unit of UTF-16 that is no plain letter as \uXXXX."""
    units = memoryview(said.encode("utf-16-le", "replace")).cast("H")
    return "".join(chr(unit) if re.match(r"[A-Za-z0-9 _.-]", chr(unit)) else f"\\u{unit:04x}" for unit in units)


def _done(folder: Path, said: dict[str, Any]) -> dict[str, Any]:
    if said.get("version") != VERSION:
        raise XlgenError(f"加载项和 xlgen 的版本不一致（请求版本 {said.get('version')}，本程序为 {VERSION}），请重新安装加载项")
    if said.get("kind") == EXCEL:
        return {"message": done_live(said), "operations": []}
    name = str(said.get("book", ""))
    copy = folder / name
    if Path(name).name != name or not copy.is_file():
        raise XlgenError("请求里没有工作簿的副本，请重试；仍不行时请先保存工作簿")
    books = app().books
    before = [each.fullname for each in books]
    book = books.open(copy)
    try:
        fullname, selection, read_then = (str(said.get(key) or "") for key in ("fullname", "selection", "read"))
        done = act(str(said.get("action", "")), book, Request(Path(fullname or copy), selection, read=read_then))
        found = {"findings": listed(done.returned)} if done.returned and said.get("action") == PANE else {}
        return {"message": done.said, "operations": batched(book.impl.state.journal), **found}
    finally:
        for each in [each for each in books if each.fullname not in before]:
            each.close()
