"""Names of files are shown as people wrote them, whatever program unpacked them."""

from __future__ import annotations

import pytest

from xlgen.files.showing import shown_path


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("回收/培训.xlsx".encode(), "回收/培训.xlsx"),
        ("回收/".encode() + "村级培训.xlsx".encode("gb18030"), "回收/村级培训.xlsx"),
        ("县局\\表.xlsx".encode("gb18030"), "县局\\表.xlsx"),
        ("镕基路改造.xlsx".encode("gbk"), "镕基路改造.xlsx"),
        (b"a\xff.xlsx", "a□.xlsx"),
    ],
)
def test_a_path_is_shown_in_the_encoding_it_was_written_in(raw: bytes, shown: str) -> None:
    assert shown_path(raw.decode("utf-8", "surrogateescape")) == shown
