"""Findings on a page, narrowed by severity, code and unit, and searched: those of a summary, and those of one form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlgen.findings import Finding, Severity
from xlgen.pages.page_panels import PageChoice, panel
from xlgen.pages.page_sections import PageSection
from xlgen.pages.page_tables import CODE, LONG, PageColumn, as_many, left_out, row, table
from xlgen.reports.html.list_sections import MOST_OPTIONS, ROOM
from xlgen.reports.html.summed_tables import COMMAND, NAME, SummedTables
from xlgen.rules.codes import all_codes

WHOLE = 1000  # signs of a text on the page of one form
MESSAGE = 150  # signs of one in a long list
PROBLEMS = ("severity", "code", "unit", "project", "name", "place", "message", "hint")
TALLY = ("code", "severity", "title", "count", "projects", "units")
NONE = PageSection("found", "问题", "<p>没有查出问题。</p>")
_OF_A_FORM = (
    *(PageColumn(each, CODE) for each in ("级别", "代码", "单元格")),
    *(PageColumn(each, LONG) for each in ("问题", "怎么改", "表上的", "应为")),
)


def problems_section(tables: SummedTables) -> PageSection:
    """Every finding of a summary, the gravest first, and how often each code was found."""
    lines = [tuple(str(each.get(key) or "") for key in PROBLEMS) for each in tables.grids["problems"].rows]
    if not lines:
        return NONE
    columns = tables.titles("problems", PROBLEMS)
    rows = as_many((row(columns, line, longest=NAME, long=MESSAGE) for line in lines), ROOM["problems"])
    shown = [dict(zip(PROBLEMS, line, strict=True)) for line in lines[: len(rows)]]
    units = dict.fromkeys(each["unit"] for each in shown if each["unit"])
    choices = [
        *_choices(columns, (each["severity"] for each in shown), (each["code"] for each in shown)),
        PageChoice("实施单位", PROBLEMS.index("unit"), {unit: unit for unit in list(units)[:MOST_OPTIONS]}, picked=True),
    ]
    searched = panel("problem-list", len(rows), "处问题", "找问题", choices, mark="-found", longest=NAME)
    listed = table(columns, rows, "problem-list", "问题", "facts")
    left = left_out(len(lines) - len(rows), "处", COMMAND)
    counted = f"<details><summary>按代码</summary>{tables.table('tally', '问题按代码', TALLY)}</details>"
    return PageSection("found", "问题", f"{counted}{searched}{listed}{left}", f"（{len(lines)} 处）")


def findings_section(findings: Sequence[Finding]) -> PageSection:
    """Every finding of one form, with its cell."""
    if not findings:
        return NONE
    order = list(Severity)
    known = sorted(findings, key=lambda each: order.index(each.severity))
    kept = as_many((row(_OF_A_FORM, _told(each), long=WHOLE) for each in known), ROOM["problems"])
    choices = _choices(_OF_A_FORM, (each.severity.value for each in known), (each.code for each in known))
    searched = panel("problem-list", len(kept), "处问题", "找问题", choices, mark="-found")
    listed = table(_OF_A_FORM, kept, "problem-list", "问题", "facts")
    left = left_out(len(known) - len(kept), "处", "xlgen check")
    return PageSection("found", "问题", f"{searched}{listed}{left}", f"（{len(known)} 处）")


def _told(each: Finding) -> Sequence[str]:
    return each.severity.value, each.code, each.place, each.message, each.hint, each.found, each.expected


def _choices(columns: Sequence[PageColumn], severities: Iterable[str], codes: Iterable[str]) -> list[PageChoice]:
    at = [column.title for column in columns]
    return [
        PageChoice("级别", at.index("级别"), {word: word for word in dict.fromkeys(severities)}),
        PageChoice("代码", at.index("代码"), _titled(sorted(set(codes)))),
    ]


def _titled(codes: Iterable[str]) -> Mapping[str, str]:
    known = all_codes()
    return {code: f"{code} {known[code].title}" if code in known else code for code in codes}
