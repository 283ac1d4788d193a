"""``xlgen report word`` and ``xlgen report html`` of a campaign."""

from __future__ import annotations

from pathlib import Path

from xlgen import flows
from xlgen.campaign.folder import campaign_at
from xlgen.campaign.now import now
from xlgen.campaign.telling import laws
from xlgen.campaign.totals.campaign_summary import summary_of
from xlgen.cli.console import progress
from xlgen.statuses import Status


def report_campaign(folder: Path, out: Path, template: str | None, means: flows.Means) -> tuple[flows.WordReport, str, bool]:
    """The report on what is accepted, both laws, and whether every project is."""
    rollup, law, is_all = _summed(folder, means)
    return flows.report_summary(rollup, out, template), law, is_all


def page_campaign(folder: Path, out: Path, unit: str, means: flows.Means) -> tuple[flows.PageReport, str, bool]:
    """The page on all that came, what is accepted in its sums; both laws, and whether every project is accepted."""
    rollup, law, is_all = _summed(folder, means)
    return flows.html_summary(rollup, out, unit), law, is_all


def _summed(folder: Path, means: flows.Means) -> tuple[flows.Rollup, str, bool]:
    known = now(campaign_at(folder), means=means, progress=progress("校验"))
    rollup, _ = summary_of(known)
    return rollup, laws(known), all(project.status is Status.SOUND for project in rollup.projects)
