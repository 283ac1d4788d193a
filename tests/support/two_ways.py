"""A form whose parts are written a little otherwise, read the plain way and the guarded one: the same comes of it, or the same refusal."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from damaged_forms import HOSTILE
from hostile import packed, unpacked
from outcomes import SEED, Outcome
from payloads import forms
from reading_twice import SHORT
from xlgen.errors import Refused
from xlgen.flows.checking import judge
from xlgen.returned.batch import Return
from xlgen.workbook.ooxml.guard import FORM_LIMITS, Limits
from xlgen.workbook.ooxml.plain.either_way import the_long_way
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import WorkbookRecord

READ = re.compile(r"xl/(worksheets/sheet\d+|sharedStrings|workbook|styles|_rels/workbook)\.xml")
PIECES = (
    *HOSTILE,
    *(
        piece.encode()
        for piece in (
            " ",
            "\n",
            "\r\n",
            "\t",
            "\x01",
            "\ufffe",
            "&",
            "&#65;",
            "&#x0;",
            "&nbsp;",
            "&amp;",
            "]]>",
            "<",
            ">",
            '"',
            "'",
        )
    ),
    *(
        piece.encode()
        for piece in (
            "<!-- -->",
            "<![CDATA[甲]]>",
            "<?x y?>",
            "<x/>",
            "<x:c/>",
            '<c r="A1"/>',
            "<v>1</v>",
            "<f>1</f>",
            "<row/>",
        )
    ),
    *(
        piece.encode()
        for piece in (
            "<is><t>甲</t></is>",
            "<sheetData/>",
            "<mergeCells/>",
            "</row>",
            "<t>甲</t>",
            "<si/>",
            "_x000D_",
            "_x0001_",
        )
    ),
    *(
        piece.encode()
        for piece in (
            ' s="1"',
            ' r="A1"',
            ' t="s"',
            ' t="d"',
            ' t="b"',
            ' xml:space="preserve"',
            ' hidden="1"',
            ' xmlns="urn:x"',
        )
    ),
    *(
        piece.encode()
        for piece in (
            ' x14ac:dyDescent="1"',
            ' t="shared" si="0" ref="A1:B2"',
            ' localSheetId="0"',
            ' cm="1"',
            "'a|b!c'",
            "a|b!c",
        )
    ),
)
_TAG, _TEXT = re.compile(rb"</?[^!?<>][^<>]*>"), re.compile(rb">[^<>]+<")


def both(content: bytes, limits: Limits = FORM_LIMITS) -> tuple[WorkbookRecord | str, WorkbookRecord | str]:
    """What each way makes of a file: its record, or its refusal in words."""
    with the_long_way():
        guarded = read(content, limits)
    return read(content, limits), guarded


def read(content: bytes, limits: Limits = FORM_LIMITS) -> WorkbookRecord | str:
    """A file's record, or its refusal in words."""
    try:
        return read_workbook(content, limits)
    except Refused as refusal:
        return str(refusal)


def differing(content: bytes, limits: Limits = FORM_LIMITS) -> str:
    """How the two ways differ, "" where they don't. Orders count: what is told goes by them."""
    plain, guarded = both(content, limits)
    if isinstance(plain, str) or isinstance(guarded, str):
        return "" if plain == guarded else f"{str(plain)[:90]} ≠ {str(guarded)[:90]}"
    if plain != guarded or _orders(plain) != _orders(guarded):
        return "读出的不同"
    short = judge(SHORT, lambda: plain, None)
    with the_long_way():
        long = judge(SHORT, lambda: guarded, None)
    return "" if _told(short) == _told(long) else "校验结果不同"


def _told(returned: Return) -> object:
    answers = returned.answers
    return returned.findings, answers and (answers.places, list(answers.places), answers.excel, answers.understood)


def _orders(book: WorkbookRecord) -> list[object]:
    return [list(book.names), *((list(sheet.cells), list(sheet.styles)) for sheet in book.sheets.values())]


