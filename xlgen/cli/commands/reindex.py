"""``xlgen reindex``: the register made anew."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.options import AS_JSON, DRY, INSIDE
from xlgen.cli.within.deciding_told import told_with_laws


@click.command("reindex", cls=ChineseCommand)
@DRY
@INSIDE
@AS_JSON
def command(dry: bool, inside: Path | None, as_json: bool) -> None:
    """登记库坏了、丢了，按“记录”里的文件重建；好的也可以重建，结果一样。"""
    from xlgen.campaign.archiving.rebuilding import rebuild
    from xlgen.campaign.folder import campaign_at
    from xlgen.cli.console import print_json

    campaign = campaign_at(inside)
    count = rebuild(campaign, dry=dry)
    said = f"按“记录”里的 {count} 笔重建登记库。"
    if dry:
        click.echo(f"试运行，什么也没有写：要{said}") if not as_json else print_json(
            {"version": 1, "dry_run": True, "acts": count}
        )
        return
    told_with_laws(campaign, [f"已{said}"], {"acts": count}, "", dry, as_json)
