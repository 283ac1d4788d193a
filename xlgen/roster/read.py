"""Reads a roster: its workbook's sheets, into projects with their rows.

Every mistake is collected with sheet and cell; a roster with errors gives no projects.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path

from xlgen.catalogue import found
from xlgen.findings import Finding, Severity
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method
from xlgen.roster.doubts import told_doubts
from xlgen.roster.library.comparing import told_against
from xlgen.roster.library.known_indicators import KnownIndicator, library_of
from xlgen.roster.lines import as_above, sheet_lines
from xlgen.roster.projects import further_of, project_codes, project_values
from xlgen.roster.records import Line, Project, Reading
from xlgen.roster.rows import check_weights, line_row
from xlgen.roster.titles import PROJECTS, growing_tables, is_scored, own_titles, project_titles, titles_of
from xlgen.workbook.addresses import parse, spell
from xlgen.workbook.ooxml.guard import LIST_LIMITS
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import WorkbookRecord


def read_roster(
    roster: WorkbookRecord | Path | bytes, template: Spec, methods: Mapping[str, Method], library: Sequence[KnownIndicator] = ()
) -> tuple[list[Project], list[Finding]]:
    """Projects of a roster in its order, and every finding; no projects where any finding is an error.

    Its indicators are compared with those of ``library``, or of its own sheet 指标库. Refused where the file is no workbook.
    """
    book = roster if isinstance(roster, WorkbookRecord) else read_workbook(roster, LIST_LIMITS)
    reading = Reading(template, methods)
    lines = sheet_lines(reading, book, PROJECTS, project_titles(template))
    if lines is not None and not lines:
        reading.findings.append(found("XL124", sheet=PROJECTS, cell=spell(1, 0)))
    codes = project_codes(reading, lines or ())
    growing = growing_tables(template)
    sheets = {key: table_lines(reading, book, spec, codes if lines is not None else None) for key, spec in growing.items()}
    tables = {key: _rows(reading, own, growing[key], codes) for key, own in sheets.items() if own is not None}
    projects = []
    for code, line in codes.items():
        rows = {key: of_project[code] for key, of_project in tables.items() if code in of_project}
        if len(tables) == len(growing):
            check_weights(reading, line, rows)
        projects.append(Project(project_values(reading, line), rows, *further_of(reading, line)))
    scored = [line for key, own in sheets.items() if own and is_scored(growing[key]) for line in own]
    told_doubts(reading, list(codes.values()), scored)
    told_against(reading, library or library_of(book), scored)
    findings = sorted(reading.findings, key=_order([PROJECTS, *(spec["roster"] for spec in growing.values())]))
    return ([] if any(f.severity is Severity.ERROR for f in findings) else projects), findings


def _order(sheets: Sequence[str]) -> Callable[[Finding], tuple[int, int, int]]:
    """A key to sort findings by: sheets as a clerk fills them, then row by row."""

    def key(finding: Finding) -> tuple[int, int, int]:
        row, column = parse(finding.cell) if finding.cell else (-1, -1)
        return (sheets.index(finding.sheet) if finding.sheet in sheets else len(sheets), row, column)

    return key


def table_lines(reading: Reading, book: WorkbookRecord, spec: Spec, codes: Container[str] | None) -> list[Line] | None:
    """Lines of a growing table's sheet; None where it cannot be read. ``codes`` is None where the projects cannot."""
    titles = ["项目编码", *titles_of(spec)]
    read = sheet_lines(reading, book, spec["roster"], titles, own_titles(spec))
    if read is None:
        return None
    lines = as_above(reading, read, titles_of(spec))
    unknown: dict[str, list[Line]] = {}
    for line in lines:
        code = line.text("项目编码")
        if not code:
            reading.report(line, "项目编码", "XL104")
        elif codes is not None and code not in codes:
            unknown.setdefault(code, []).append(line)
    for code, of_code in unknown.items():
        count = f"，共 {len(of_code)} 行" if len(of_code) > 1 else ""
        reading.report(of_code[0], "项目编码", "XL105", f"项目编码“{code}”在“{PROJECTS}”表里没有{count}")
    return lines


def _rows(reading: Reading, lines: Sequence[Line], spec: Spec, codes: Mapping[str, Line]) -> dict[str, list[Spec]]:
    """Rows of a growing table by 项目编码, their times in the year of their project."""
    rows: dict[str, list[Spec]] = {}
    for line in lines:
        code = line.text("项目编码")
        year = codes[code].text("年度") if code in codes else ""
        rows.setdefault(code, []).append(line_row(reading, line, spec, year))
    return rows
