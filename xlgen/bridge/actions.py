"""What each button does: the same words in the Excel ribbon, the WPS ribbon and ``xlgen bridge``.

An action works on an open workbook, live or of the file engine, and answers with a sentence for the person who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import xlwings as xw

from xlgen.batch import Return
from xlgen.bridge.live import is_live
from xlgen.bridge.marking import clear, is_faulty, list_findings, mark, verdict
from xlgen.bridge.record import record_of
from xlgen.bridge.summing import add_summary
from xlgen.check import check_all, files_in, judge
from xlgen.errors import XlgenError
from xlgen.explain import explain_score
from xlgen.issue import issue
from xlgen.manifest import Manifest, find_issued, read_manifest
from xlgen.repair import closing, lines, repair
from xlgen.rollup.report import closing_sentence
from xlgen.rollup.roll_up import roll_up
from xlgen.templates import load_methods, load_template

ISSUED = "下发"
MOST = 20  # lines of a repair that fit a message
TEMPLATE = "xlgen.template"  # name in a roster of the template it was made for
HELP = """下发：当前工作簿是名册时，在旁边的“下发”文件夹里生成空白表。
校验：列出这张表的问题，点位置可转到单元格。
标注、清除标注：给有问题的单元格着色、加批注，加“退回意见”表；或者把这些去掉。
修复：把填报内容搬到下发的原表上，另存为新文件。
汇总：把打开的和同一文件夹里的自评表汇总成“项目汇总”表。
评分说明：选中一个得分，看它怎么算出来的。
校验、修复、汇总要用下发清单（下发时那个文件夹里的 manifest.json），请放在表的旁边或上一级的“下发”文件夹里。"""


@dataclass(frozen=True, slots=True)
class Request:
    """What an action is asked to do it with.

    ``fullname`` is the workbook's file as its owner knows it, ``selection`` the cell in question as sheet!cell, ``manifest``
    and ``folder`` what was issued and where, found by themselves where they are None; ``others`` further workbooks of a summary.
    """

    fullname: Path
    selection: str = ""
    manifest: Manifest | None = None
    folder: Path | None = None
    others: tuple[Path, ...] = ()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action says to the person who asked; ``returned`` is the form it judged, where it judged one."""

    said: str
    returned: Return | None = None


def prepared(request: Request) -> Request:
    """The request with what was issued, where it can be found."""
    folder = request.folder or (None if request.manifest else find_issued(request.fullname))
    manifest = request.manifest or (read_manifest(folder) if folder else None)
    day = request.day or date.today().isoformat()
    return Request(request.fullname, request.selection, manifest, folder, request.others, day)


def judged(book: xw.Book, request: Request) -> Return:
    """The workbook as it stands now, recomputed and held against what was issued."""
    return judge(request.fullname, lambda: record_of(book), request.manifest)


def act(action: str, book: xw.Book, request: Request) -> Outcome:
    """Do one thing to an open workbook. XlgenError, in plain words, where it can't be done; then nothing was changed."""
    if action not in ACTIONS:
        raise XlgenError(f"没有“{action}”这个操作，有：{'、'.join(ACTIONS)}")
    return ACTIONS[action](book, prepared(request))


def on_action(control: str) -> None:
    """A button of the Excel add-in was pressed: ``control`` is its id, the workbook is the one in front."""
    book = xw.Book.caller()
    chosen = book.app.selection
    selection = f"{chosen.sheet.name}!{chosen(1).get_address(False, False)}" if chosen else ""
    try:
        said = act(control.removeprefix("xlgen").lower(), book, Request(Path(book.fullname), selection)).said
    except XlgenError as error:
        said = str(error)
    book.app.alert(said, title="xlgen")


# ---- the actions ----------------------------------------------------------------------------------------------------


def _check(book: xw.Book, request: Request) -> Outcome:
    returned = _form(book, request)
    list_findings(book, returned)
    return Outcome(f"{verdict(returned)}{'详见“校验结果”表。' if returned.findings else ''}", returned)


def _mark(book: xw.Book, request: Request) -> Outcome:
    returned = _form(book, request)
    count = mark(book, returned)
    told = f"标注了 {count} 个单元格，“退回意见”表逐条列出。" if is_faulty(returned) else "没有要标注的单元格。"
    return Outcome(f"{verdict(returned)}{told}", returned)


