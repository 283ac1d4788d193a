"""What XlsxWriter writes for a few calls, asked of it once: its text with marks where cells, places and texts will stand.

Nothing of a workbook's look is written twice: a sheet without cells, a rule, a height are played to XlsxWriter and kept. Each
answer is the same for many forms; no more than some thousand are kept.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Any

from xlgen.writing.new_book import MADE, GrowingRows, NewBook, Properties, written

Played = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]  # name of a method of a sheet, its arguments, those by name
RuleOptions = tuple[tuple[str, Any], ...]  # options of a validation or a conditional format; lists as tuples
MARKS = tuple(map(chr, range(0xE000, 0xE004)))  # private signs, which no text of a form holds
TITLE, SUBJECT, PROPERTY, AREA = MARKS
FAR = "ABC1234"  # an address that no text holds
_KEPT = 4_000  # answers of each kind


def parts_of(fill: Callable[[NewBook], Any], day: datetime | None = None, **properties: str) -> dict[str, str]:
    """Parts of the workbook that ``fill`` fills, by name, in their order."""
    content = written(fill, day or MADE, **properties)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _sheet_text(fill: Callable[[NewBook, Any], Any], index: int = 0) -> str:
    """Part of one sheet, which stands behind ``index`` others."""

    def whole(book: NewBook) -> None:
        for _ in range(index):
            book.add_worksheet()
        fill(book, book.add_worksheet())

    return parts_of(whole)[f"xl/worksheets/sheet{index + 1}.xml"]


def _between(text: str, first: str, last: str) -> str:
    return text[text.index(first) + len(first) : text.index(last)]


@lru_cache(_KEPT)
def frame(calls: tuple[Played, ...], index: int) -> tuple[str, str, str, str]:
    """A sheet without cells: before its extent, before its rows, before its rules and links, and the rest.

    ``index`` tells how many sheets stand before it.
    """

    def play(_: NewBook, sheet: Any) -> None:
        for name, arguments, named in calls:
            getattr(sheet, name)(*arguments, **{key: dict(value) if key == "options" else value for key, value in named})

    before, _, after = _sheet_text(play, min(index, 1)).partition('<dimension ref="')
    _, quote, behind = after.partition('"')
    head, data, rest = behind.partition("<sheetData/>")
    assert data, calls
    protection, end, tail = rest.partition(">") if rest.startswith("<sheetProtection ") else ("", "", rest)
    return f'{before}<dimension ref="', f"{quote}{head}<sheetData>", f"</sheetData>{protection}{end}", tail


@lru_cache(_KEPT)
def row_height(height: float, is_fixed: bool) -> str:
    """What the tag of a row of so many points says of its height."""

    def play(book: NewBook) -> None:
        sheet = book.add_worksheet(None, GrowingRows)
        assert isinstance(sheet, GrowingRows)
        sheet.fixed_rows = frozenset({0} if is_fixed else ())
        sheet.set_row(0, height)

    return _between(parts_of(play)["xl/worksheets/sheet1.xml"], '<row r="1"', "/></sheetData>")


@lru_cache(_KEPT)
def validation_text(rule: RuleOptions) -> tuple[str, str]:
    """A validation before and behind its place."""

    def play(_: NewBook, sheet: Any) -> None:
        options = {key: list(value) if isinstance(value, tuple) else value for key, value in rule}
        if sheet.data_validation(0, 0, 0, 0, options):
            raise ValueError(f"{options}：数据有效性写不进去")

    before, after = _between(_sheet_text(play), '<dataValidations count="1">', "</dataValidations>").split('sqref="A1"')
    return f'{before}sqref="', f'"{after}'


@lru_cache(_KEPT)
def condition_text(rule: RuleOptions) -> tuple[str, str, str]:
    """A conditional format before the number of its look, before its own number, and the rest, where ``FAR`` is its first cell."""

    def play(book: NewBook, sheet: Any) -> None:
        sheet.conditional_format(1233, 730, 1233, 730, {**dict(rule), "format": book.look({"bold": True})})

    text = _between(_sheet_text(play), f'<conditionalFormatting sqref="{FAR}">', "</conditionalFormatting>")
    before, look, behind = text.partition(' dxfId="0"')
    middle, number, rest = behind.partition(' priority="1"')
    assert look, text
    assert number, text
    return f'{before} dxfId="', f'"{middle} priority="', f'"{rest}'


@lru_cache(_KEPT)
def link_text(target: str, tip: str) -> tuple[str, str]:
    """The text that XlsxWriter would show for a link, and the link behind the address of its cell."""

    def play(book: NewBook) -> None:
        sheet = book.add_worksheet()
        sheet.write_url(0, 0, target, tip=tip)
        sheet.write_string(0, 0, "A")

    parts = parts_of(play)
    shown = parts["xl/sharedStrings.xml"].partition("<t>")[2].partition("</t>")[0]
    return unescape(shown), _between(parts["xl/worksheets/sheet1.xml"], '<hyperlink ref="A1"', "</hyperlinks>")


@lru_cache(_KEPT)
def string_item(text: str) -> str:
    """A text as an item of the string table."""
    parts = parts_of(lambda book: book.add_worksheet().write_string(0, 0, text))
    return _between(parts["xl/sharedStrings.xml"], 'uniqueCount="1">', "</sst>")


@lru_cache(_KEPT)
def is_sound(name: str) -> bool:
    """Whether a workbook may have a name; UserWarning where XlsxWriter says why not."""
    parts_of(lambda book: book.define_name(name, "=Sheet1!$A$1"))
    return True


@lru_cache(_KEPT)
def styles(looks: Sequence[Properties], of_conditions: Sequence[Properties]) -> str:
    """The styles part of a workbook whose cells have these looks, in the order they are met."""

    def play(book: NewBook, sheet: Any) -> None:
        for row, look in enumerate(looks):
            sheet.write_blank(row, 0, None, book.look_of(look))
        for row, look in enumerate(of_conditions):
            rule = {"type": "cell", "criteria": ">", "value": 0, "format": book.look_of(look)}
            sheet.conditional_format(row, 0, row, 0, rule)

    return parts_of(lambda book: play(book, book.add_worksheet()))["xl/styles.xml"]


@lru_cache(_KEPT)
def alike(look: Properties) -> str:
    """What equal looks share, whatever was said to make them."""
    return styles((look,), ())


@lru_cache(64)
def skeleton(sheets: tuple[tuple[str, bool], ...], day: datetime, titled: bool, about: bool) -> dict[str, str]:
    """Parts of a workbook of these sheets, each hidden or not, without cells and names: marks stand for what it is called."""

    def play(book: NewBook) -> None:
        book.set_custom_property("xlgen", PROPERTY)
        book.set_calc_mode("auto")
        for name, is_hidden in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, "A")
            if is_hidden:
                sheet.very_hidden()
        book.define_name("AREA", f"={AREA}!$A$1")

    return parts_of(play, day, title=TITLE if titled else "", subject=SUBJECT if about else "")
