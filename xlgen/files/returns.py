"""Which files of a folder are returns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SUFFIXES = set(".xlsx .xlsm .xls .et .ett .xlsb .ods .csv .htm .html .zip .rar .doc .docx .pdf .wps".split())


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Files to check: those named, and in folders all that look like returns, whatever their type; lock files left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            found |= dict.fromkeys(p for p in inside if not p.name.startswith(("~$", ".~", ".")))
        else:
            found[path] = None
    return list(found)
