"""The smoke test in Excel, by itself: what nobody but Excel can answer, step by step (by hand: docs/冒烟测试.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

from xlgen.bridge.actions import act, judged
from xlgen.bridge.observing import SHOWN, Amiss, expect, in_words, same
from xlgen.bridge.requests import Request, prepared
from xlgen.errors import XlgenError
from xlgen.flows.demo import run_demo
from xlgen.issued.hidden import SHEET
from xlgen.issued.manifest import find_issued
from xlgen.macros.live import is_protected, is_wps, pages_of, program_of
from xlgen.macros.name_table import names_from
from xlgen.macros.record import record_of
from xlgen.returned.batch import Return
from xlgen.returned.marks import LISTS, MARK
from xlgen.statuses import Status

NOT_COMPUTED = "XG104"  # results of the program are others than what was recomputed
_LISTS = tuple(LISTS.values())


@dataclass(frozen=True, slots=True)
class Attempt:
    """One step: what it is about, what was seen, and whether that is as it should be."""

    about: str
    said: str
    is_well: bool


@dataclass(frozen=True, slots=True)
class _Bench:
    """Excel, and the demonstration's files: a form as issued, one returned without faults, one with, and the summary."""

    app: xw.App
    blank: Path
    sound: Path
    faulty: Return
    summary: Path


def try_excel(app: xw.App, work: Path) -> list[Attempt]:
    """Go through all steps with files of a demonstration that is made in ``work``. XlgenError where it is WPS that answers."""
    if is_wps(app):
        raise XlgenError("现在答话的是 WPS，不是 Excel。WPS 请照 docs/冒烟测试.md 用手试")
    demo = run_demo(work)
    read = [each for each in demo.returns if each.form]
    sound = next(each.file for each in read if each.status is Status.SOUND)
    issued = find_issued(sound)
    assert issued is not None  # the demonstration's own
    blank = min(issued.glob("*.xlsx"))
    faulty = max(read, key=lambda each: len(each.findings))
    bench = _Bench(app, blank, sound, faulty, demo.summary)
    return [Attempt("程序", program_of(app), True), *(_tried(about, trial, bench) for about, trial in _TRIALS.items())]


def _tried(about: str, trial: Callable[[_Bench], str], bench: _Bench) -> Attempt:
    try:
        return Attempt(about, trial(bench), True)
    except Amiss as error:
        return Attempt(about, str(error), False)
    except Exception as error:  # Excel refuses for reasons of its own: the record says which, and the next step is tried
        return Attempt(about, f"没有做成：{in_words(error)}", False)


@contextmanager
def _opened(bench: _Bench, file: Path) -> Iterator[xw.Book]:
    book = bench.app.books.open(str(file))
    try:
        yield book
    finally:
        with suppress(Exception):
            book.close()


# ---- the steps ------------------------------------------------------------------------------------------------------


def _opens(bench: _Bench) -> str:
    with _opened(bench, bench.blank) as book:
        return f"{len(book.sheets)} 张工作表，{same(record_of(book), bench.blank, values=False)}"


def _computes(bench: _Bench) -> str:
    with _opened(bench, bench.sound) as book:
        book.app.calculate()
        return same(record_of(book), bench.sound, values=True)


def _sums(bench: _Bench) -> str:
    with _opened(bench, bench.summary) as book:
        book.app.calculate()
        return same(record_of(book), bench.summary, values=True)


def _scores(bench: _Bench) -> str:
    """One entry is taken out: Excel must compute what the checker computes."""
    with _opened(bench, bench.sound) as book:
        before = book.names["total"].refers_to_range.value
        entry = book.names["indicators.1.actual"].refers_to_range
        entry.value = None
        book.app.calculate()
        after = book.names["total"].refers_to_range.value
        found = judged(book, prepared(Request(bench.sound)))
    stale = [finding.place for finding in found.findings if finding.code == NOT_COMPUTED]
    if stale:
        raise Amiss(f"与程序重算不同的有 {len(stale)} 格：{'、'.join(stale[:SHOWN])}")
    return f"删去一格填报，总分由 {before} 变为 {after}，与程序重算相同"


def _checks(bench: _Bench) -> str:
    with _opened(bench, bench.faulty.file) as book:
        said = act("check", book, Request(bench.faulty.file)).said
        expect(LISTS["check"] in _titles(book), f"没有“{LISTS['check']}”表")
        return said


def _marks(bench: _Bench) -> str:
    with _opened(bench, bench.faulty.file) as book:
        locked = [sheet.name for sheet in book.sheets if is_protected(sheet)]
        said = act("mark", book, Request(bench.faulty.file)).said
        act("mark", book, Request(bench.faulty.file))
        lists = [title for title in _titles(book) if title.startswith(LISTS["return"])]
        expect(lists == [LISTS["return"]], f"标注两次以后有 {len(lists)} 张“{LISTS['return']}”表")
        still = [sheet.name for sheet in book.sheets if is_protected(sheet)]
        expect(still == locked, f"原来保护的是{'、'.join(locked)}，现在是{'、'.join(still)}")
        noted = sum(1 for sheet in book.sheets for _ in sheet.notes)
        return f"{said}批注 {noted} 条，再标注一次结果一样，工作表仍受保护"


def _clears(bench: _Bench) -> str:
    with _opened(bench, bench.faulty.file) as book:
        sheets = _titles(book)
        act("mark", book, Request(bench.faulty.file))
        coloured = [(name.refers_to_range, name.name.split(".")[2]) for name in names_from(book, MARK)]
        places = [
            (cell.sheet.name, cell.get_address(False, False), had) for cell, had in coloured if cell.sheet.name not in _LISTS
        ]
        said = act("clear", book, Request(bench.faulty.file)).said
        expect(_titles(book) == sheets, f"清除以后的工作表是{'、'.join(_titles(book))}")
        for sheet, cell, had in places:
            now = book.sheets[sheet].range(cell).color
            told = "".join(f"{part:02X}" for part in now) if now else "none"
            expect(told == had, f"{sheet}!{cell} 原来的底色是 {had}，现在是 {told}")
        return f"{said}{same(record_of(book), bench.faulty.file, values=False)}"


def _saves(bench: _Bench) -> str:
    copy = bench.faulty.file.with_stem(f"{bench.faulty.file.stem}_另存")
    with _opened(bench, bench.faulty.file) as book:
        book.save(str(copy))
    with _opened(bench, copy) as book:
        found = judged(book, prepared(Request(copy)))
    more = {each.code for each in found.findings} - {each.code for each in bench.faulty.findings}
    copy.unlink()
    expect(not more, f"另存以后多出的发现：{'、'.join(sorted(more))}")
    return "另存以后再校验，发现和原来一样，没有被误认为改动"


def _prints(bench: _Bench) -> str:
    with _opened(bench, bench.blank) as book:
        told = [f"{sheet.name} {pages_of(sheet)} 页" for sheet in book.sheets if sheet.name != SHEET and sheet.visible]
    return "，".join(told)


_TRIALS: dict[str, Callable[[_Bench], str]] = {
    "打开空白表": _opens, "重算自评表": _computes, "改一格再算": _scores, "校验": _checks, "标注": _marks, "清除标注": _clears,
    "另存": _saves, "打开汇总表并重算": _sums, "打印页数": _prints,
}  # fmt: skip


def _titles(book: xw.Book) -> list[str]:
    return [sheet.name for sheet in book.sheets]
