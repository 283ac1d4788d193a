"""Work flow: a report in Word and a form → every figure of the report that is one of the form, and whether it is the same."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import one_file
from xlgen.flows.checking import check, readable
from xlgen.issued.manifest import Manifest
from xlgen.prose.figures_held import compared, figures_told
from xlgen.prose.label_words import core
from xlgen.prose.records import Compared
from xlgen.prose.table_figures import InCell, cells, compared_cell, is_bare
from xlgen.reports.report_figures import ReportCheck, ToldFigure
from xlgen.returned.answers import Answers
from xlgen.rules.prose.form_figures import form_figures
from xlgen.rules.prose.prose_words import fact, figures_called, told_in_sentence
from xlgen.rules.prose.table_labels import table_labels
from xlgen.rules.prose.told_figures import setting
from xlgen.word.docx import Docx, open_docx
from xlgen.word.passages import WordTable, passages, tables
from xlgen.words.labels import in_marks, without_blanks
from xlgen.words.spelling import narrow

_PLANNED = re.compile(r"目标(?!.{0,4}完成)|标准|指标值|计划|任务|依据|要点|办法|公式|内涵|解释|预期|序号|行次")
_SENTENCE = re.compile(r"[,，。;；]")
_SHORTEST = 15  # signs of a cell that is read as a sentence though it has no stop
_WORDS = ("grade", "places")  # what is told of them is no number
_UNIT = re.compile(r"单位[:：]?\s*(亿元|万元|元)")


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure that was compared: the place it stands in, also as numbers that no other figure has, and its sentence."""

    place: str
    at: tuple[int, ...]
    sentence: str
    each: Compared


def check_report(
    report: Path | str, form: Path | str, issued: Path | str | Sequence[Path | str] | Manifest | None = None
) -> ReportCheck:
    """The figures of a report (.docx) held against a form's, which are recomputed: sentences, tables, text boxes, notes.

    ``issued`` is that of ``check``. What is not certainly a figure of the form is left alone, and counted.

    XlgenError where a file is not there or the form cannot be read; Refused (XG0xx) where the report is no .docx.

    >>> check_report("自评报告.docx", "回收/P001_培训.xlsx", "下发").is_sound
    True
    """
    source, held = one_file(report), one_file(form)
    if held.suffix.lower() == ".docx" and source.suffix.lower() != ".docx":
        raise XlgenError(f"两个文件写反了：先写自评报告 {held}，再写自评表 {source}")
    document = open_docx(source)
    returned = readable(check(held, issued)[0])
    answers = returned.answers
    assert answers, "it is readable"
    told = [*_of_text(document, answers), *_of_tables(document, answers)]
    left = _figures(document) - len({one.at for one in told if one.each.mention.kind not in _WORDS})
    return ReportCheck(tuple(_figure(answers, one) for one in told), left, tuple(_strange(document, answers)), returned)


def _of_text(document: Docx, answers: Answers) -> Iterator[_Told]:
    """What stands outside tables."""
    figures, about = form_figures(answers), setting(answers)
    for number, passage in enumerate(passages(document)):
        for each in compared(passage.text, figures, about):
            start = each.mention.start
            yield _Told(passage.places[passage.line_at(start)], (number, start), told_in_sentence(passage.text, each), each)


def _of_tables(document: Docx, answers: Answers) -> Iterator[_Told]:
    labels = table_labels(answers)
    names = {label for key in labels for label in key}
    for table in tables(document):
        unit = _unit(table)
        for cell in cells(table.rows):
            at = (-table.number, cell.row, cell.column)
            place = f"表{table.number}第{cell.row + 1}行"
            if is_bare(cell.text):
                if each := compared_cell(cell, labels, unit):
                    yield _Told(place, at, _row_said(cell, names), each)
            elif core(cell.text) not in names and _is_told(cell):
                for each in _in_cell(cell, answers):
                    yield _Told(place, (*at, each.mention.start), told_in_sentence(cell.text, each), each)


def _in_cell(cell: InCell, answers: Answers) -> Iterator[Compared]:
    """The sentences of a cell, read as those of the row it stands in."""
    figures, about = form_figures(answers), setting(answers)
    labels = set(map(core, cell.labels))
    own = {each.row for each in figures if each.role == "score" and core(each.label) in labels}
    row = min(own) if len(own) == 1 else ""
    yield from compared(cell.text, figures, replace(about, row=row, heading=cell.labels[0] if row else ""))


def _is_told(cell: InCell) -> bool:
    """Whether a cell holds sentences on what was done, not what was to be."""
    around = [*cell.labels[:1], *cell.heads[:1]]
    return not any(map(_PLANNED.search, around)) and bool(_SENTENCE.search(cell.text) or len(cell.text) >= _SHORTEST)


def _unit(table: WordTable) -> str:
    """The unit of money that stands above a table, or in its first row."""
    said = [table.before, *(table.rows[0].values() if table.rows else ())]
    return next((match[1] for text in said if (match := _UNIT.search(narrow(text)))), "")


def _row_said(cell: InCell, names: Container[str]) -> str:
    """A cell with its row's label and its column's head, the nearest that are called as in the form."""
    around = [next((text for text in texts if core(text) in names), "") for texts in (cell.labels, cell.heads)]
    return " ".join([*filter(None, around), cell.text.strip()])


def _figure(answers: Answers, one: _Told) -> ToldFigure:
    each = one.each
    name = each.figures[0].name if each.figures else ""
    sheet, cell = answers.cell(name) if name else ("", "")
    said = figures_called(answers, each), fact(answers, each, one.sentence)
    return ToldFigure(one.place, one.sentence, each.found, each.right, each.agrees, sheet, cell, name, *said)


def _figures(document: Docx) -> int:
    """How many figures a report tells: numbers with units in sentences, and numbers in tables but for those of lines."""
    own = sum(figures_told(passage.text) for passage in passages(document))
    for table in tables(document):
        for cell in cells(table.rows):
            is_number = any(re.search("序号|行次", head) for head in cell.heads[:1])
            own += (not is_number) if is_bare(cell.text) else figures_told(cell.text)
    return own


def _strange(document: Docx, answers: Answers) -> Iterator[str]:
    """That the report never names the project of the form."""
    identity = answers.snapshot.identity
    name, code, unit = (identity.get(key, "") for key in ("name", "code", "unit"))
    said = [line for passage in passages(document) for line in passage.lines]
    said += [text for table in tables(document) for row in table.rows for text in row.values()]
    text = without_blanks(narrow("".join(said)))
    known = [name, code, re.sub(r"^\d{4}年度?", "", name), name.removesuffix("项目"), unit if unit and unit in name else ""]
    if not any(each and without_blanks(narrow(each)) in text for each in known):
        yield f"报告里没有出现项目名称{in_marks(name)}，也没有项目编码{in_marks(code)}，请看它写的是不是这个项目"
