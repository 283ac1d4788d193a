"""The list of add-ins: our line comes and goes, every other byte stays."""

from __future__ import annotations

import pytest

from xlgen.addin.publishing import EMPTY, with_line, without_line

LINE = '<jsplugin name="xlgen" type="et" url="xlgen_9"/>'


@pytest.mark.parametrize(
    "listed",
    [
        EMPTY,
        b"<jsplugins></jsplugins>",
        b'\xef\xbb\xbf<jsplugins>\r\n  <jsplugin name="a"/>\r\n</jsplugins>\r\n',
        b'<jsplugins><jsplugin name="a"/></jsplugins>',
        b'<jsplugins>\n      <jsplugin name="xlgen2"/>\n    </jsplugins >\n<!-- </jsplugins> -->',
    ],
)
def test_our_line_comes_and_goes_and_all_else_stays(listed: bytes) -> None:
    merged = with_line(listed, LINE)
    assert merged.count(LINE.encode()) == 1
    assert with_line(merged, LINE) == merged
    assert without_line(merged) == listed


def test_a_list_of_none_in_one_tag_is_opened() -> None:
    assert with_line(b"<jsplugins/>\n", LINE) == f"<jsplugins>\n  {LINE}\n</jsplugins>\n".encode()
