"""``xlgen roster``: a roster for a template, empty or with what is known already."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.options import FILE, TEMPLATE


@click.command("roster", cls=ChineseCommand)
@TEMPLATE
@click.option("--out", "-o", required=True, type=FILE, metavar="项目清单.xlsx", help="写到哪个文件")
@click.option(
    "--from",
    "source",
    type=FILE,
    metavar="来源",
    help="把已有的项目和指标带过来：去年的批次（或它的存档）、往年的项目清单、下发过的文件夹，或别的系统导出的 .xlsx、.xls、.csv",
)
@click.option("--year", default="", metavar="年度", help="新清单的年度，如 2026；与 --from 一起用，只有这一年的金额才带过来")
@click.option("--columns", type=FILE, metavar="列名对照.xlsx", help="来源的哪一列是清单的哪一列；不写用新清单旁边的那一份")
@click.option(
    "--library", type=FILE, metavar="指标库.xlsx", help="随清单带上指标库：三级指标可以从中选，空着的计量单位、性质、方法照它填"
)
def command(template: str, out: Path, source: Path | None, year: str, columns: Path | None, library: Path | None) -> None:
    """生成一份项目清单，附填好的示例和评分方法说明；可以空白，也可以把往年的、下发过的、别处导出的带过来。"""
    if source is None:
        if year or columns:
            raise click.UsageError("--year、--columns 要和 --from 一起用")
        sheets = "".join(f"“{name}”" for name in flows.roster(template, out, library=library))
        click.echo(f"空白项目清单已写到 {out}。要填的是{sheets}表，“示例”开头的表供参考，“评分方法”表列出全部方法和写法。")
        return
    from xlgen.campaign.next_list import is_campaign, next_list

    carry = next_list if is_campaign(source) else flows.carry_over
    carried = carry(source, out, template, year=year, columns=columns, library=library)
    for sentence in carried.sentences:
        click.echo(sentence)
    click.echo(f"已写到 {out}：{carried.counts}。请补齐空着的，再用 xlgen lint {out} -t {template} 检查。")
