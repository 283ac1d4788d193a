"""How far a clause of a standard is read."""

from __future__ import annotations

import pytest

from xlgen.roster.rewriting.clauses import LONGEST, clauses_of


@pytest.mark.parametrize(("more", "kind"), [(0, "step"), (1, "unsure")])
def test_a_longer_clause_is_left_to_a_person(more: int, kind: str) -> None:
    tail = "每低于5%扣1分"
    assert clauses_of("完" * (LONGEST - len(tail) + 1 + more) + tail)[0].kind == kind  # 低于 is one sign then
