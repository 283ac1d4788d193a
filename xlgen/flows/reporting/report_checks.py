"""Work flow: a report in Word and a form → every figure of the report that is one of the form, and whether it is the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import one_file
from xlgen.files.sources import Source
from xlgen.flows.checking import check, readable
from xlgen.flows.doctoring.trial import SUMMARY
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.judging.judge import read_form
from xlgen.issued.manifest import Manifest
from xlgen.reports.held.form_check import held_against
from xlgen.reports.held.report_text import report_text
from xlgen.reports.report_figures import ReportCheck
from xlgen.word.docx import open_docx


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
    text, manifest = report_text(open_docx(source)), issued_at(issued)
    returned = check(held, manifest)[0]
    if returned.form is None and _is_summary(held):
        raise XlgenError(
            f"{held} 是汇总表，不是自评表。部门的报告要和各项目对，请写收回的文件夹：xlgen report check {source} 回收"
        )
    return held_against(text, readable(returned), manifest.names.values() if manifest else ())


def _is_summary(file: Path) -> bool:
    """Whether a workbook that is no form is 汇总.xlsx."""
    try:
        return set(read_form(Source(file)).sheets) >= SUMMARY
    except XlgenError:
        return False
