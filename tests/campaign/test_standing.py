"""Small histories of one project: what counts for it, how its files stand, which term it has."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from campaign_facts import came, decided, form, known, stand
from xlgen.campaign.standing import (
    CONFLICTS,
    EARLIER,
    OLD,
    OVERRIDE,
    RECALL,
    REPLACED,
    SAME,
    SETTLE,
    STRAYED,
    TAKE,
    file_states,
)
from xlgen.register.recording.known_facts import Arrival, Decision
from xlgen.statuses import Status

ONE, TWO = (f"{n:064x}" for n in (1, 2))


@dataclass(frozen=True)
class History:
    """What came and was decided; the term, the state of each file, and which files are still candidates."""

    arrivals: list[Arrival]
    term: str
    states: str
    counts: list[int]
    decisions: list[Decision] = field(default_factory=list)
    revision: int = 0
    statuses: dict[int, Status] = field(default_factory=dict)


BAD = {1: Status.ERRORS}
HISTORIES = {
    "nothing came": History([], "missing", "", []),
    "new": History([came(1)], "accepted", "current", [1]),
    "new, with doubts": History([came(1)], "open", "current", [1], statuses={1: Status.OPEN}),
    "new, with errors": History([came(1)], "to_correct", "current", [1], statuses=BAD),
    "replaced": History([came(1), came(2, REPLACED)], "accepted", "superseded current", [2], statuses=BAD),
    "the same once more": History([came(1), came(2, SAME, digest=ONE)], "accepted", "current duplicate", [1]),
    "two that differ": History([came(1), came(2, CONFLICTS)], "open", "conflict conflict", [1, 2]),
    "three that differ": History(
        [came(1), came(2, CONFLICTS), came(3, CONFLICTS)], "open", "conflict conflict conflict", [1, 2, 3]
    ),
    "one of two taken": History([came(1), came(2, CONFLICTS)], "accepted", "current superseded", [1], [decided(3, TAKE, ONE)]),
    "the other of two taken": History(
        [came(1), came(2, CONFLICTS)], "accepted", "superseded current", [2], [decided(3, TAKE, TWO)]
    ),
    "taken, with errors": History(
        [came(1), came(2, CONFLICTS)], "to_correct", "current superseded", [1], [decided(3, TAKE, ONE)], statuses=BAD
    ),
    "taken, with doubts": History(
        [came(1), came(2, CONFLICTS)], "accepted", "current superseded", [1], [decided(3, TAKE, ONE)], statuses={1: Status.OPEN}
    ),
    "the older one taken": History(
        [came(1), came(2, REPLACED)], "accepted", "current superseded", [1], [decided(3, TAKE, ONE)]
    ),
    "taken, then a new one": History(
        [came(1), came(2, CONFLICTS), came(4, REPLACED)],
        "accepted",
        "superseded superseded current",
        [4],
        [decided(3, TAKE, ONE)],
    ),
    "taken, then one that differs": History(
        [came(1), came(2, CONFLICTS), came(4, CONFLICTS)],
        "open",
        "conflict superseded conflict",
        [1, 4],
        [decided(3, TAKE, ONE)],
    ),
    "taken and taken otherwise": History(
        [came(1), came(2, CONFLICTS)],
        "accepted",
        "superseded current",
        [2],
        [decided(3, TAKE, ONE), decided(4, TAKE, TWO)],
    ),
    "settled as a whole": History([came(1)], "accepted", "current", [1], [decided(2, SETTLE, ONE)], statuses={1: Status.OPEN}),
    "settled, with errors": History([came(1)], "to_correct", "current", [1], [decided(2, SETTLE, ONE)], statuses=BAD),
    "settled, then replaced": History(
        [came(1), came(3, REPLACED)],
        "open",
        "superseded current",
        [3],
        [decided(2, SETTLE, ONE)],
        statuses={3: Status.OPEN},
    ),
    "of before it was issued anew": History([came(1)], "missing", "stale", [], revision=1),
    "the old one after it was issued anew": History([came(1), came(2, OLD)], "missing", "stale stale", [], revision=1),
    "the new one after it was issued anew": History(
        [came(1), came(2, revision=1)], "accepted", "stale current", [2], revision=1
    ),
    "taken before it was issued anew": History(
        [came(1), came(2, CONFLICTS)], "missing", "stale stale", [], [decided(3, TAKE, ONE)], revision=1
    ),
    "taken of the old, then the new one": History(
        [came(1), came(2, CONFLICTS), came(5, revision=1)],
        "to_correct",
        "stale stale current",
        [5],
        [decided(3, TAKE, ONE)],
        revision=1,
        statuses={5: Status.ERRORS},
    ),
    "earlier than what is here": History([came(1), came(2, EARLIER)], "accepted", "current superseded", [1]),
    "among another unit's": History([came(1, STRAYED, unit="乙")], "open", "other_unit", [1]),
    "among another unit's, settled": History(
        [came(1, STRAYED, unit="乙")], "accepted", "other_unit", [1], [decided(2, SETTLE, ONE)]
    ),
    "nothing to do": History([came(1, "", kind="nil", name="P1无项目.pdf")], "accepted", "nil", []),
    "nothing to do, and a form": History(
        [came(1, "", kind="nil"), came(2)], "to_correct", "nil current", [2], statuses={2: Status.ERRORS}
    ),
    "refused only": History([came(1, "", kind="refused")], "unusable", "refused", []),
    "refused, then a form": History([came(1, "", kind="refused"), came(2)], "accepted", "refused current", [2]),
    "waiting to be saved anew": History([came(1, "", kind="waiting")], "unusable", "waiting", []),
    "evidence only": History([came(1, "", kind="attachment")], "missing", "attachment", []),
    "recalled": History([came(1)], "recalled", "current", [1], [decided(2, RECALL)]),
    "recalled, nothing came": History([], "recalled", "", [], [decided(1, RECALL)]),
    "recall undone": History([came(1)], "accepted", "current", [1], [decided(2, RECALL), decided(3, "undo", revokes=2)]),
    "undoing undone": History(
        [came(1)],
        "recalled",
        "current",
        [1],
        [decided(2, RECALL), decided(3, "undo", revokes=2), decided(4, "undo", revokes=3)],
    ),
    "overridden": History([came(1)], "accepted", "current", [1], [decided(2, OVERRIDE, "88")], statuses=BAD),
    "overridden, nothing came": History([], "accepted", "", [], [decided(1, OVERRIDE, "60")]),
    "override undone": History(
        [came(1)],
        "to_correct",
        "current",
        [1],
        [decided(2, OVERRIDE, "88"), decided(3, "undo", revokes=2)],
        statuses=BAD,
    ),
    "taking undone": History(
        [came(1), came(2, CONFLICTS)],
        "open",
        "conflict conflict",
        [1, 2],
        [decided(3, TAKE, ONE), decided(4, "undo", revokes=3)],
    ),
}


@pytest.mark.parametrize("named", HISTORIES)
def test_a_history_comes_to_its_term(named: str) -> None:
    history = HISTORIES[named]
    facts = known([form(revision=history.revision)], history.arrivals, history.decisions)
    (project,) = stand(facts, history.statuses)
    assert project.term.value == history.term
    assert [each.arrival for each in project.candidates] == history.counts
    states = file_states(facts, [project])
    assert " ".join(states[each.arrival].value for each in history.arrivals) == history.states


def test_the_current_form_is_the_only_candidate() -> None:
    (one,) = stand(known([form()], [came(1)]))
    (two,) = stand(known([form()], [came(1), came(2, CONFLICTS)]))
    assert one.current == one.candidates[0]
    assert two.current is None


def test_received_is_the_first_day_on_which_something_of_it_came() -> None:
    later = came(2, REPLACED, day="2026-02-20")
    evidence = came(3, "", kind="attachment", day="2026-01-01")
    (project,) = stand(known([form()], [came(1, day="2026-02-03"), later, evidence]))
    assert project.received == "2026-02-03"
    (anew,) = stand(known([form(revision=1)], [came(1, day="2026-02-03")]))
    assert anew.received == ""


def test_what_is_of_one_project_does_nothing_to_another() -> None:
    facts = known([form("P1"), form("P2")], [came(1, code="P2")], [decided(2, RECALL, code="P1")])
    assert [each.term.value for each in stand(facts)] == ["recalled", "accepted"]


def test_the_last_override_counts() -> None:
    (project,) = stand(known([form()], [], [decided(1, OVERRIDE, "60"), decided(2, OVERRIDE, "70")]))
    assert project.override is not None
    assert project.override.said == "70"
