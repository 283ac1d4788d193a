"""Good forms, damaged: which form and how is settled by the seed and a number, so that any of them can be had again."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from dataclasses import dataclass
from functools import cache

from outcomes import SEED
from payloads import forms

HOSTILE = (
    b"",
    b"-1",
    b"99999999999",
    b"NaN",
    b"1e999",
    b"&#0;",
    b"../../x",
    b"#REF!",
    b"A1:XFD1048576",
    b"\xe3\x80\x87",
    b"true",
)
_TAG = re.compile(rb"<[^!?][^<>]*>")
_ATTRIBUTE = re.compile(rb' ([\w:.]+)="([^"]*)"')
_ELEMENT = re.compile(
    rb"<(row|c|definedName|sheet|Relationship|Override|mergeCell|xf|si|v|f)\b[^<>]*(?:/>|>(?:[^<]|<(?!/\1>))*</\1>)"
)


@dataclass(frozen=True)
class Case:
    """One damaged form; ``raw`` where its bytes were damaged, not its parts: then no checksum fits what was touched."""

    number: int
    name: str
    good: bytes
    content: bytes
    raw: bool


def case(number: int, seed: int = SEED) -> Case:
    """The damaged form of a number."""
    by = random.Random(f"{seed} {number}")
    name = by.choice(sorted(forms()))
    good = forms()[name]
    raw = by.random() < 0.24
    return Case(number, name, good, (_raw if raw else _packed)(good, by), raw)


def _packed(content: bytes, by: random.Random) -> bytes:
    """The same file with one to three kinds of damage to its parts, packed soundly again."""
    good = parts = _parts(content)
    for _ in range(by.choice((1, 1, 2, 3))):
        parts = _damaged(parts, by)
    result = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(result, "w", compresslevel=1) as package:
        warnings.simplefilter("ignore")  # a part that stands twice is meant
        for name, part in parts:  # packing takes longer than damaging
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_STORED if (name, part) in good else zipfile.ZIP_DEFLATED)
    return result.getvalue()


@cache
def _parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(info.filename, package.read(info)) for info in package.infolist()]


def _raw(content: bytes, by: random.Random) -> bytes:
    at, size = by.randrange(len(content)), by.choice((1, 2, 16, 300))
    kinds = (
        content[:at] + bytes([content[at] ^ 1 << by.randrange(8)]) + content[at + 1 :],
        content[:at],
        content[:at] + content[at + size :],
        content[: at + size] + content[at:],
        content + b"\r\n",
    )
    return by.choice(kinds)


def _damaged(parts: list[tuple[str, bytes]], by: random.Random) -> list[tuple[str, bytes]]:
    parts, at, other = list(parts), by.randrange(len(parts)), by.randrange(len(parts))
    kind = by.random()
    if kind < 0.03:
        del parts[at]
    elif kind < 0.06:
        (a, first), (b, second) = parts[at], parts[other]
        parts[at], parts[other] = (a, second), (b, first)
    elif kind < 0.08:
        parts.append(parts[at])
    else:
        name, part = parts[at]
        parts[at] = name, by.choice((_byte, _tag, _hostile, _swapped, _element, _element, _namespace))(part, by)
    return parts


def _byte(part: bytes, by: random.Random) -> bytes:
    at = by.randrange(len(part) + 1)
    return part[:at] + bytes([by.randrange(256)]) + part[at + 1 :]


def _tag(part: bytes, by: random.Random) -> bytes:
    found = list(_TAG.finditer(part))
    if not found:
        return part
    start, end = by.choice(found).span()
    return part[:start] + part[end:]


def _hostile(part: bytes, by: random.Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(part))
    if not found:
        return part
    start, end = by.choice(found).span(2)
    return part[:start] + by.choice(HOSTILE) + part[end:]


def _swapped(part: bytes, by: random.Random) -> bytes:
    """Two values of the same attribute change places."""
    found = list(_ATTRIBUTE.finditer(part))
    if not found:
        return part
    one = by.choice(found)
    a, b = sorted((one, by.choice([each for each in found if each[1] == one[1]])), key=lambda each: each.start())
    return part if a is b else part[: a.start(2)] + b[2] + part[a.end(2) : b.start(2)] + a[2] + part[b.end(2) :]


def _element(part: bytes, by: random.Random) -> bytes:
    """An element stands twice, not at all, or changes places with another."""
    found = list(_ELEMENT.finditer(part))
    if not found:
        return part
    a, b = sorted((by.choice(found), by.choice(found)), key=lambda each: each.start())
    kinds = [part[: a.start()] + part[a.end() :], part[: a.end()] + a[0] + part[a.end() :]]
    if a.end() <= b.start():
        kinds.append(part[: a.start()] + b[0] + part[a.end() : b.start()] + a[0] + part[b.end() :])
    return by.choice(kinds)


def _namespace(part: bytes, by: random.Random) -> bytes:
    found = list(re.finditer(rb'xmlns(:\w+)?="([^"]*)"', part))
    if not found:
        return part
    start, end = by.choice(found).span(2)
    return part[:start] + by.choice((b"", b"urn:x", b"http://purl.oclc.org/ooxml/spreadsheetml/main")) + part[end:]
