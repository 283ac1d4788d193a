"""Lines of the record that nobody can understand."""

from __future__ import annotations

import pytest

from xlgen.acceptance.records import from_line


@pytest.mark.parametrize("line", ["[" * 100_000, "{" * 9, "", "9" * 5000, '{"project": [' * 50_000], ids=len)
def test_a_line_that_says_nothing_is_none(line: str) -> None:
    assert from_line(line) is None
