"""``xlgen collect``: files that came in are taken into the campaign one stands in."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import print_json, progress
from xlgen.cli.options import AS_JSON, BY, DRY, FILE, INSIDE, JOBS
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND

if TYPE_CHECKING:
    from xlgen.campaign.collecting.taking_in import TakenIn

LONG = 20  # files of a group about which nothing is to be done: so many are listed


@click.command("collect", cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="文件或文件夹...")
@click.option("--received", default="", metavar="日期", help="哪一天收到的，如 2026-02-27；不写为今天，邮件以发信日期为准")
@BY
@DRY
@INSIDE
@AS_JSON
@JOBS
def command(
    paths: tuple[Path, ...], received: str, by: str, dry: bool, inside: Path | None, as_json: bool, jobs: int | None
) -> None:
    """收表：把收到的文件、文件夹、压缩包、邮件收进这一批，原件存进“收件”。

    在批次的文件夹里运行。是哪个项目的表，看表里的标识，不看文件名；收过的再收一次，什么都不变。
    没有人要再看的退出码为 0，有冲突、不认得、读不了的为 1。

    \b
    例：xlgen collect D:\\收到的表
        xlgen collect 附件.zip 第三中心.eml --received 2026-02-27
    """  # noqa: D301
    from xlgen.campaign.collecting.grouping import ASKING, closing, file_said, grouped
    from xlgen.campaign.collecting.keeping_files import kept_as
    from xlgen.campaign.collecting.taking_in import collect
    from xlgen.campaign.folder import campaign_at
    from xlgen.campaign.now import now
    from xlgen.campaign.telling import laws, report
    from xlgen.flows import all_means

    campaign, means = campaign_at(inside), all_means(jobs)
    taken = collect(campaign, paths, received=received, by=by, dry=dry, means=means, progress=progress("收表"))
    stands, groups = now(campaign, means=means), grouped(taken)
    if as_json:
        told = report(stands)
        files = [file_said(each, lambda digest, name: kept_as(campaign.root, digest, name).as_posix()) for each in taken]
        print_json({"version": 1, "dry_run": dry, "collected": files, "projects": told["projects"], "files": told["files"]})
    else:
        _show(groups, stands.manifest.names)
        click.echo(closing(taken, dry))
        click.echo(laws(stands))
    sys.exit(NOT_ALL_SOUND if ASKING & groups.keys() else ALL_SOUND)


def _show(groups: Mapping[str, Sequence[TakenIn]], names: Mapping[str, str]) -> None:
    """Each group with its files, one a line; of a long group about which nothing is to be done the first."""
    from xlgen.campaign.collecting.grouping import ASKING, GROUPS, line_of

    for group in GROUPS:
        files = groups.get(group.key, ())
        if not files:
            continue
        click.echo(click.style(f"【{group.word}】{len(files)} 个", bold=True) + (f"：{group.remedy}" if group.remedy else ""))
        shown = files if group.key in ASKING else files[:LONG]
        for each in shown:
            click.echo(f"  {line_of(each, names)}")
        if len(shown) < len(files):
            click.echo(f"  （还有 {len(files) - len(shown)} 个，用 --json 可看全部）")
