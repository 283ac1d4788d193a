"""What a campaign may know, written by hand: forms, arrivals and decisions in a few words each, and how all of it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from xlgen.campaign.folder import Campaign
from xlgen.campaign.now import Now
from xlgen.campaign.settings import Settings
from xlgen.campaign.standing import NEW, Standing, file_states, standings
from xlgen.register.keeping import FormLine
from xlgen.register.recording.known_facts import ActLine, Arrival, Decision, KnownFacts, RoundLine, taken_back
from xlgen.statuses import Status

DEADLINE = "2026-02-28"


def form(code: str = "P1", revision: int = 0, unit: str = "甲", **more: Any) -> FormLine:
    """A project as it was issued last."""
    return FormLine(code, f"下发/{unit}/{code}.xlsx", revision, f"项目{code}", unit, **more)


def came(arrival: int, did: str = NEW, code: str = "P1", **more: Any) -> Arrival:
    """A file that came in the act of its number: a form of its own content, unless said otherwise."""
    usual = {
        "act": arrival,
        "digest": f"{arrival:064x}",
        "container": "",
        "name": f"{code}.xlsx",
        "size": 1,
        "day": "2026-02-01",
    }
    more = usual | {"kind": "form", "revision": 0, "unit": "", "indicator": "", "sender": "", "why": ""} | more
    return Arrival(arrival=arrival, did=did, code=code, **more)


def decided(act: int, kind: str, said: str = "", code: str = "P1", revokes: int = 0, **more: str) -> Decision:
    """What a clerk decided in an act."""
    usual = {"reason": "核对过", "basis": "", "second": ""} | more
    return Decision(act, act, code, kind, said, revokes=revokes, **usual)


def known(
    forms: Sequence[FormLine],
    arrivals: Sequence[Arrival] = (),
    decisions: Sequence[Decision] = (),
    acts: Sequence[ActLine] = (),
    rounds: Sequence[RoundLine] = (),
) -> KnownFacts:
    """The facts; of the decisions those hold that were not taken back."""
    gone = taken_back(decisions)
    hold = [each for each in decisions if each.act not in gone and not each.revokes]
    return KnownFacts(forms, arrivals, hold, rounds, acts, gone)


def stand(facts: KnownFacts, statuses: Mapping[int, Status] | None = None) -> list[Standing]:
    """How the projects stand; ``statuses`` are of files by the numbers of their arrivals, sound where none is said."""
    by_digest = {each.digest: (statuses or {}).get(each.arrival, Status.SOUND) for each in facts.arrivals}
    return standings(facts, by_digest.get)


def now_of(facts: KnownFacts, statuses: Mapping[int, Status] | None = None, day: str = "2026-03-05", **more: Any) -> Now:
    """A campaign with these facts, without a folder."""
    said: dict[str, Any] = {"department": "某局", "deadline": DEADLINE} | more
    projects = stand(facts, statuses)
    campaign = Campaign(Path(), Settings(2025, **said))
    return Now(campaign, facts, cast("Any", None), projects, file_states(facts, projects), {}, day)
