"""Whether a report is about several projects: others have a heading, an item or a cell of their own, or it says how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlgen.reports.held.headings import is_heading, leads, rank
from xlgen.reports.held.project_names import NamesInReport, variants
from xlgen.reports.held.report_text import ReportText, to_compare
from xlgen.words.labels import in_marks

_TITLE = 5  # lines at most, before the first heading with a number
_MANY = re.compile(r"(?<![\d.])(?:[2-9]|[1-9]\d{1,4}|[两二三四五六七八九十]{1,3})个(?:预算|支出)?项目")
_RATED = re.compile("自评|评价")
_WHOLE = re.compile("部门整体|整体支出")
_REPORT = re.compile("报告|自评|评价")
_SHOWN = 20  # signs of a line that are quoted


def several(report: ReportText, names: NamesInReport) -> str:
    """Where a report says that it is about several projects, and in what words; "" where it does not.

    One whose title names the form's project alone is about that one, whatever it lists, unless others have titles in it, too.
    """
    if any(names.named(line).is_own for line in title(report)):
        return next(_titled(report, names), "")
    return next(_counted(report), "") or next(_standing(report, names), "")


def other_project(report: ReportText, names: NamesInReport) -> str:
    """The one other project that a report is about, as its title names it; "" where it names the form's anywhere, or several."""
    titled = frozenset(name for line in title(report) for name in names.meant(line))
    if len(titled) != 1 or any(names.named(text).own >= 0 for text in report.said()):
        return ""
    name = next(iter(titled))
    return "" if several(report, NamesInReport(names.every, frozenset(variants(name)))) else name


def title(report: ReportText) -> Iterator[str]:
    """The headings at the top of a report, before the first with a number."""
    for line in report.main[:_TITLE]:
        if rank(line):
            return
        if is_heading(line):
            yield line


def is_of_whole(line: str) -> bool:
    """Whether a title says that it is about a whole department."""
    return bool(_WHOLE.search(to_compare(line)))


def _titled(report: ReportText, names: NamesInReport) -> Iterator[str]:
    """Titles of other projects' reports."""
    for number, line in enumerate(report.main, 1):
        told = names.named(line)
        if told.other >= 0 > told.own and is_heading(line) and not rank(line) and _REPORT.search(line):
            yield _told(f"第{number}段", line)


def _standing(report: ReportText, names: NamesInReport) -> Iterator[str]:
    """Other projects at the head of a line, or alone in a cell."""
    for number, line in enumerate(report.main, 1):
        if leads(line, names.named(line).other) or (is_heading(line) and names.named(line).other >= 0):
            yield _told(f"第{number}段", line)
    for table in report.tables:
        for number, row in enumerate(table.rows, 1):
            yield from (_told(f"表{table.number}第{number}行", text) for text in row.values() if names.is_other_cell(text))


def _counted(report: ReportText) -> Iterator[str]:
    """How many projects were evaluated, and whole departments."""
    for number, line in enumerate(report.main, 1):
        for sentence in filter(_RATED.search, re.split("[。;；]", line)):
            yield from (_told(f"第{number}段", each) for each in re.split("[,，]", sentence) if _MANY.search(to_compare(each)))
    yield from (_told("标题", line) for line in title(report) if is_of_whole(line))


def _told(place: str, text: str) -> str:
    said = " ".join(text.split())
    return f"{place}{in_marks(said if len(said) <= _SHOWN else said[:_SHOWN] + '…')}"
