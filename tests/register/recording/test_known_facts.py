"""What is known of a campaign: decisions that hold, those that were taken back, and those that were brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns import ISSUED, campaign
from xlgen.campaign.folder import Campaign
from xlgen.campaign.sending_out import send_out
from xlgen.register.recording.acting import acting
from xlgen.register.recording.known_facts import facts_in, judged_in, verdicts_in


@pytest.fixture
def made(tmp_path: Path) -> Campaign:
    made = campaign(tmp_path)
    send_out(made, day=ISSUED)
    return made


def do(made: Campaign, kind: str, **row: object) -> int:
    with acting(made.root, "某某") as act:
        return act.do(kind, "2026-02-01", {}, [("decisions", {"code": "P001", "kind": kind, **row})]).number


def holding(made: Campaign) -> list[str]:
    return [each.kind for each in facts_in(made.root).decisions]


def test_a_decision_holds_until_it_is_taken_back(made: Campaign) -> None:
    number = do(made, "recall", reason="不做了")
    assert holding(made) == ["recall"]
    undone = do(made, "undo", revokes=number)
    assert (holding(made), facts_in(made.root).revoked) == ([], frozenset((number,)))
    do(made, "undo", revokes=undone)
    assert holding(made) == ["recall"]


def test_an_arrival_is_known_once(made: Campaign) -> None:
    row = ("arrivals", {"digest": "00", "name": "a.xlsx", "day": "2026-02-01", "kind": "form", "did": "new", "code": "P001"})
    for _ in range(2):
        with acting(made.root, "某某") as act:
            act.do("collect", "2026-02-01", {}, [row])
    (arrival,) = facts_in(made.root).arrivals
    assert (arrival.act, arrival.digest, arrival.container, arrival.size) == (3, "00", "", 0)


def test_verdicts_are_kept_in_their_order(made: Campaign) -> None:
    for status in ("errors", "sound"):
        with acting(made.root, "某某") as act:
            act.do("collect", "2026-02-01", {}, [("verdicts", {"digest": "00", "status": status})])
    assert [each.status for each in verdicts_in(made.root)] == ["errors", "sound"]
    assert judged_in(made.root) == {"00": "sound"}


def test_acts_tell_who_did_what_when(made: Campaign) -> None:
    do(made, "recall")
    acts = facts_in(made.root).acts
    assert [(act.number, act.kind, act.by, act.day) for act in acts][-1] == (3, "recall", "某某", "2026-02-01")
    assert acts[1].said["forms"] == 2
