"""What each button does: the same words in the Excel ribbon, the WPS ribbon and ``xlgen bridge``.

An action works on an open workbook, live or of the file engine, and answers with a sentence for the person who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import xlwings as xw

from xlgen.bridge.buttons.button_help import HELP
from xlgen.bridge.buttons.campaign_buttons import list_chased, take_in
from xlgen.bridge.buttons.returns import count_of, send_all_back, turn
from xlgen.bridge.buttons.summing_up import sum_up
from xlgen.bridge.requests import Outcome, Request, prepared
from xlgen.errors import XlgenError
from xlgen.files.mishaps import is_for_people
from xlgen.files.paths import fresh
from xlgen.files.placing import FOLDER_WORDS, apart
from xlgen.findings import Finding, Severity
from xlgen.flows.checking import judge, readable
from xlgen.flows.issuing import issue
from xlgen.flows.repairing import repair
from xlgen.macros.adopting import adopt
from xlgen.macros.live import is_live
from xlgen.macros.marking import answered, clear, is_marked, list_findings, lists, verdict
from xlgen.macros.name_table import names_held
from xlgen.macros.record import record_of
from xlgen.macros.returning import send_back
from xlgen.repair.fates import closing, weighty_first
from xlgen.reports.explain import explain_score, named
from xlgen.returned.batch import Return
from xlgen.statuses import Status
from xlgen.workbook.records import WorkbookRecord

ISSUED = "下发"
PANE = "pane"
MOST = 20  # lines of a repair that fit a message
SHOWN = 10  # findings of a roster that fit a message
TEMPLATE = "xlgen.template"  # name in a roster of the template it was made for


def judged(book: xw.Book, request: Request) -> Return:
    """The workbook as it stands now, recomputed and held against what was issued."""
    return judge(request.fullname, lambda: _record(book), request.manifest)


def _record(book: xw.Book) -> WorkbookRecord:
    """An open workbook; a file to which nothing was done is taken as it was read, styles and all."""
    state = None if is_live(book) else book.impl.state
    return state.read if state and not state.journal else record_of(book)


def act(action: str, book: xw.Book, request: Request) -> Outcome:
    """Do one thing to an open workbook. XlgenError, in plain words, where it can't be done; then nothing was changed."""
    if action not in ACTIONS:
        raise XlgenError(f"没有“{action}”这个操作，有：{'、'.join(ACTIONS)}")
    try:
        with names_held(book):
            return ACTIONS[action](book, prepared(request))
    except ValueError as error:  # a file that can be read need not be one that can be written again
        if not is_for_people(error):
            raise
        raise XlgenError(f"不能改写，{error}") from None


# ---- the actions ----------------------------------------------------------------------------------------------------


def _check(book: xw.Book, request: Request) -> Outcome:
    returned = _form(book, request)
    kept = answered(book, "check")
    list_findings(book, returned)
    where = f"详见{lists(book, 'check')}表。" if returned.findings else ""
    said = f"{verdict(returned)}{where}{kept}"
    return Outcome(said, returned, returned.status is Status.SOUND)


def _mark(book: xw.Book, request: Request) -> Outcome:
    returned = _form(book, request)
    marking = send_back(book, returned, day=request.day)
    return Outcome(marking.said, returned, returned.status is Status.SOUND)


def _clear(book: xw.Book, _: Request) -> Outcome:
    if not is_marked(book):
        return Outcome("这个工作簿里没有 xlgen 的标注，没有改动。")
    gone, kept = lists(book), answered(book)
    count = clear(book)
    told = f"已清除 {count} 个单元格的标注{f'和{gone}表' if gone else ''}，别人的批注、颜色和“项目汇总”表没有动。"
    return Outcome(f"{told}{kept}")


