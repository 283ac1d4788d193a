"""Rows deflated ahead of the part they stand in: what is around them is joined to them, and the sums are those of the whole."""

from __future__ import annotations

import zlib

import pytest

from xlgen.writing import row_spool
from xlgen.writing.row_spool import RowSpool, joined


@pytest.mark.parametrize("length", [0, 1, 255, 100_000])
def test_the_crc_of_two_contents_is_that_of_both(length):
    first, second = b"<sheetData>", bytes(range(256)) * (length // 256 + 1)
    second = second[:length]
    assert joined(zlib.crc32(first), zlib.crc32(second), length) == zlib.crc32(first + second)


@pytest.mark.parametrize("in_memory", [1, 1 << 20])
def test_rows_stand_between_what_is_made_last(monkeypatch, in_memory):
    monkeypatch.setattr(row_spool, "IN_MEMORY", in_memory)
    spool = RowSpool()
    for text in ("<row>预算</row>", "", "<row>决算</row>" * 1000):
        spool.write(text.encode())
    part = spool.between(b"<sheetData>", b"</sheetData>")
    packed = b"".join(part.pieces)
    content = zlib.decompress(packed, -zlib.MAX_WBITS)
    assert content.decode() == "<sheetData><row>预算</row>" + "<row>决算</row>" * 1000 + "</sheetData>"
    assert (part.packed, part.check, part.size) == (len(packed), zlib.crc32(content), len(content))
