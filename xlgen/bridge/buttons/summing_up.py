"""汇总: the forms that are open beside a workbook and lie in its folder, added up on a sheet of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import xlwings as xw

from xlgen.bridge.requests import Outcome, Request
from xlgen.catalogue import UNMARKED
from xlgen.errors import XlgenError
from xlgen.files.sources import Source, gather
from xlgen.flows.checking import judge, judge_together
from xlgen.issued.hidden import SHEET
from xlgen.macros.name_table import names_from
from xlgen.macros.record import record_of
from xlgen.macros.summing import NAME as SUMMARY
from xlgen.macros.summing import add_summary
from xlgen.reports.summed import closing_sentence
from xlgen.returned.batch import Return
from xlgen.rollup.one_sheet import HERE
from xlgen.rollup.roll_up import roll_up
from xlgen.statuses import Status


def sum_up(book: xw.Book, request: Request) -> Outcome:
    """A sheet 项目汇总 of the forms that are open and lie around. XlgenError where the workbook is a form, or there are none."""
    if SHEET in [sheet.name for sheet in book.sheets]:
        told = "这是一张自评表，汇总不能加在里面。请新建一个空工作簿，存到放自评表的文件夹里，再点“汇总”"
        raise XlgenError(told)
    opened = list(_open_returns(book, request))
    known = {each.file.resolve() for each in opened}
    around = [each for each in _around(request) if each.path.resolve() not in known]
    returns = [*opened, *judge_together(around, request.manifest)]
    if not request.others:  # what else lies in the folder need not be a form
        returns = [each for each in returns if not any(finding.code == UNMARKED for finding in each.findings)]
    if not any(each.form for each in returns):
        raise XlgenError("没有找到自评表。请先打开要汇总的表，或把它们和这个工作簿放在同一个文件夹里")
    rolled = roll_up(returns, request.manifest)
    before = bool(names_from(book, SUMMARY))
    added = f"已加“{add_summary(book, rolled, request.day)}”表{'，原来的没有动' if before else ''}。"
    said = closing_sentence(rolled, HERE.pendings)
    return Outcome(f"{said}\n{added}", sound=all(each.status is Status.SOUND for each in returns))


def _open_returns(book: xw.Book, request: Request) -> Iterator[Return]:
    """Forms that are open beside the workbook in front."""
    for each in book.app.books:
        if each.name != book.name:
            yield judge(Path(each.fullname), partial(record_of, each), request.manifest)


def _around(request: Request) -> list[Source]:
    files = request.others or sorted(request.fullname.parent.glob("*.xlsx"))
    kept = [path for path in files if request.others or not path.name.startswith(("~$", "."))]
    return [each for each in gather(kept).forms if each.path.resolve() != request.fullname.resolve()]
