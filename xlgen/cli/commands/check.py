"""``xlgen check``: how returned forms stand."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import COULD_NOT, ERRORS, SOUND, ChineseCommand
from xlgen.cli.console import closing, print_json, progress, show_returns
from xlgen.cli.options import RETURNS, RULES, issued


@click.command("check", cls=ChineseCommand)
@RETURNS
@issued()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用")
@click.option("--strict", is_flag=True, help="需核对的也按错误处理")
@RULES
def command(paths: tuple[Path, ...], issued: Path | None, as_json: bool, strict: bool, rules: Path | None) -> None:
    """校验收回的自评表：重算每一项得分，逐格指出错误。"""
    returns = flows.check(paths, issued, progress("校验"), rules)
    if as_json:
        print_json(flows.report(returns))
    else:
        show_returns(returns)
        click.echo(closing(returns, strict))
    if not returns:
        sys.exit(COULD_NOT)
    weighty = {flows.Severity.ERROR, flows.Severity.WARNING} if strict else {flows.Severity.ERROR}
    sys.exit(ERRORS if any(f.severity in weighty for each in returns for f in each.findings) else SOUND)
