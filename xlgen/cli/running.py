"""Running a macro of the bridge: over the workbook that is open in Excel, over a file, over every form of a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from xlgen.cli.chinese import ERRORS, SOUND, stop
from xlgen.cli.console import headline, progress, show_findings
from xlgen.errors import XlgenError
from xlgen.files.placing import apart, apart_folder, as_xlsx
from xlgen.files.returns import files_in
from xlgen.issued.manifest import find_issued, read_manifest

if TYPE_CHECKING:
    from xlgen.bridge.actions import Outcome, Request

WORDS = {"check": "校验", "mark": "退回", "clear": "清除标注"}
NO_XLWINGS = "这台电脑没有 xlwings（龙芯等没有对应的安装包）。对文件的校验请用 xlgen check，修复请用 xlgen repair"


def require_xlwings() -> None:
    """Stop with a plain sentence where xlwings is not installed."""
    if find_spec("xlwings") is None:
        stop(NO_XLWINGS)


def run(action: str, path: Path | None, issued: Path | None, out: Path | None, in_place: bool, **more: Any) -> NoReturn:
    """Do one thing to one workbook, save where there is something to save, and say what was done."""
    require_xlwings()
    from xlgen.bridge.actions import Request, act
    from xlgen.macros.live import is_live

    if out and in_place:
        stop("--out 和 --in-place 只能写一个")
    manifest = read_manifest(issued) if issued else None
    book, save = _live_book(action, path) or _file_book(action, path or Path(), out, in_place)
    try:
        outcome = act(action, book, Request(Path(book.fullname), manifest=manifest, folder=issued, **more))
        saved = save()
    except XlgenError as error:
        raise XlgenError(f"{Path(book.fullname).name}：{error}") from None
    finally:
        if not is_live(book):
            book.close()
    _tell(outcome, saved)
    sys.exit(SOUND if outcome.sound else ERRORS)


def _tell(outcome: Outcome, saved: Path | None) -> None:
    if outcome.returned is not None:
        click.echo(click.style(headline(outcome.returned), bold=True))
        show_findings(outcome.returned.file.name, outcome.returned.findings)
    click.echo(outcome.said)
    if saved:
        click.echo(f"已写到 {saved}。")


def _live_book(action: str, path: Path | None) -> tuple[Any, Callable[[], Path | None]] | None:
    """The workbook in front in Excel, or the one that is open there under a name that is no file here; it is not saved."""
    from xlgen.macros.live import active_book, open_book

    if path is not None and path.exists():
        return None
    book = active_book(action) if path is None else open_book(str(path))
    return (book, lambda: None) if book is not None else None


def _file_book(action: str, path: Path, out: Path | None, in_place: bool) -> tuple[Any, Callable[[], Path | None]]:
    """A workbook from its file, and how to save it: what is there already is never replaced unless asked to."""
    from xlgen.workbook.engine.app import app

    if not path.is_file():
        stop(f"没有这个文件：{path}" if not path.exists() else f"{path} 是文件夹，这里要一个文件")
    try:
        book = app().books.open(path)
    except XlgenError as error:
        raise XlgenError(f"{path.name}：{error}") from None
    target = path if in_place else out or _target(action, path)
    if why := _why_not(target, in_place):
        book.close()
        stop(why)

    def save() -> Path | None:
        if not book.impl.state.journal:  # nothing was done to it
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            book.save(target)
        except ValueError as error:
            raise XlgenError(f"不能改写，{error}") from None
        return target

    return book, save


def _why_not(target: Path, in_place: bool) -> str:
    if target.suffix.lower() != ".xlsx":
        return f"{target} 不是 .xlsx，不能写回。请去掉 --in-place，另存一份" if in_place else f"{target} 应以 .xlsx 结尾"
    if target.exists() and not in_place:
        return f"{target} 已经存在，不会覆盖。请用 -o 换一个文件名，或先把它移走"
    return ""


def _target(action: str, path: Path) -> Path:
    """A summary beside the department's workbook; forms apart from the returns, where they would count as returned twice."""
    return path.with_name(f"{path.stem}_汇总.xlsx") if action == "rollup" else apart(path, WORDS[action])


# ---- a whole folder -------------------------------------------------------------------------------------------------


def mark_folder(folder: Path, issued: Path | None, out: Path | None, in_place: bool) -> NoReturn:
    """Every form of a folder that has to go back, marked, in another folder under its own name."""
    require_xlwings()
    from xlgen.bridge.actions import Request

    if in_place:
        stop("整个文件夹的标注只能另存，不能写回原文件")
    if out and out.suffix.lower() == ".xlsx":
        stop(f"{out} 是文件名；标注整个文件夹时，-o 要写一个文件夹")
    target = out or apart_folder(folder, WORDS["mark"])
    if target.exists():
        stop(f"{target} 已经存在，不会覆盖。请用 -o 换一个文件夹，或先把它移走")
    if target.resolve().is_relative_to(folder.resolve()):
        stop("退回件不能放在要标注的文件夹里面，请换一个位置")
    manifest = read_manifest(issued) if issued else None
    files = files_in([folder])
    if not files:
        stop(f"“{folder}”里没有自评表文件，请写明放收回的表的那个文件夹")
    if manifest is None and all(find_issued(file.absolute()) is None for file in files):
        click.echo("没有找到下发清单，按各表自带的标识校验。请把“下发”文件夹放在旁边或上一级，或用 --issued 指明。")
    requests = [Request(file, manifest=manifest, folder=issued) for file in files]
    said = [
        _mark_one(request, as_xlsx(target / request.fullname.relative_to(folder))) for request in progress("标注")(requests)
    ]
    for file, (word, _) in zip(files, said, strict=True):
        click.echo(f"{file.relative_to(folder)}：{word}")
    _close([marked for _, marked in said], target)


def _mark_one(request: Request, target: Path) -> tuple[str, bool | None]:
    """How a form stands, in words, and whether its marked copy was written; None where it could not be read or written."""
    from xlgen.bridge.actions import act
    from xlgen.workbook.engine.app import app

    try:
        book = app().books.open(request.fullname)
        try:
            outcome = act("mark", book, request)
            if outcome.sound:
                return f"{outcome.said.partition('。')[0]}。", False
            target.parent.mkdir(parents=True, exist_ok=True)
            book.save(target)
            return f"{outcome.said} → {target}", True
        finally:
            book.close()
    except PermissionError:
        return "没有标注，没有权限读写（可能正在 WPS 或 Excel 中打开，请关闭后单独再标一次）", None
    except (XlgenError, ValueError, OSError) as error:
        return f"没有标注，{error}", None


def _close(marked: list[bool | None], target: Path) -> NoReturn:
    back, unread = marked.count(True), marked.count(None)
    written = f"，退回件在 {target}" if back else ""
    click.echo(f"共 {len(marked)} 份：{back} 份有错误{written}，{marked.count(False)} 份单张没有错误，{unread} 份没能标注。")
    click.echo("重复报送、漏报和各表雷同，要用 xlgen check 对整个文件夹校验。")
    sys.exit(ERRORS if back or unread else SOUND)