def tried(number: int, seed: int = SEED) -> Outcome:
    """The form of a number, read both ways."""
    found = differing(form(number, seed))
    return Outcome("differs" if found else "same", [("两条读法读出的不同", found)] if found else [])


def form(number: int, seed: int = SEED) -> bytes:
    """A form in one of the spellings of programs, some of its parts written otherwise."""
    by = random.Random(f"ways {seed} {number}")
    parts = dict(by.choice(_spelled(by.choice(sorted(forms())))))
    for _ in range(by.choice((0, 1, 1, 1, 2, 3))):
        name = by.choice([name for name in parts if READ.fullmatch(name)])
        parts[name] = by.choice(CHANGES)(parts[name], by)
    return packed(parts)


@cache
def _spelled(name: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    own = unpacked(forms()[name])
    return own, {name: as_libreoffice(part) for name, part in own.items()}


def as_libreoffice(part: bytes) -> bytes:
    """A part with rows, names, formulas and texts spelled as LibreOffice spells them."""
    part = re.sub(
        rb'<row r="(\d+)"', rb'<row r="\1" customFormat="false" hidden="false" outlineLevel="0" collapsed="false"', part
    )
    part = re.sub(rb'<row ([^>]*) spans="[^"]*"', rb"<row \1", part)
    part = re.sub(
        rb"<definedName (?=name=)([^>]*)>", rb'<definedName function="false" hidden="false" \1 vbProcedure="false">', part
    )
    part = part.replace(b"<f>", b'<f aca="false">').replace(b"<t>", b'<t xml:space="preserve">')
    look = b'<rPr><sz val="11"/><color rgb="FF000000"/><rFont val="Noto"/></rPr>'
    return re.sub(rb"<si>(<t[^>]*>)([^<]{5,60})(</t>)</si>", rb"<si><r>" + look + rb"\1\2\3</r><r>\1 \3</r></si>", part)


def _byte(part: bytes, by: random.Random) -> bytes:
    at = by.randrange(len(part))
    return part[:at] + bytes([by.randrange(256)]) + part[at + 1 :]


def _left_out(part: bytes, by: random.Random) -> bytes:
    at = by.randrange(len(part))
    return part[:at] + part[at + by.randint(1, 5) :]


def _at(pattern: re.Pattern[bytes], part: bytes, by: random.Random) -> re.Match[bytes] | None:
    return pattern.search(part, by.randrange(len(part))) or pattern.search(part)


def _put_in(part: bytes, by: random.Random) -> bytes:
    """Something at the end of a tag's name, behind a tag, or within a text."""
    found = _at(by.choice((_TAG, _TAG, _TEXT)), part, by)
    if found is None:
        return part
    name = re.match(rb"</?[\w:]+", found[0])
    at = by.choice((found.end(), found.start() + (name.end() if name else 1), found.end() - 1))
    return part[:at] + by.choice(PIECES) + part[at:]


def _twice(part: bytes, by: random.Random) -> bytes:
    found = _at(_TAG, part, by)
    return part if found is None else part[: found.end()] + found[0] + part[found.end() :]


def _number(part: bytes, by: random.Random) -> bytes:
    found = _at(re.compile(rb"\d+"), part, by)
    return (
        part
        if found is None
        else part[: found.start()] + by.choice((b"0", b"1", b"007", b"20001", b"1e5", b"99999999")) + part[found.end() :]
    )


def _name(part: bytes, by: random.Random) -> bytes:
    found = _at(re.compile(rb"(?<=<)/?[\w:]+"), part, by)
    names = b"row c v f is t si r sheetData mergeCell mergeCells definedName x:c sst worksheet".split()
    return part if found is None else part[: found.start()] + by.choice(names) + part[found.end() :]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _byte,
    _left_out,
    _put_in,
    _put_in,
    _put_in,
    _twice,
    _number,
    _name,
)
