"""``xlgen rollup`` in a campaign, told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from xlgen import flows
from xlgen.campaign.folder import campaign_at
from xlgen.campaign.telling import laws
from xlgen.campaign.totals.adding_up import add_up
from xlgen.cli.console import print_json, progress
from xlgen.cli.within.deciding_told import NOTHING_WRITTEN
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND, Status


def included(include_open: bool, include_errors: bool) -> list[Status]:
    """What counts although it is not accepted."""
    return [status for status, wanted in ((Status.OPEN, include_open), (Status.ERRORS, include_errors)) if wanted]


def run(
    inside: Path | None,
    include: Sequence[Status],
    csv: bool,
    day: str,
    by: str,
    dry: bool,
    as_json: bool,
    means: flows.Means,
) -> NoReturn:
    """Do it, and say what came of it."""
    campaign = campaign_at(inside)
    done = add_up(campaign, include=include, csv=csv, day=day, by=by, dry=dry, means=means, progress=progress("校验"))
    written = [file.as_posix() for file in (done.file, *done.summed.tables) if file]
    law = laws(done.known)
    if as_json:
        print_json({**flows.summary_report(done.summed.rollup), "written": written, "dry_run": dry, "laws": law})
    else:
        click.echo(done.said)
        click.echo(f"汇总表已写到 {'、'.join(written)}。" if written else NOTHING_WRITTEN.rstrip("：") + "。")
        click.echo(law)
    all_in = all(project.status is Status.SOUND for project in done.summed.rollup.projects)
    sys.exit(ALL_SOUND if all_in and done.summed.verdict.agrees else NOT_ALL_SOUND)
