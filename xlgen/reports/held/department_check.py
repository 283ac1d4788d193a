"""A report on several projects held against all of them: totals against their summary, what is one project's against its form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from xlgen.prose.label_words import core
from xlgen.prose.records import FormFigure
from xlgen.prose.table_figures import InCell, compared_cell, is_bare
from xlgen.reports.held.figures_told import ComparedHere, told_figures, unit_above
from xlgen.reports.held.form_check import held_of, left_of, told_figure
from xlgen.reports.held.headings import is_heading
from xlgen.reports.held.own_part import OwnPart, own_part
from xlgen.reports.held.project_names import NamesInReport, project_names, variants
from xlgen.reports.held.report_text import ReportText, to_compare
from xlgen.reports.held.summary_figures import SummaryFigures, summary_figures
from xlgen.reports.held.totals_told import told_totals
from xlgen.reports.report_figures import ReportCheck, ToldFigure
from xlgen.returned.batch import Return
from xlgen.returned.saying import quoted
from xlgen.rollup.records import Rollup
from xlgen.rules.prose.prose_words import told_in_sentence
from xlgen.word.passages import WordTable
from xlgen.words.labels import in_marks

_SUM, _LONGEST = "合计", 60  # the latter: signs of a sentence that are quoted
_KIND = re.compile("(?<!各)[类型]")  # 民生类项目


def department_check(report: ReportText, returns: Sequence[Return], issued: Sequence[str], rollup: Rollup) -> ReportCheck:
    """The figures of a report on several projects; ``issued`` are the names of all of the batch, ``returns`` its forms.

    A project of which there are several forms, or whose score the office said itself, is not held against its form.
    """
    named = project_names({}, issued, report).others
    said = {project.code for project in rollup.projects if project.is_overridden}
    count = Counter(each.code for each in returns if each.form)
    held: list[tuple[ComparedHere, ToldFigure]] = []
    for each in returns:
        is_whole = each.extract is None or each.extract.about.is_department
        if count[each.code] == 1 and not is_whole and each.code not in said:
            held += _of_project(report, each, named)
    if any(project.counted for project in rollup.projects):
        held += [(one, _of_summary(one)) for one in _totals(report, named, rollup)]
    held.sort(key=lambda pair: (pair[0].at[0] < 0, abs(pair[0].at[0]), pair[0].at[1:]))
    return ReportCheck(tuple(figure for _, figure in held), left_of(report, (one for one, _ in held)), (), None)


def _of_project(report: ReportText, each: Return, named: frozenset[str]) -> Iterator[tuple[ComparedHere, ToldFigure]]:
    """What the report says of one project alone."""
    own = frozenset(variants(each.project)) & named
    answers = each.answers if own else None
    part = own_part(report, NamesInReport(named, own)) if answers else None
    if answers and part and not part.is_empty:
        for one in told_figures(report, held_of(answers), part):
            told, of = told_figure(answers, one), in_marks(each.project)
            yield one, replace(told, called=f"{of}的{told.called}", message=told.message.replace("与表上的", f"与{of}表上的"))


def _totals(report: ReportText, named: frozenset[str], rollup: Rollup) -> Iterator[ComparedHere]:
    """What it says of all of them, of units, departments, grades and groups of indicators."""
    known, names = summary_figures(rollup), NamesInReport(named, named)
    part = own_part(report, names)
    offices = {to_compare(each.office) for each in rollup.projects}
    units = {to_compare(each.unit) for each in rollup.projects} - offices | (offices if len(offices) > 1 else set())
    years = {each.year for each in rollup.projects}
    year = min(years) if len(years) == 1 else ""
    for number, passage in enumerate(report.passages):
        at = [0, *accumulate(len(line) + 1 for line in passage.lines)]
        for line, heading in _of_all(passage.lines, units):
            text, place = passage.lines[line], passage.places[line]
            if part.has_line(number, line) or names.named(text).own >= 0:
                continue
            for each in told_totals(text, heading, year, known):
                yield ComparedHere(place, (number, at[line] + each.mention.start), told_in_sentence(text, each), each)
    for table in report.tables:
        yield from _of_table(table, report.cells[table.number], known, names, part)


def _of_all(lines: Sequence[str], units: set[str]) -> Iterator[tuple[int, str]]:
    """The lines that speak of no unit and no kind of projects, as far as they and the heading above them tell, with that heading."""
    heading, is_some = "", False
    for number, line in enumerate(lines):
        said = to_compare(line)
        here = bool(_KIND.search(said)) or any(unit in said for unit in units)
        heading, is_some = (line, here) if is_heading(line) else (heading, is_some)
        if not here and not is_some:
            yield number, heading


def _of_table(
    table: WordTable, cells: Sequence[InCell], known: SummaryFigures, names: NamesInReport, part: OwnPart
) -> Iterator[ComparedHere]:
    """Rows whose first words are a unit, a department, a grade, a group of indicators; and the total of a table that has them all."""
    listed = {core(text) for row in table.rows for text in row.values()}
    labels: Mapping[tuple[str, str], Sequence[FormFigure]] = known.rows
    if any(each and each <= listed for each in known.complete):
        labels = {**labels, **{(_SUM, head): (figure,) for head, figure in known.totals.items()}}
    for cell in cells:
        row = table.rows[cell.row]
        if table.number in part.whole or not is_bare(cell.text) or any(map(names.is_own_cell, row.values())):
            continue
        own = replace(cell, labels=cell.labels[-1:])
        if each := compared_cell(own, labels, unit_above(table)):
            sentence = " ".join((*own.labels, *cell.heads[:1], cell.text.strip()))
            yield ComparedHere(f"表{table.number}第{cell.row + 1}行", (-table.number, cell.row, cell.column), sentence, each)


def _of_summary(one: ComparedHere) -> ToldFigure:
    each, figure = one.each, one.each.figures[0]
    called = f"汇总的{in_marks(figure.label)}"
    message = f"写着{quoted(one.sentence, _LONGEST)}，{in_marks(each.found)}与{called}不一致，汇总是 {each.right}"
    return ToldFigure(one.place, one.sentence, each.found, each.right, each.agrees, "", "", figure.name, called, message)
