"""``xlgen repair``: the officer's entries on a clean form."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import FILE, ChineseCommand, stop
from xlgen.errors import Refused, XlgenError
from xlgen.files.placing import apart
from xlgen.files.saving import write_whole
from xlgen.flows.repairing import repair
from xlgen.issued.manifest import find_issued, read_manifest
from xlgen.repair.fates import closing, lines


@click.command("repair", cls=ChineseCommand)
@click.argument("returned", type=FILE, metavar="收回的表.xlsx")
@click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹；不写就在表的旁边和上一级找")
@click.option("--blank", type=FILE, metavar="原表.xlsx", help="没有下发清单时，写明下发的那张空白表")
@click.option("--out", "-o", type=FILE, metavar="修复.xlsx", help="写到哪个文件；不写为旁边“_修复”文件夹里的同名文件")
def repair_command(returned: Path, issued: Path | None, blank: Path | None, out: Path | None) -> None:
    """把填报内容搬到下发的原表上：公式、下拉、保护恢复原样，逐格列出换了位置、恢复和没有搬的。"""
    if issued and blank:
        stop("--issued 和 --blank 只能写一个")
    for file in (returned, *([blank] if blank else [])):
        if not file.is_file():
            stop(f"没有这个文件：{file}" if not file.exists() else f"{file} 是文件夹，这里要一个文件")
    known = None if blank else issued or find_issued(returned.absolute())
    if known is None and blank is None:
        stop("没有找到下发清单。请写明 --issued 下发文件夹，或 --blank 下发的原表")
    target = out or apart(returned, "修复")
    if target.suffix.lower() != ".xlsx":
        stop(f"{target} 应以 .xlsx 结尾")
    if target.exists():
        stop(f"{target} 已经存在，不会覆盖。请用 -o 换一个文件名，或先把它移走")
    try:
        repaired = repair(returned, read_manifest(known) if known else None, known, blank=blank)
    except Refused as refusal:
        raise XlgenError(f"{returned.name}：{refusal}") from None
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, repaired.content)
    for line in lines(repaired):
        click.echo(line)
    click.echo(
        f"{closing(repaired)}\n已写到 {target}，收回的原件没有动。请用 xlgen check 再校验一次，合格后替换收表文件夹里原来那一份。"
    )
