"""Work flow: a template of a report → what in it cannot be filled."""

from __future__ import annotations

from pathlib import Path

from xlgen.files.paths import one_file
from xlgen.flows.checking import check, readable
from xlgen.flows.reporting.word_reports import template_at, told_broken
from xlgen.reports.word.form_facts import form_facts
from xlgen.reports.word.named_facts import WRITTEN_AS, unfilled
from xlgen.word.word_marks import all_marks, broken


def lint_report(template: Path | str, form: Path | str, issued: Path | str | None = None) -> tuple[int, list[str]]:
    """How many marks a template has, and what is wrong with them, one sentence each, held against one form (blank or filled).

    XlgenError where a file is not there or the form cannot be read; Refused (XG0xx) where the template is no .docx.
    """
    document = template_at(template)
    answers = readable(check(one_file(form), issued)[0]).answers
    assert answers, "it is readable"
    marks = all_marks(document)
    said = [each for each in unfilled(form_facts(answers), marks) if WRITTEN_AS not in each]
    return len(marks), [*said, *map(told_broken, dict.fromkeys(broken(document)))]
