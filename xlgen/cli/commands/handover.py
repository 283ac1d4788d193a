"""``xlgen handover``: what is open goes to somebody else."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.options import AS_JSON, BY, DAY, DRY, INSIDE
from xlgen.cli.within.deciding_told import told_with_laws


@click.command("handover", cls=ChineseCommand)
@click.option("--to", "to", required=True, metavar="姓名", help="交给谁")
@click.option("--until", required=True, metavar="日期", help="办理期限，如 2026-03-31")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只交这个实施单位的，可写几次；不写就是所有单位")
@DAY
@BY
@DRY
@INSIDE
@AS_JSON
def command(
    to: str, until: str, units: tuple[str, ...], day: str, by: str, dry: bool, inside: Path | None, as_json: bool
) -> None:
    """把没有办完的交给别人：写一张交接单，打印出来双方签字。"""
    from xlgen.campaign.decisions.handing_over import hand_over
    from xlgen.campaign.folder import campaign_at

    campaign = campaign_at(inside)
    done = hand_over(campaign, to, until, units=units, by=by, day=day, dry=dry)
    where = f"，交接单在 {done.file}，请打印签字" if done.file else ""
    said = f"没有办完的 {len(done.codes)} 个项目交给{done.to}，办理期限 {done.until}{where}。"
    file = done.file.as_posix() if done.file else None
    told = {"to": done.to, "until": done.until, "projects": list(done.codes), "file": file}
    told_with_laws(campaign, [said], told, day, dry, as_json)
