"""What a clerk does, one module each; the only place where stations meet.

This is the Python API: what ``__all__`` names is public (docs/承诺.md), and each name is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xlgen.interrupts import held

if TYPE_CHECKING:
    from xlgen.desk.records import Fact
    from xlgen.errors import FormulaError, Refused, TemplateError, XlgenError
    from xlgen.files.data_files import read_data
    from xlgen.files.sources import Source, Unseen
    from xlgen.findings import Finding, Severity
    from xlgen.flows.checking import check
    from xlgen.flows.covering.units import Covers
    from xlgen.flows.deciding.accepting import Accepted, accept, accept_answered
    from xlgen.flows.demo import Demo, run_demo
    from xlgen.flows.doctoring.examining import examine
    from xlgen.flows.doctoring.likenesses import Likeness
    from xlgen.flows.doctoring.strangers import StandsOut
    from xlgen.flows.doctoring.trial import FormsTrial, TriedForm, try_forms
    from xlgen.flows.explaining import NotExplained, explain
    from xlgen.flows.filling import CannotFill, Filled, fill
    from xlgen.flows.issuing import Issued, issue
    from xlgen.flows.judging.means import Means, all_means
    from xlgen.flows.linting import lint
    from xlgen.flows.listing.carrying_over import carry_over
    from xlgen.flows.listing.libraries import build_library
    from xlgen.flows.looking import News, watch
    from xlgen.flows.mending.folders import Mended, repair_all
    from xlgen.flows.offering import Offered, OfferedMethod, methods, templates
    from xlgen.flows.registering.adding import Additions, IssuedAnew, add
    from xlgen.flows.registering.exporting import export_manifest
    from xlgen.flows.registering.merging_batches import Merged, merge
    from xlgen.flows.repairing import repair
    from xlgen.flows.reporting.check_reports import check_reports, check_reports_of
    from xlgen.flows.reporting.each_report import EachReport, report_each, report_returns
    from xlgen.flows.reporting.html_pages import html_summary, report_html
    from xlgen.flows.reporting.report_checks import check_report
    from xlgen.flows.reporting.report_lint import LintedReport, lint_report
    from xlgen.flows.reporting.word_reports import report_summary, report_word
    from xlgen.flows.reporting.written_report import WrittenReport
    from xlgen.flows.rosters import roster
    from xlgen.flows.sending_back import Marked, mark
    from xlgen.flows.summary import Summed, roll_up
    from xlgen.flows.telling.results import write_results
    from xlgen.issued.manifest import Manifest, find_issued, read_manifest
    from xlgen.repair.fates import Entry, Fate, Repaired
    from xlgen.reports.checked import CodeCount, by_code, counts, report
    from xlgen.reports.held.checked_reports import CheckedReport, CheckedReports, reports_check
    from xlgen.reports.report_figures import ReportCheck, ToldFigure, report_check
    from xlgen.reports.summed import summary_report
    from xlgen.returned.batch import Attachment, Checked, Return
    from xlgen.rollup.records import ProjectLine, Rollup
    from xlgen.roster.carrying.records import Carried, SourceColumn

__all__ = [
    "Accepted", "Additions", "Attachment", "CannotFill", "Carried", "Checked", "CheckedReport", "CheckedReports", "CodeCount", "Covers", "Demo", "EachReport", "Entry", "Fact", "Fate", "Filled", "Finding", "FormsTrial",
    "FormulaError", "Issued", "IssuedAnew", "Likeness", "LintedReport", "Manifest", "Marked", "Means", "Mended", "Merged", "News", "NotExplained", "Offered", "OfferedMethod",
    "ProjectLine", "Refused", "Repaired", "ReportCheck", "Return", "Rollup", "Severity", "Source", "SourceColumn", "StandsOut", "Summed", "TemplateError", "ToldFigure",
    "TriedForm", "Unseen", "WrittenReport", "XlgenError", "accept", "accept_answered", "add", "all_means", "build_library", "by_code", "carry_over", "check", "check_report", "check_reports", "check_reports_of", "counts",
    "examine", "explain", "export_manifest", "fill", "find_issued", "html_summary", "issue", "lint", "lint_report", "mark", "merge", "methods", "read_data", "read_manifest", "repair",
    "repair_all", "report", "report_check", "report_each", "report_html", "report_returns", "report_summary", "report_word", "reports_check", "roll_up", "roster", "run_demo", "summary_report",
    "templates", "try_forms", "watch", "write_results",
]  # fmt: skip

_HOMES = {
    "xlgen.desk.records": "Fact",
    "xlgen.errors": "FormulaError Refused TemplateError XlgenError",
    "xlgen.files.data_files": "read_data",
    "xlgen.files.sources": "Source Unseen",
    "xlgen.findings": "Finding Severity",
    "xlgen.flows.checking": "check",
    "xlgen.flows.covering.units": "Covers",
    "xlgen.flows.deciding.accepting": "Accepted accept accept_answered",
    "xlgen.flows.demo": "Demo run_demo",
    "xlgen.flows.doctoring.examining": "examine",
    "xlgen.flows.doctoring.likenesses": "Likeness",
    "xlgen.flows.doctoring.strangers": "StandsOut",
    "xlgen.flows.doctoring.trial": "FormsTrial TriedForm try_forms",
    "xlgen.flows.explaining": "NotExplained explain",
    "xlgen.flows.filling": "CannotFill Filled fill",
    "xlgen.flows.issuing": "Issued issue",
    "xlgen.flows.judging.means": "Means all_means",
    "xlgen.flows.linting": "lint",
    "xlgen.flows.looking": "News watch",
    "xlgen.flows.mending.folders": "Mended repair_all",
    "xlgen.flows.offering": "Offered OfferedMethod methods templates",
    "xlgen.flows.repairing": "repair",
    "xlgen.flows.listing.carrying_over": "carry_over",
    "xlgen.flows.listing.libraries": "build_library",
    "xlgen.flows.registering.adding": "Additions IssuedAnew add",
    "xlgen.flows.registering.exporting": "export_manifest",
    "xlgen.flows.registering.merging_batches": "Merged merge",
    "xlgen.flows.reporting.check_reports": "check_reports check_reports_of",
    "xlgen.flows.reporting.each_report": "EachReport report_each report_returns",
    "xlgen.flows.reporting.html_pages": "html_summary report_html",
    "xlgen.flows.reporting.report_checks": "check_report",
    "xlgen.flows.reporting.report_lint": "LintedReport lint_report",
    "xlgen.flows.reporting.word_reports": "report_summary report_word",
    "xlgen.flows.reporting.written_report": "WrittenReport",
    "xlgen.flows.rosters": "roster",
    "xlgen.flows.sending_back": "Marked mark",
    "xlgen.flows.telling.results": "write_results",
    "xlgen.flows.summary": "Summed roll_up",
    "xlgen.issued.manifest": "Manifest find_issued read_manifest",
    "xlgen.repair.fates": "Entry Fate Repaired",
    "xlgen.reports.checked": "CodeCount by_code counts report",
    "xlgen.reports.held.checked_reports": "CheckedReport CheckedReports reports_check",
    "xlgen.reports.report_figures": "ReportCheck ToldFigure report_check",
    "xlgen.reports.summed": "summary_report",
    "xlgen.returned.batch": "Attachment Checked Return",
    "xlgen.rollup.records": "ProjectLine Rollup",
    "xlgen.roster.carrying.records": "Carried SourceColumn",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"xlgen.flows has no {name}: see docs/承诺.md")
    with held():  # in the middle of an import Ctrl-C may be swallowed
        found = globals()[name] = getattr(import_module(_HOME[name]), name)
    return found


def __dir__() -> list[str]:
    return __all__
