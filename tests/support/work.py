"""Work of every reader, counted: lines of Python that run, the same on every machine, for so much to read and four times as much.

``python work.py`` asks the clock as well, for what runs inside C: seconds of the processor, the best of three.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import hostile
from filled import issued, returned
from hostile import SIZES
from rosters import put, sound, told, workbook_of
from shapes import pumped, shapes
from xlgen.errors import XlgenError
from xlgen.flows.checking import judge
from xlgen.flows.repairing import repair
from xlgen.form.notation.holes import value_of
from xlgen.form.notation.items import parse_items, parse_tiers
from xlgen.form.notation.phrases import parse_settings
from xlgen.form.notation.standards import parse_bands
from xlgen.form.template.load import load_methods
from xlgen.language.parse import parse
from xlgen.macros.marking import clear
from xlgen.macros.returning import send_back
from xlgen.prose.money_claims import money_claims
from xlgen.reports.held.project_names import NamesInReport
from xlgen.returned.alteration import canonical
from xlgen.returned.answers import Answers
from xlgen.returned.marks import answer_in, brief, words_of_others
from xlgen.roster.rewriting.facts import Facts
from xlgen.roster.rewriting.proposing import proposals
from xlgen.rules.reviewing import bare_reasons, wordings
from xlgen.words import days, deadlines, figures_in, kinds, labels, private, quantities, spelling, targets, typed, veil, widths
from xlgen.words.nearest import nearest
from xlgen.words.numbers import from_chinese
from xlgen.words.understanding import understand
from xlgen.workbook import number_formats, references
from xlgen.workbook.engine.app import taken
from xlgen.workbook.engine.state import open_state
from xlgen.workbook.ooxml import cell_values, formula
from xlgen.workbook.ooxml.plain import parts_known
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.cell import cleaned
from xlgen.workbook.patching.patcher import Change, patch

TIMES = 6  # four times as much to read may be six times the work
_FACTS = Facts("合格率", Decimal(10), Decimal(95), "%", False, "≥")


@cache
def _patterns() -> tuple[str, ...]:
    return tuple(dict.fromkeys(pattern for method in load_methods().values() for pattern in method.patterns))


READERS: dict[str, Callable[[str], Any]] = {
    **{f"understand {kind}": lambda text, kind=kind: understand(text, kind, "万元") for kind in ("number", "count", "money", "percent", "date")},
    **{
        each.__name__: each
        for each in (
            days.named_day, days.odd_day, days.arabic_days, quantities.quantity, from_chinese, kinds.is_harm,
            labels.plain_label, labels.on_one_line, spelling.squeeze, targets.split_target, typed.typed, veil.veiled, widths.units,
            value_of, brief, answer_in, words_of_others, canonical, cell_values.unescape, formula.calls_out, references.sheet_and_range,
            wordings.undone, wordings.failed, wordings.about_surveys, wordings.sample, wordings.survey_lacks,
            bare_reasons.claims_all_done, bare_reasons.says_nothing, bare_reasons.names_measure,
        )
    },
    "projects named": lambda text: NamesInReport(frozenset(("培训", "监管检查")), frozenset(("培训",))).named(text),
    "money_claims": lambda text: list(money_claims(text, "成本")),
    "deadline": lambda text: deadlines.deadline(text, "2025"),
    "figures": lambda text: list(figures_in.figures(text)),
    "nearest": lambda text: nearest(text, ["项目编码", "实际完成值"]),
    "is_contact": lambda text: private.is_contact(text, text),
    "is_private": lambda text: private.is_private(text, text),
    "shift": lambda text: formula.shift(text, 1, 1),
    "format_of": lambda text: cell_values.format_of(200, text),
    "typed": lambda text: cell_values.typed("n", text, ()),
    "shown_by": lambda text: number_formats.shown_by(text, Decimal("12.5")),
    "parse": lambda text: parse.__wrapped__(text, "n"),
    "parse_bands": lambda text: parse_bands(text[:1000], True, Decimal(10)),
    "parse_items": lambda text: parse_items(text[:1000], Decimal(10)),
    "parse_tiers": lambda text: parse_tiers(text[:1000], Decimal(10)),
    "parse_settings": lambda text: parse_settings(text[:1000], {"step": ["步长"], "each": ["扣分"]}, _patterns()[:9]),
    "proposals": lambda text: list(proposals(text, _FACTS)),
}  # fmt: skip


def lines(run: Callable[[], Any]) -> int:
    """Lines of Python that run, those of comprehensions with each turn; what is refused counts up to there.

    Nothing is known of what was read before: what was kept would hide how the work grows.
    """
    found = 0
    for module in [each for name, each in sys.modules.items() if name.startswith(("xlgen.words.", "xlgen.workbook."))]:
        for kept in [each for each in vars(module).values() if hasattr(each, "cache_clear")]:
            kept.cache_clear()
    parts_known.KEPT.clear()

    def line(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal found
        found += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        with suppress(XlgenError, ValueError, ArithmeticError, cell_values.BadValue):
            run()
    finally:
        sys.settrace(before)
    return found


def seconds(run: Callable[[], Any], most: int = 3) -> float:
    """Seconds of the processor, the best of a few."""
    taken = []
    for _ in range(most):
        begun = time.process_time()
        with suppress(XlgenError, ValueError, ArithmeticError, cell_values.BadValue):
            run()
        taken.append(time.process_time() - begun)
    return min(taken)


def growth(work: Callable[[int], float], n: int, noise: float = 0, times: int = TIMES) -> str:
    """How the work grows from so much to four times as much, what is done for nothing left out; "" where it is in proportion."""
    for size in (4 * n, n, 0):
        work(size)  # what is kept for the next time is made now, whatever was tried before
    nothing, few, many = work(0), work(n), work(4 * n)
    grows = many - nothing > max(times * (few - nothing), noise)
    return f"{n} 份 {few - nothing:.6g}，{4 * n} 份 {many - nothing:.6g}" if grows else ""


# ---- whole files --------------------------------------------------------------------------------------------------------


@cache
def _blank() -> Path:
    file = Path(tempfile.mkdtemp()) / "blank.xlsx"
    file.write_bytes(issued()[1])
    return file


def _checked(content: bytes) -> None:
    judge(Path("form.xlsx"), lambda: read_workbook(content), None)


def _marked(content: bytes) -> None:
    """Marked and saved, then cleared and saved; closed again: what stays open is there to be looked through the next time."""
    state = open_state(content)
    book = taken(state, "form.xlsx")
    try:
        send_back(book, judge(Path("form.xlsx"), lambda: state.read, None))
        state.go_on(state.saved())
        clear(book)
        state.saved()
    finally:
        book.close()


COMMANDS: dict[str, Callable[[bytes], Any]] = {
    "check": _checked,
    "mark": _marked,
    "repair": lambda content: repair(content, blank=_blank()),
}
SMALL = {"sheets": 60, "long_texts": 100, "long_sheets": 100}  # of which a file holds few


def grown(kind: str, n: int) -> bytes:
    """A filled form with faults, with so many of one kind of thing more."""
    return hostile.grown(issued()[1], kind, n)


def typed_into(text: str) -> bytes:
    """The form with a text in every cell that is filled in."""
    cells: dict[str, dict[tuple[int, int], Change]] = {}
    for slot in issued()[0].slots.values():
        if slot.cell.is_input and slot.place:
            sheet, row, column = slot.place
            cells.setdefault(sheet, {})[row, column] = Change(cleaned(text)[:32_000])
    return patch(returned(), cells, overwrite=True)


def answers_in(content: bytes) -> Answers:
    """What a form answers."""
    found = judge(Path("form.xlsx"), lambda: read_workbook(content), None).answers
    assert found
    return found


def roster_with(title: str, text: str) -> list[tuple[str, str, str]]:
    """What is told of a roster with a text in a column of 指标."""
    sheets = sound()
    put("指标", 4, title, text)(sheets)
    return told(workbook_of(sheets))


def roster_of(n: int) -> Any:
    """What is told of a roster of so many projects."""
    sheets = sound()
    projects, indicators = sheets["项目"], sheets["指标"]
    for i in range(n):
        projects.append([f"Q{i}", *projects[1][1:]])
        indicators += [[f"Q{i}", *line[1:]] for line in indicators[1:4]]
    return told(workbook_of(sheets))


# ---- by the clock -------------------------------------------------------------------------------------------------------

SLOW = 0.03  # seconds: what takes less is in the noise
BY_CLOCK = 8  # times: what no longer fits the processor's own memory takes longer, each; what is quadratic takes 16 times


def main() -> None:
    """What grows faster than what there is to read: texts by reader and shape, then files by command and kind."""
    wanted = sys.argv[1:]
    for name, read in READERS.items():
        if wanted and name not in wanted:
            continue
        said = next(filter(None, (_slow(read, shape) for shape in shapes())), "相称")
        print(f"{name:<20}{said}", flush=True)
    for command, run in COMMANDS.items():
        for kind in hostile.KINDS if not wanted or command in wanted else ():
            n = SIZES[kind] // 4  # up to the limits: what a few thousand take is in the noise
            said = growth(lambda size, run=run, kind=kind: _of(run, grown(kind, size)), n, SLOW, BY_CLOCK)
            print(f"{command:<8}{kind:<14}{said or '相称'}", flush=True)
        for piece in ("9", ":", "一", "1,", "得1分;") if not wanted or command in wanted else ():
            said = growth(
                lambda size, run=run, piece=piece: _of(run, typed_into(pumped(("", piece, "!"), size))), 8_000, SLOW, BY_CLOCK
            )
            print(f"{command:<8}每格“{piece}”   {said or '相称'}", flush=True)


def _slow(read: Callable[[str], Any], shape: tuple[str, str, str]) -> str:
    """How the seconds of a reader grow with a shape; "" where they are few, or grow as they should."""
    if seconds(lambda: read(pumped(shape, 32_000)), 1) < SLOW:
        return ""
    said = growth(lambda n: seconds(lambda: read(pumped(shape, n))), 8_000, SLOW, BY_CLOCK)
    return f"{shape}：{said} 秒" if said else ""


def _of(run: Callable[[bytes], Any], content: bytes) -> float:
    return seconds(lambda: run(content))


if __name__ == "__main__":
    main()
