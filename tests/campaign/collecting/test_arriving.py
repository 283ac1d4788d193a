"""What a form does to its project when it comes, in small histories."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from xlgen.campaign.collecting.arriving import Arriving
from xlgen.campaign.collecting.recognising import KnownProjects
from xlgen.register.recording.known_facts import Arrival, Decision, KnownFacts, RoundLine
from xlgen.statuses import Status

ISSUED = SimpleNamespace(revision=1, unit="甲")
KNOWN = cast(KnownProjects, SimpleNamespace(manifest=SimpleNamespace(listed={"P1": ISSUED})))


def came(digest: str, act: int = 1, day: str = "2026-02-01", **more: Any) -> Arrival:
    said = {
        "container": "",
        "name": f"{digest}.xlsx",
        "kind": "form",
        "code": "P1",
        "revision": 1,
        "unit": "",
        "indicator": "",
    } | more
    return Arrival(
        0, act, digest, said["container"], said["name"], 1, day, said["kind"], "", said["code"], said["revision"], said["unit"],
        said["indicator"], "", "",
    )  # fmt: skip


def after(
    *arrivals: tuple[Arrival, Status | None], before: tuple[Arrival, ...] = (), rounds: tuple[int, ...] = (), settled: str = ""
) -> list[str]:
    """What each does, one after the other; some came before."""
    decisions = [Decision(1, 1, "P1", "settle", settled, "", "", "", 0)] if settled else []
    facts = KnownFacts([], before, decisions, [RoundLine(act, 1, "P1", "", "") for act in rounds], [])
    arriving = Arriving(facts, KNOWN, {})
    done = [arriving.one(arrival, stands) for arrival, stands in arrivals]
    return ["" if each is None else each.did or each.kind for each in done]


SOUND, WRONG = Status.SOUND, Status.ERRORS


@pytest.mark.parametrize(
    ("history", "did"),
    [
        ([(came("a"), SOUND), (came("a", 2, name="b"), SOUND)], ["new", "same"]),
        ([(came("a"), WRONG), (came("b", 2), SOUND)], ["new", "replaced"]),
        ([(came("a"), SOUND), (came("b", 2), SOUND)], ["new", "conflicts"]),
        ([(came("a"), WRONG), (came("b"), SOUND)], ["new", "conflicts"]),
        ([(came("a"), WRONG), (came("b", day="2026-02-03"), SOUND)], ["new", "replaced"]),
        ([(came("a", day="2026-02-05"), SOUND), (came("b", 2), SOUND)], ["new", "earlier"]),
        ([(came("a", revision=0), SOUND), (came("b", 2), SOUND)], ["old", "new"]),
        ([(came("a", unit="乙"), SOUND)], ["strayed"]),
        ([(came("a", unit="甲"), SOUND), (came("b", 2, unit="乙"), SOUND)], ["new", "conflicts"]),
        ([(came("a", kind="refused"), None), (came("b", 2), SOUND)], ["refused", "new"]),
        ([(came("a", kind="attachment"), None), (came("a", 2, kind="attachment"), None)], ["attachment", ""]),
        ([(came("a", kind="attachment"), None), (came("a", 2, kind="attachment", name="x"), None)], ["attachment", "duplicate"]),
        ([(came("a", kind="attachment"), None), (came("a", 2, kind="attachment", container="z"), None)], ["attachment", "duplicate"]),
        ([(came("a", kind="attachment"), None), (came("a", kind="attachment", code=""), None)], ["attachment", "attachment"]),
        ([(came("z", kind="container", code=""), None), (came("z", 2, kind="container", code="", name="y"), None)], ["container", ""]),
    ],
)  # fmt: skip
def test_what_a_file_does(history: list[tuple[Arrival, Status | None]], did: list[str]) -> None:
    assert after(*history) == did


def test_what_contradicts_another_says_which() -> None:
    arriving = Arriving(KnownFacts([], (), [], [], []), KNOWN, {})
    arriving.one(came("a", name="甲/a.xlsx"), SOUND)
    other = arriving.one(came("b", 2, "2026-02-03"), SOUND)
    assert other is not None
    assert other.why == "与“a.xlsx”（2026-02-01 收到）不一样"


def test_what_went_back_is_replaced_even_where_two_contradicted_each_other() -> None:
    before = (replace(came("a"), did="new"), replace(came("b"), did="conflicts"))
    assert after((came("c", 9), SOUND), before=before, rounds=(5,)) == ["replaced"]
    assert after((came("c", 9), SOUND), before=before) == ["conflicts"]


def test_what_a_clerk_settled_is_not_replaced_in_silence() -> None:
    assert after((came("a"), Status.OPEN), (came("b", 9), SOUND), settled="a") == ["new", "conflicts"]
