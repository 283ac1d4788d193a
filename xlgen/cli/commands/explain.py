"""``xlgen explain``: what a code means, how a score came about."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import show_findings
from xlgen.cli.options import FILE
from xlgen.statuses import COULD_NOT


@click.command("explain", cls=ChineseCommand)
@click.argument("what", metavar="代码或文件")
@click.argument("name", required=False, metavar="[名称]")
@click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹")
def command(what: str, name: str | None, issued: Path | None) -> None:
    """说明一个代码的意思，或一张表里某项得分怎么算出来的。

    \b
    例：xlgen explain XG301
        xlgen explain 回收/P001.xlsx 自评表!J16
        xlgen explain 回收/P001.xlsx indicators.3.score
    """  # noqa: D301
    try:
        click.echo(flows.explain(what, name or "", issued))
    except flows.NotExplained as error:
        if error.returned:
            show_findings(what, error.returned.findings)
        else:
            click.echo(str(error))
        sys.exit(COULD_NOT)
