"""The file exchange with the WPS add-in, which cannot run Python: it writes a request, we answer with what it is to do.

One folder a request: the add-in puts a copy of the open workbook there, then ``request.json``; the same macros run on the copy,
and every change they made goes back in ``marks.json`` as calls on the object model, which the add-in replays in the workbook it
has open. The protocol, version 1, is described in docs/安装-WPS.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from os import getpid
from pathlib import Path
from typing import Any

from xlgen.bridge.actions import act
from xlgen.bridge.requests import Request
from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.saving import write_whole
from xlgen.workbook.engine.app import app

VERSION = 1
REQUEST, ANSWER, WATCHING = "request.json", "marks.json", "watching.json"


def exchange_folder() -> Path:
    """Where requests are written: one place that Windows and Kylin both give every person."""
    return Path.home() / "xlgen-exchange"


def waiting(exchange: Path) -> Iterator[Path]:
    """Folders with a request that has no answer yet, oldest first; one that is still being written is not among them."""
    if not exchange.is_dir():
        return
    for folder in sorted(path for path in exchange.iterdir() if path.is_dir()):
        if (folder / REQUEST).is_file() and not (folder / ANSWER).exists() and _read(folder) is not None:
            yield folder


def answer(folder: Path) -> dict[str, Any]:
    """Do what a request asks to its copy of the workbook, and write the answer beside it; whatever goes wrong is the answer."""
    said = _read(folder) or {}
    reply: dict[str, Any] = {"version": VERSION, "id": folder.name, "action": said.get("action", "")}
    reply["name"] = re.split(r"[/\\]", str(said.get("fullname", "")))[-1]
    try:
        reply |= {"status": "done", **_done(folder, said)}
    except XlgenError as error:
        reply |= {"status": "failed", "message": str(error), "operations": []}
    except OSError as error:
        reply |= {"status": "failed", "message": said_of_file(error), "operations": []}
    except Exception as error:  # the add-in waits: silence would be worse than a sentence that says little
        reply |= {
            "status": "failed",
            "message": f"没有做任何改动。{refuse('XG059', recorded(error))}",
            "operations": [],
        }
    if folder.is_dir():  # else nobody waits any more: the add-in has given up and taken its request away
        write_whole(folder / ANSWER, json.dumps(reply).encode())  # plain ASCII, whatever encoding an old WPS reads it in
    return reply


def _done(folder: Path, said: dict[str, Any]) -> dict[str, Any]:
    if said.get("version") != VERSION:
        raise XlgenError(
            f"WPS 加载项和 xlgen 的版本不一致（请求版本 {said.get('version')}，本程序为 {VERSION}），请重新安装加载项"
        )
    name = str(said.get("book", ""))
    copy = folder / name
    if Path(name).name != name or not copy.is_file():
        raise XlgenError("请求里没有工作簿的副本，请重试；仍不行时请先保存工作簿")
    books = app().books
    before = [each.fullname for each in books]
    book = books.open(copy)
    try:
        request = Request(Path(str(said.get("fullname") or copy)), str(said.get("selection", "")))
        done = act(str(said.get("action", "")), book, request)
        return {"message": done.said, "operations": list(book.impl.state.journal)}
    finally:
        for each in [each for each in books if each.fullname not in before]:
            each.close()


def announce(exchange: Path) -> None:
    """Say that somebody answers: the add-in looks for this file before it waits."""
    exchange.mkdir(parents=True, exist_ok=True)
    said = {"version": VERSION, "pid": getpid(), "since": datetime.now().isoformat(timespec="seconds")}
    write_whole(exchange / WATCHING, json.dumps(said).encode())


def leave(exchange: Path) -> None:
    """Say that nobody answers any more, unless another one has begun to answer since."""
    try:
        said = json.loads((exchange / WATCHING).read_text("utf-8"))
    except (OSError, ValueError):
        return
    if isinstance(said, dict) and said.get("pid") == getpid():
        (exchange / WATCHING).unlink(missing_ok=True)


def _read(folder: Path) -> dict[str, Any] | None:
    """The request, None while it is half written."""
    try:
        said = json.loads((folder / REQUEST).read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):  # nested a hundred thousand times
        return None
    return said if isinstance(said, dict) else None
