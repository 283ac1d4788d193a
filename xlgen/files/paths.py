"""Paths that cannot be used, refused in one sentence: not there, of the wrong kind, or taken already."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError

OTHER_NAME, OTHER_FOLDER = "请换一个文件名，或先把它移走", "请换一个文件夹，或先把它移走"


def path_of(said: Any) -> Path:
    """A path, said as ``Path`` or text; XlgenError where it is neither, or empty, which would be the current folder."""
    if not isinstance(said, str | os.PathLike):
        raise XlgenError(f"这里要一个文件或文件夹的路径，给的是 {type(said).__name__}")
    if not str(said).strip():
        raise XlgenError("路径是空的，请写明文件或文件夹")
    return said if isinstance(said, Path) else Path(said)


def listed(paths: Path | str | Iterable[Path | str]) -> list[Path]:
    """One path or several, as paths that exist."""
    several = [path_of(path) for path in (paths if isinstance(paths, Iterable) and not isinstance(paths, str) else [paths])]
    lacking = next((i for i, path in enumerate(several) if not path.exists()), None)
    if lacking is None:
        return several
    if whole := _joined(several, lacking):
        raise XlgenError(f'没有这个文件或文件夹：{several[lacking]}。名称里有空格的，要加上双引号："{whole}"')
    return [existing(path) for path in several]


def _joined(words: Sequence[Path], at: int) -> str:
    """The name that is there and was taken apart at its blanks, one part being the word at this place; "" where none is."""
    runs = (words[first:end] for first in range(at + 1) for end in range(at + 1, len(words) + 1) if end - first > 1)
    return next((name for run in runs if Path(name := " ".join(map(str, run))).exists()), "")


def existing(path: Path | str) -> Path:
    """The same path; XlgenError where nothing is there."""
    path = path_of(path)
    if not path.exists():
        raise XlgenError(f"没有这个文件或文件夹：{path}")
    return path


def one_file(path: Path | str) -> Path:
    """The same path; XlgenError where it is no file."""
    path = path_of(path)
    if not path.is_file():
        raise XlgenError(f"{path} 是文件夹，这里要一个文件" if path.exists() else f"没有这个文件：{path}")
    return path


def fresh(out: Path, remedy: str = OTHER_NAME) -> Path:
    """The same path; XlgenError where something is there already, which is never overwritten, or a folder above it is a file."""
    if out.exists():
        raise XlgenError(f"{out} 已经存在，不会覆盖。{remedy}")
    folder(out.parent)
    return out


def folder(out: Path | str) -> Path:
    """The same path; XlgenError where it, or a folder above it, is a file."""
    out = path_of(out)
    if file := next((each for each in (out, *out.parents) if each.is_file()), None):
        raise XlgenError(f"{file} 是文件，这里要一个文件夹，请换一个名称")
    return out


def workbook(out: Path) -> Path:
    """The same path; XlgenError where it is not called as a workbook is."""
    if out.suffix.lower() != ".xlsx":
        raise XlgenError(f"{out} 应以 .xlsx 结尾")
    return out


def new_csv(out: Path | str) -> Path:
    """Where a CSV can be written to; XlgenError where it cannot."""
    out = path_of(out)
    if out.suffix.lower() != ".csv":
        raise XlgenError(f"{out} 应以 .csv 结尾")
    return fresh(out)


def new_workbook(out: Path | str, remedy: str = OTHER_NAME) -> Path:
    """Where a workbook can be written to; XlgenError where it cannot."""
    return fresh(workbook(path_of(out)), remedy)
