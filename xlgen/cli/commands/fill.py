"""``xlgen fill``: data typed into a form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import show_findings
from xlgen.cli.options import FILE
from xlgen.files.paths import new_workbook
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND


@click.command("fill", cls=ChineseCommand)
@click.argument("form", type=FILE, metavar="自评表.xlsx")
@click.option("--data", required=True, type=FILE, metavar="数据", help=".json 或 .toml 文件，键是表上的中文栏名")
@click.option("--out", "-o", required=True, type=FILE, metavar="填好的.xlsx", help="写到哪个文件")
def command(form: Path, data: Path, out: Path) -> None:
    """把数据填进自评表的黄色单元格，公式和样式不动。"""
    new_workbook(out)
    try:
        filled = flows.fill(form, flows.read_data(data), out=out)
    except flows.Refused as refusal:
        raise flows.XlgenError(f"{form.name}：{refusal}") from None
    except flows.CannotFill as error:
        for problem in error.problems:
            click.echo(f"{data.name}: {problem}")
        click.echo(f"数据有 {len(error.problems)} 处与表不合，没有写出文件。")
        sys.exit(NOT_ALL_SOUND)
    show_findings(out.name, filled.findings)
    doubts = "" if filled.is_sound else "填的数有问题，报送前请改好。"
    click.echo(f"已填 {filled.cells} 个单元格，写到 {out}。{doubts}")
    sys.exit(ALL_SOUND if filled.is_sound else NOT_ALL_SOUND)
