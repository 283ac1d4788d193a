"""Running a macro of the bridge: over the workbook that is open in Excel, over a file, over every form of a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from xlgen import flows
from xlgen.cli.chinese import stop
from xlgen.cli.console import headline, progress, show_beside, show_findings
from xlgen.errors import XlgenError
from xlgen.files.mishaps import is_for_people
from xlgen.files.paths import fresh, new_workbook, one_file
from xlgen.files.placing import FOLDER_WORDS, apart, next_round
from xlgen.files.showing import shown_path
from xlgen.files.sources import gather
from xlgen.flows.sending_back import closing
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND

if TYPE_CHECKING:
    from xlgen.bridge.requests import Outcome

NO_XLWINGS = "这台电脑没有 xlwings，请重新安装 xlgen，把它一起装上。对文件的校验请用 xlgen check，修复请用 xlgen repair"


def require_xlwings() -> None:
    """Stop with a plain sentence where xlwings is not installed."""
    if find_spec("xlwings") is None:
        stop(NO_XLWINGS)


def run(action: str, path: Path | None, issued: Path | None, out: Path | None, in_place: bool, **more: Any) -> NoReturn:
    """Do one thing to one workbook, save where there is something to save, and say what was done."""
    require_xlwings()
    from xlgen.bridge.actions import act
    from xlgen.bridge.books import is_live
    from xlgen.bridge.requests import Request

    if out and in_place:
        stop("--out 和 --in-place 只能写一个")
    manifest = flows.read_manifest(issued) if issued else None
    book, save = _live_book(action, path) or _file_book(action, path or Path(), out, in_place, issued)
    try:
        outcome = act(action, book, Request(Path(book.fullname), manifest=manifest, folder=issued, **more))
        saved = save()
    except XlgenError as error:
        raise XlgenError(f"{Path(book.fullname).name}：{error}") from None
    finally:
        if not is_live(book):
            book.close()
    _tell(outcome, path, saved)
    sys.exit(ALL_SOUND if outcome.sound else NOT_ALL_SOUND)


def _tell(outcome: Outcome, path: Path | None, saved: Path | None) -> None:
    if outcome.returned is not None:
        named = replace(outcome.returned, file=path or outcome.returned.file)  # as it was typed
        click.echo(click.style(headline(named), bold=True))
        show_findings(shown_path(outcome.returned.file.name), outcome.returned.findings)
    click.echo(outcome.said)
    if saved:
        click.echo(f"已写到 {saved}。")


def _live_book(action: str, path: Path | None) -> tuple[Any, Callable[[], Path | None]] | None:
    """The workbook in front in Excel, or the one that is open there under a name that is no file here; it is not saved."""
    from xlgen.bridge.books import live_book

    book = live_book(action, path)
    return (book, lambda: None) if book is not None else None


def _file_book(
    action: str, path: Path, out: Path | None, in_place: bool, issued: Path | None
) -> tuple[Any, Callable[[], Path | None]]:
    """A workbook from its file, and how to save it: what is there already is never replaced unless asked to."""
    from xlgen.bridge.books import file_book

    book = file_book(one_file(path))
    target = path if in_place else out or _target(action, path, issued)
    try:
        _refuse(target, in_place)
    except XlgenError:
        book.close()
        raise

    def save() -> Path | None:
        if not book.impl.state.journal:  # nothing was done to it
            return None
        try:
            book.save(target)
        except ValueError as error:
            if not is_for_people(error):
                raise
            raise XlgenError(f"不能改写，{error}") from None
        return target

    return book, save


def _refuse(target: Path, in_place: bool) -> None:
    """XlgenError where nothing can be written to; a file is only replaced where that was asked for."""
    if in_place and target.suffix.lower() != ".xlsx":
        raise XlgenError(f"{target} 不是 .xlsx，不能写回。请去掉 --in-place，另存一份")
    if not in_place:
        new_workbook(target, "请用 -o 换一个文件名，或先把它移走")


def _target(action: str, path: Path, issued: Path | None) -> Path:
    """A summary beside the department's workbook; forms apart from the returns, where they would count as returned twice."""
    return (
        path.with_name(f"{path.stem}_汇总.xlsx")
        if action == "rollup"
        else apart(path, FOLDER_WORDS[action], issued or flows.find_issued(path.absolute()))
    )


# ---- a whole folder -------------------------------------------------------------------------------------------------


def is_marked_apart(named: Path) -> bool:
    """Whether a marked copy is always another file: a folder's forms, and a .xls, which goes back as .xlsx."""
    require_xlwings()
    from xlgen.bridge.books import is_old_file

    return named.is_dir() or is_old_file(named)


def mark_apart(named: Path, issued: Path | None, out: Path | None, in_place: bool) -> NoReturn:
    """Every form of a folder that has to go back, marked, in another folder under its own name; or one .xls, as .xlsx."""
    require_xlwings()
    folder, what = (named, "整个文件夹") if named.is_dir() else (named.parent, " .xls、.et ")
    if in_place:
        stop(f"{what}的标注只能另存，不能写回原文件".strip())
    if out and out.suffix.lower() == ".xlsx":
        stop(f"{out} 是文件名；标注{what}时，-o 要写一个文件夹")
    target = fresh(out, "请用 -o 换一个文件夹，或先把它移走") if out else next_round(folder, FOLDER_WORDS["mark"])
    done = flows.mark(named, target, issued, progress=progress("标注"))
    if all(each.is_alone for each in done):
        click.echo("没有找到下发清单，按各表自带的标识校验。请把“下发”文件夹放在旁边或上一级，或用 --issued 指明。")
    for each in done:
        click.echo(f"{shown_path(each.file.relative_to(folder))}：{each.said}")
    click.echo(closing(done, target))
    show_beside((), gather([named]).unseen)
    click.echo("这里不查谁没有报送，请运行 xlgen check 文件夹。")
    sys.exit(NOT_ALL_SOUND if any(each.copy is not None or each.returned is None for each in done) else ALL_SOUND)
