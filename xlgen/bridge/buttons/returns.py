"""The folder of returns around the form that is open: the one before it, the one after it, and all of them sent back."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from xlgen.bridge.requests import Outcome, Request
from xlgen.errors import XlgenError
from xlgen.files.placing import FOLDER_WORDS, collection, next_round
from xlgen.files.showing import shown_path
from xlgen.files.sources import Source, gather
from xlgen.flows.checking import judge_together
from xlgen.flows.sending_back import closing, mark
from xlgen.macros.live import leave, show_beside
from xlgen.macros.marking import verdict
from xlgen.statuses import Status

KEPT_OPEN = "原来那一份有没有保存的改动，还开着，没有关。"


def turn(book: xw.Book, request: Request, step: int) -> Outcome:
    """The form ``step`` further on in the folder opened instead of the one that is open, and how it stands."""
    folder, forms = _forms(request)
    here = _at(forms, request.fullname)
    there = here + step if here is not None else 0 if step > 0 else len(forms) - 1
    if not 0 <= there < len(forms):
        word = "最后" if step > 0 else "最前"
        return Outcome(f"这已经是{word}一份（第 {len(forms) if step > 0 else 1}/{len(forms)} 份）。")
    form = forms[there]
    [returned] = judge_together([form], request.manifest)
    show_beside(book, form.path)
    kept = "" if here is None or leave(book) else KEPT_OPEN
    name = shown_path(form.path.relative_to(folder))
    return Outcome(f"第 {there + 1}/{len(forms)} 份：{name}。{verdict(returned)}{kept}", sound=returned.status is Status.SOUND)


def count_of(request: Request) -> str:
    """Which of the folder's forms the one that is open is, 第 3/20 份：; "" where it lies in no such folder."""
    try:
        _, forms = _forms(request)
    except (OSError, XlgenError):
        return ""
    at = _at(forms, request.fullname)
    return "" if at is None else f"第 {at + 1}/{len(forms)} 份："


def send_all_back(request: Request) -> Outcome:
    """Every form of the folder that has to go back, as last saved, marked in a folder of its own beside it."""
    folder, _ = _forms(request)
    target = next_round(folder, FOLDER_WORDS["mark"])
    done = mark(folder, target, request.manifest)
    sound = all(each.copy is None and each.returned is not None for each in done)
    return Outcome(f"{closing(done, target)}校验的是各表上次保存的内容；没有报送的不在里面。", sound=sound)


def _forms(request: Request) -> tuple[Path, list[Source]]:
    """The folder in which the returns lie, sub-folders and all, and those that can be opened: what lies in a zip cannot."""
    whole = request.fullname.absolute()
    folder = collection(whole, request.folder) or whole.parent
    forms = [each for each in gather([folder]).forms if each.archive is None and each.problem is None]
    if not forms:
        raise XlgenError(f"“{folder}”里没有自评表。请打开放收回的表的文件夹里的一份，再点一次")
    return folder, forms


def _at(forms: list[Source], fullname: Path) -> int | None:
    wanted = fullname.resolve()
    return next((at for at, each in enumerate(forms) if each.path.resolve() == wanted), None)
