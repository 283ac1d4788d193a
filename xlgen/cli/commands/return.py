"""``xlgen return``: send back what is to be corrected, round by round."""  # noqa: N999 - called as the command is

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import print_json, progress
from xlgen.cli.options import AS_JSON, BY, DAY, DRY, INSIDE, JOBS
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND


@click.command("return", cls=ChineseCommand)
@click.option("--unit", "units", multiple=True, metavar="单位", help="只退这个实施单位的，可写几次；不写就是所有单位")
@click.option("--again", is_flag=True, help="上一轮退过、单位还没有改的，也再退一次")
@DAY
@BY
@DRY
@JOBS
@INSIDE
@AS_JSON
def command(
    units: tuple[str, ...], again: bool, day: str, by: str, dry: bool, jobs: int | None, inside: Path | None, as_json: bool
) -> None:
    """把要改的表标好退回各单位，一轮一个文件夹，附审核意见单。

    \b
    退回的是退回修改、待核实和无法读取的项目。在批次的文件夹里运行：
      xlgen return
      xlgen return --unit 某市甲单位 --dry-run
    """  # noqa: D301
    from xlgen.campaign.folder import campaign_at
    from xlgen.campaign.rounds.going_back import send_round
    from xlgen.campaign.telling import laws
    from xlgen.flows.judging.means import all_means

    campaign, means = campaign_at(inside), all_means(jobs)
    done = send_round(campaign, units=units, again=again, day=day, by=by, dry=dry, means=means, progress=progress("标注"))
    law = laws(done.known)
    if as_json:
        folder = done.folder.as_posix() if done.folder else None
        said = {"number": done.number, "sent": list(map(asdict, done.sent)), "folder": folder}
        print_json({"version": 1, "dry_run": dry, **said, "before": done.before, "lists": done.lists, "laws": law})
        sys.exit(NOT_ALL_SOUND if done.sent else ALL_SOUND)
    for each in done.sent:
        click.echo(f"{each.unit}　{each.code} {each.name}：{each.problems} 处问题")
        for told in each.unmarked:
            click.echo(f"  {told}")
    click.echo(_closing(done, dry))
    click.echo(law)
    sys.exit(NOT_ALL_SOUND if done.sent else ALL_SOUND)


def _closing(done: object, dry: bool) -> str:
    from xlgen.campaign.rounds.return_round import ReturnRound

    assert isinstance(done, ReturnRound)
    before = f"另有 {done.before} 个项目退过，单位还没有报新的，这次没有再退（要再退用 --again）。" if done.before else ""
    if not done.sent:
        return f"没有要退回的。{before}"
    units = len({each.unit for each in done.sent})
    if dry:
        return f"试运行，什么也没有写：第 {done.number} 轮要退回 {len(done.sent)} 个项目，{units} 个单位。{before}"
    told = f"第 {done.number} 轮退回 {len(done.sent)} 个项目，{units} 个单位，在 {done.folder}；"
    return f"{told}每个单位的文件夹里有审核意见单，请打印签收，把文件夹发给单位。{before}"
