"""``xlgen addin``: build the add-ins for Excel and WPS, and put them where these look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseGroup, stop
from xlgen.cli.options import FILE
from xlgen.files.shipped import docs

PAGES, TEST = {"excel": "安装-Excel", "wps": "安装-WPS"}, "冒烟测试"


@click.group("addin", cls=ChineseGroup)
def command() -> None:
    """生成、安装 Excel 和 WPS 的加载项（生成不需要装有 Office）。"""


TARGET = click.option(
    "--target", required=True, type=click.Choice(list(PAGES)), metavar="excel或wps", help="给谁用：excel 或 wps"
)


@command.command("build")
@TARGET
@click.option("--out", required=True, type=FILE, metavar="文件夹", help="放在哪里")
def build_command(target: str, out: Path) -> None:
    """生成一个加载项：Excel 是一个 .xlam 文件，WPS 是一个文件夹。"""
    if (batch := flows.find_issued(out)) and batch.resolve() == out.resolve():
        stop(f"{out} 里是下发的表，加载项请放到另一个文件夹")
    from xlgen.addin.setting_up import scripts

    beside = {**dict(_pages(target)), **scripts(target)}
    pages = {page: content for page, content in beside.items() if not (out / page).exists()}
    if target == "excel":
        from xlgen.addin.excel import build_excel

        files = build_excel(out, pages)
    else:
        from xlgen.addin.wps import build_wps

        files = build_wps(out, pages)
    for file in files:
        click.echo(f"已写出 {file}")
    click.echo(f"装到这台电脑：xlgen addin install --target {target}；给别的电脑装：把这个文件夹拷过去，双击里面的“安装”")
    click.echo(f"怎么安装：见 {out / PAGES[target]}.txt，装好后怎么试：见 {out / TEST}.txt")


@command.command("install")
@TARGET
@click.option("--remove", "is_removed", is_flag=True, help="卸载：去掉装上的，别的加载项不动")
@click.option("--at-login", is_flag=True, help="另外让 xlgen bridge watch 在登录时自动打开（一个看得见、能关的窗口）")
@click.option("--folder", type=FILE, metavar="文件夹", help="WPS 的 jsaddons、Excel 的 XLSTART 在别处时写明")
def install_command(target: str, is_removed: bool, at_login: bool, folder: Path | None) -> None:
    """把加载项装到当前用户的 WPS 或 Excel，--remove 卸载。不需要管理员。"""
    from xlgen.addin.installing import install, remove
    from xlgen.addin.places import places

    if is_removed and at_login:
        stop("--remove 和 --at-login 只能写一个")
    found = places()
    for said in remove(target, found, folder) if is_removed else install(target, found, at_login, folder):
        click.echo(said)


def _pages(target: str) -> Iterator[tuple[str, bytes]]:
    """How to install and to try it, as pages that any Windows opens."""
    for name in (PAGES[target], TEST):
        text = (docs() / f"{name}.md").read_text("utf-8").replace("\n", "\r\n")
        yield f"{name}.txt", text.encode("utf-8-sig")
