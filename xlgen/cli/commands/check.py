"""``xlgen check``: how returned forms stand."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import closing, print_json, progress, show_beside, show_returns
from xlgen.cli.options import RETURNS, RULES, TAKE, issued
from xlgen.statuses import NOT_ALL_SOUND, exit_code


@click.command("check", cls=ChineseCommand)
@RETURNS
@issued()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用")
@click.option("--strict", is_flag=True, help="需核实的也按退回处理")
@RULES
@TAKE
def command(
    paths: tuple[Path, ...], issued: Path | None, as_json: bool, strict: bool, rules: Path | None, take: tuple[Path, ...]
) -> None:
    """校验收回的自评表：重算每一项得分，逐格指出错误。"""
    returns = flows.check(paths, issued, progress("校验"), rules, take)
    if as_json:
        print_json(flows.report(returns))
    else:
        show_returns(returns)
        show_beside(returns.attachments, returns.unseen)
        click.echo(closing(returns, strict))
    asked = strict and any(each.asked for each in returns)
    sys.exit(NOT_ALL_SOUND if asked else exit_code(each.status for each in returns))
