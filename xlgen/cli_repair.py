"""``xlgen repair``: the officer's entries on a clean form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen.cli_chinese import stop

FILE = click.Path(path_type=Path)


@click.command("repair")
@click.argument("returned", type=FILE, metavar="收回的表.xlsx")
@click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹，内有 manifest.json 和下发的原表")
@click.option("--blank", type=FILE, metavar="原表.xlsx", help="没有下发清单时，写明下发的那张空白表")
@click.option("--out", "-o", type=FILE, metavar="修复.xlsx", help="写到哪个文件；不写为旁边的“_修复.xlsx”")
def repair_command(returned: Path, issued: Path | None, blank: Path | None, out: Path | None) -> None:
    """把填报内容搬到下发的原表上：公式、下拉、保护恢复原样，逐格列出搬动、恢复和没有搬的。"""
    from xlgen.manifest import read_manifest
    from xlgen.repair import closing, lines, repair

    if (issued is None) == (blank is None):
        stop("请写明 --issued 下发文件夹，或 --blank 下发的原表（两个里写一个）")
    target = out or returned.with_name(f"{returned.stem}_修复.xlsx")
    if target.suffix.lower() != ".xlsx":
        stop(f"{target} 应以 .xlsx 结尾")
    if target.exists():
        stop(f"{target} 已经存在，不会覆盖。请用 -o 换一个文件名，或先把它移走")
    manifest = read_manifest(issued) if issued else None
    repaired = repair(returned, manifest, issued, blank=blank)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(repaired.content)
    for line in lines(repaired):
        click.echo(line)
    click.echo(closing(repaired, target))
    sys.exit(0)
