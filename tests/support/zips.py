"""Zips as they are made on the desks of officers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[bytes, bytes], *, says_utf_8: bool = False) -> bytes:
    """A zip of files whose names are these bytes, whatever code page they are of; ``says_utf_8``: the zip calls them UTF-8."""
    held = io.BytesIO()
    stand_ins = {f"{i:x}{'é' if says_utf_8 else ''}".ljust(len(raw) - says_utf_8, "~"): raw for i, raw in enumerate(files)}
    with zipfile.ZipFile(held, "w") as archive:
        for name, raw in stand_ins.items():
            archive.writestr(name, files[raw])
    content = held.getvalue()
    for name, raw in stand_ins.items():
        content = content.replace(name.encode(), raw)
    return content


def zipped_in_gbk(files: Mapping[str, bytes]) -> bytes:
    """A zip as a Chinese Windows makes it: names in code page 936, and no word of that."""
    return zipped({name.encode("gbk"): content for name, content in files.items()})
