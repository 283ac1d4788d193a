"""A workbook is read as what it is, whatever its name says."""

from __future__ import annotations

import pytest

from filled import returned
from old_files import number, sheet_of
from xlgen.errors import Refused
from xlgen.workbook.ooxml.guard import FORM_LIMITS
from xlgen.workbook.reading import read_either

OLD = sheet_of(number(0, 0, 1))
ENCRYPTED = OLD + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize("suffix", [".xls", ".et", ".xlsx"])
def test_content_says_which_format_it_is(tmp_path, suffix):
    for content, is_old in ((OLD, True), (returned(), False)):
        (tmp_path / f"表{suffix}").write_bytes(content)
        assert read_either(tmp_path / f"表{suffix}", FORM_LIMITS).untold is is_old


def test_an_encrypted_file_is_called_so():
    with pytest.raises(Refused) as caught:
        read_either(ENCRYPTED, FORM_LIMITS)
    assert caught.value.code == "XG005"
