"""What a file does to its project when it comes: the first, a correction, one that contradicts another, the same once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlgen.campaign.collecting.recognising import FORM, KnownProjects
from xlgen.campaign.standing import CONFLICTS, EARLIER, NEW, OLD, REPLACED, SAME, STRAYED, chosen
from xlgen.campaign.terms import FileState
from xlgen.register.recording.known_facts import Arrival, Decision, KnownFacts, RoundLine
from xlgen.statuses import Status


class Arriving:
    """Arrivals one after the other, each beside those before it."""

    def __init__(self, facts: KnownFacts, known: KnownProjects, judged: Mapping[str, str]) -> None:
        self._known = known
        self._status = {digest: Status(status) for digest, status in judged.items()}  # type: ignore[call-arg]
        self._forms: dict[str, list[Arrival]] = {}
        self._beside: dict[tuple[str, str, str], Arrival] = {}  # by digest, project and indicator
        self._decisions: dict[str, list[Decision]] = {}
        self._rounds: dict[str, list[RoundLine]] = {}
        for decision in facts.decisions:
            self._decisions.setdefault(decision.code, []).append(decision)
        for line in facts.rounds:
            self._rounds.setdefault(line.code, []).append(line)
        for arrival in facts.arrivals:
            self._add(arrival)
        self._number = max((each.arrival for each in facts.arrivals), default=0)

    def one(self, arrival: Arrival, stands: Status | None) -> Arrival | None:
        """One more, numbered, with what it does; None where it is one that came before and only lies elsewhere now."""
        if arrival.kind == FORM and arrival.code:
            arrival = replace(arrival, did=self._did(arrival))
            if arrival.did == CONFLICTS:
                arrival = replace(arrival, why="；".join(filter(None, (arrival.why, self._others(arrival)))))
        elif before := self._beside.get((arrival.digest, arrival.code, arrival.indicator)):
            if before.kind == FileState.CONTAINER or not (
                before.container or arrival.container or _own(before) != _own(arrival)
            ):
                return None
            arrival = replace(arrival, kind=str(FileState.DUPLICATE))
        self._number += 1
        arrival = replace(arrival, arrival=self._number)
        if stands is not None and arrival.did != SAME:
            self._status[arrival.digest] = stands
        self._add(arrival)
        return arrival

    def _add(self, arrival: Arrival) -> None:
        if arrival.kind == FORM and arrival.code:
            self._forms.setdefault(arrival.code, []).append(arrival)
        else:
            self._beside.setdefault((arrival.digest, arrival.code, arrival.indicator), arrival)

    def _others(self, arrival: Arrival) -> str:
        """With which files it is at odds."""
        before = chosen(self._forms[arrival.code], self._decisions.get(arrival.code, ()), arrival.revision)
        return f"与{'、'.join(f'“{_own(each)}”（{each.day} 收到）' for each in before)}不一样"

    def _did(self, arrival: Arrival) -> str:
        issued, forms = self._known.manifest.listed[arrival.code], self._forms.get(arrival.code, [])
        if any(each.digest == arrival.digest for each in forms):
            return SAME
        if arrival.revision != issued.revision:
            return OLD
        candidates = chosen(forms, self._decisions.get(arrival.code, ()), issued.revision)
        strayed = bool(arrival.unit and issued.unit and arrival.unit != issued.unit)
        if not candidates:
            return STRAYED if strayed else NEW
        if arrival.day < min(each.day for each in candidates):
            return EARLIER
        return REPLACED if not strayed and self._replaces(arrival, candidates) else CONFLICTS

    def _replaces(self, arrival: Arrival, candidates: list[Arrival]) -> bool:
        """Whether a later form is a correction: the earlier was sent back, or was not accepted and came on another occasion."""
        last = max(each.act for each in candidates)
        if any(line.act > last for line in self._rounds.get(arrival.code, ())):
            return True
        if len(candidates) > 1:
            return False
        before = candidates[0]
        if before.act == arrival.act and before.day == arrival.day:
            return False
        settled = any(each.said == before.digest for each in self._decisions.get(arrival.code, ()))
        return not settled and self._status.get(before.digest) is not Status.SOUND


def _own(arrival: Arrival) -> str:
    return arrival.name.rpartition("/")[2]
