"""``xlgen doctor``: whether this computer is fit for the work, and what becomes of last year's forms."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import print_json, progress
from xlgen.cli.options import FILE
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND


@click.command("doctor", cls=ChineseCommand)
@click.argument("folder", type=FILE, default=Path(), metavar="[文件夹]")
@click.option("--office", is_flag=True, help="在这台电脑的 Excel 里自己走一遍冒烟测试，写一份记录")
@click.option("--by", default="", metavar="姓名", help="冒烟测试记录上的操作人")
@click.option("--trial", "is_trial", is_flag=True, help="拿文件夹里去年的表试一试：哪些读得了、看到什么、像哪个表式")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用")
def command(folder: Path, office: bool, by: str, is_trial: bool, as_json: bool) -> None:
    """看看这台电脑和放表的文件夹合不合用：编码、网盘、权限、磁盘、版本、加载项。不改动任何东西。"""
    if office:
        _office(folder, by, as_json)
    else:
        (_trial if is_trial else _computer)(folder, as_json)


def _trial(folder: Path, as_json: bool) -> None:
    from xlgen.cli import trying

    trial = flows.try_forms(folder, progress("试读"))
    if as_json:
        print_json(trying.as_json(trial))
    else:
        for line in trying.said_of(trial, folder):
            click.echo(line)
    sys.exit(ALL_SOUND if len(trial.read) == len(trial.tried) else NOT_ALL_SOUND)


def _office(folder: Path, by: str, as_json: bool) -> None:
    from xlgen.cli.running import require_xlwings

    require_xlwings()
    from xlgen.bridge.trial_records import excel_tried

    tried = excel_tried(folder, by, flows.examine(folder)[0].said)
    if as_json:
        print_json({"version": 1, "steps": [asdict(step) for step in tried.steps], "record": str(tried.record)})
    else:
        click.echo(tried.text)
        click.echo(f"记录在 {tried.record}。")
    sys.exit(NOT_ALL_SOUND if any(not step.is_well for step in tried.steps) else ALL_SOUND)


def _computer(folder: Path, as_json: bool) -> None:
    facts = flows.examine(folder)
    amiss = sum(not fact.is_well for fact in facts)
    if as_json:
        print_json({"version": 1, "facts": [asdict(fact) for fact in facts], "amiss": amiss})
    else:
        for fact in facts:
            click.echo(f"{'√' if fact.is_well else '!'} {fact.about}：{fact.said}{f'（{fact.remedy}）' if fact.remedy else ''}")
        click.echo(f"共 {len(facts)} 项，{f'{amiss} 项要看一看（行首是 !）' if amiss else '都合用'}。")
    sys.exit(NOT_ALL_SOUND if amiss else ALL_SOUND)
