"""What was decided in a campaign, told: what it is, and both laws behind it; or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from xlgen.cli.console import print_json

if TYPE_CHECKING:
    from xlgen.campaign.decisions.meant import TakenDecision
    from xlgen.campaign.folder import Campaign

NOTHING_WRITTEN = "试运行，什么也没有写："


def tell(campaign: Campaign, done: Sequence[TakenDecision], day: str, dry: bool, as_json: bool) -> None:
    """Decisions about projects."""
    lines = [f"{each.code} {each.name}：{each.said}。" for each in done]
    told_with_laws(campaign, lines, {"decided": [asdict(each) for each in done]}, day, dry, as_json)


def told_with_laws(
    campaign: Campaign, lines: Sequence[str], said: Mapping[str, Any], day: str, dry: bool, as_json: bool
) -> None:
    """Sentences and both laws, or what they say as JSON."""
    from xlgen.campaign.now import now
    from xlgen.campaign.telling import laws

    law = laws(now(campaign, day=day))
    if as_json:
        print_json({"version": 1, "dry_run": dry, **said, "laws": law})
        return
    for line in lines:
        click.echo(f"{NOTHING_WRITTEN if dry else ''}{line}")
    click.echo(law)
