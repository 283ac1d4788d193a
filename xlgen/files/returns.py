"""Which files of a folder are returns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlgen.files.temporary import PREFIX

SUFFIXES = set(".xlsx .xlsm .xls .et .ett .xlsb .ods .csv .htm .html .zip .rar .doc .docx .pdf .wps".split())


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Files to check: those named, and in folders all that look like returns, whatever their type; lock files left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            found |= dict.fromkeys(p for p in inside if not p.name.startswith(("~$", ".~", ".")) and not _half(p, path))
        else:
            found[path] = None
    return list(found)


def _half(file: Path, folder: Path) -> bool:
    """It stands in a folder that is just being written, or was when its process was killed."""
    return any(part.startswith(PREFIX) for part in file.relative_to(folder).parts)
