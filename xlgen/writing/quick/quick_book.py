"""A workbook that takes the calls ``NewBook`` takes and gives the same parts, without an object for every cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from xlsxwriter.utility import quote_sheetname

from xlgen.writing.new_book import LONGEST_PROPERTY, MADE, Properties
from xlgen.writing.quick import played
from xlgen.writing.quick.quick_sheet import QuickSheet, escaped
from xlgen.writing.quick.sheet_text import sheet_part
from xlgen.writing.quick.zipped import zipped

_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$|^<r>"
)  # of texts that XlsxWriter writes otherwise
_quoted = cache(quote_sheetname)
_SHORT = 1_000  # characters of a text that other forms may have, too
_Names = tuple[tuple[str, str, str, str], ...]  # what each is sorted by, itself, attributes and what it stands for
_NAMES_END = "</definedNames>"


class LookNumbers:
    """Looks in the order that cells meet them; equal ones are one."""

    def __init__(self) -> None:
        self.met: list[Properties] = []
        self._of_tuple: dict[int, int] = {}  # by the number of a look's own tuple: hashing what it says takes longer
        self._of_key: dict[str, int] = {}

    def number(self, look: Properties) -> int:
        """Of a look that lives as long as the book."""
        known = self._of_tuple.get(id(look))
        if known is None:
            key = played.alike(look)
            if key not in self._of_key:
                self.met.append(look)
                self._of_key[key] = len(self.met)
            known = self._of_tuple[id(look)] = self._of_key[key]
        return known


class QuickBook:
    """A workbook; looks are tuples of their properties, numbered when the parts are made."""

    def __init__(self) -> None:
        self.sheets: list[QuickSheet] = []
        self.names: list[tuple[str, str, str, str]] = []  # to sort by, then name, attributes and what it stands for
        self.property = ""
        self._strings: dict[str, int] = {}
        self._counted = 0
        self._conditions: dict[Properties, int] = {}

    def look(self, said: Mapping[str, Any]) -> Properties:
        """The look of these properties."""
        return tuple(sorted(said.items()))

    def look_of(self, said: Properties) -> Properties:
        """The look of properties that are sorted already."""
        return said

    def add_worksheet(self, name: str, _: type | None = None) -> QuickSheet:
        """One more sheet."""
        self.sheets.append(QuickSheet(name, len(self.sheets), self._string, self._condition))
        return self.sheets[-1]

    def set_custom_property(self, _: str, value: str) -> None:
        """The document's own property."""
        self.property = value

    def set_calc_mode(self, _: str) -> None:
        """As the skeleton has it."""

    def define_name(self, name: str, formula: str) -> None:
        """A name of the whole workbook; UserWarning where it is none."""
        self.names.append(_named(name, formula[1:]))

    def _string(self, text: str) -> int:
        self._counted += 1
        return self._strings.setdefault(text, len(self._strings))

    def _condition(self, look: Properties) -> int:
        return self._conditions.setdefault(look, len(self._conditions))

    def parts(self, day: datetime, title: str, subject: str) -> dict[str, str]:
        """Every part, by name, in XlsxWriter's order."""
        shape = tuple((sheet.name, sheet.is_hidden) for sheet in self.sheets)
        parts = dict(played.skeleton(shape, day, bool(title), bool(subject)))
        looks = LookNumbers()
        for index, sheet in enumerate(self.sheets, 1):
            parts[f"xl/worksheets/sheet{index}.xml"] = sheet_part(sheet, looks.number)
        parts["xl/styles.xml"] = played.styles(tuple(looks.met), tuple(self._conditions))
        parts["xl/sharedStrings.xml"] = self._string_part(parts["xl/sharedStrings.xml"])
        names = tuple(sorted([*self.names, *self._own_names()]))
        told = _told(names)
        before, begun, after = parts["xl/workbook.xml"].partition("<definedNames>")
        parts["xl/workbook.xml"] = before + (f"{begun}{told}{after[after.index(_NAMES_END) :]}" if begun else "")
        parts["docProps/app.xml"] = _listed(parts["docProps/app.xml"], names)
        parts["docProps/core.xml"] = (
            parts["docProps/core.xml"].replace(played.TITLE, escaped(title)).replace(played.SUBJECT, escaped(subject))
        )
        parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(played.PROPERTY, escaped(self.property))
        return parts

    def _string_part(self, empty: str) -> str:
        start = empty[: empty.index(" count=")]
        items = "".join(map(_item, self._strings))
        return f'{start} count="{self._counted}" uniqueCount="{len(self._strings)}">{items}</sst>'

    def _own_names(self) -> Iterator[tuple[str, str, str, str]]:
        for sheet in self.sheets:
            for kind, area in (("Print_Area", sheet.area), ("Print_Titles", sheet.titles)):
                if area:
                    place = f"{_quoted(sheet.name)}!{area}"
                    yield f"{kind.lower()}::{_folded(place)}", f"_xlnm.{kind}", f' localSheetId="{sheet.index}"', escaped(place)


@lru_cache(20_000)  # a batch has the same names in every form
def _named(name: str, place: str) -> tuple[str, str, str, str]:
    """A name that a workbook may have: what it is sorted by, itself, no attribute, and its place."""
    played.is_sound(re.sub(r"(?<=\.)\d+(?=\.)", "1", name))
    return f"{name.lower()}::{_folded(place)}", name, "", escaped(place)


@lru_cache(64)
def _told(names: _Names) -> str:
    return "".join(f'<definedName name="{name}"{more}>{place}</definedName>' for _, name, more, place in names)


def _folded(place: str) -> str:
    return place.lstrip("'").lower()


def _item(text: str) -> str:
    if len(text) > _SHORT:  # a piece of the hidden copy, which no other form has
        return _item_of(text)
    return _kept_item(text)


def _item_of(text: str) -> str:
    return played.string_item(text) if _ODD.search(text) else f"<si><t>{escaped(text)}</t></si>"


_kept_item = lru_cache(20_000)(_item_of)


@lru_cache(64)
def _listed(app: str, names: _Names) -> str:
    """The part that lists sheets and names."""
    called = [f"{place.partition('!')[0]}!{name[6:]}" if more else escaped(name) for _, name, more, place in names]
    head, _, rest = app.partition("<vt:lpstr>AREA</vt:lpstr>")
    size = re.search(r'<TitlesOfParts><vt:vector size="(\d+)"', head)
    assert size, app
    head = head.replace(size[0], f'<TitlesOfParts><vt:vector size="{int(size[1]) - 1 + len(called)}"')
    head = head.replace(
        "Named Ranges</vt:lpstr></vt:variant><vt:variant><vt:i4>1<",
        f"Named Ranges</vt:lpstr></vt:variant><vt:variant><vt:i4>{len(called)}<",
    )
    return head + "".join(f"<vt:lpstr>{name}</vt:lpstr>" for name in called) + rest


def written_quickly(fill: Callable[[QuickBook], None], day: datetime = MADE, title: str = "", subject: str = "") -> bytes:
    """What ``new_book.written`` gives, packed more lightly."""
    book = QuickBook()
    fill(book)
    return zipped(book.parts(day, title[:LONGEST_PROPERTY], subject[:LONGEST_PROPERTY]))
