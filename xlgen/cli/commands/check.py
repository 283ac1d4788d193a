"""``xlgen check``: how returned forms stand."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import closing, print_json, progress, show_beside, show_returns, tell_issued
from xlgen.cli.options import BATCHES, CLUSTER, FILE, JOBS, NO_CACHE, RETURNS, RULES, TAKE
from xlgen.files.paths import new_csv, new_workbook
from xlgen.files.temporary import tidy
from xlgen.statuses import NOT_ALL_SOUND, exit_code


@click.command("check", cls=ChineseCommand)
@RETURNS
@BATCHES
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用")
@click.option("--strict", is_flag=True, help="需核实的也按退回处理")
@click.option(
    "--out", "-o", type=FILE, metavar="校验结果.xlsx", help="结果另写成一个工作簿：按实施单位列出问题，各表情况，按代码统计"
)
@click.option("--csv", "csv_file", type=FILE, metavar="校验结果.csv", help="问题另写成 CSV")
@RULES
@TAKE
@JOBS
@CLUSTER
@NO_CACHE
def command(
    paths: tuple[Path, ...],
    issued: Path | tuple[Path, ...] | None,
    as_json: bool,
    strict: bool,
    out: Path | None,
    csv_file: Path | None,
    rules: Path | None,
    take: tuple[Path, ...],
    jobs: int | None,
    cluster: str,
    no_cache: bool,
) -> None:
    """校验收回的自评表：重算每一项得分，逐格指出错误。"""
    named = [(out, new_workbook), (csv_file, new_csv)]
    targets = [target for target, _ in named if target]
    for target, can_be_written in named:
        if target:
            tidy(target.parent)
            can_be_written(target)
    known = issued or flows.find_issued(paths)
    returns = flows.check(
        paths, known, progress("校验"), rules, take, flows.all_means(jobs, remembers=not no_cache, cluster=cluster)
    )
    if as_json:
        print_json(flows.report(returns))
    else:
        if returns:
            tell_issued(issued, known)
        show_returns(returns)
        show_beside(returns.attachments, returns.unseen)
        click.echo(closing(returns, strict, paths))
    written = flows.write_results(returns, *targets) if targets else []
    if written and not as_json:
        click.echo(f"结果已写到 {'、'.join(map(str, written))}。")
    asked = strict and any(each.asked for each in returns)
    sys.exit(NOT_ALL_SOUND if asked else exit_code(each.status for each in returns))
