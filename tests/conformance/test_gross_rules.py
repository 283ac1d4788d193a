"""What the rules about gross values say of the published forms: gross_rules.md, with what somebody judged to be wrong."""

from __future__ import annotations

import pytest

from gross_rules import CODES, FALSE, TABLE, found, table
from xlgen.rules.all_rules import RULES


@pytest.mark.slow
def test_the_table_of_what_was_found_is_up_to_date() -> None:
    assert table() == TABLE.read_text("utf-8"), (
        "python tests/support/gross_rules.py > tests/conformance/gross_rules.md, then judge what is new"
    )


@pytest.mark.slow
def test_every_false_alarm_that_is_listed_is_still_raised() -> None:
    assert set(FALSE) <= {(name, f.code, f.name) for name, own in found() for f in own}


def test_every_rule_that_may_open_a_form_is_measured() -> None:
    assert set(CODES) == {each.code for each in RULES if "整张表不计入汇总" in (each.check.__doc__ or "")}
