"""Work flow: a folder of reports in Word and the forms they tell of → each report held against the form of its own project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import existing
from xlgen.files.sources import OTHER, Gathered, Source, Unseen, gather
from xlgen.flows.checking import ALONE, check
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.judging.means import Means
from xlgen.issued.manifest import Manifest
from xlgen.reports.held.checked_reports import CheckedReport, CheckedReports
from xlgen.reports.held.department_check import department_check
from xlgen.reports.held.form_check import held_against
from xlgen.reports.held.form_of_report import BatchOfForms, batch_of_forms, form_of_report
from xlgen.reports.held.report_text import ReportText, report_text
from xlgen.returned.batch import Return
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up
from xlgen.word.docx import open_docx
from xlgen.workbook.ooxml.guard import LIMITS

WatchedSources = Callable[[Sequence[Source]], Any]
WRITTEN = (".docx", ".doc", ".wps")  # what reports are written as, and the formats that are told to be saved as .docx
_NO_REPORT = "不是 Word 的报告"


def check_reports(
    reports: Path | str,
    forms: Path | str | None = None,
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    *,
    means: Means = ALONE,
    progress: WatchedSources = iter,
) -> CheckedReports:
    """Each report of a folder held against the form of the project that it names; a report that is named alone, too.

    ``forms`` is the folder of returned forms, or one form; the folder of reports where it is not given. ``issued`` and ``means``
    are those of ``check``; ``progress`` wraps the list of reports. A report that cannot be read stops none of the others.

    XlgenError where there are no reports, or no form that can be read.
    """
    source = existing(reports)
    place, manifest = source if forms is None else existing(forms), issued_at(issued)
    returns = check(place, manifest, means=means)
    if not any(each.form for each in returns):
        _refuse_changed(source, place)
        where = "表放在别处的，把它的文件夹写在后面" if forms is None else "请先用 xlgen check 看为什么读不出"
        raise XlgenError(f"{place} 里没有读得出来的自评表，没有比。{where}")
    summary = partial(roll_up, returns, manifest, attachments=returns.attachments) if place.is_dir() else None
    done = check_reports_of(source, returns, manifest.names if manifest else {}, summary, progress)
    return done if source != place else CheckedReports(done.reports, done.without)


def check_reports_of(
    reports: Path,
    returns: Sequence[Return],
    issued: Mapping[str, str],
    summary: Callable[[], Rollup] | None = None,
    progress: WatchedSources = iter,
) -> CheckedReports:
    """The same with forms that were judged elsewhere; ``issued`` are the names of all the batch's projects by their codes.

    ``summary`` gives their summary, which is asked for where a report is about several projects; without it such a report is told.
    """
    inside = gather([reports])
    found = [each for each in inside.attachments if each.path.suffix.lower() in WRITTEN]
    if not found:
        raise XlgenError(f"{reports} {'里没有' if reports.is_dir() else '不是'} Word 的报告（.docx）")
    batch = batch_of_forms(returns, issued)
    once = cache(summary) if summary else None
    done = tuple(_one(each, batch, once) for each in progress(found))
    told = {each.form.code for each in done if each.form}
    without = [each for each in returns if each.form and each.code not in told] if reports.is_dir() else []
    return CheckedReports(done, tuple(without), tuple(_beside(inside, found)))


def _refuse_changed(reports: Path, forms: Path) -> None:
    """XlgenError where the reports lie in what was named as the forms."""
    is_in = [any(each.path.suffix.lower() in WRITTEN for each in gather([one]).attachments) for one in (reports, forms)]
    if is_in == [False, True]:
        raise XlgenError(f"两个写反了：先写报告 {forms}，再写自评表 {reports}")


def _beside(inside: Gathered, found: Sequence[Source]) -> Iterable[Unseen]:
    """What lies among the reports and is none."""
    yield from (Unseen(each.path, _NO_REPORT) for each in (*inside.forms, *inside.attachments) if each not in found)
    yield from (Unseen(each.path, _NO_REPORT if each.why == OTHER else each.why) for each in inside.unseen)


def _one(source: Source, batch: BatchOfForms, summary: Callable[[], Rollup] | None) -> CheckedReport:
    """One report; one that cannot be read, or is of none of the projects, stops none of the others."""
    try:
        report = report_text(open_docx(source.content(LIMITS.file_bytes)))
        found = form_of_report(report, source.path, batch)
        if found.form:
            return CheckedReport(source.path, held_against(report, found.form, batch.names))
        if found.is_several and summary:
            return _of_several(report, source, batch, summary(), found.why)
        return CheckedReport(source.path, None, found.why + ("，不和一张表比" if found.is_several else ""))
    except OSError as error:
        return CheckedReport(source.path, None, said_of_file(error))
    except XlgenError as error:
        return CheckedReport(source.path, None, str(error))
    except Exception as error:
        return CheckedReport(source.path, None, str(refuse("XG059", recorded(error))))


def _of_several(report: ReportText, source: Source, batch: BatchOfForms, rollup: Rollup, why: str) -> CheckedReport:
    counted = sum(project.counted for project in rollup.projects)
    said = f"{why}：合计、等级、单位的数和这些表的汇总比（计入 {counted} 个项目，共 {len(rollup.projects)} 个），单独写一个项目的和它的表比"
    forms = [each for own in batch.forms.values() for each in own]
    return CheckedReport(source.path, department_check(report, forms, batch.names, rollup), said)
