"""What a reviewer's rules say of every form there is: reviewer_rules.md, with what somebody judged to be wrong."""

from __future__ import annotations

import pytest

from reviewer_rules import FALSE, TABLE, found, table


@pytest.mark.slow
def test_the_table_of_what_was_found_is_up_to_date() -> None:
    assert table() == TABLE.read_text("utf-8"), (
        "python tests/support/reviewer_rules.py > tests/conformance/reviewer_rules.md, then judge what is new"
    )


@pytest.mark.slow
def test_every_false_alarm_that_is_listed_is_still_raised() -> None:
    told = {(str(each.file), f.code, f.name) for _, forms in found() for each, _ in forms for f in each.findings}
    assert set(FALSE) <= told
