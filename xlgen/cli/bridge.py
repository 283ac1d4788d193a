"""``xlgen bridge``: the macros over a workbook that is open in Excel, or over a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from xlgen.cli.chinese import FILE, ChineseGroup, iso_day, stop
from xlgen.cli.running import mark_folder, run
from xlgen.cli.watching import serve, watch

BOOK = click.argument("book", required=False, type=FILE, metavar="[工作簿.xlsx]")
ISSUED = click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹；不写就在表的旁边和上一级找")
OUT = click.option("--out", "-o", type=FILE, metavar="文件", help="另存到哪里；不写就放在旁边的文件夹，原文件不动")
IN_PLACE = click.option("--in-place", is_flag=True, help="直接写回原文件")


@click.group("bridge", cls=ChineseGroup)
def bridge() -> None:
    """在打开的 Excel 工作簿里（不写文件时）或对文件校验、标注、汇总。

    \b
    不写工作簿：对 Excel 里当前的工作簿操作，不保存，由您决定。
    写工作簿：不需要 Excel，结果另存到旁边的文件夹（如“回收_退回”），原文件不动。
    """  # noqa: D301


def _command(action: str, help_text: str) -> Callable[[Callable[..., None]], click.Command]:
    def register(run: Callable[..., None]) -> click.Command:
        run.__doc__ = help_text
        return bridge.command(action)(BOOK(ISSUED(OUT(IN_PLACE(run)))))

    return register


@_command("check", "校验一个工作簿，问题列在“校验结果”表里，点位置可转到单元格。")
def check_command(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:  # noqa: D103
    run("check", book, issued, out, in_place)


@_command("mark", "给有问题的单元格着色、加批注，加“退回意见”表，可直接退回填表人。写文件夹就标注里面所有要退回的表。")
def mark_command(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:  # noqa: D103
    if book is not None and book.is_dir():
        mark_folder(book, issued, out, in_place)
    else:
        run("mark", book, issued, out, in_place)


@_command("clear", "去掉 xlgen 加的颜色、批注、“校验结果”和“退回意见”表，别人的不动。")
def clear_command(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:  # noqa: D103
    run("clear", book, issued, out, in_place)


@bridge.command("rollup")
@BOOK
@click.argument("paths", nargs=-1, type=FILE, metavar="[自评表或文件夹...]")
@ISSUED
@click.option("--out", "-o", type=FILE, metavar="文件", help="另存到哪里；不写就在旁边另存为“_汇总.xlsx”，原文件不动")
@IN_PLACE
@click.option("--date", "day", default="", metavar="日期", help="汇总日期；不写为今天")
def rollup_command(
    book: Path | None, paths: tuple[Path, ...], issued: Path | None, out: Path | None, in_place: bool, day: str
) -> None:
    """在部门的工作簿里加一张“项目汇总”表，公式可继续计算。

    汇总的是后面写明的自评表；不写就是 Excel 里打开的和同一文件夹里的。
    """
    for path in paths:
        if not path.exists():
            stop(f"没有这个文件或文件夹：{path}")
    run("rollup", book, issued, out, in_place, others=paths, day=iso_day(day))


@bridge.command("watch")
@BOOK
@ISSUED
@click.option("--folder", type=FILE, metavar="文件夹", help="WPS 加载项的交换文件夹，不写为用户文件夹下的 xlgen-exchange")
@click.option("--once", is_flag=True, help="只看一次就结束")
def watch_command(book: Path | None, issued: Path | None, folder: Path | None, once: bool) -> None:
    """守候：写了工作簿，每次保存后自动校验；不写，就等 WPS 加载项的请求（按 Ctrl+C 结束）。"""
    try:
        if book is None:
            serve(folder, once)
        else:
            watch(book, issued, once)
    except KeyboardInterrupt:
        click.echo("已停止守候。")
