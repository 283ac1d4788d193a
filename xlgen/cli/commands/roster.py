"""``xlgen roster``: an empty roster for a template."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.options import FILE, TEMPLATE


@click.command("roster", cls=ChineseCommand)
@TEMPLATE
@click.option("--out", "-o", required=True, type=FILE, metavar="项目清单.xlsx", help="写到哪个文件")
def command(template: str, out: Path) -> None:
    """生成一份空白项目清单，附填好的示例和评分方法说明。"""
    sheets = "".join(f"“{name}”" for name in flows.roster(template, out))
    click.echo(f"空白项目清单已写到 {out}。要填的是{sheets}表，“示例”开头的表供参考，“评分方法”表列出全部方法和写法。")
