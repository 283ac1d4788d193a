"""Where results go: never among the files they were made from, where they would count as returned twice."""

from __future__ import annotations

import os.path
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

FOLDER_WORDS = {
    "check": "校验",
    "mark": "退回",
    "repair": "修复",
    "clear": "清除标注",
    "run": "宏",
}  # after which a folder of results is called


def apart(file: Path, word: str, issued: Path | None = None) -> Path:
    """The same file beside the folder of returns: 回收/甲/P003.xlsx, 退回 → 回收_退回/甲/P003.xlsx; always .xlsx.

    That is the folder beside ``issued`` which the file lies in, however deep; else the folder of the file itself.
    """
    whole = Path(os.path.normpath(file.absolute()))  # ../P003.xlsx: the folder above, not one named ".."
    folder = collection(whole, issued) or whole.parent
    target = folder.with_name(f"{folder.name}_{word}") if folder.name else folder / word
    return (target if file.is_absolute() else _relative(target)) / as_xlsx(whole).relative_to(folder)


def collection(file: Path, issued: Path | None) -> Path | None:
    """The folder beside the one with the issued forms in which a file lies."""
    home = Path(os.path.normpath(issued.absolute())).parent if issued else None
    if issued is None or home is None or not file.is_relative_to(home) or file.is_relative_to(issued.absolute()):
        return None
    inside = file.relative_to(home).parts
    return home / inside[0] if len(inside) > 1 else None


def as_xlsx(file: Path) -> Path:
    """A name that says what will be written: P003.et → P003.et.xlsx, so that P003.xlsx beside it keeps its own."""
    return file if file.suffix.lower() == ".xlsx" else file.with_name(f"{file.name}.xlsx")


def apart_folder(folder: Path, word: str) -> Path:
    """The folder beside a folder: 回收 → 回收_退回."""
    resolved = folder.resolve()
    target = resolved.with_name(f"{resolved.name}_{word}") if resolved.name else resolved / word
    return target if folder.is_absolute() else _relative(target)


def next_round(folder: Path, word: str) -> Path:
    """The folder beside a folder that is not there yet, rounds numbered: 回收_退回, 回收_退回2, 回收_退回3."""
    first = apart_folder(folder, word)
    return next(each for n in count(1) if not (each := first if n == 1 else first.with_name(f"{first.name}{n}")).exists())


def round_of(folder: Path, word: str) -> int:
    """Which round a folder of results is, by its name: 回收_退回 1, 回收_退回2 2; 0 where it is called otherwise."""
    found = re.fullmatch(rf".*_{word}(\d{{0,3}})", folder.name)
    return int(found[1] or 1) if found else 0


def unpacked(place: Path, taken: set[str]) -> Path:
    """A place within archives as one on disk, which nothing else has taken: 附件.zip/P001.xlsx → 附件/P001.xlsx."""
    above = (part.removesuffix(part[-4:]) if part.lower().endswith(".zip") else part for part in place.parts[:-1])
    first = as_xlsx(Path(*above, place.name))
    free = next(
        each for n in count(1) if str(each := first if n == 1 else first.with_stem(f"{first.stem}_{n}")).casefold() not in taken
    )
    taken.add(str(free).casefold())
    return free


def _relative(path: Path) -> Path:
    """As it is called from here, where that is shorter to say."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}


_IN_LINKS = str.maketrans("#%", "＃％")  # in a link to the file # begins a place inside and %23 is read as #
LONGEST = 80  # characters of a file's stem; paths on Windows end at 260


def file_names(projects: Sequence[tuple[str, str]]) -> list[str]:
    """A file name per project, code first, safe on Windows whatever the project is called, no two alike."""
    return [f"{name}.xlsx" for name in _safe([f"{code}_{name}" for code, name in projects])]


def folder_names(units: Sequence[str]) -> list[str]:
    """A folder's name per unit, as safe as the names of files, no two alike."""
    return _safe(units)


def _safe(names: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    result = []
    for name in names:
        stem = re.sub(r'[\\/:*?"<>|\x00-\x1f\s]+', "_", name.translate(_IN_LINKS))[:LONGEST].strip(" ._") or "未命名"
        if stem.split(".")[0].upper() in RESERVED:
            stem = f"_{stem}"
        tried = (stem, *(f"{stem}_{n}" for n in range(2, len(names) + 1)))
        free = next(each for each in tried if each.casefold() not in taken)
        taken.add(free.casefold())
        result.append(free)
    return result
