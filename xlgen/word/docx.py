"""A .docx opened under guard: its zip as it is, and the parts in which text is printed.

Parts and their types as in ECMA-376 part 1, 11.3: the main document, headers, footers, footnotes and endnotes.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from xlgen.catalogue import CODES, refuse
from xlgen.errors import Refused
from xlgen.word.stretches import Stretches, stretches_of
from xlgen.workbook.ooxml import guard
from xlgen.workbook.opc.zip import ZipPackage, open_package

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = f"{_KIND}document.main+xml"
_PRINTED = frozenset([_MAIN, *(f"{_KIND}{each}+xml" for each in ("header", "footer", "footnotes", "endnotes"))])
_OVERRIDE = re.compile(r"<(?:\w++:)?+Override\s[^<>]*+>")
_SAID = re.compile(r"""(?<!\w)(\w++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_TYPES = "[content_types].xml"
_LIMITS = replace(guard.LIMITS, part_bytes=24 << 20)  # of a report: a long one has some 2 MB
_NO_WORD = {  # refusals of the guard that speak of workbooks, and what the file is then
    "XG004": "是 .doc、.wps 等旧格式",
    "XG007": "是 .odt 等开放文档格式",
    "XG008": "不是 Word 文档的内容",
    "XG009": "压缩包里没有 Word 文档",
    "XG016": "缺少必需的部件",
}


@dataclass(frozen=True, slots=True)
class Docx:
    """A document; ``parts`` are those in which text is printed, by name in small letters, the main one first."""

    package: ZipPackage
    parts: Mapping[str, Stretches]


def open_docx(source: Path | bytes) -> Docx:
    """A document and its parts. Refused (XG0xx) where it is no .docx, is encrypted, damaged or too large."""
    data = guard.load(source, _LIMITS)
    try:
        safe = guard.open_package(data, _LIMITS)
        package = open_package(data)
        names = list(_printed(package.read(_TYPES).decode("utf-8", "replace")))
        for name in names:
            if name in safe.parts:
                guard.refuse_bomb(safe.parts[name], _LIMITS, safe.budget)
        return Docx(package, {name: stretches_of(name, package.read(name)) for name in names})
    except Refused as refusal:
        if refusal.code in _NO_WORD:
            raise refuse("XG029", _NO_WORD[refusal.code]) from None
        raise Refused(
            refusal.code, refusal.reason, CODES["XG029"].hint if "xlsx" in refusal.remedy else refusal.remedy
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError):
        raise refuse("XG010", "", CODES["XG029"].hint) from None
    except ValueError as error:
        raise refuse("XG029", str(error).partition("（")[0]) from None


def _printed(types: str) -> Iterator[str]:
    """Names of the parts in which text is printed. Refused where there is no main document."""
    said = [{key: one or other for key, one, other in _SAID.findall(tag)} for tag in _OVERRIDE.findall(types)]
    found = {each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "") for each in said}
    names = [name for name, kind in found.items() if kind in _PRINTED]
    if _MAIN not in found.values():
        raise refuse("XG029", "里面没有 Word 文档的正文")
    yield from sorted(names, key=lambda name: found[name] != _MAIN)
