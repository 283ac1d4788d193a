"""``xlgen bridge``: the macros over a workbook that is open in Excel, or over a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from xlgen.cli.chinese import ChineseGroup
from xlgen.cli.options import FILE, ISSUED
from xlgen.files.paths import existing

BOOK = click.argument("book", required=False, type=FILE, metavar="[工作簿.xlsx]")
OUT = click.option("--out", "-o", type=FILE, metavar="文件", help="另存到哪里；不写就放在旁边的文件夹，原文件不动")
IN_PLACE = click.option("--in-place", is_flag=True, help="直接写回原文件")


@click.group("bridge", cls=ChineseGroup)
def command() -> None:
    """在打开的 Excel 工作簿里（不写文件时）或对文件校验、标注、汇总。

    \b
    不写工作簿：对 Excel 里当前的工作簿操作，不保存，由您决定。
    写工作簿：不需要 Excel，结果另存到旁边的文件夹（如“回收_退回”），原文件不动。
    """  # noqa: D301


def _on_a_form(work: Callable[..., None], book: Callable[..., Callable[..., None]] = BOOK) -> click.Command:
    """A command over one form, with the options all of them have."""
    return command.command(work.__name__)(book(ISSUED(OUT(IN_PLACE(work)))))


def _on_forms(work: Callable[..., None]) -> click.Command:
    """The same over a whole folder, too."""
    return _on_a_form(work, click.argument("book", required=False, type=FILE, metavar="[文件或文件夹]"))


@_on_a_form
def check(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:
    """校验一个工作簿，问题列在“校验结果”表里，点位置可转到单元格。"""
    from xlgen.cli.running import run

    run("check", book, issued, out, in_place)


@_on_forms
def mark(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:
    """给有问题的单元格着色、加批注，加“退回意见”表，可直接退回填报人。写文件夹就标注里面所有要退回的表。"""
    from xlgen.cli.running import is_marked_apart, mark_apart, run

    if book is not None and is_marked_apart(book):
        mark_apart(book, issued, out, in_place)
    else:
        run("mark", book, issued, out, in_place)


@_on_a_form
def clear(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:
    """去掉 xlgen 加的颜色、批注、“校验结果”和“退回意见”表，别人的不动。"""
    from xlgen.cli.running import run

    run("clear", book, issued, out, in_place)


@command.command("rollup")
@BOOK
@click.argument("paths", nargs=-1, type=FILE, metavar="[自评表或文件夹...]")
@ISSUED
@click.option("--out", "-o", type=FILE, metavar="文件", help="另存到哪里；不写就在旁边另存为“_汇总.xlsx”，原文件不动")
@IN_PLACE
@click.option("--date", "day", default="", metavar="日期", help="汇总日期；不写为今天")
def rollup(book: Path | None, paths: tuple[Path, ...], issued: Path | None, out: Path | None, in_place: bool, day: str) -> None:
    """在部门的工作簿里加一张“项目汇总”表，公式可继续计算。

    汇总的是后面写明的自评表；不写就是 Excel 里打开的和同一文件夹里的。
    """
    from xlgen.cli.running import run
    from xlgen.words.days import iso_day

    run("rollup", book, issued, out, in_place, others=tuple(map(existing, paths)), day=iso_day(day))


@command.command("run")
@click.argument("macro", type=FILE, metavar="宏.py")
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="自评表或文件夹...")
@click.option("--out", "-o", type=FILE, metavar="文件夹", help="结果放在哪里；不写就在旁边新建“_宏”文件夹，原文件不动")
def run_own(macro: Path, paths: tuple[Path, ...], out: Path | None) -> None:
    """对每份表运行自己写的宏（Python，用 xlwings 的写法），不需要 Excel。写法见 docs 里的“写自己的宏”一页。

    只运行这里写明的那个文件，收回的文件里的宏一律不运行。
    """
    from xlgen.cli.going_through import run_own_macro

    run_own_macro(macro, paths, out)


@command.command("watch")
@BOOK
@ISSUED
@click.option("--folder", type=FILE, metavar="文件夹", help="加载项的交换文件夹，不写为用户文件夹下的 xlgen-exchange")
@click.option("--once", is_flag=True, help="只看一次就结束")
def watch(book: Path | None, issued: Path | None, folder: Path | None, once: bool) -> None:
    """守候：写了工作簿，每次保存后自动校验；不写，就等 Excel、WPS 加载项的请求（按 Ctrl+C 结束）。"""
    from xlgen.cli.watching import serve, watch_file

    try:
        if book is None:
            serve(folder, once)
        else:
            watch_file(book, issued, once)
    except KeyboardInterrupt:
        click.echo("已停止守候。")
