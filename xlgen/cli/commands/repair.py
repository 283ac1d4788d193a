"""``xlgen repair``: the officer's entries on a clean form."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.options import FILE, FOUND, issued
from xlgen.files.paths import new_workbook, one_file
from xlgen.files.placing import apart


@click.command("repair", cls=ChineseCommand)
@click.argument("returned", type=FILE, metavar="收回的表.xlsx")
@issued(FOUND)
@click.option("--blank", type=FILE, metavar="原表.xlsx", help="没有下发清单时，写明下发的那张空白表")
@click.option("--out", "-o", type=FILE, metavar="修复.xlsx", help="写到哪个文件；不写为旁边“_修复”文件夹里的同名文件")
def command(returned: Path, issued: Path | None, blank: Path | None, out: Path | None) -> None:
    """把填报内容搬到下发的原表上：公式、下拉、保护恢复原样，逐格列出换了位置、恢复和没有搬的。"""
    if issued and blank:
        stop("--issued 和 --blank 只能写一个")
    for file in (returned, *([blank] if blank else [])):
        one_file(file)
    known = None if blank else issued or flows.find_issued(returned.absolute())
    if known is None and blank is None:
        stop("没有找到下发清单。请写明 --issued 下发文件夹，或 --blank 下发的原表")
    target = new_workbook(out or apart(returned, "修复"), "请用 -o 换一个文件名，或先把它移走")
    try:
        repaired = flows.repair(returned, known, blank=blank, out=target)
    except flows.Refused as refusal:
        raise flows.XlgenError(f"{returned.name}：{refusal}") from None
    for line in repaired.told:
        click.echo(line)
    click.echo(f"已写到 {target}，收回的原件没有动。请用 xlgen check 再校验一次，审核通过后替换收表文件夹里原来那一份。")
