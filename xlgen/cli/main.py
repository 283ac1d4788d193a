"""The command line. Parse, call one flow, print; exit 0 sound, 1 errors found, 2 could not run."""

from __future__ import annotations

import click

from xlgen.cli.chinese import ChineseGroup
from xlgen.cli.loading import Loaded

# In the order of --help: each is a module of xlgen.cli.commands.
COMMANDS = "init issue roster library fill check mark clear repair collect return accept override recall undo handover status log rollup report archive verify reindex manifest bridge explain lint templates demo doctor addin".split()
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=ChineseGroup, commands=Loaded(COMMANDS), context_settings=SETTINGS)
@click.version_option(package_name="xlgen", prog_name="xlgen", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """xlgen：项目支出绩效自评表的下发、校验与汇总。

    \b
    一般的用法：
      xlgen roster -t project -o 项目清单.xlsx          生成空白项目清单，填好项目和指标
      xlgen issue -t project --roster 项目清单.xlsx --out 下发    每个项目生成一张自评表
      xlgen check 回收 --issued 下发                 校验收回的表
      xlgen rollup 回收 --issued 下发 -o 汇总.xlsx    汇总成部门表
    """  # noqa: D301
