"""Who judges in a campaign: by the rules of xlgen, and by the office's own where the campaign has some."""

from __future__ import annotations

from pathlib import Path

from xlgen.campaign.allowed_rules import rules_in
from xlgen.campaign.folder import Campaign
from xlgen.flows.judging.judge import Judge, judge_of
from xlgen.issued.manifest import Manifest
from xlgen.rules.all_rules import RULES


def rules_of(campaign: Campaign) -> Path | None:
    """The file of the campaign's own rules, None where it has none. XlgenError where it cannot be run."""
    return rules_in(campaign.root, campaign.settings)


def judge_in(campaign: Campaign, manifest: Manifest) -> tuple[Judge, Path | None]:
    """Who judges, and the file of the campaign's own rules. XlgenError where it cannot be run."""
    file = rules_of(campaign)
    if file is None:
        return judge_of(manifest, RULES), None
    from xlgen.flows.own_rules import own_run  # few have any

    own = own_run(file)
    return judge_of(manifest, (*RULES, *own.rules), own.run), file
