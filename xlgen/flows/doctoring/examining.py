"""Work flow: this computer → facts, each with its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from xlgen.desk import programs, signs, versions, workplace
from xlgen.desk.records import EXCHANGE, Desk, Fact
from xlgen.errors import XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import path_of


def examine(folder: Path | str = ".", exchange: Path | str | None = None) -> list[Fact]:
    """All that is known of this computer and of the folder in which the work is to lie; nothing is left on disk.

    ``exchange`` is where add-ins leave their requests, if elsewhere than usual. What cannot be found out is a fact too.

    XlgenError where there is no such folder.

    >>> examine()[0].about
    '版本'
    """
    desk, folder = Desk(), path_of(folder)
    if not folder.is_dir():
        raise XlgenError(f"没有这个文件夹：{folder}。请写准备放表的文件夹，不写就看现在所在的文件夹")
    asked: list[tuple[str, Callable[[], Iterable[Fact]]]] = [
        ("版本", partial(versions.facts_of, desk)),
        ("编码", partial(signs.facts_of, desk)),
        ("文件夹", partial(workplace.facts_of, folder, desk)),
        ("表格程序", partial(programs.facts_of, desk, path_of(exchange or desk.home / EXCHANGE))),
    ]
    return [fact for about, ask in asked for fact in _told(about, ask)]


def _told(about: str, ask: Callable[[], Iterable[Fact]]) -> list[Fact]:
    """The facts up to where something went wrong, and that it did."""
    told: list[Fact] = []
    try:
        for fact in ask():
            told.append(fact)  # noqa: PERF402 - what was told before something went wrong stays
    except OSError as error:
        told.append(Fact(about, f"没能看全：{said_of_file(error)}", "请换一个自己能读写的文件夹再看"))
    except Exception as error:  # one thing that cannot be found out must not hide the others
        told.append(Fact(about, f"没能看全，程序出错：{recorded(error)}", "其余各项照看；请把这一行发给维护的人"))
    return told
