"""Files and folders that are not as they should be, each made at a path from a good form."""

from __future__ import annotations

import io
import os
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Odd = Callable[[Path, bytes], None]


def _parts(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with every part changed; without those that become None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if (part := change(info.filename, old.read(info))) is not None:
                new.writestr(info.filename, part)
    return out.getvalue()


def _utf16(name: str, part: bytes) -> bytes:
    text = part.decode("utf-8-sig")
    return re.sub(r"^<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-16"?>', text).encode("utf-16")


def _no_style_numbers(name: str, part: bytes) -> bytes:
    return re.sub(rb' s="\d+"', b' s=""', part) if name.startswith("xl/worksheets/") else part


def _overlapping(content: bytes) -> bytes:
    """Two entries of the directory lead to the same place."""
    first, second = (found.start() for found in list(re.finditer(rb"PK\x01\x02", content))[:2])
    offset = content[first + 42 : first + 46]
    return content[: second + 42] + offset + content[second + 46 :]


def _overrunning(content: bytes) -> bytes:
    """An entry is said to be longer than what is left of the file."""
    at = next(re.finditer(rb"PK\x01\x02", content)).start()
    return content[: at + 20] + struct.pack("<I", len(content) * 2) + content[at + 24 :]


def _doubled(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr("xl/workbook.xml", package.read("xl/workbook.xml"))
    return out.getvalue()


def _as(change: Callable[[bytes], bytes]) -> Odd:
    return lambda path, content: path.write_bytes(change(content)) and None


FILES: Mapping[str, Odd] = {
    "overlapping entries": _as(_overlapping),
    "an entry longer than the file": _as(_overrunning),
    "a part twice": _as(_doubled),
    "a byte behind": _as(lambda content: content + b"\0"),
    "a line end behind": _as(lambda content: content + b"\r\n"),
    "a byte before": _as(lambda content: b"\0" + content),
    "cut in half": _as(lambda content: content[: len(content) // 2]),
    "no styles": _as(lambda content: _parts(content, lambda name, part: None if name == "xl/styles.xml" else part)),
    "no sheets": _as(lambda content: _parts(content, lambda name, part: None if "worksheets/" in name else part)),
    "no texts": _as(lambda content: _parts(content, lambda name, part: None if "sharedStrings" in name else part)),
    "UTF-16": _as(lambda content: _parts(content, _utf16)),
    's=""': _as(lambda content: _parts(content, _no_style_numbers)),
    "empty": _as(lambda content: b""),
    "text": _as(lambda content: "甲,乙\r\n1,2\r\n".encode("gbk")),
    "a folder": lambda path, content: path.mkdir(),
    "a link to nothing": lambda path, content: path.symlink_to(path.with_name("没有")),
    "a link to itself": lambda path, content: path.symlink_to(path),
    "not there": lambda path, content: None,
}
NAMES: Mapping[str, bytes] = {  # of files in a folder, as systems without Unicode wrote them
    "GBK": "表.xlsx".encode("gbk"),
    "no character": b"\xff\xfe.xlsx",
    "a line end": "表\n甲.xlsx".encode(),
    "a control sign": "表\x1b[31m.xlsx".encode(),
    "spaces": " 表 .xlsx".encode(),
    "an option": b"--json.xlsx",
    "long": ("表" * 80 + ".xlsx").encode(),
}


def named(folder: Path, name: bytes, content: bytes) -> Path:
    """A file of such a name in a folder."""
    path = folder / os.fsdecode(name)
    path.write_bytes(content)
    return path
