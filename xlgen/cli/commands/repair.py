"""``xlgen repair``: the officer's entries on a clean form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.console import progress
from xlgen.cli.options import FILE, ISSUED
from xlgen.files.paths import new_workbook, one_file
from xlgen.files.placing import FOLDER_WORDS, apart
from xlgen.files.showing import shown_path
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND


@click.command("repair", cls=ChineseCommand)
@click.argument("returned", type=FILE, metavar="收回的表或文件夹")
@ISSUED
@click.option("--blank", type=FILE, metavar="原表.xlsx", help="没有下发清单时，写明下发的那张空白表")
@click.option(
    "--out", "-o", type=FILE, metavar="修复.xlsx", help="写到哪个文件（或文件夹）；不写为旁边“_修复”文件夹里的同名文件"
)
def command(returned: Path, issued: Path | None, blank: Path | None, out: Path | None) -> None:
    """把填报内容搬到下发的原表上：公式、下拉、保护恢复原样，逐格列出换了位置、恢复和没有搬的。写文件夹就修里面所有要修的表。"""
    if issued and blank:
        stop("--issued 和 --blank 只能写一个")
    if returned.is_dir():
        _folder(returned, issued, blank, out)
    for file in (returned, *([blank] if blank else [])):
        one_file(file)
    known = None if blank else issued or flows.find_issued(returned.absolute())
    if known is None and blank is None:
        stop("没有找到下发清单。请写明 --issued 下发文件夹，或 --blank 下发的原表")
    target = new_workbook(out or apart(returned, FOLDER_WORDS["repair"], known), "请用 -o 换一个文件名，或先把它移走")
    try:
        repaired = flows.repair(returned, known, blank=blank, out=target)
    except flows.Refused as refusal:
        raise flows.XlgenError(f"{returned.name}：{refusal}") from None
    for line in repaired.told:
        click.echo(line)
    click.echo(f"已写到 {target}，收回的原件没有动。请用 xlgen check 再校验一次，审核通过后替换收表文件夹里原来那一份。")


def _folder(folder: Path, issued: Path | None, blank: Path | None, out: Path | None) -> NoReturn:
    """Every form of a folder that something is to be restored in, in another folder under its own name."""
    if blank:
        stop("修复整个文件夹要用下发清单，请写明 --issued 下发文件夹")
    from xlgen.words.numbers import counted  # it would slow every start

    done = flows.repair_all(folder, out, issued, progress=progress("修复"))
    for each in done:
        if each.why:
            click.echo(f"{shown_path(each.file)}：没有修，{each.why}")
        elif each.copy and each.repaired:
            click.echo(f"{shown_path(each.file)} → {each.copy}：")
            for line in each.repaired.told:
                click.echo(f"  {line}")
    mended, refused = sum(each.copy is not None for each in done), sum(bool(each.why) for each in done)
    where = "在上面写明的地方，收回的原件没有动。请校验修好的，审核通过后替换收表文件夹里原来那一份" if mended else "没有要修的"
    parts = {"修好 {} 份": mended, "{} 份不用修": len(done) - mended - refused, "{} 份没能修": refused}
    click.echo(f"共 {len(done)} 份：{counted(parts)}。{where}。")
    sys.exit(NOT_ALL_SOUND if refused else ALL_SOUND)
