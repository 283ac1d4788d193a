"""Reads a roster: its workbook's sheets, into projects with their rows.

Every mistake is collected with sheet and cell; a roster with errors gives no projects.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path

from xlgen.catalogue import found
from xlgen.findings import Finding, Severity
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method
from xlgen.roster.lines import sheet_lines
from xlgen.roster.projects import project_codes, project_values
from xlgen.roster.records import Project, Reading
from xlgen.roster.rows import check_weights, line_row
from xlgen.roster.titles import PROJECTS, growing_tables, project_titles, titles_of
from xlgen.workbook.addresses import spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import WorkbookRecord


def read_roster(path: Path | bytes, template: Spec, methods: Mapping[str, Method]) -> tuple[list[Project], list[Finding]]:
    """Projects of a roster in its order, and every finding; no projects where any finding is an error.

    Refused where the file is no workbook.
    """
    book = read_workbook(path)
    reading = Reading(template, methods)
    lines = sheet_lines(reading, book, PROJECTS, project_titles(template))
    if lines is not None and not lines:
        reading.findings.append(found("XL124", sheet=PROJECTS, cell=spell(1, 0)))
    codes = project_codes(reading, lines or ())
    tables = {
        key: _rows(reading, book, spec, codes if lines is not None else None) for key, spec in growing_tables(template).items()
    }
    projects = []
    for code, line in codes.items():
        rows = {key: of_project[code] for key, of_project in tables.items() if of_project is not None and code in of_project}
        if None not in tables.values():
            check_weights(reading, line, rows)
        projects.append(Project(project_values(reading, line), rows))
    findings = sorted(reading.findings, key=lambda f: (f.sheet, len(f.cell), f.cell))
    return ([] if any(f.severity is Severity.ERROR for f in findings) else projects), findings


def _rows(reading: Reading, book: WorkbookRecord, spec: Spec, codes: Container[str] | None) -> dict[str, list[Spec]] | None:
    """Rows of a growing table by 项目编码; None where its sheet cannot be read. ``codes`` is None where the projects cannot."""
    lines = sheet_lines(reading, book, spec["roster"], ["项目编码", *titles_of(spec)])
    if lines is None:
        return None
    rows: dict[str, list[Spec]] = {}
    for line in lines:
        code = line.text("项目编码")
        if not code:
            reading.report(line, "项目编码", "XL104")
        elif codes is not None and code not in codes:
            reading.report(line, "项目编码", "XL105", f"项目编码“{code}”在“{PROJECTS}”表里没有")
        rows.setdefault(code, []).append(line_row(reading, line, spec))
    return rows
