"""Work flow: a template of a report → what in it cannot be filled, and what only a form can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import existing
from xlgen.flows.checking import check, readable
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.reporting.word_reports import template_at, told_broken
from xlgen.reports.word.department_facts import department_facts
from xlgen.reports.word.form_facts import form_facts
from xlgen.reports.word.named_facts import WRITTEN_AS, NamedFacts, fault_of, told_mixed, unfilled
from xlgen.reports.word.usual_facts import AS_PRINTED, of_one_kind, usual_of_forms, usual_of_summaries
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up as summed
from xlgen.word.word_filling import stretch_of
from xlgen.word.word_marks import AT, Mark, all_marks, broken, key_of
from xlgen.words.labels import in_marks


@dataclass(frozen=True, slots=True)
class LintedReport:
    """How many marks a template has, what is wrong with them, one sentence each, and the names that only a form can tell."""

    marks: int
    faults: tuple[str, ...]
    untold: tuple[str, ...] = ()


def lint_report(
    template: Path | str, form: Path | str | Rollup | None = None, issued: Path | str | None = None
) -> LintedReport:
    """What is wrong with a template, held against a form (blank or filled), a folder of forms or a summary.

    Without one it is held against what every form or every summary has; names that are neither may be labels of a form and are ``untold``.

    XlgenError where a file is not there or the form cannot be read; Refused (XG0xx) where the template is no .docx.
    """
    document = template_at(template)
    marks, cut = all_marks(document), [told_broken(each) for each in dict.fromkeys(broken(document))]
    if form is None:
        faults, untold = _by_itself(marks)
        return LintedReport(len(marks), (*faults, *cut), untold)
    said = [each for each in unfilled(_facts(form, issued), marks) if WRITTEN_AS not in each]
    return LintedReport(len(marks), (*said, *cut))


def _facts(form: Path | str | Rollup, issued: Path | str | None) -> NamedFacts:
    if isinstance(form, Rollup):
        return department_facts(form)
    source, manifest = existing(form), issued_at(issued)
    if source.is_dir():
        rollup = summed(check(source, manifest), manifest)
        if not rollup.projects:
            raise XlgenError(f"{source} 里没有自评表，没有可以对照的")
        return department_facts(rollup)
    answers = readable(check(source, manifest)[0]).answers
    assert answers, "it is readable"
    return form_facts(answers)


def _by_itself(marks: Sequence[Mark]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Faults, and names that only a form can tell. What any summary has not, none has; labels are a form's own."""
    forms, summaries = usual_of_forms(), usual_of_summaries()
    names = list(dict.fromkeys(mark.name for mark in marks))
    of_forms, of_summaries = ([name for name in names if _knows(each, name)] for each in (forms, summaries))
    one, many = of_one_kind(names)
    unknown = [name for name in names if name not in of_forms and name not in of_summaries]
    if many and not one:
        return (*_mixed(marks), *(fault_of(summaries, name) for name in unknown)), ()
    wrong = [name for name in unknown if (table := forms.table_of(name)) and table.name not in AS_PRINTED]
    faults = (*_two_kinds(one, many), *_mixed(marks), *(fault_of(forms, name) for name in wrong))
    return faults, tuple(name for name in unknown if name not in wrong)


def _two_kinds(one: Sequence[str], many: Sequence[str]) -> Iterator[str]:
    """Names of which some are of a form and others of a summary: no report has both."""
    if one and many:
        told = f"{in_marks(one[0])}等 {len(one)} 处是一张表的报告才有的，{in_marks(many[0])}等 {len(many)} 处是部门报告才有的"
        yield f"{told}：一份模板只写一种"


def _knows(facts: NamedFacts, name: str) -> bool:
    return not fault_of(facts, name)


def _mixed(marks: Sequence[Mark]) -> Iterator[str]:
    """Rows and paragraphs that name the columns of two tables, whatever tables there are."""
    found: dict[tuple[int, int, str], set[str]] = {}
    for mark in marks:
        table, at, _ = key_of(mark.name).partition(AT)
        if at:
            found.setdefault((*stretch_of(mark), mark.part), set()).add(table)
    if count := sum(len(tables) > 1 for tables in found.values()):
        yield told_mixed(count)
