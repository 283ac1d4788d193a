"""A part as text that patterns may read: nothing in it that an XML parser would read otherwise than it stands there."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from xlgen.workbook.ooxml.guard import Package, refuse_bomb
from xlgen.workbook.ooxml.plain.either_way import Odd

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VALUE = r'"[^"<&\t\n]*"'  # an attribute's value in which nothing is replaced or made a blank
KEPT: Mapping[str, Mapping[str, str]] = {  # how <t> may be spelled, and its attributes
    "": {},
    ' xml:space="preserve"': {"http://www.w3.org/XML/1998/namespace space": "preserve"},
}
DEPTH = 8  # levels that what is read here may need
_LOCAL = struct.Struct("<4s5H3L2H")
_FIRST = itemgetter(0)
_DEFLATED, _FLAGS = 8, 0x80E  # how a part is packed; flags that say how well, UTF-8, and that sizes stand behind it
_HEAD = re.compile(
    r'\ufeff?(?:<\?xml version="1\.0" encoding="(?i:utf-8)"(?: standalone="(?:yes|no)")?\s*\?>)?\s*<(\w+) xmlns="([^"]*)"'
)
_UNREADABLE = {byte for byte in range(32) if byte not in b"\t\n"}
_READABLE = bytes(byte for byte in range(256) if byte not in _UNREADABLE)
_ENTITIES: Mapping[str, str] = {
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "quot": '"',
    "apos": "'",
    "#9": "\t",
    "#10": "\n",
    "#13": "\r",
}
_ATTRIBUTE = re.compile(f" ([A-Za-z0-9:]+)=({VALUE})")


def plain_text(package: Package, part: str, root: str) -> str:
    """The text of a part; Odd where it is not plain, Refused where it is a bomb."""
    text = inflated(package, part)
    if text.translate(None, _READABLE) or package.limits.depth < DEPTH:
        raise Odd
    said = text.decode("utf-8")
    head = _HEAD.match(said)
    if not head or head.groups() != (root, MAIN) or said.find("<?", 5) >= 0 or "<!" in said or "AlternateContent" in said:
        raise Odd
    if "]]>" in said or "\ufffe" in said or "\uffff" in said:  # no XML, wherever they stand
        raise Odd
    return said


def inflated(package: Package, part: str) -> bytes:
    """The bytes of a part; Odd where they are not packed the common way or damaged, Refused where it is a bomb."""
    info = package.parts.get(part.lower())
    if info is None:
        raise Odd
    refuse_bomb(info, package.limits, package.budget)
    source, start = package.source, info.header_offset
    signature, _, flags, method, *_, name, extra = _LOCAL.unpack_from(source, start)
    begin = start + _LOCAL.size + name + extra
    own = source[start + _LOCAL.size : begin - extra]
    is_same = own == info.orig_filename.encode("ascii") and method == info.compress_type == _DEFLATED
    if signature != b"PK\3\4" or not is_same or (flags | info.flag_bits) & ~_FLAGS:
        raise Odd
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    content = reader.decompress(source[begin : begin + info.compress_size], info.file_size + 1)
    if len(content) != info.file_size or not reader.eof or zlib.crc32(content) != info.CRC:
        raise Odd
    return content


def covers(found: Sequence[tuple[str, ...]], length: int) -> bool:
    """Whether what a pattern found, the whole of it first, is all there is of so many characters."""
    return sum(map(len, map(_FIRST, found))) == length


def written(text: str) -> str:
    """Character data as it is meant. LookupError where it names more than the five signs that XML knows."""
    if "&" not in text:
        return text
    first, *rest = text.split("&")
    return first + "".join(_ENTITIES[name] + after for name, _, after in (each.partition(";") for each in rest))


@lru_cache(maxsize=1 << 12)  # rows of one height, names of one program
def attributes_in(text: str) -> Mapping[str, str]:
    """Attributes by name, as a start tag spells them; ValueError where one stands twice, which is no XML."""
    found = _ATTRIBUTE.findall(text)
    said = {name: value[1:-1] for name, value in found}
    if len(said) != len(found) or sum(len(name) + len(value) + 2 for name, value in found) != len(text):
        raise ValueError(text)
    return said


def cut_out(text: str, name: str) -> tuple[str, str]:
    """What stands in the one element of a name, and the text without it; no other element may have that name, in any space."""
    close = f"</{name}>"
    tag, last = text.find(f"<{name}"), text.rfind(close)
    first = text.find(">", tag) + 1
    if text.count(f"<{name}") != 1 or text.count(close) != 1 or f":{name}" in text or not 0 < first <= last:
        raise Odd
    return text[first:last], text[:first] + text[last:]


def spend_elements(package: Package, text: str) -> None:
    """Take the elements of a text, which has nothing else with an angle bracket, from what may be read. Odd where they are too many."""
    package.budget.elements -= text.count("<") - text.count("</")
    if package.budget.elements < 0:
        raise Odd
