"""What stands in a cell: the text of its XML to a typed value, and its number format to a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from math import isfinite

from xlgen.excel_limits import MAX_TEXT
from xlgen.workbook.records import UNSEEN, CellError, CellValue, Format

_NUMBER = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ST_Xstring, ECMA-376 part 1, 22.9.2.19
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = str.maketrans("\v\f", "\n\n")  # line and page breaks of Word, left by pasting
_XML_SPACE = "http://www.w3.org/XML/1998/namespace space"
_BLANKS = " \t\r\n"

_EPOCH = datetime(1899, 12, 30)  # day 0 of Excel's 1900 system for dates after February 1900
_FIRST_MARCH = 61  # Excel counts a 29 February 1900 that never was; before it every day is one less
_DAY = 86_400_000_000  # microseconds
SHIFT_1904 = 1462  # days between the two date systems

# Format numbers that need no text: ECMA-376 part 1, 18.8.30, with those of the Chinese edition. 46 is a duration.
_BUILT_IN: Mapping[int, Format] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "date"),
}
_PLAIN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\[\]]*\]')
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


class BadValue(Exception):
    """A cell's text that is no value of the cell's type: the refusal's code and what was found; the reader adds the place."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code, detail)


def code_of(number: int) -> str:
    """The code of a number format that files need not spell, "" where it is no plain figure."""
    return _PLAIN.get(number, "")


def format_of(number: int, code: str | None = None) -> Format:
    """Kind of a number format by its number and, where the file defines one, its code; durations count as general."""
    if code is None:
        return _BUILT_IN.get(number, "general")
    bare = _LITERAL.sub("", code).lower()
    if "%" in bare:
        return "percent"
    is_date = not _DURATION.search(code) and bool(set("ymdhs") & set(bare))
    return "date" if is_date else "general"


def unescape(text: str) -> str:
    """Text with ``_x000D_`` escapes read and Word's breaks made line ends; for any other unseen character stands ``UNSEEN``."""
    if "_x" not in text:
        return text  # XML itself allows no control characters
    return visible(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


def visible(text: str) -> str:
    """Text with Word's breaks made line ends and halves of a character put together; for any other unseen one stands ``UNSEEN``."""
    text = text.translate(_BREAKS).encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return _UNSEEN.sub(UNSEEN, text)


def piece(attributes: Mapping[str, str], text: str) -> str:
    """One ``<t>`` as Excel takes it: outer blanks stay only where ``xml:space`` says so."""
    return text if attributes.get(_XML_SPACE) == "preserve" else text.strip(_BLANKS)


def typed(kind: str, raw: str, strings: Sequence[str]) -> CellValue:
    """Value of a cell from its type and text; None for empty text. BadValue where it is no such value."""
    reader = _READERS.get(kind)
    if kind == "s":
        return _shared(raw, strings)
    if reader is None:
        raise BadValue("XG017", f"单元格类型 {kind[:20]}")
    return reader(raw)


def _number(raw: str) -> Decimal:
    """The double that Excel means, in its shortest spelling: 0.10000000000000001 → 0.1."""
    if raw.isascii() and raw.isdigit() and len(raw) < 16:
        return Decimal(raw)
    raw = raw.strip(_BLANKS)
    if not _NUMBER.fullmatch(raw) or not isfinite(number := float(raw)):
        raise _invalid(raw)
    return shortest(number)


def shortest(number: float) -> Decimal:
    """A double in its shortest spelling."""
    return Decimal(int(number)) if number.is_integer() and abs(number) < 1e15 else Decimal(repr(number))


def _date(raw: str) -> Decimal:
    """Serial of an ISO 8601 date, date and time, or time."""
    try:
        raw = raw.strip(_BLANKS)
        is_time = raw.startswith("T") or "-" not in raw
        moment = datetime.combine(_EPOCH, time.fromisoformat(raw)) if is_time else datetime.fromisoformat(raw)
    except ValueError:
        raise _invalid(raw) from None
    passed = moment.replace(tzinfo=None) - _EPOCH
    days = passed.days - (0 < passed.days < _FIRST_MARCH)
    if days < 0:
        raise _invalid(raw)
    return _number(repr(days + (passed.seconds * 1_000_000 + passed.microseconds) / _DAY))


def _boolean(raw: str) -> bool:
    try:
        return {"1": True, "true": True, "0": False, "false": False}[raw.strip(_BLANKS).lower()]
    except KeyError:
        raise _invalid(raw) from None


def _shared(raw: str, strings: Sequence[str]) -> str | None:
    index = int(raw) if raw.strip(_BLANKS).isdecimal() and len(raw) < 10 else -1
    if not 0 <= index < len(strings):
        raise BadValue("XG022", f"序号 {raw[:20]}，共 {len(strings)} 条")
    return _text(strings[index])


def _text(text: str) -> str | None:
    if len(text) > MAX_TEXT:
        raise BadValue("XG017", f"文字超过 {MAX_TEXT} 字")
    return text or None


def _invalid(raw: str) -> BadValue:
    return BadValue("XG025", f"“{raw[:30]}”")


_READERS: Mapping[str, Callable[[str], CellValue]] = {
    "n": _number,
    "d": _date,
    "b": _boolean,
    "e": CellError,
    "str": lambda raw: _text(unescape(raw)),
    "inlineStr": lambda raw: _text(unescape(raw)),
}
