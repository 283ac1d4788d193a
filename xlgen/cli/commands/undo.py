"""``xlgen undo``: take back a decision."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.options import AS_JSON, BY, DAY, DRY, INSIDE
from xlgen.cli.within.deciding_told import told_with_laws


@click.command("undo", cls=ChineseCommand)
@click.argument("number", required=False, type=click.IntRange(1), metavar="[序号]")
@click.option("--reason", default="", metavar="原因", help="为什么撤销")
@DAY
@BY
@DRY
@INSIDE
@AS_JSON
def command(number: int | None, reason: str, day: str, by: str, dry: bool, inside: Path | None, as_json: bool) -> None:
    """撤销最近一次认定、撤回或交接；写明序号的，撤销那一笔。记录只增不减，撤销也可以撤销。"""
    from dataclasses import asdict

    from xlgen.campaign.decisions.undoing import undo
    from xlgen.campaign.folder import campaign_at

    campaign = campaign_at(inside)
    done = undo(campaign, number, reason=reason, by=by, day=day, dry=dry)
    back = f"。要恢复，用 xlgen undo {done.number}" if done.number else ""
    told_with_laws(campaign, [f"{done.said}{back}。"], {"undone": asdict(done)}, day, dry, as_json)
