"""Files that lie in what was named, and what lies there and cannot be taken, with why: nothing is passed over without a word."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from xlgen.campaign.folder import FOLDERS, IN, PAGE
from xlgen.campaign.settings import NAME
from xlgen.errors import XlgenError
from xlgen.files.obstacles import said_of_file
from xlgen.files.showing import shown_path
from xlgen.files.sources import NOBODYS, OURS, WRITTEN_BY_US
from xlgen.files.temporary import PREFIX

_KEPT = re.compile("[0-9a-f]{16}")  # a folder of 收件 in which a content is kept
_OWN = "是这一批自己的文件夹，里面的不是报来的"
_LINK = "是指向别处的快捷链接，没有跟进去。请直接写明它指向的文件夹"
_DEAD = "是指向别处的快捷链接，那里已经没有东西"
FEW = 64  # names of folders are looked at once, not for each file in them
_ODD = "不是文件，也不是文件夹"


@dataclass(frozen=True, slots=True)
class Lying:
    """One file: where it lies in what was named, above which stands ``above``; ``why`` it cannot be taken, "" where it can."""

    path: Path
    place: str
    above: str = ""
    why: str = ""


def lying(path: Path, root: Path) -> Iterator[Lying]:
    """Every file of a folder, or the one that was named; ``root`` is the campaign. XlgenError for its own folders and files."""
    if _is_own(path, root):
        raise XlgenError(f"{path} {_OWN}。请写明收到的文件放在哪里")
    if not path.is_dir():
        yield Lying(path, shown_path(path.name))
        return
    above = shown_path(path.resolve().name)
    for each in _within(path, "", root if _meet(path, root) else None):
        yield Lying(each.path, shown_path(each.place), above, each.why)


def _within(folder: Path, above: str, root: Path | None) -> Iterator[Lying]:
    """``above`` stands before the places of what lies in the folder; ``root`` is None where nothing in it can be the campaign's."""
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as error:
        yield Lying(folder, above.removesuffix("/") or ".", why=said_of_file(error))
        return
    for entry in entries:
        path, place = Path(entry.path), f"{above}{entry.name}"
        if is_nobodys(place):
            continue
        if entry.is_dir(follow_symlinks=False):
            if _is_own(path, root):
                yield from () if _KEPT.fullmatch(entry.name) else [Lying(path, place, why=_OWN)]
            else:
                yield from _within(path, f"{place}/", root)
        elif why := _why_not(entry, place):
            yield Lying(path, place, why=why)
        elif not _is_own(path, root):
            yield Lying(path, place)


def _why_not(entry: os.DirEntry[str], place: str) -> str:
    if not entry.is_file():
        if entry.is_symlink():
            return _LINK if entry.is_dir() else _DEAD
        return _ODD
    return WRITTEN_BY_US if any(map(_is_ours, place.split("/"))) else ""


@lru_cache(FEW)
def _is_ours(part: str) -> bool:
    return bool(OURS.search(PurePath(part).stem))


def _meet(path: Path, root: Path) -> bool:
    """Whether one folder is, or lies in, the other."""
    whole, home = _spelt(path), _spelt(root)
    return whole.is_relative_to(home) or home.is_relative_to(whole)


def _spelt(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _is_own(path: Path, root: Path | None) -> bool:
    """Whether a campaign put it there itself: what somebody laid into 收件 is collected, what was collected is not."""
    if root is None:
        return False
    whole, home = _spelt(path), _spelt(root)
    if whole == home or not whole.is_relative_to(home):
        return False
    first, *rest = whole.relative_to(home).parts
    if first == IN:
        return bool(rest) and bool(_KEPT.fullmatch(rest[0]))
    return first in FOLDERS or first in (NAME, PAGE)


def is_nobodys(place: str) -> bool:
    """Whether a system, an office program or this one wrote it there for itself."""
    parts = place.split("/")
    name = parts[-1].lower()
    return name in NOBODYS or name.startswith(("~$", ".")) or "__MACOSX" in parts or any(p.startswith(PREFIX) for p in parts)
