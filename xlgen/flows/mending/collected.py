"""What a folder, a zip or a file holds, and where the copies of it go: each as it lies, in a folder of their own beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import OTHER_FOLDER, existing, fresh, path_of
from xlgen.files.placing import next_round, unpacked
from xlgen.files.sources import Source, gather


@dataclass(frozen=True, slots=True)
class Collected:
    """Forms that came in, the folder their copies go to, and the place of each in it by what it is called."""

    sources: list[Source]
    target: Path
    places: dict[Path, Path]


def collected(returned: Path | str, out: Path | str | None, word: str, doing: str) -> Collected:
    """The forms of ``returned``; copies go to ``out``, where it is None to the next round: 回收 → 回收_退回, 回收_退回2.

    ``word`` is what a copy is called after, ``doing`` what is done to it. XlgenError where ``returned`` is not there or holds no forms, or ``out`` is there already, lies inside it or is called as
    a file is.
    """
    source = existing(returned)
    base = source if source.is_dir() else source.parent
    target = fresh(_named(out, word), OTHER_FOLDER) if out is not None else next_round(base, word)
    if source.is_dir() and target.resolve().is_relative_to(base.resolve()):
        raise XlgenError(f"{word}件不能放在要{doing}的文件夹里面，请换一个位置")
    sources = gather([source]).forms
    if not sources:
        raise XlgenError(f"“{source}”里没有自评表文件，请写明放收回的表的那个文件夹")
    taken = set[str]()
    return Collected(sources, target, {each.path: unpacked(each.path.relative_to(base), taken) for each in sources})


def _named(out: Path | str, word: str) -> Path:
    target = path_of(out)
    if target.suffix.lower() == ".xlsx":
        raise XlgenError(f"{out} 是文件名，{word}件要放在一个文件夹里")
    return target
