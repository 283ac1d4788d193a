"""``xlgen manifest``: what was issued, as a list to be read or as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.options import FILE


@click.command("manifest", cls=ChineseCommand)
@click.argument("issued", nargs=-1, type=FILE, metavar="[下发文件夹...]")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：全部内容，和从前的 manifest.json 一样")
@click.option("--merge", "out", type=FILE, metavar="文件夹", help="把几批的下发清单并成一份，写到这个文件夹；核实的记录一起并")
def command(issued: tuple[Path, ...], as_json: bool, out: Path | None) -> None:
    """列出下发了哪些表；也可以输出成 JSON，或把几批（各县、各部门的）并成一份。"""
    known = issued or tuple(filter(None, [flows.find_issued(Path())]))
    if not known:
        stop("没有找到下发清单，请写明下发时的文件夹")
    if out:
        merged = flows.merge(known, out)
        for sentence in merged.told:
            click.echo(f"注意：{sentence}。")
        click.echo(
            f"已把 {merged.batches} 批并成一份，在 {out}：{merged.projects} 个项目，{merged.answers} 条核实。各批的表还在原处。"
        )
        return
    manifest = flows.read_manifest(known)
    if as_json:
        for text in flows.export_manifest(manifest):
            click.echo(text.encode(errors="replace"), nl=False)
        return
    for code, line in manifest.listed.items():
        again = f"（更正 {line.revision}）" if line.revision else ""
        click.echo("　".join(filter(None, (code, f"{line.name}{again}", line.unit, manifest.files[code]))))
    click.echo(f"共 {len(manifest.files)} 个项目。")
