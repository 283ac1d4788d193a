"""``xlgen recall``: projects whose forms are asked for no more."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import print_json
from xlgen.cli.options import AS_JSON, BY, DAY, DRY, INSIDE


@click.command("recall", cls=ChineseCommand)
@click.argument("codes", nargs=-1, required=True, metavar="项目编码...")
@click.option("--reason", required=True, metavar="原因", help="为什么撤回；一定要写")
@DAY
@BY
@DRY
@INSIDE
@AS_JSON
def command(codes: tuple[str, ...], reason: str, day: str, by: str, dry: bool, inside: Path | None, as_json: bool) -> None:
    """撤回项目：下发过的表不再要报。撤回错了用 xlgen undo 撤销。

    \b
    收到过的表都留着，只是不再计入。在批次的文件夹里运行：
      xlgen recall P003 P007 --reason 项目并入P001
    """  # noqa: D301
    from xlgen.campaign.folder import campaign_at
    from xlgen.campaign.now import now
    from xlgen.campaign.outgoing.recalling import recall, recall_text
    from xlgen.campaign.telling import laws

    campaign = campaign_at(inside)
    done = recall(campaign, codes, reason, day=day, by=by, dry=dry)
    told = laws(now(campaign, day=day))
    texts = {unit: recall_text(campaign, unit, own) for unit, own in done.units.items()}
    if as_json:
        recalled = [line.code for own in done.units.values() for line in own]
        said = {"recalled": recalled, "before": done.before, "act": done.act or None, "texts": texts, "laws": told}
        print_json({"version": 1, "dry_run": dry, **said})
        return
    if texts:
        click.echo("可以发给单位的话：")
    for text in texts.values():
        click.echo(text)
    if done.before:
        click.echo(f"早已撤回过的：{'、'.join(done.before)}。")
    if not done.count:
        click.echo("没有要撤回的。")
    elif dry:
        click.echo(f"试运行，什么也没有写：要撤回 {done.count} 个项目。")
    else:
        click.echo(f"撤回 {done.count} 个项目，记为第 {done.act} 笔；撤回错了用 xlgen undo {done.act}。")
    click.echo(told)
