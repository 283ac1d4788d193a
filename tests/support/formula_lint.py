"""What Excel 2007 would not take in one formula's text: syntax, references, functions, limits.

Narrower than Excel on purpose: what xlgen never writes (a union in a cell, an implicit intersection, a reference over two
sheets, a link to another workbook) counts as a fault too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.utils import FORMULAE

from xlgen.workbook import addresses as a1

VOLATILE = frozenset("CELL INDIRECT INFO NOW OFFSET RAND RANDBETWEEN TODAY".split())
NOT_PORTABLE = frozenset(name for name in FORMULAE if name.startswith("CUBE")) | {"BAHTTEXT", "GETPIVOTDATA", "PHONETIC", "RTD"}
LATER = frozenset({"ECMA.CEILING", "ISO.CEILING", "NETWORKDAYS.INTL", "WORKDAY.INTL"})
# Functions of Excel 2007 that WPS and LibreOffice have too; the list of openpyxl 3.1.2 runs some names together.
ALLOWED = frozenset(" ".join(FORMULAE).split()) - VOLATILE - NOT_PORTABLE - LATER

# Least and most arguments of the functions a form may need; for the others only Excel's 255 holds.
ARITY = """
0 0    FALSE NA PI TRUE
0 1    COLUMN ROW
1 1    ABS AREAS CHAR CLEAN CODE COLUMNS COUNTBLANK DATEVALUE DAY EVEN EXP FACT INT ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA
1 1    ISNONTEXT ISNUMBER ISODD ISREF ISTEXT LEN LENB LN LOWER MONTH N NOT ODD PROPER ROWS SIGN SQRT T TIMEVALUE TRIM TYPE UPPER
1 1    VALUE YEAR
1 2    HYPERLINK LEFT LOG RIGHT ROMAN TRUNC WEEKDAY WEEKNUM
1 3    FIXED
1 255  AND AVERAGE AVERAGEA CONCATENATE COUNT COUNTA GEOMEAN MAX MAXA MEDIAN MIN MINA MODE OR PRODUCT STDEV STDEVP SUM
1 255  SUMPRODUCT SUMSQ VAR VARP
2 2    CEILING CORREL COUNTIF EDATE EOMONTH EXACT FLOOR FREQUENCY IFERROR LARGE MOD MROUND PERCENTILE POWER QUARTILE QUOTIENT
2 2    REPT ROUND ROUNDDOWN ROUNDUP SMALL TEXT
2 3    AVERAGEIF DAYS360 FIND IF LOOKUP MATCH NETWORKDAYS PERCENTRANK RANK SEARCH SUMIF WORKDAY YEARFRAC
2 4    INDEX
2 5    ADDRESS
2 254  COUNTIFS
2 255  CHOOSE SUBTOTAL
3 3    DATE DATEDIF MID TIME
3 4    HLOOKUP SUBSTITUTE VLOOKUP
3 255  AVERAGEIFS SUMIFS
4 4    REPLACE
"""
LIMITS = {name: (int(least), int(most)) for least, most, *names in map(str.split, ARITY.strip().splitlines()) for name in names}

NAME = re.compile(r"[^\W\d][\w.]{0,254}")  # of a defined name, and of a sheet that needs no quotes
R1C1 = re.compile(r"r\d.*|r(c\d*)?|c\d.*|c", re.IGNORECASE)  # none may begin so: [MS-XLSB] 2.5.166
NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)(E[+-]?\d+)?", re.IGNORECASE)
ROWS_OR_COLUMNS = re.compile(r"\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}")
QUOTED = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
FULL_WIDTH = re.compile(
    "[\u00d7\u00f7\u2014\u2018\u2019\u201c\u201d\u2026\u2260\u2264\u2265\u3000-\u3003\u3008-\u3011\uff01-\uff5e\uffe5]"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What formulas of one workbook may refer to: sheets and defined names, in lower case."""

    sheets: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def units(text: str) -> int:
    """Length as Excel counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def is_name(text: str) -> bool:
    """Would Excel take it as a defined name? Letters, digits, ``_`` and ``.``, and nothing that reads like a cell."""
    return bool(NAME.fullmatch(text)) and not R1C1.fullmatch(text) and not _is_cell(text)


def functions(formula: str) -> set[str]:
    """Functions a formula calls, in capitals; empty where it can't be read."""
    try:
        tokens = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError):
        return set()
    return {_function(token) for token in tokens if _opens_function(token)}


def faults(formula: str, known: Known) -> Iterator[str]:
    """Each fault of a formula, which is given as it stands in the file: without ``=``."""
    if wide := FULL_WIDTH.findall(QUOTED.sub("", formula)):
        yield f"full-width {''.join(wide)} outside a string"
    if signs := re.search(r"[-+*/&=<>]\s*-", QUOTED.sub("", formula)):  # a--INT(x) is read wrongly by a web grid
        yield f"sign before a sign: {signs[0]}"
    if units(formula) > 8192:
        yield f"formula of {units(formula)} characters, Excel takes 8192"
    try:
        tokens = [token for token in Tokenizer("=" + formula).items if token.type != Token.WSPACE]
    except TokenizerError as error:
        yield f"syntax: {error}"
    except IndexError:  # the tokenizer's own answer to a bracket too many
        yield "syntax: a closing bracket too many"
    else:
        yield from _order(tokens)
        yield from _calls(tokens)
        for token in tokens:
            if token.type == Token.OPERAND:
                yield from _operand(token, known)


