"""How every file and every project of a campaign stands, worked out anew from what is known: nothing is kept that could disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlgen.campaign.terms import OF_STATUS, STATES, TERMS, FileState, ProjectTerm
from xlgen.errors import XlgenError
from xlgen.register.keeping import FormLine
from xlgen.register.recording.known_facts import Arrival, Decision, KnownFacts
from xlgen.statuses import Status
from xlgen.words.nearest import is_it

MOST_NAMED = 5  # units that a message names
# What a form did to its project when it came in.
NEW, REPLACED, CONFLICTS, SAME, OLD, EARLIER, STRAYED = "new", "replaced", "conflicts", "same", "old", "earlier", "strayed"
TAKE, SETTLE, OVERRIDE, RECALL, HANDOVER = "take", "settle", "override", "recall", "handover"  # kinds of decisions

StatusOf = Callable[[str], Status | None]  # a file by its digest → how it stands by itself, None where it was not judged


@dataclass(frozen=True, slots=True)
class Standing:
    """One project: its form as issued last, its term, the forms that count for it, and what else is known of it.

    ``current`` is the form that counts, None where there is none or several are to be chosen from; ``state`` is by arrival.
    """

    form: FormLine
    term: ProjectTerm
    candidates: Sequence[Arrival] = ()
    arrivals: Sequence[Arrival] = ()
    decisions: Sequence[Decision] = ()
    state: Mapping[int, FileState] = field(default_factory=dict)
    received: str = ""  # ISO day on which something of it came first
    nil: bool = False

    @property
    def current(self) -> Arrival | None:
        """The form that counts."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def override(self) -> Decision | None:
        """The 人工认定 that counts."""
        return next((each for each in reversed(self.decisions) if each.kind == OVERRIDE), None)


def standings(facts: KnownFacts, status_of: StatusOf) -> list[Standing]:
    """Every project that was issued, in the order of issue."""
    arrivals: dict[str, list[Arrival]] = {}
    for each in facts.arrivals:
        if each.code:
            arrivals.setdefault(each.code, []).append(each)
    decisions: dict[str, list[Decision]] = {}
    for decision in facts.decisions:
        decisions.setdefault(decision.code, []).append(decision)
    return [_standing(form, arrivals.get(form.code, []), decisions.get(form.code, []), status_of) for form in facts.forms]


def is_that(words: str, forms: Iterable[FormLine]) -> str:
    """``，是不是“P001”`` behind a message about words that are no 项目编码 of these: one like it, or whose project is called so."""
    codes = {form.code: form.name for form in forms}
    named = next((code for code, name in codes.items() if name == words), "")
    return f"，是不是“{named}”" if named else is_it(words, codes)


def refuse_unknown_units(units: Iterable[str], projects: Iterable[Standing]) -> None:
    """XlgenError where nothing was issued to one of these units."""
    known = {each.form.unit: None for each in projects}
    if wrong := next((unit for unit in units if unit not in known), ""):
        more = f" 等 {len(known)} 个" if len(known) > MOST_NAMED else ""
        told = is_it(wrong, known) or f"。下发过的单位有：{'、'.join([*known][:MOST_NAMED])}{more}"
        raise XlgenError(f"没有下发给“{wrong}”{told}")


def file_states(facts: KnownFacts, projects: Iterable[Standing]) -> dict[int, FileState]:
    """How every file stands, by the number of its arrival."""
    states = {number: state for each in projects for number, state in each.state.items()}
    return {each.arrival: states.get(each.arrival, _alone(each)) for each in facts.arrivals}


def _alone(arrival: Arrival) -> FileState:
    """How a file stands that no project was found for."""
    if arrival.kind == "form":
        return FileState.OTHER_CAMPAIGN
    state = STATES[arrival.kind]
    return FileState.ATTACHMENT if state is FileState.NIL else state


def _standing(form: FormLine, arrivals: list[Arrival], decisions: list[Decision], status_of: StatusOf) -> Standing:
    forms = [each for each in arrivals if each.kind == "form"]
    candidates = chosen(forms, decisions, form.revision)
    state = {each.arrival: _form_state(each, candidates, form.revision) for each in forms}
    state |= {each.arrival: STATES[each.kind] for each in arrivals if each.kind != "form"}
    nil = any(each.kind == FileState.NIL for each in arrivals) and not candidates
    term = _term(candidates, arrivals, decisions, status_of, state)
    came = [
        each.day for each in arrivals if state[each.arrival].does or (each.kind == "form" and each.revision == form.revision)
    ]
    return Standing(form, term, candidates, arrivals, decisions, state, min(came, default=""), nil)


def chosen(forms: Sequence[Arrival], decisions: Sequence[Decision], revision: int) -> list[Arrival]:
    """The forms that count: one, or several that differ and nobody has chosen from."""
    left: list[Arrival] = []
    now = [each for each in forms if each.revision == revision]  # what was taken of an earlier one counts no more
    for each in now:
        if each.did in (SAME, OLD, EARLIER):
            continue
        left = [*left, each] if each.did == CONFLICTS else [each]
    for decision in decisions:
        if decision.kind == TAKE and (taken := [each for each in now if each.digest == decision.said]):
            later = [each for each in left if each.act > decision.act]
            replaced = any(each.did in (NEW, REPLACED) for each in later)
            left = later if replaced else [taken[0], *later]
    return left


def _form_state(arrival: Arrival, candidates: Sequence[Arrival], revision: int) -> FileState:
    if arrival.did == SAME:
        return FileState.DUPLICATE
    if arrival.revision != revision:
        return FileState.STALE
    if arrival.arrival not in {each.arrival for each in candidates}:
        return FileState.SUPERSEDED
    if len(candidates) > 1:
        return FileState.CONFLICT
    return FileState.OTHER_UNIT if arrival.did == STRAYED else FileState.CURRENT


def _term(
    candidates: Sequence[Arrival],
    arrivals: Sequence[Arrival],
    decisions: Sequence[Decision],
    status_of: StatusOf,
    state: Mapping[int, FileState],
) -> ProjectTerm:
    kinds = {each.kind for each in decisions}
    if RECALL in kinds:
        return ProjectTerm.RECALLED
    if OVERRIDE in kinds:
        return ProjectTerm.ACCEPTED
    if len(candidates) == 1 and any(each.kind in (TAKE, SETTLE) and each.said == candidates[0].digest for each in decisions):
        return _settled(status_of(candidates[0].digest))
    if candidates and (does := state[candidates[0].arrival].does) != "verdict":
        return TERMS[does]
    if candidates:
        return OF_STATUS[status_of(candidates[0].digest) or Status.OPEN]
    others = [TERMS[state[each.arrival].does] for each in arrivals if state[each.arrival].does not in ("", "verdict")]
    return ProjectTerm.ACCEPTED if ProjectTerm.ACCEPTED in others else others[0] if others else ProjectTerm.MISSING


def _settled(status: Status | None) -> ProjectTerm:
    """What was chosen or settled as a whole: doubts are answered for, errors are not."""
    return ProjectTerm.TO_CORRECT if status is Status.ERRORS else ProjectTerm.ACCEPTED
