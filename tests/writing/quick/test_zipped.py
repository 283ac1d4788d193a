"""The zip of a form is the one that zipfile writes, byte for byte."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from xlgen.writing.quick.zipped import LEVEL, zipped

PARTS = {
    "[Content_Types].xml": "<a/>",
    "xl/workbook.xml": "名称" * 500,
    "xl/worksheets/sheet1.xml": "x" * 70_000,
    "empty.xml": "",
}


def slowly(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, text in parts.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(about, text.encode(), compresslevel=LEVEL)
    return buffer.getvalue()


@pytest.mark.parametrize("count", range(len(PARTS) + 1))
def test_the_zip_is_what_zipfile_writes(count: int) -> None:
    parts = dict(list(PARTS.items())[:count])
    assert zipped(parts) == zipped(parts) == slowly(parts)