def _order(tokens: list[Token]) -> Iterator[str]:
    """Values and operators must take turns; brackets must close, and only in a call may a place between commas stay empty."""
    brackets: list[Token] = []
    value_left = False  # does a whole value stand to the left?
    before: Token | None = None
    for token in tokens:
        in_call = bool(brackets) and _opens_function(brackets[-1])
        if token.type == Token.OPERAND or token.subtype == Token.OPEN or token.type == Token.OP_PRE:
            if value_left:
                yield f"syntax: {token.value} follows a value without an operator"
        elif not value_left and not (in_call and _may_follow_nothing(token, before)):
            yield f"syntax: nothing to the left of {token.value}"
        if token.type == Token.SEP and token.value == ";" and (in_call or not brackets):
            yield "syntax: ; between arguments"
        if token.subtype == Token.OPEN:
            brackets.append(token)
        elif token.subtype == Token.CLOSE:
            brackets.pop()
        value_left = token.type in (Token.OPERAND, Token.OP_POST) or token.subtype == Token.CLOSE
        before = token
    if brackets:
        yield f"syntax: {brackets[-1].value} is not closed"
    elif not value_left:
        yield "syntax: ends without a value"


def _may_follow_nothing(token: Token, before: Token | None) -> bool:
    """An argument may be empty, so ``,`` or ``)`` may come right after ``(`` or ``,``."""
    ends = token.type == Token.SEP or token.subtype == Token.CLOSE
    return ends and before is not None and (before.type == Token.SEP or before.subtype == Token.OPEN)


def _calls(tokens: list[Token]) -> Iterator[str]:
    """Functions that are allowed, with as many arguments as they take, nested as deep as Excel goes."""
    calls: list[tuple[str, int]] = []  # name, arguments so far; "" for a mere bracket
    before: Token | None = None
    for token in tokens:
        if token.subtype == Token.OPEN:
            calls.append((_function(token) if _opens_function(token) else "", 1))
        elif token.type == Token.SEP and calls:
            calls[-1] = (calls[-1][0], calls[-1][1] + 1)
        elif token.subtype == Token.CLOSE:
            name, count = calls.pop()
            yield from _call(name, 0 if before is not None and before.subtype == Token.OPEN else count) if name else ()
        if token.subtype == Token.OPEN and sum(bool(name) for name, _ in calls) == 65:
            yield "functions nested deeper than 64"
        before = token


def _call(name: str, count: int) -> Iterator[str]:
    least, most = LIMITS.get(name, (0, 255))
    if name.startswith(("_XLFN", "_XLWS", "_XLL")):
        yield f"{name} is not a function of Excel 2007"
    elif name in VOLATILE:
        yield f"{name} is volatile"
    elif name not in ALLOWED:
        yield f"{name} is not an allowed function"
    elif not least <= count <= most:
        yield f"{name} takes {least} to {most} arguments, not {count}"
    elif (name == "COUNTIFS" and count % 2) or (name in ("SUMIFS", "AVERAGEIFS") and not count % 2):
        yield f"{name} lacks the half of a pair: {count} arguments"


def _operand(token: Token, known: Known) -> Iterator[str]:
    if token.subtype == Token.TEXT:
        if units(token.value[1:-1].replace('""', '"')) > 255:
            yield f"text constant of {units(token.value[1:-1])} characters, Excel takes 255"
    elif token.subtype == Token.ERROR or "#REF!" in token.value:
        yield f"{token.value} in a formula"
    elif token.subtype != Token.LOGICAL and not NUMBER.fullmatch(token.value):
        yield from _reference(token.value, known)


def _reference(text: str, known: Known) -> Iterator[str]:
    """A cell, a range or a name, perhaps on a sheet."""
    sheet, bang, place = text.rpartition("!")
    if "[" in sheet or text.startswith("["):
        yield f"{text} refers to another workbook"
        return
    quoted = len(sheet) > 2 and sheet[0] == sheet[-1] == "'"
    plain = sheet[1:-1].replace("''", "'") if quoted else sheet
    if bang and not quoted and not is_name(sheet):
        yield f"sheet {sheet} needs quotes"
    elif bang and plain.lower() not in known.sheets:
        yield f"no sheet {plain}"
    if not ROWS_OR_COLUMNS.fullmatch(place):
        for piece in place.split(":"):
            if not _is_cell(piece) and piece.lower() not in known.names:
                yield f"{piece or text} is no cell and no defined name"


def _is_cell(text: str) -> bool:
    try:
        a1.parse(text.upper())
    except ValueError:
        return False
    return True


def _opens_function(token: Token) -> bool:
    return token.type == Token.FUNC and token.subtype == Token.OPEN


def _function(token: Token) -> str:
    return str(token.value[:-1]).upper()
