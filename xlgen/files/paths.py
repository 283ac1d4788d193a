"""Paths that cannot be used, refused in one sentence: not there, of the wrong kind, or taken already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from xlgen.errors import XlgenError

OTHER_NAME, OTHER_FOLDER = "请换一个文件名，或先把它移走", "请换一个文件夹，或先把它移走"


def listed(paths: Path | str | Iterable[Path | str]) -> list[Path]:
    """One path or several, as paths that exist."""
    several = [Path(path) for path in ([paths] if isinstance(paths, Path | str) else paths)]
    lacking = next((i for i, path in enumerate(several) if not path.exists()), None)
    if lacking is not None and (whole := _joined(several, lacking)):
        raise XlgenError(f'没有这个文件或文件夹：{several[lacking]}。名称里有空格的，要加上双引号："{whole}"')
    return [existing(path) for path in several]


def _joined(words: Sequence[Path], at: int) -> str:
    """The name that is there and was taken apart at its blanks, one part being the word at this place; "" where none is."""
    runs = (words[first:end] for first in range(at + 1) for end in range(at + 1, len(words) + 1) if end - first > 1)
    return next((name for run in runs if Path(name := " ".join(map(str, run))).exists()), "")


def existing(path: Path) -> Path:
    """The same path; XlgenError where nothing is there."""
    if not path.exists():
        raise XlgenError(f"没有这个文件或文件夹：{path}")
    return path


def one_file(path: Path) -> Path:
    """The same path; XlgenError where it is no file."""
    if not path.is_file():
        raise XlgenError(f"{path} 是文件夹，这里要一个文件" if path.exists() else f"没有这个文件：{path}")
    return path


def fresh(out: Path, remedy: str = OTHER_NAME) -> Path:
    """The same path; XlgenError where something is there already, which is never overwritten."""
    if out.exists():
        raise XlgenError(f"{out} 已经存在，不会覆盖。{remedy}")
    return out


def workbook(out: Path) -> Path:
    """The same path; XlgenError where it is not called as a workbook is."""
    if out.suffix.lower() != ".xlsx":
        raise XlgenError(f"{out} 应以 .xlsx 结尾")
    return out


def new_workbook(out: Path | str, remedy: str = OTHER_NAME) -> Path:
    """Where a workbook can be written to; XlgenError where it cannot."""
    return fresh(workbook(Path(out)), remedy)
