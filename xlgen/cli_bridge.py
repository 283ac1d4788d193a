"""``xlgen bridge``: the macros over a workbook that is open in Excel, or over a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import click

from xlgen.batch import Return
from xlgen.check import check_file, files_in
from xlgen.cli_chinese import COULD_NOT, ChineseGroup, stop
from xlgen.console import headline, progress, show_findings
from xlgen.errors import XlgenError
from xlgen.findings import Severity
from xlgen.manifest import find_issued, read_manifest

SOUND, ERRORS = 0, 1
FILE = click.Path(path_type=Path)
SUFFIXES = {"check": "校验", "mark": "标注", "clear": "清除标注", "rollup": "汇总"}
EVERY, SERVING = 2.0, 0.5  # seconds between two looks at a file, at requests for which a person waits
NO_XLWINGS = "这台电脑没有 xlwings（龙芯等没有对应的安装包）。对文件的校验请用 xlgen check，修复请用 xlgen repair"

BOOK = click.argument("book", required=False, type=FILE, metavar="[工作簿.xlsx]")
ISSUED = click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹；不写就在表的旁边和上一级找")
OUT = click.option("--out", "-o", type=FILE, metavar="文件", help="另存到哪里，不写就在旁边另存，原文件不动")
IN_PLACE = click.option("--in-place", is_flag=True, help="直接写回原文件")


@click.group("bridge", cls=ChineseGroup)
def bridge() -> None:
    """在打开的 Excel 工作簿里（不写文件时）或对文件校验、标注、汇总。

    \b
    不写工作簿：对 Excel 里当前的工作簿操作，不保存，由您决定。
    写工作簿：不需要 Excel，结果另存为新文件，原文件不动。
    """  # noqa: D301


def _command(action: str, help_text: str) -> Callable[[Callable[..., None]], click.Command]:
    def register(run: Callable[..., None]) -> click.Command:
        run.__doc__ = help_text
        return bridge.command(action)(BOOK(ISSUED(OUT(IN_PLACE(run)))))

    return register


@_command("check", "校验一个工作簿，问题列在“校验结果”表里，点位置可转到单元格。")
def check_command(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:  # noqa: D103
    _run("check", book, issued, out, in_place)


@_command("mark", "给有问题的单元格着色、加批注，加“退回意见”表，可直接退回填表人。写文件夹就标注里面所有要退回的表。")
def mark_command(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:  # noqa: D103
    if book is not None and book.is_dir():
        _mark_all(book, issued, out, in_place)
    else:
        _run("mark", book, issued, out, in_place)


@_command("clear", "去掉 xlgen 加的颜色、批注和工作表，别人的不动。")
def clear_command(book: Path | None, issued: Path | None, out: Path | None, in_place: bool) -> None:  # noqa: D103
    _run("clear", book, issued, out, in_place)


@bridge.command("rollup")
@BOOK
@click.argument("paths", nargs=-1, type=FILE, metavar="[自评表或文件夹...]")
@ISSUED
@OUT
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
    _run("rollup", book, issued, out, in_place, others=paths, day=day)


@bridge.command("watch")
@BOOK
@ISSUED
@click.option("--folder", type=FILE, metavar="文件夹", help="WPS 加载项的交换文件夹，不写为用户文件夹下的 xlgen-exchange")
@click.option("--once", is_flag=True, help="只看一次就结束")
def watch_command(book: Path | None, issued: Path | None, folder: Path | None, once: bool) -> None:
    """守候：写了工作簿，每次保存后自动校验；不写，就等 WPS 加载项的请求（按 Ctrl+C 结束）。"""
    try:
        if book is None:
            _serve(folder, once)
        else:
            _watch(book, issued, once)
    except KeyboardInterrupt:
        click.echo("已停止守候。")


# ---- how they run ---------------------------------------------------------------------------------------------------


def _run(action: str, path: Path | None, issued: Path | None, out: Path | None, in_place: bool, **more: Any) -> None:
    _require_xlwings()
    from xlgen.bridge.actions import Request, act
    from xlgen.bridge.live import is_live

    if out and in_place:
        stop("--out 和 --in-place 只能写一个")
    manifest = read_manifest(issued) if issued else None
    book, save = _live_book(action, path) or _file_book(action, path or Path(), out, in_place)
    request = Request(Path(book.fullname), manifest=manifest, folder=issued, **more)
    try:
        outcome = act(action, book, request)
        saved = save()
    finally:
        if not is_live(book):
            book.close()
    if outcome.returned is not None:
        click.echo(click.style(headline(outcome.returned), bold=True))
        show_findings(outcome.returned.file.name, outcome.returned.findings)
    click.echo(outcome.said + (f"\n已写到 {saved}。" if saved else ""))
    errors = outcome.returned is not None and outcome.returned.status != "sound"
    sys.exit(ERRORS if errors else SOUND)


def _mark_all(folder: Path, issued: Path | None, out: Path | None, in_place: bool) -> NoReturn:
    """Every form of a folder that has to go back, marked, in another folder under its own name."""
    _require_xlwings()
    from xlgen.bridge.actions import Request

    if in_place:
        stop("整个文件夹的标注只能另存，不能写回原文件")
    target = out or folder.with_name(f"{folder.name}_退回")
    if target.exists():
        stop(f"{target} 已经存在，不会覆盖。请用 -o 换一个文件夹，或先把它移走")
    manifest = read_manifest(issued) if issued else None
    marked, unreadable = 0, 0
    files = files_in([folder])
    for file in progress("标注")(files):
        try:
            marked += _mark_one(target / file.relative_to(folder), Request(file, manifest=manifest, folder=issued))
        except (XlgenError, ValueError) as error:
            unreadable += 1
            click.echo(f"{file}：没有标注，{error}")
    rest = len(files) - marked - unreadable
    click.echo(f"共 {len(files)} 份，{marked} 份有错误{f'，标注后的退回件在 {target}' if marked else ''}；{rest} 份没有错误。")
    click.echo("重复报送、漏报和各表雷同，要用 xlgen check 对整个文件夹校验。")
    if unreadable:
        click.echo(f"{unreadable} 份无法标注，原因见上。")
    sys.exit(ERRORS if marked or unreadable else SOUND)


def _mark_one(target: Path, request: Any) -> bool:
    """Whether a form has errors; then its marked copy was written."""
    from xlgen.bridge.actions import act
    from xlgen.bridge.engine import app

    book = app().books.open(request.fullname)
    try:
        outcome = act("mark", book, request)
        if outcome.returned is None or outcome.returned.status == "sound":
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)
        return True
    finally:
        book.close()


def _live_book(action: str, path: Path | None) -> tuple[Any, Callable[[], Path | None]] | None:
    """The workbook in front in Excel, or the one that is open there under a name that is no file here; it is not saved."""
    from xlgen.bridge.live import active_book, open_book

    if path is not None and path.exists():
        return None
    book = active_book(action) if path is None else open_book(str(path))
    return (book, lambda: None) if book is not None else None


def _file_book(action: str, path: Path, out: Path | None, in_place: bool) -> tuple[Any, Callable[[], Path | None]]:
    """A workbook from its file, and how to save it: what is there already is never replaced unless asked to."""
    from xlgen.bridge.engine import app

    if not path.is_file():
        stop(f"没有这个文件：{path}" if not path.exists() else f"{path} 是文件夹，这里要一个文件")
    target = path if in_place else out or path.with_name(f"{path.stem}_{SUFFIXES[action]}.xlsx")
    if target.suffix.lower() != ".xlsx":
        stop(f"{target} 应以 .xlsx 结尾")
    if target.exists() and not in_place:
        stop(f"{target} 已经存在，不会覆盖。请用 -o 换一个文件名，或先把它移走")
    book = app().books.open(path)

    def save() -> Path:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            book.save(target)
        except ValueError as error:
            raise XlgenError(f"{path.name} 不能改写：{error}") from None
        return target

    return book, save


def _require_xlwings() -> None:
    if find_spec("xlwings") is None:
        stop(NO_XLWINGS)


def _ticks(once: bool, every: float) -> Iterator[None]:
    yield
    while not once:
        time.sleep(every)
        yield


def _serve(folder: Path | None, once: bool) -> None:
    _require_xlwings()
    from xlgen.bridge.exchange import announce, answer, exchange_folder, leave, waiting

    exchange = folder or exchange_folder()
    announce(exchange)
    click.echo(f"正在等 WPS 加载项的请求，交换文件夹：{exchange}。请不要关这个窗口，用完按 Ctrl+C。")
    try:
        for _ in _ticks(once, SERVING):
            for request in waiting(exchange):
                reply = answer(request)
                click.echo(f"{request.name} {reply['action']}：{reply['message']}")
    finally:
        leave(exchange)


def _watch(path: Path, issued: Path | None, once: bool) -> None:
    from xlgen.bridge.watching import news, saved_look

    if not path.is_file():
        stop(f"没有这个文件：{path}")
    known = issued or find_issued(path)
    manifest = read_manifest(known) if known else None
    last: Return | None = None
    for each in news(saved_look(path, lambda file: check_file(file, manifest)), _ticks(once, EVERY)):
        click.echo(click.style(headline(each.returned), bold=True))
        show_findings(path.name, each.new)
        for finding in each.mended:
            click.echo(f"√ 已改好：{finding.place} {finding.code} {finding.message}")
        last = each.returned
    errors = last is None or any(finding.severity is Severity.ERROR for finding in last.findings)
    sys.exit(COULD_NOT if last is None else ERRORS if errors else SOUND)
