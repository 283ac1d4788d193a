"""``xlgen accept``: answer for what a check asks about."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.console import print_json
from xlgen.cli.options import AS_JSON, BATCHES, DAY, DRY, FILE, INSIDE, RULES
from xlgen.cli.within.called_inside import is_in_campaign, refuse_options
from xlgen.files.afar.urls import is_address


@click.command("accept", cls=ChineseCommand)
@click.argument("path", required=False, type=FILE, metavar="文件或文件夹")
@click.argument("name", required=False, metavar="[单元格或栏名]")
@click.option("--reason", default="", metavar="原因", help="为什么认可；一定要写")
@click.option("--as-understood", is_flag=True, help="按程序的理解计（如 9800% 是 98%）；不写就按表上的值计")
@click.option("--answered", is_flag=True, help="填报人在退回意见里写了“已核实：原因”的，一次全部认可")
@click.option("--revoke", is_flag=True, help="撤销从前的核实；记录只增不减")
@click.option("--return", "whole", default="", metavar="文件或项目编码", help="批次里：整份认可，或在几份不一样的里定用哪一份")
@click.option("--by", default="", metavar="姓名", help="谁核实的；不写是电脑的用户名")
@DAY
@DRY
@INSIDE
@AS_JSON
@BATCHES
@RULES
@click.pass_context
def command(
    context: click.Context,
    path: Path | None,
    name: str | None,
    reason: str,
    as_understood: bool,
    answered: bool,
    revoke: bool,
    whole: str,
    by: str,
    day: str,
    dry: bool,
    inside: Path | None,
    as_json: bool,
    issued: Path | tuple[Path, ...] | None,
    rules: Path | None,
) -> None:
    """核实一处疑问：记下认可的值、原因、谁、何时；值变了就不再有效。

    在批次的文件夹里，文件可以写项目编码；--return 整份认可。

    \b
    例：xlgen accept 回收/P003.xlsx 自评表!G18 --as-understood --reason 与单位核对过，是98%
        xlgen accept 回收 --answered
        xlgen accept P003 自评表!G18 --reason 与单位核对过
        xlgen accept --return 收件/1f3a/P003.xlsx --reason 单位来电，以这一份为准
    """  # noqa: D301
    if issued is None and is_in_campaign(inside):
        from xlgen.cli.within import accepting_inside

        refuse_options(context, {"rules": "--rules"}, "批次里不写 {}：本局自己的规则写在 xlgen.toml 的 rules 里")
        how = accepting_inside.AcceptWords(
            str(path) if path else "", name or "", whole, answered, reason, as_understood, revoke
        )
        accepting_inside.run(how, inside, by, day, dry, as_json)
        sys.exit()
    if whole or day or dry:
        stop("--return、--date、--dry-run 用在批次的文件夹里，这里不是")
    if path is None:
        stop("请写明是哪个文件，或哪个文件夹")
    if not is_address(path) and not path.exists():
        stop(f"没有这个文件或文件夹：{path}。写项目编码的，请先 cd 进批次的文件夹，这里不是")
    if answered == (name is not None):
        stop("请写明哪一格（如 自评表!G18），或者用 --answered 认可填报人已写明原因的全部疑问")
    if answered:
        done = flows.accept_answered(path, issued, by=by, rules=rules)
    else:
        done = [flows.accept(path, name or "", reason, issued, as_understood=as_understood, by=by, revoke=revoke, rules=rules)]
    if as_json:
        print_json({"version": 1, "accepted": [asdict(each.acceptance) for each in done]})
        return
    for each in done:
        click.echo(each.said)
    click.echo(f"共记下 {len(done)} 条。" if done else "没有填报人写明了原因、还等着认可的疑问。")
