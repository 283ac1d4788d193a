"""Tables of text: .csv of other programs, in UTF-8 or in the encoding of Chinese Windows, and those we write for them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from xlgen.errors import XlgenError

ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
LARGEST = 50_000_000  # bytes
PIECE = 500  # rows that are written at once
_BEGINS_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # of a program that opens CSV, the wide signs in Chinese ones too


def read_csv(path: Path) -> list[list[str]]:
    """Rows of a .csv file. XlgenError where it is no text, or larger than any list."""
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise XlgenError(f"{path} 太大了（{len(content) // 1_000_000} MB），项目清单不会这么大")
    for encoding in ENCODINGS:
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            tabs = text.partition("\n")[0].count("\t") > text.partition("\n")[0].count(",")
            return _rows(path, text, "\t" if tabs else ",")
    raise XlgenError(f"{path} 不是文字表格（.csv），请用 WPS 打开后另存为 .xlsx")


def _rows(path: Path, text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise XlgenError(f"{path} 里有一格的字太多，不像一张表，请用 WPS 打开看看，另存为 .xlsx") from None


def csv_pieces(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A table as CSV that Excel and WPS open as it is: UTF-8 with its mark; signs that are no text become question marks."""
    waiting = StringIO(newline="")
    table = csv.writer(waiting)
    encoding = "utf-8-sig"
    for count, row in enumerate(rows, 1):
        table.writerow(row)
        if not count % PIECE:
            yield waiting.getvalue().encode(encoding, errors="replace")
            waiting.seek(0)
            waiting.truncate()
            encoding = "utf-8"
    yield waiting.getvalue().encode(encoding, errors="replace")


def harmless(text: str) -> str:
    """A text of an officer's, behind an apostrophe where a program that opens CSV would take it for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
