"""``xlgen rollup``: returned forms as a department summary."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.console import print_json, progress, show_beside, tell_issued
from xlgen.cli.options import BATCHES, BY, CLUSTER, DRY, FILE, INSIDE, JOBS, NO_CACHE, RULES, TAKE
from xlgen.cli.within.called_inside import is_in_campaign, refuse_options
from xlgen.statuses import NOT_ALL_SOUND, exit_code

ONLY_OUTSIDE = {"rules": "--rules", "take": "--take", "cluster": "--cluster"}


@click.command("rollup", cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=FILE, metavar="[文件或文件夹...]")
@BATCHES
@click.option("--out", "-o", type=FILE, metavar="汇总.xlsx", help="写到哪个文件；在批次的文件夹里不写，放在“汇总”里")
@click.option("--json", "as_json", is_flag=True, help="同时输出 JSON")
@click.option("--date", "day", default="", metavar="日期", help="汇总日期；不写为今天")
@click.option("--include-open", is_flag=True, help="待核实的表也计入；这样的汇总每页写明“临时”")
@click.option("--include-errors", is_flag=True, help="退回修改的表也计入；这样的汇总每页写明“临时”")
@click.option("--csv", is_flag=True, help="项目和指标另写成 CSV，放在汇总表旁边：汇总_项目.csv、汇总_明细.csv")
@BY
@DRY
@INSIDE
@RULES
@TAKE
@JOBS
@CLUSTER
@NO_CACHE
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    issued: Path | tuple[Path, ...] | None,
    out: Path | None,
    as_json: bool,
    day: str,
    include_open: bool,
    include_errors: bool,
    csv: bool,
    by: str,
    dry: bool,
    inside: Path | None,
    rules: Path | None,
    take: tuple[Path, ...],
    jobs: int | None,
    cluster: str,
    no_cache: bool,
) -> None:
    """把审核通过的表汇总成部门汇总表，公式保留，可以继续算。

    \b
    例：xlgen rollup 回收 --issued 下发 -o 汇总.xlsx
        xlgen rollup                 在批次的文件夹里：写到 汇总/汇总_日期.xlsx
    """  # noqa: D301
    if not paths and out is None and issued is None:
        if not is_in_campaign(inside):
            stop("请写明收回的表所在的文件夹，并用 -o 写明汇总表写到哪里；在批次的文件夹里两样都不用写（这里不是）")
        refuse_options(
            context,
            ONLY_OUTSIDE,
            "批次里不写 {}：几份里用哪一份由 xlgen accept --return 定，本局自己的规则写在 xlgen.toml 的 rules 里",
        )
        from xlgen.cli.within import totals_inside

        include = totals_inside.included(include_open, include_errors)
        totals_inside.run(inside, include, csv, day, by, dry, as_json, flows.all_means(jobs, remembers=not no_cache))
    if by or dry or inside is not None:
        stop("--by、--dry-run、--in 用在批次里，不和文件、--issued、-o 一起写")
    if out is None and is_in_campaign(None):
        stop("这里是批次，汇总的是收进来的表，不写文件夹：运行 xlgen rollup。另外汇总几份表的，用 -o 写明汇总表写到哪里")
    if not paths or out is None:
        stop("请写明收回的表所在的文件夹，并用 -o 写明汇总表写到哪里；在批次的文件夹里两样都不用写")
    known = issued or flows.find_issued(paths)
    means = flows.all_means(jobs, remembers=not no_cache, cluster=cluster)
    more = {"include_open": include_open, "include_errors": include_errors, "csv": csv}
    summed = flows.roll_up(paths, out, known, day=day, progress=progress("校验"), rules=rules, take=take, means=means, **more)
    if as_json:
        print_json({**flows.summary_report(summed.rollup), "csv": [file.as_posix() for file in summed.tables]})
    else:
        tell_issued(issued, known)
        show_beside((), summed.returns.unseen)
        click.echo(summed.said)
        click.echo(f"汇总表已写到 {out}。")
        if summed.tables:
            click.echo(f"项目和指标另写在 {'、'.join(map(str, summed.tables))}。")
    code = exit_code(each.status for each in summed.returns)
    sys.exit(code if summed.verdict.agrees else max(code, NOT_ALL_SOUND))
