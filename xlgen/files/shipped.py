"""Where the forms, the samples and the pages stand on disk: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def templates() -> Path:
    """Folder of the forms and scoring methods, TOML files that anybody may read and copy."""
    return _folder("templates")


def samples() -> Path:
    """Folder of the sample rosters and answers that ``xlgen demo`` runs on."""
    return _folder("samples")


def docs() -> Path:
    """Folder of the pages on installing the add-ins and on testing by hand."""
    return _folder("docs")


def _folder(name: str) -> Path:
    shipped = _PACKAGE / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
