"""Tables of text that other programs export: .csv in UTF-8 or in the encoding of Chinese Windows."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from xlgen.errors import XlgenError

ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
LARGEST = 50_000_000  # bytes


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
