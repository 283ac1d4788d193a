"""``xlgen library``: an office's own indicators of past years in one workbook."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.options import FILE


@click.command("library", cls=ChineseCommand)
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar="来源...")
@click.option("--template", "-t", "template", default="project", metavar="表式", help="项目清单用的表式，不写为 project")
@click.option("--out", "-o", required=True, type=FILE, metavar="指标库.xlsx", help="写到哪个文件")
def command(sources: tuple[Path, ...], template: str, out: Path) -> None:
    """把往年的项目清单、下发过的文件夹、从前的指标库合成一份指标库：一个指标一行，用过的计量单位、性质、方法、标准和历年的指标值。"""
    count = flows.build_library(sources, out, template)
    click.echo(
        f"指标库已写到 {out}，共 {count} 项指标。用法：xlgen lint 项目清单.xlsx --library {out}，或 xlgen roster … --library {out}。"
    )
