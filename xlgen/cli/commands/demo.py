"""``xlgen demo``: the whole way on the samples that come with xlgen."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import called_here, closing, progress
from xlgen.cli.options import FILE


@click.command("demo", cls=ChineseCommand)
@click.option("--out", type=FILE, default=Path("demo"), metavar="文件夹", help="演示文件放在哪里，不写为 demo")
def command(out: Path) -> None:
    """用自带样例走一遍：下发、填报、校验、汇总。"""
    demo = flows.run_demo(out, progress("演示"))
    click.echo(f"演示完成：按项目清单下发 {demo.issued} 张自评表，模拟收回并逐格校验，{closing(demo.returns, False)}")
    click.echo(f"请打开 {demo.summary} 看部门汇总。要看每一处问题，输入下面这一行：")
    click.echo(f"{called_here()} check {out / 'returned'}")
