"""Macros over an open workbook: list what was found, mark faulty cells, and take back exactly what was added.

Written against the xlwings object API only; live Excel and the engine ``xlgen`` run the same lines. Each marked cell has a
defined name, ``xlgen.mark.<colour it had>.<number>``: names follow a cell when rows are inserted, so marks are found again,
and the colour a cell had is known even where the list was deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby

import xlwings as xw

from xlgen.files.showing import shown_path
from xlgen.findings import Finding, Severity
from xlgen.form.layout.palette import ENTRY
from xlgen.macros.listing import Heading, Link, Tints, add_list, answered_sheets, remove_sheets, unanswered_sheets
from xlgen.macros.live import has_remark, lifted, put_note, refuse_locked
from xlgen.macros.name_table import add_name, drop_name, meanings, names_from
from xlgen.returned.batch import Return
from xlgen.returned.marks import (
    ANSWER,
    ASKED,
    FIRST,
    LISTS,
    MARK,
    NOTE,
    PLACE,
    brief,
    fill_told,
    heading_of_note,
    line_of,
    words_of_others,
)
from xlgen.statuses import Status
from xlgen.workbook import addresses as a1
from xlgen.workbook.engine.conversion import hex_of
from xlgen.workbook.patching.cell import cleaned
from xlgen.workbook.references import absolute, sheet_and_range

# Red and orange, for entry cells are yellow; a shade beside those that palettes offer, so that nobody else gives it to a cell.
COLOURS = {Severity.ERROR: (255, 154, 153), Severity.WARNING: (255, 192, 1)}
TINTS: Tints = {severity.value: colour for severity, colour in COLOURS.items()}
MOST = 1_000  # findings that are listed and cells that are marked: nobody works through more, and each takes time
_LONGEST = 60  # characters of a value in the list; its cell shows all of it
CHECKED, RETURNED = LISTS["check"], LISTS["return"]
KINDS = tuple(LISTS)
_NONE, _MANY = "none", 5
_CHECK_HEADINGS = (
    Heading(FIRST, 6, True), Heading("程度", 7, True), Heading("代码", 8, True), Heading(PLACE, 16, True),
    Heading(ASKED, 56), Heading("怎么改", 40), Heading("表上的值", 18), Heading("应为", 18),
)  # fmt: skip
_RETURN_HEADINGS = (
    Heading(FIRST, 6, True), Heading("程度", 7, True), Heading(PLACE, 15, True), Heading(ASKED, 52), Heading("怎么改", 38),
    Heading(ANSWER, 24, True),
)  # fmt: skip


def list_findings(book: xw.Book, returned: Return) -> None:
    """Put the sheet 校验结果 into the workbook: every finding, with a link to its cell. An earlier one goes."""
    refuse_locked(book)
    remove_sheets(book, "check")
    listed = returned.findings[:MOST]
    rows = [
        (i, f.severity.value, f.code, link, brief(f.message), brief(f.hint), _short(f.found), _short(f.expected))
        for i, (f, link) in enumerate(zip(listed, _links(book, listed), strict=True), 1)
    ]
    lines = [_about(returned), verdict(returned), *_not_listed(len(returned.findings))]
    add_list(book, "check", CHECKED, lines, _CHECK_HEADINGS, rows, TINTS)


def mark(book: xw.Book, returned: Return, nth: int = 0, day: str = "") -> int:
    """Colour and note each faulty cell and add the sheet 退回意见; how many cells were marked. Earlier marks go first.

    ``nth`` is the round in which forms are sent back, 0 where that is not known, ``day`` the ISO day on which. Where nothing has to be mended or looked at,
    nothing is added. A cell with a remark of somebody's keeps it, and is only coloured.
    """
    refuse_locked(book)
    _clear_marks(book)
    if not is_faulty(returned):
        return 0
    try:
        return _mark(book, returned, nth, day)
    except Exception:  # Excel refuses for many reasons: red cells without a list would say nothing
        with suppress(Exception):
            _clear_marks(book)
        raise


def _mark(book: xw.Book, returned: Return, nth: int, day: str) -> int:
    told_of = sorted((f for f in returned.findings if f.severity in COLOURS), key=lambda f: f.severity is not Severity.ERROR)
    faults = [f for f in returned.findings if f.severity in COLOURS] if len(told_of) <= MOST else told_of[:MOST]
    spots = list(_by_cell(book, faults))
    with lifted([sheet for sheet in book.sheets if any(sheet.name == name for (name, _), _ in spots)]):
        for number, ((sheet, cell), found) in enumerate(spots, 1):
            _mark_cell(book, book.sheets[sheet].range(cell), number, found)
    rows = [
        (i, f.severity.value, link, brief(f.message), brief(f.hint), "")
        for i, (f, link) in enumerate(zip(faults, _links(book, faults), strict=True), 1)
    ]
    told = (
        "红色的必须改；橙色的请核实，确实没有错的不用改，在最后一列写“已核实：原因”。改好后直接报回，颜色、批注和这张表不用删。"
    )
    more = [repairable(returned)] if repairable(returned) else []
    lines = [
        _about(returned),
        *_asked(returned, nth, day),
        verdict(returned, to_mend=True),
        *_not_listed(len(told_of)),
        told,
        *more,
    ]
    add_list(book, "return", RETURNED, lines, _RETURN_HEADINGS, rows, TINTS)
    return len(spots)


def _not_listed(count: int) -> list[str]:
    """A line about findings beyond those that are listed; none where all are."""
    more = count - MOST
    return [f"问题太多，这里只列出 {MOST} 处，还有 {more} 处没有列出、没有标注，用 xlgen check 可看全部。"] if more > 0 else []


def is_faulty(returned: Return) -> bool:
    """Whether there is anything to mark: errors, or what has to be looked at."""
    return any(finding.severity in COLOURS for finding in returned.findings)


def clear(book: xw.Book) -> int:
    """Take back all that ``mark`` and ``list_findings`` added, and nothing else; how many cells were cleared."""
    cleared = _clear_marks(book)
    remove_sheets(book, "check")
    return cleared


def _clear_marks(book: xw.Book) -> int:
    marks = [name for name in names_from(book, MARK) if name.name.split(".")[2] not in KINDS]
    nameless = 0
    with lifted(list(book.sheets)):
        for name in marks:
            _unmark(book, name)
        for sheet in book.sheets:
            for note in list(sheet.notes):
                if note.text.startswith(NOTE):
                    theirs, colour, cell = words_of_others(note.text), fill_told(note.text), note.location
                    note.delete()
                    nameless += _is_ours(cell)
                    if _is_ours(cell):  # its name is gone, as after .xls or in a copy of the sheet
                        cell.color = colour
                    if theirs:
                        cell.add_note(theirs)
    remove_sheets(book, "return")
    return len(marks) + nameless


def lists(book: xw.Book, *kinds: str) -> str:
    """The titles of added lists that nobody wrote on, as “校验结果”“退回意见”; all kinds of lists where none is named."""
    own = {sheet.name for kind in kinds or KINDS for sheet in unanswered_sheets(book, kind)}
    return "".join(f"“{name}”" for name in sorted(own))


def answered(book: xw.Book, *kinds: str) -> str:
    """A sentence about lists that somebody wrote on, which stay when marks go; "" where there are none."""
    kept = [sheet.name for kind in kinds or KINDS for sheet in answered_sheets(book, kind)]
    return f"{'、'.join(f'“{name}”' for name in kept)}上有人写了字，留着没有删。" if kept else ""


def is_marked(book: xw.Book) -> bool:
    """Whether anything of ours is in the workbook."""
    noted = (note.text.startswith(NOTE) for sheet in book.sheets for note in sheet.notes)
    return bool(names_from(book, MARK)) or any(noted)


def repairable(returned: Return) -> str:
    """A sentence where formulas were pasted over in numbers: no officer can restore them, and none has to."""
    lost = sum(finding.code in ("XG102", "XG103") for finding in returned.findings)
    return f"有 {lost} 格公式被覆盖，不用填报人逐格改：收表的人用“修复”（xlgen repair）即可恢复。" if lost >= _MANY else ""


def verdict(returned: Return, to_mend: bool = False) -> str:
    """How the workbook stands, in a sentence; ``to_mend``: without the notes, which nobody has to do anything about."""
    counted = {
        severity: sum(f.severity is severity for f in returned.findings)
        for severity in Severity
        if not (to_mend and severity is Severity.NOTE)
    }
    said = [f"{count} 处{word.value}" for word, count in counted.items() if count]
    if returned.answers is None:
        return f"{returned.standing}：" + "；".join(f.message for f in returned.findings)
    if not said:
        return f"没有发现问题，{Status.SOUND.word}。"
    return f"有 {'、'.join(said)}，{returned.status.word}。"


def _about(returned: Return) -> str:
    if returned.answers is None:
        return f"文件：{shown_path(returned.file.name)}"
    unit = returned.answers.snapshot.identity.get("unit", "")
    said = (f"项目编码：{returned.code}", f"项目名称：{returned.project}", f"实施单位：{unit}" if unit else "")
    return "　　".join(filter(None, said))


def _asked(returned: Return, nth: int, day: str) -> list[str]:
    """A line about which round it is, who sends back and when, and by when the form is to be back, as far as that is known."""
    snapshot = returned.answers.snapshot if returned.answers else None
    sender, deadline = (snapshot.identity.get("department", ""), snapshot.deadline) if snapshot else ("", "")
    told = (("退回单位", sender), ("退回日期", day), ("报送期限", deadline))
    said = (f"第 {nth} 轮退回" if nth else "", *(f"{title}：{what}" if what else "" for title, what in told))
    return ["　　".join(filter(None, said))] if any(said) else []


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"


def _links(book: xw.Book, faults: Sequence[Finding]) -> list[Link | str]:
    """Where findings lead to; only their texts where nobody can go there."""
    shown = {sheet.name for sheet in book.sheets if int(sheet.visible) in (-1, 1)}
    said = meanings(book)

    def leads(finding: Finding) -> bool:
        sheet, cells = sheet_and_range(said.get(finding.name, "")) or ("", "")
        return (sheet, cells.partition(":")[0].replace("$", "")) == (finding.sheet, finding.cell)

    return [
        Link(each.sheet, each.cell, each.name if leads(each) else "") if each.sheet in shown else each.place for each in faults
    ]


def _by_cell(book: xw.Book, faults: Sequence[Finding]) -> Iterator[tuple[tuple[str, str], list[Finding]]]:
    """Findings by the cell they stand at, in the order of sheets, rows and columns; cells nobody can see are left out."""
    order = {sheet.name: sheet.index for sheet in book.sheets if int(sheet.visible) in (-1, 1)}

    def place(finding: Finding) -> tuple[int, int, int]:
        return order[finding.sheet], *a1.parse(finding.cell)

    shown = sorted((f for f in faults if f.cell and f.sheet in order), key=place)
    for _, found in groupby(shown, key=place):
        own = list(found)
        yield (own[0].sheet, own[0].cell), own


def _mark_cell(book: xw.Book, cell: xw.Range, number: int, found: Sequence[Finding]) -> None:
    had = ENTRY.lstrip("#") if _is_ours(cell) else hex_of(cell.color) or _NONE
    add_name(book, f"{MARK}{had}.{number}", f"={absolute((cell.sheet.name, cell.row - 1, cell.column - 1))}")
    worst = Severity.ERROR if any(f.severity is Severity.ERROR for f in found) else Severity.WARNING
    cell.color = COLOURS[worst]
    if not has_remark(cell):
        put_note(
            cell, cleaned("\n".join([heading_of_note(f"#{had}"), *(line_of(f.severity, f.message, f.hint) for f in found)]))
        )


def _unmark(book: xw.Book, name: xw.Name) -> None:
    """Give a cell its colour back, unless somebody has coloured it since or deleted it."""
    had = name.name.split(".")[2]
    try:
        cell = name.refers_to_range
    except Exception:  # the cell was deleted: engines differ in what they raise
        cell = None
    if cell is not None and _is_ours(cell):
        cell.color = None if had == _NONE else f"#{had}"
    drop_name(book, name)


def _is_ours(cell: xw.Range) -> bool:
    """Whether a cell has a colour that nobody else gives it."""
    return cell.color in COLOURS.values()
