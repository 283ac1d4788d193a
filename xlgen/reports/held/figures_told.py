"""The figures of a report that are certainly those it is held against, each at its place: in sentences, tables, boxes and notes."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from xlgen.prose.figures_held import compared, figures_told
from xlgen.prose.label_words import core
from xlgen.prose.records import Compared, FormFigure, Setting
from xlgen.prose.table_figures import CellLabels, InCell, compared_cell, is_bare
from xlgen.reports.held.headings import is_heading
from xlgen.reports.held.own_part import OwnPart
from xlgen.reports.held.report_text import ReportText
from xlgen.rules.prose.prose_words import told_in_sentence
from xlgen.rules.prose.table_labels import TOTAL_CALLED, WHOLE_CALLED
from xlgen.word.passages import Passage, WordTable
from xlgen.words.spelling import narrow

_PLANNED = re.compile(r"目标(?!.{0,4}完成)|标准|指标值|计划|任务|依据|要点|办法|公式|内涵|解释|预期|序号|行次")
_SENTENCE = re.compile(r"[,，。;；]")
_SHORTEST = 15  # signs of a cell that is read as a sentence though it has no stop
_GRADES = ("等级", "自评等级", "评价等级", "绩效等级")
_UNIT = re.compile(r"单位[:：]?\s*(亿元|万元|元)")


@dataclass(frozen=True, slots=True)
class Held:
    """What a report is held against: figures that sentences may tell, those by label and head that tables may, and the setting."""

    figures: Sequence[FormFigure]
    labels: CellLabels
    about: Setting


@dataclass(frozen=True, slots=True)
class ComparedHere:
    """A figure that was compared: the place it stands in, also as numbers that no other figure has, and its sentence."""

    place: str
    at: tuple[int, ...]
    sentence: str
    each: Compared


def told_figures(report: ReportText, held: Held, part: OwnPart | None = None) -> list[ComparedHere]:
    """The figures that are certainly figures of what the report is held against, only of the own part where one is given."""
    return [*_of_text(report, held, part), *_of_tables(report, held, part)]


def _of_text(report: ReportText, held: Held, part: OwnPart | None) -> Iterator[ComparedHere]:
    """What stands outside tables."""
    for number, passage in enumerate(report.passages):
        text = passage.text if part is None else _own_text(passage, part.lines.get(number, frozenset()))
        for each in compared(text, held.figures, held.about):
            start = each.mention.start
            line = passage.line_at(start)
            if part is None or part.has_line(number, line):
                yield ComparedHere(passage.places[line], (number, start), told_in_sentence(passage.text, each), each)


def _own_text(passage: Passage, own: Container[int]) -> str:
    """A passage with what is not the project's blotted out, each sign at its place, but for headings right above what is."""
    kept, above = set[int](), -1
    for number, line in enumerate(passage.lines):
        if number in own:
            kept |= {number, above}
        if is_heading(line):
            above = number
    return "\n".join(line if number in kept else " " * len(line) for number, line in enumerate(passage.lines))


def _of_tables(report: ReportText, held: Held, part: OwnPart | None) -> Iterator[ComparedHere]:
    names = {label for key in held.labels for label in key}
    for table in report.tables:
        yield from _grades(table, held, part)
        unit = unit_above(table)
        for cell in report.cells[table.number]:
            if part is not None and not part.has_row(table.number, cell.row):
                continue
            at, place = (-table.number, cell.row, cell.column), f"表{table.number}第{cell.row + 1}行"
            if is_bare(cell.text):
                own = part.named_in(table.number, cell.row) if part else ""
                if each := compared_cell(_of_whole(cell) if own else cell, held.labels, unit):
                    yield ComparedHere(place, at, " ".join(filter(None, (own, _row_said(cell, names)))), each)
            elif core(cell.text) not in names and _is_told(cell):
                for each in _in_cell(cell, held):
                    yield ComparedHere(place, (*at, each.mention.start), told_in_sentence(cell.text, each), each)


def _grades(table: WordTable, held: Held, part: OwnPart | None) -> Iterator[ComparedHere]:
    """The grade in a row that is all of one project."""
    for number, own in part.rows.get(table.number, {}).items() if part else ():
        for column, text in table.rows[number].items():
            heads = [above.get(column, "") for above in table.rows[:number]]
            head = next((each for each in reversed(heads) if core(each) in _GRADES), "")
            for each in compared(f"自评等级为{text.strip()}。", held.figures, held.about) if head and text.strip() else ():
                if each.mention.kind == "grade":
                    said = f"{own} {' '.join(head.split())} {text.strip()}"
                    yield ComparedHere(f"表{table.number}第{number + 1}行", (-table.number, number, column), said, each)


def _of_whole(cell: InCell) -> InCell:
    """A cell of a row that is all of one project: what its column is headed with is told of the whole of the project.

    Not where its row is of one indicator or its column has two heads, of which the nearer may name a part.
    """
    if any("指标" in head for head in cell.beside):
        return cell
    return replace(cell, labels=(*cell.labels, WHOLE_CALLED[0], TOTAL_CALLED[0]), heads=cell.heads[:1])


def _in_cell(cell: InCell, held: Held) -> Iterator[Compared]:
    """The sentences of a cell, read as those of the row it stands in."""
    labels = set(map(core, cell.labels))
    own = {each.row for each in held.figures if each.role == "score" and core(each.label) in labels}
    row = min(own) if len(own) == 1 else ""
    yield from compared(cell.text, held.figures, replace(held.about, row=row, heading=cell.labels[0] if row else ""))


def _is_told(cell: InCell) -> bool:
    """Whether a cell holds sentences on what was done, not what was to be."""
    around = [*cell.labels[:1], *cell.heads[:1]]
    return not any(map(_PLANNED.search, around)) and bool(_SENTENCE.search(cell.text) or len(cell.text) >= _SHORTEST)


def unit_above(table: WordTable) -> str:
    """The unit of money that stands above a table, or in its first row."""
    said = [table.before, *(table.rows[0].values() if table.rows else ())]
    return next((match[1] for text in said if (match := _UNIT.search(narrow(text)))), "")


def _row_said(cell: InCell, names: Container[str]) -> str:
    """A cell with its row's label and its column's head, the nearest that are called as in the form."""
    around = [next((text for text in texts if core(text) in names), "") for texts in (cell.labels, cell.heads)]
    return " ".join([*filter(None, around), cell.text.strip()])


def count_figures(report: ReportText) -> int:
    """How many figures a report tells: numbers with units in sentences, and numbers in tables but for those of lines."""
    own = sum(figures_told(passage.text) for passage in report.passages)
    for table in report.tables:
        for cell in report.cells[table.number]:
            is_number = any(re.search("序号|行次", head) for head in cell.heads[:1])
            own += (not is_number) if is_bare(cell.text) else figures_told(cell.text)
    return own