def _repair(book: xw.Book, request: Request) -> Outcome:
    """A file is repaired, not what is on screen: the workbook as last saved, or the copy that was handed over."""
    if request.manifest is None or request.folder is None:
        raise XlgenError("没有找到下发清单。修复要用下发的原表，请把“下发”文件夹放在这张表的旁边或上一级")
    word = FOLDER_WORDS["repair"]
    file = request.fullname.with_stem(f"{request.fullname.stem}_{word}")  # no two open books have one name
    out = apart(file, word, request.folder)
    repaired = repair(Path(book.fullname), request.manifest, request.folder, out=fresh(out, "请先把它移走"))
    book.app.books.open(out)
    told = "修复的是上次保存的内容。" if is_live(book) else ""
    last = f"{closing(repaired)}已写到 {out} 并打开，请点“校验”再看一遍，审核通过后替换收表文件夹里原来那一份。{told}"
    return Outcome("\n".join([*weighty_first(repaired, MOST), last]))


def _pane(book: xw.Book, request: Request) -> Outcome:
    """How the form stands; the pane lists the findings, and nothing is added to the workbook."""
    returned = _form(book, request)
    return Outcome(f"{count_of(request)}{verdict(returned)}", returned, returned.status is Status.SOUND)


def _adopt(book: xw.Book, request: Request) -> Outcome:
    returned = _form(book, request)
    assert returned.answers is not None
    name = named(returned.answers, request.selection)
    if name not in returned.answers.snapshot.slots:
        raise XlgenError("这一格不是要填的格。请选中有问题的填报格，再点“按理解改”")
    return Outcome(adopt(book, returned, name, request.read, request.day or date.today().isoformat()))


def _explain(book: xw.Book, request: Request) -> Outcome:
    returned = _form(book, request)
    assert returned.answers is not None
    place = request.selection or "total"
    if named(returned.answers, place) not in returned.answers.snapshot.slots:
        raise XlgenError("这一格没有可说明的。请选中得分、总分、等级或填报格，再点“评分说明”")
    return Outcome("\n".join(explain_score(returned.answers, place)))


def _issue(book: xw.Book, request: Request) -> Outcome:
    out = request.fullname.parent / ISSUED
    if not request.fullname.is_file():
        raise XlgenError("项目清单还没有保存，请先保存再下发")
    template = str(book.names[TEMPLATE].refers_to).strip('="') if TEMPLATE in book.names else "project"
    fresh(out, "要重新下发，请先把这个文件夹改名或移走")
    issued = issue(request.fullname, out, template, day=request.day)
    if not issued.files:
        raise XlgenError("\n".join(["项目清单有错误，没有生成任何文件：", *_told(issued.findings)]))
    told = "用的是上次保存的项目清单。" if is_live(book) else ""
    return Outcome(
        f"已按表式 {template} 生成 {len(issued.files)} 张自评表和下发清单，在 {out}。下发清单请妥善留存，校验时要用。{told}"
        + "".join(f"\n{said}" for said in (["请核实：", *_told(issued.findings)] if issued.findings else []))
    )


def _told(findings: Sequence[Finding]) -> list[str]:
    """The first findings, errors before all others, and how many there are more: a message box holds a few lines."""
    weights = list(Severity)
    by_weight = sorted(findings, key=lambda finding: weights.index(finding.severity))
    said = [f"{each.place} {each.severity.value} {each.message}（{each.hint}）" for each in by_weight[:SHOWN]]
    return said + ([f"还有 {len(findings) - SHOWN} 处，用 xlgen lint 看全部"] if len(findings) > SHOWN else [])


def _help(_: xw.Book, __: Request) -> Outcome:
    return Outcome(HELP)


def _form(book: xw.Book, request: Request) -> Return:
    """The judged form. XlgenError where the workbook is none of ours: then nothing is put into it."""
    return readable(judged(book, request))


ACTIONS: dict[str, Callable[[xw.Book, Request], Outcome]] = {
    "issue": _issue, "collect": take_in, "chase": list_chased,
    "check": _check, "mark": _mark, "clear": _clear, "repair": _repair, PANE: _pane, "adopt": _adopt,
    "previous": lambda book, request: turn(book, request, -1), "next": lambda book, request: turn(book, request, 1),
    "returnall": lambda _, request: send_all_back(request), "rollup": sum_up, "explain": _explain, "help": _help,
}  # fmt: skip
