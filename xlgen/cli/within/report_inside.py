"""``xlgen report`` of a campaign."""

from __future__ import annotations

from pathlib import Path

from xlgen import flows
from xlgen.campaign.folder import campaign_at
from xlgen.campaign.now import Now, now
from xlgen.campaign.standing import Standing
from xlgen.campaign.telling import laws
from xlgen.campaign.terms import ProjectTerm
from xlgen.campaign.totals.campaign_summary import summary_of
from xlgen.cli.console import progress
from xlgen.statuses import Status


def report_campaign(folder: Path, out: Path, template: str | None, means: flows.Means) -> tuple[flows.WrittenReport, str, bool]:
    """The report on what is accepted, both laws, and whether every project is."""
    rollup, law, is_all = _summed(folder, means)
    return flows.report_summary(rollup, out, template), law, is_all


def page_campaign(folder: Path, out: Path, unit: str, means: flows.Means) -> tuple[flows.WrittenReport, str, bool]:
    """The page on all that came, what is accepted in its sums; both laws, and whether every project is accepted."""
    rollup, law, is_all = _summed(folder, means)
    return flows.html_summary(rollup, out, unit), law, is_all


def _summed(folder: Path, means: flows.Means) -> tuple[flows.Rollup, str, bool]:
    known = _now(folder, means)
    rollup, _ = summary_of(known)
    return rollup, laws(known), all(project.status is Status.SOUND for project in rollup.projects)


def reports_of_campaign(
    folder: Path, out: Path, template: str | None, means: flows.Means
) -> tuple[list[flows.EachReport], list[str], str]:
    """A report for the form that counts of each project, called as it was issued; projects without one, and both laws."""
    known = _now(folder, means)
    found = _forms(known)
    placed = {Path(known.manifest.files[code]).with_suffix(".docx"): returned for code, returned in found.items()}
    done = flows.report_returns(placed, out, template, progress("写报告"))
    return (
        done,
        [f"{each.form.code} {each.form.name}（{each.term.word}）" for each in _asked(known) if each.form.code not in found],
        laws(known),
    )


def check_in_campaign(folder: Path, reports: Path, means: flows.Means) -> flows.CheckedReports:
    """Reports held against the forms that count."""
    known = _now(folder, means)
    return flows.check_reports_of(
        reports, list(_forms(known).values()), known.manifest.names, lambda: summary_of(known)[0], progress("对报告")
    )


def _asked(known: Now) -> list[Standing]:
    return [each for each in known.projects if each.term is not ProjectTerm.RECALLED]


def _forms(known: Now) -> dict[str, flows.Return]:
    """The form that counts of each project, as far as it can be read."""
    return {each.form.code: returned for each in _asked(known) if (returned := known.returned(each)) and returned.form}


def lint_in_campaign(folder: Path, template: str) -> flows.LintedReport:
    """A template for the summary of a campaign."""
    return flows.lint_report(template, summary_of(_now(folder, flows.all_means()))[0])


def _now(folder: Path, means: flows.Means) -> Now:
    return now(campaign_at(folder), means=means, progress=progress("校验"))
