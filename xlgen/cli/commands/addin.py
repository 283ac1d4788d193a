"""``xlgen addin``: build the add-ins for Excel and WPS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xlgen.cli.chinese import ChineseGroup
from xlgen.cli.options import FILE
from xlgen.files.shipped import docs

PAGES, TEST = {"excel": "安装-Excel", "wps": "安装-WPS"}, "冒烟测试"


@click.group("addin", cls=ChineseGroup)
def command() -> None:
    """生成 Excel 和 WPS 的加载项（不需要装有 Office）。"""


@command.command("build")
@click.option("--target", required=True, type=click.Choice(list(PAGES)), metavar="excel或wps", help="给谁用：excel 或 wps")
@click.option("--out", required=True, type=FILE, metavar="文件夹", help="放在哪里")
def build_command(target: str, out: Path) -> None:
    """生成一个加载项：Excel 是一个 .xlam 文件，WPS 是一个文件夹。"""
    pages = {page: content for page, content in _pages(target) if not (out / page).exists()}
    if target == "excel":
        from xlgen.addin.excel import build_excel

        files = build_excel(out, pages)
    else:
        from xlgen.addin.wps import build_wps

        files = build_wps(out, pages)
    for file in files:
        click.echo(f"已写出 {file}")
    click.echo(f"怎么安装：见 {out / PAGES[target]}.txt，装好后怎么试：见 {out / TEST}.txt")


def _pages(target: str) -> Iterator[tuple[str, bytes]]:
    """How to install and to try it, as pages that any Windows opens."""
    for name in (PAGES[target], TEST):
        text = (docs() / f"{name}.md").read_text("utf-8").replace("\n", "\r\n")
        yield f"{name}.txt", text.encode("utf-8-sig")
