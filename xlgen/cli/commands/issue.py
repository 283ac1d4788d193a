"""``xlgen issue``: a blank form for each project of a roster."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
from click.exceptions import MissingParameter

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.console import progress, show_findings
from xlgen.cli.options import AS_JSON, BY, DRY, FILE, INSIDE, TEMPLATES
from xlgen.cli.within.called_inside import is_in_campaign, refuse_options
from xlgen.cli.within.issuing_inside import ONLY_INSIDE, AskedHere, issue_inside
from xlgen.statuses import NOT_ALL_SOUND


@click.command("issue", cls=ChineseCommand)
@click.option("--template", "-t", "template", default="", metavar="表式", help=f"{TEMPLATES}（必写；在批次里和 --add 一起写）")
@click.option(
    "--with", "options", multiple=True, metavar="选项", help="加上选用的栏目，可写多次：调整、佐证、完成情况、复核、校验码"
)
@click.option(
    "--roster",
    type=FILE,
    metavar="项目清单.xlsx",
    help="项目清单，有“项目”“指标”两张表（必写；在批次里和 --add 一起写）",
)
@click.option("--out", type=FILE, metavar="文件夹", help="下发的表放在哪里（必写；在批次里不写）")
@click.option("--date", "day", default="", metavar="日期", help="下发日期，如 2026-01-10；不写为今天")
@click.option("--spare", type=int, metavar="行数", help="留几行备用行，供填报人自己加指标；不写就不留")
@click.option("--by-unit", is_flag=True, help="每个实施单位一个文件夹，各附一张报送清单；下发清单在最上层，不发出去")
@click.option("--deadline", default="", metavar="日期", help="报送期限，印在报送清单上，如 2026-01-31")
@click.option("--contact", default="", metavar="姓名和电话", help="有疑问找谁，印在报送清单上")
@click.option(
    "--add",
    "is_added",
    is_flag=True,
    help="往下发过的文件夹里补发：新的项目，或指标更正了的项目；原来的表不动。在批次里是再加一份项目清单",
)
@click.option("--approval", default="", metavar="文号", help="更正指标的批准文号，和 --add 一起写；在批次里单独写")
@click.option("--zip", "as_zips", is_flag=True, help="在批次里：每个单位的文件夹另做一个压缩包")
@BY
@DRY
@INSIDE
@AS_JSON
@click.pass_context
def command(
    context: click.Context,
    template: str,
    options: tuple[str, ...],
    roster: Path | None,
    out: Path | None,
    day: str,
    spare: int | None,
    by_unit: bool,
    deadline: str,
    contact: str,
    is_added: bool,
    approval: str,
    as_zips: bool,
    by: str,
    dry: bool,
    inside: Path | None,
    as_json: bool,
) -> None:
    """按项目清单给每个项目生成一张空白自评表，并留存下发清单 register.sqlite。

    \b
    在批次的文件夹里（xlgen init 建的），不用写选项：
      xlgen issue                      按单位下发，各有通知和报送清单；以后再运行，只发新的
      xlgen issue --approval 文号       项目清单里更正了指标的，另发新表
    """  # noqa: D301
    if is_in_campaign(inside):
        issue_inside(inside, AskedHere(context, template, options, roster, is_added, approval, day, by, dry, as_zips, as_json))
        return
    refuse_options(context, ONLY_INSIDE, "{} 只在批次的文件夹里用（xlgen init 建的），这里不能写")
    for name, given in (("template", template), ("roster", roster), ("out", out)):
        if not given:
            raise MissingParameter(ctx=context, param=next(each for each in context.command.params if each.name == name))
    assert roster is not None
    assert out is not None
    if (deadline or contact) and not by_unit:
        stop("--deadline 和 --contact 印在报送清单上，要和 --by-unit 一起写")
    covers = flows.Covers(deadline, contact) if by_unit else None
    if approval and not is_added:
        stop("--approval 要和 --add 一起写")
    more: dict[str, Any] = {"options": options, "day": day, "spare": spare, "covers": covers, "progress": progress("生成")}
    if is_added:
        _tell(flows.add(roster, out, template, approval=approval, **more), roster, out)
        return
    issued = flows.issue(roster, out, template, **more)
    show_findings(roster.name, issued.findings)
    if not issued.files:
        _stop_at_errors(issued.findings)
    _warn(issued.told)
    click.echo(f"已生成 {len(issued.files)} 张自评表和下发清单，在 {out}。下发清单请妥善留存，校验时要用。")
    if by_unit:
        folders = len({Path(file).parent for file in issued.files})
        click.echo(
            f"分在 {folders} 个单位的文件夹里，各有一张报送清单；把单位的文件夹发给单位，最上层的 register.sqlite 不要发。"
        )


def _tell(added: flows.Additions, roster: Path, out: Path) -> None:
    """What was added and issued anew, and what was left as it is."""
    show_findings(roster.name, added.findings)
    if not (added.files or added.changed or added.unchanged):
        _stop_at_errors(added.findings)
    for each in added.changed:
        click.echo(f"{each.code} 更正：{'、'.join(each.told)}。新表 {each.file}")
    for file in added.files:
        click.echo(f"补发 {file}")
    done = (
        f"补发 {len(added.files)} 张，更正 {len(added.changed)} 张，在 {out}"
        if added.files or added.changed
        else "没有要补发、更正的"
    )
    click.echo(f"{done}；没有变的 {added.unchanged} 个项目没有动。")
    _warn(added.told)
    if added.changed:
        click.echo("请把更正后的表发给单位；单位再报旧表的，校验时退回。")


def _warn(told: Sequence[str]) -> None:
    for sentence in told:
        click.echo(f"注意：{sentence}。")


def _stop_at_errors(findings: Sequence[flows.Finding]) -> NoReturn:
    errors = sum(f.severity is flows.Severity.ERROR for f in findings)
    click.echo(f"项目清单有 {errors} 处错误，没有生成任何文件。改好后重新运行。")
    sys.exit(NOT_ALL_SOUND)
