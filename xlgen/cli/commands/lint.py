"""``xlgen lint``: what is wrong with rosters and templates."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import show_findings
from xlgen.cli.options import FILE
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND


@click.command("lint", cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=FILE, metavar="[项目清单.xlsx 或 表式.toml]...")
@click.option("--template", "-t", "template", default="project", metavar="表式", help="项目清单用的表式，不写为 project")
@click.option(
    "--out",
    "-o",
    "out",
    type=FILE,
    metavar="改写.xlsx",
    help="另存一份，读不懂而能改写的评分标准已改好，原来的写在“改写说明”表里；原文件不动",
)
@click.option(
    "--library",
    type=FILE,
    metavar="指标库.xlsx",
    help="与指标库对照：同名指标的计量单位、性质、方法不同的，名称相近的，都指出来",
)
def command(paths: tuple[Path, ...], template: str, out: Path | None, library: Path | None) -> None:
    """检查项目清单和表式：分档有没有缺口、重叠，分值对不对，评分标准写得清不清楚。不写文件就检查自带的全部表式。"""
    findings = flows.lint(paths, template, out=out, library=library)
    for file, finding in findings:
        show_findings(file, [finding])
    counted = Counter(finding.severity for _, finding in findings)
    errors = counted[flows.Severity.ERROR]
    if out:
        changed = sum(finding.code == "XL135" for _, finding in findings)
        click.echo(f"改写了 {changed} 处，另存为 {out}；原来的写在“改写说明”表里，请逐行核对后再用。")
    said = "、".join(f"{counted[each]} 处{each.value}" for each in flows.Severity if counted[each])
    click.echo(f"{'' if errors else '没有错误，'}有 {said}。" if said else "没有发现问题。")
    sys.exit(NOT_ALL_SOUND if errors else ALL_SOUND)