def _clear(book: xw.Book, _: Request) -> Outcome:
    return Outcome(f"已清除 {clear(book)} 个单元格的标注和 xlgen 加的工作表，别人的批注和颜色没有动。")


def _repair(book: xw.Book, request: Request) -> Outcome:
    """A file is repaired, not what is on screen: the workbook as last saved, or the copy that was handed over."""
    if request.manifest is None or request.folder is None:
        raise XlgenError("没有找到下发清单。修复要用下发的原表，请把“下发”文件夹放在这张表的旁边或上一级")
    out = request.fullname.with_name(f"{request.fullname.stem}_修复.xlsx")
    if out.exists():
        raise XlgenError(f"{out.name} 已经存在，不会覆盖，请先把它移走")
    repaired = repair(Path(book.fullname), request.manifest, request.folder)
    out.write_bytes(repaired.content)
    book.app.books.open(out)
    told = ["修复的是上次保存的内容。"] if is_live(book) else []
    return Outcome("\n".join([*lines(repaired)[:MOST], closing(repaired, out), *told]))


def _rollup(book: xw.Book, request: Request) -> Outcome:
    opened = list(_open_returns(book, request))
    known = {each.file.resolve() for each in opened}
    files = [file for file in _around(request) if file.resolve() not in known]
    returns = [*opened, *check_all(files, request.manifest)]
    if not request.others:  # what else lies in the folder need not be a form
        returns = [each for each in returns if not any(finding.code == "XG040" for finding in each.findings)]
    if not any(each.answers for each in returns):
        raise XlgenError("没有找到自评表。请先打开要汇总的表，或把它们和这个工作簿放在同一个文件夹里")
    rolled = roll_up(returns, request.manifest)
    name = add_summary(book, rolled, request.day)
    return Outcome(f"{closing_sentence(rolled)}\n已加“{name}”表。")


def _open_returns(book: xw.Book, request: Request) -> Iterator[Return]:
    """Forms that are open beside the workbook in front."""
    for each in book.app.books:
        if each.name != book.name:
            yield judge(Path(each.fullname), partial(record_of, each), request.manifest)


def _around(request: Request) -> list[Path]:
    if request.others:
        return files_in(request.others)
    inside = (path for path in sorted(request.fullname.parent.glob("*.xlsx")) if not path.name.startswith(("~$", ".")))
    return [path for path in inside if path != request.fullname]


def _explain(book: xw.Book, request: Request) -> Outcome:
    returned = _form(book, request)
    assert returned.answers is not None
    return Outcome("\n".join(explain_score(returned.answers, request.selection or "total")))


def _issue(book: xw.Book, request: Request) -> Outcome:
    out = request.fullname.parent / ISSUED
    if not request.fullname.is_file():
        raise XlgenError("名册还没有保存，请先保存再下发")
    template = str(book.names[TEMPLATE].refers_to).strip('="') if TEMPLATE in book.names else "project"
    issued = issue(load_template(template), load_methods(), request.fullname, out, request.day)
    if not issued.files and not issued.findings:
        raise XlgenError("名册里没有项目，没有生成任何文件")
    if not issued.files:
        said = [f"{finding.place} {finding.message}（{finding.hint}）" for finding in issued.findings[:10]]
        raise XlgenError("\n".join(["名册有错误，没有生成任何文件：", *said]))
    return Outcome(
        f"已按表样 {template} 生成 {len(issued.files)} 张自评表和下发清单，在 {out}。下发清单请妥善留存，校验时要用。"
    )


def _help(_: xw.Book, __: Request) -> Outcome:
    return Outcome(HELP)


def _form(book: xw.Book, request: Request) -> Return:
    """The judged form. XlgenError where the workbook is none of ours: then nothing is put into it."""
    returned = judged(book, request)
    if returned.answers is None:
        raise XlgenError("；".join(f"{f.code} {f.message}（{f.hint}）" for f in returned.findings))
    return returned


ACTIONS: dict[str, Callable[[xw.Book, Request], Outcome]] = {
    "issue": _issue, "check": _check, "mark": _mark, "clear": _clear, "repair": _repair, "rollup": _rollup,
    "explain": _explain, "help": _help,
}  # fmt: skip
