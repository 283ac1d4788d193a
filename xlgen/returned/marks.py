"""By what everything that xlgen added to a returned workbook is found again, and what others wrote on it since."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlgen.findings import Severity
from xlgen.form.layout.palette import COMPUTED, ENTRY, REQUIRED
from xlgen.words.labels import on_one_line
from xlgen.workbook.records import SheetRecord

MARK = "xlgen.mark."  # begins the defined names of marked cells and added sheets
NOTE = "【xlgen 校验】"  # begins every note
# What a note says of its cell, and the fill that such a cell has: notes outlive .xls, names may not
FILLS = {"必填格": REQUIRED, "填报格": ENTRY, "公式格": COMPUTED}
LISTS = {"check": "校验结果", "return": "退回意见"}  # titles of added sheets by what they are for
FIRST, PLACE, ASKED = "序号", "位置", "问题"
ANSWER = "改好打√；属实写“已核实：原因”"  # headings of an added list: the last is the officers'
_ANSWERS = ("改好打√", ANSWER)  # as earlier programs called it, too
_LONGEST = 500  # characters of a finding in a note or list: it may quote a whole cell
_LINE = re.compile(rf"({'|'.join(Severity)})：[^（]*（.*）")
_TICKS = {"√", "✓", "✔", "是"}
_VERIFIED = re.compile(r"已(?:核实|核对)[ :：,，。;；（(]*(.*?)[)）。 ]*", re.DOTALL)


def brief(text: str) -> str:
    """What is said of a finding, on one line and cut where it is very long."""
    line = on_one_line(text)
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def line_of(severity: Severity, message: str, hint: str) -> str:
    """What a note says of a finding."""
    return f"{severity.value}：{brief(message)}（{brief(hint)}）"


def heading_of_note(fill: str | None) -> str:
    """The first line of a note for a cell of this fill, ``#RRGGBB``."""
    return NOTE + next((kind for kind, colour in FILLS.items() if colour == fill), "")


def fill_told(note: str) -> str:
    """The fill that the cell of a note of ours had; that of an entry where the note does not say."""
    return FILLS.get(note.splitlines()[0].removeprefix(NOTE).strip(), ENTRY)


def words_of_others(note: str) -> str:
    """What somebody else wrote in a note: all of it where the note is not ours, "" where nobody did."""
    first, *lines = note.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not first.startswith(NOTE):
        return note
    return "\n".join(
        line
        for line in (first.removeprefix(NOTE), *lines)
        if line.strip() and line.strip() not in FILLS and not _LINE.fullmatch(line)
    )


def remarks(cells: Mapping[tuple[int, int], object]) -> dict[tuple[int, int], str]:
    """What somebody wrote on a list of ours, by place: answers that say more than a tick, and all that stands around it.

    On a sheet without our headings that is everything: a cell of ours was pasted there.
    """
    said = {at: str(value).strip() for at, value in cells.items() if value is not None and str(value).strip()}
    head = min((row for row, column in said if column == 0 and said[row, 0] == FIRST), default=-1)
    width = next((n for n in range(100) if (head, n) not in said), 0)
    rows = range(head, next(row for row in range(head + 1, head + len(said) + 2) if not _is_number(said.get((row, 0), ""))))
    return {
        (row, column): text
        for (row, column), text in said.items()
        if not (row < head and column == 0)
        and not (row in rows and column < width and (row == head or said[head, column] not in _ANSWERS or text in _TICKS))
    }


def is_list(sheet: SheetRecord) -> bool:
    """Whether a sheet is a list on which officers answer, told by its heading: names that lead to it go with a second marking."""
    return any(cell.value == ANSWER for cell in sheet.cells.values())


def answer_in(text: str) -> str | None:
    """The reason in an answer such as 已核实：合同价上涨; "" where none is given, None where it is no such answer."""
    match = _VERIFIED.fullmatch(text.strip())
    return on_one_line(match[1]) if match else None


def _is_number(text: str) -> bool:
    return text.removesuffix(".0").isdigit()
