"""Files as they came in, kept whole: a folder for each content, called after its digest, in which it has the name it came with."""

from __future__ import annotations

import re
from pathlib import Path

from xlgen.campaign.folder import IN
from xlgen.files.saving import write_whole

SHOWN = 16  # signs of a digest that its folder is called by
LONGEST = 100  # characters of a name
_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')


def kept_as(root: Path, digest: str, name: str) -> Path:
    """Where a content is kept: as it is called there already, else under this name."""
    folder = root / IN / digest[:SHOWN]
    there = (
        next((each for each in sorted(folder.iterdir()) if not each.name.startswith(".")), None) if folder.is_dir() else None
    )
    return there or folder / _safe(name)


def keep(root: Path, digest: str, name: str, content: bytes) -> Path:
    """Keep a content; what is there already is left as it is."""
    place = kept_as(root, digest, name)
    if not place.exists():
        place.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(place, content)
    return place


def _safe(name: str) -> str:
    path = Path(_UNSAFE.sub("_", name).strip(" .") or "未命名")
    return path.stem[: LONGEST - len(path.suffix)] + path.suffix
