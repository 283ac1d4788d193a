"""Which form of a project counts where several came back, as a clerk says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.showing import shown_path
from xlgen.returned.batch import Return


def chosen(returns: Sequence[Return], take: Sequence[Path]) -> list[Return]:
    """The returns without those that were superseded by one that was chosen.

    XlgenError where a file that was chosen is not among them, or two of one project were.
    """
    taken: dict[str, Return] = {}
    for path in take:
        each = _meant(returns, path)
        if taken.setdefault(each.code, each) is not each:
            raise XlgenError(f"项目“{each.code}”用 --take 选了两份，只能选一份")
    left = [each for each in returns if each.code not in taken or taken[each.code] is each]
    others = {
        code: tuple(other.file for other in returns if other.code == code and other is not kept) for code, kept in taken.items()
    }
    return [replace(each, superseded=others.get(each.code, ())) if each.code in taken else each for each in left]


def _meant(returns: Sequence[Return], path: Path) -> Return:
    meant = path.absolute()
    for each in returns:
        if meant in {file.absolute() for file in (each.file, *each.copies)}:
            if not each.code:
                raise XlgenError(f"--take 选的 {shown_path(path)} 不是能用的自评表，请先看校验结果")
            return each
    raise XlgenError(f"--take 选的 {shown_path(path)} 不在要校验的文件里")
