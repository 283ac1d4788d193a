"""A report that was held against its form, told: what differs, where each figure comes from, how many were compared."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.console import show_findings
from xlgen.files.showing import shown_path
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND, Status


def show_check(done: flows.ReportCheck, report: Path, sources: bool) -> None:
    """What was found; ``sources``: with 各数出处."""
    if done.returned.status is not Status.SOUND:
        click.echo(f"这张表{done.returned.standing}，比的是按公式重算的数；请先运行 xlgen check。")
    for remark in done.remarks:
        click.echo(f"{remark}。")
    show_findings(shown_path(report.name), done.findings)
    for line in done.sources if sources else ():
        click.echo(line)
    click.echo(done.closing + ("" if sources or not done.compared else "用 --sources 看各数出处。"))


def check_code(done: flows.ReportCheck) -> int:
    """The exit code: 0 where all that was compared agrees."""
    return ALL_SOUND if done.is_sound else NOT_ALL_SOUND
