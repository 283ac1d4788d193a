"""Files that came in → arrivals: each kept, known again, judged, and told what it did to its project."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlgen.acceptance.applying import answered
from xlgen.campaign.collecting.keeping_files import keep
from xlgen.campaign.collecting.recognising import FORM, KnownProjects, Recognised, beside, is_form_like, known_of, recognised
from xlgen.campaign.collecting.unpacking import Came, opened
from xlgen.campaign.folder import Campaign, Progress, who
from xlgen.campaign.standing import CONFLICTS, EARLIER, NEW, OLD, REPLACED, SAME, STRAYED, chosen
from xlgen.campaign.terms import FileState
from xlgen.errors import Refused
from xlgen.files.paths import listed
from xlgen.files.sources import Source
from xlgen.flows.judging.judge import judge_of
from xlgen.flows.judging.many import returns_of
from xlgen.flows.judging.means import Means, all_means
from xlgen.issued.manifest import read_manifest
from xlgen.register.recording.act_files import EnteredRow
from xlgen.register.recording.acting import acting
from xlgen.register.recording.known_facts import Arrival, KnownFacts, facts_in, verdicts_in
from xlgen.returned.batch import Return
from xlgen.rules.all_rules import RULES
from xlgen.statuses import Status
from xlgen.words.days import iso_day
from xlgen.words.numbers import plain


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One file that was collected: how it arrived, None where it was collected before; how its form stands by itself."""

    place: str
    arrival: Arrival | None
    status: Status | None = None


@dataclass(slots=True)
class _Item:
    came: Came
    digest: str
    source: Source
    is_known: bool = False
    size: int = 0
    what: Recognised | None = None
    judged: Return | None = None


def collect(
    campaign: Campaign,
    paths: Sequence[Path | str],
    *,
    received: str = "",
    by: str = "",
    dry: bool = False,
    means: Means | None = None,
    progress: Progress = iter,
) -> list[TakenIn]:
    """Take in files, folders, zips, mails. Collected once more, a file changes nothing.

    ``received`` is the ISO day they came on, today where it is ""; a mail knows its own. With ``dry`` nothing is written.
    XlgenError where a path is not there.
    """
    places, day = listed(list(paths)), iso_day(received)
    with acting(campaign.root, who(by)) as act:
        facts, known = facts_in(campaign.root), known_of(read_manifest(campaign.root))
        there = {(each.digest, each.container, each.name) for each in facts.arrivals}
        with TemporaryDirectory() if dry else nullcontext(campaign.root) as home:
            items = [_item(Path(home), came, there) for came in opened(places, day)]
        new = [each for each in items if not each.is_known]
        _recognise(new, known, means or all_means(), progress)
        taken, rows = _arrivals(items, facts, known, act.number, _last_statuses(campaign.root))
        if rows and not dry:
            act.do("collect", day, {"files": len(new)}, rows)
        return taken


def _item(home: Path, came: Came, there: set[tuple[str, str, str]]) -> _Item:
    try:
        content = came.read()
    except (Refused, OSError) as error:
        came, content = replace(came, problem=str(error)), b""
    digest = sha256(content).hexdigest()
    key = (digest, came.container, _name(came))
    if key in there:
        return _Item(came, digest, Source(Path(came.place)), True)
    there.add(key)
    return _Item(came, digest, Source(keep(home, digest, came.name, content)), size=len(content))


def _name(came: Came) -> str:
    """What a file is called: a form by its own name, wherever it was moved to; anything else by its place, which tells whose it is."""
    return came.name if is_form_like(came.name) else came.place


def _last_statuses(root: Path) -> dict[str, Status]:
    """How each form that was judged stood when it was judged last, by its digest."""
    return {each.digest: Status(each.status) for each in verdicts_in(root)}  # type: ignore[call-arg]


def _recognise(items: Sequence[_Item], known: KnownProjects, means: Means, progress: Progress) -> None:
    forms = []
    for each in items:
        if each.came.is_container:
            each.what = Recognised(FileState.CONTAINER, why=each.came.problem)
        elif each.came.problem:
            each.what = Recognised(FileState.REFUSED, known.told(each.came.place), why=each.came.problem)
        elif is_form_like(each.came.name):
            forms.append(each)
        else:
            each.what = beside(each.came.place, known)
    one_each = {each.digest: each for each in forms}
    judge = judge_of(known.manifest, RULES)
    digests = {each.source.path: bytes.fromhex(digest) for digest, each in one_each.items()}
    returns = returns_of([each.source for each in one_each.values()], judge, None, digests, means, progress)
    found = {digest: answered(each, judge.given) for digest, each in zip(one_each, returns, strict=True)}
    for each in forms:
        each.judged = found[each.digest]
        each.what = recognised(each.came.place, each.source, each.judged, known)


def _arrivals(
    items: Sequence[_Item], facts: KnownFacts, known: KnownProjects, act: int, status: dict[str, Status]
) -> tuple[list[TakenIn], list[EnteredRow]]:
    """How each file arrives, in the order of the days they came on; rows for the register."""
    by_code: dict[str, list[Arrival]] = {}
    for arrival in facts.arrivals:
        by_code.setdefault(arrival.code, []).append(arrival)
    taken: dict[int, TakenIn] = {}
    rows: list[EnteredRow] = []
    number = max((each.arrival for each in facts.arrivals), default=0)
    for at, item in sorted(enumerate(items), key=lambda pair: (pair[1].came.day, pair[0])):
        if item.is_known or item.what is None:
            taken[at] = TakenIn(item.came.place, None)
            continue
        number += 1
        arrival = _arrival(item, item.what, number, act, known)
        stands = item.judged.status if item.judged and item.judged.form else None
        if item.what.kind == FORM and arrival.code:
            forms = [each for each in by_code.get(arrival.code, ()) if each.kind == FORM]
            arrival = replace(arrival, did=_did(arrival, forms, facts, known, status))
        if item.judged is not None and stands is not None and arrival.did != SAME:
            status[item.digest] = stands
            rows.append(("verdicts", _verdict(item.digest, item.judged)))
        by_code.setdefault(arrival.code, []).append(arrival)
        rows.append(("arrivals", _row(arrival)))
        taken[at] = TakenIn(item.came.place, arrival, stands)
    return [taken[at] for at in range(len(items))], rows


def _arrival(item: _Item, what: Recognised, number: int, act: int, known: KnownProjects) -> Arrival:
    came = item.came
    return Arrival(
        number, act, item.digest, came.container, _name(came), item.size, came.day, str(what.kind), "", what.code, what.revision,
        known.unit(came.place), what.indicator, came.sender, what.why,
    )  # fmt: skip


def _row(arrival: Arrival) -> dict[str, Any]:
    names = "digest container name size day kind did code revision unit indicator sender why".split()
    return {name: value for name in names if (value := getattr(arrival, name))}


def _verdict(digest: str, judged: Return) -> dict[str, Any]:
    total = judged.extract.total if judged.extract else None
    findings = [[f.code, f.severity.value, f.place, f.message] for f in judged.findings]
    said = {
        "digest": digest,
        "status": str(judged.status),
        "total": "" if total is None else plain(total),
        "grade": judged.grade,
    }
    return said | {"findings": json.dumps(findings, ensure_ascii=False)}


def _did(arrival: Arrival, forms: Sequence[Arrival], facts: KnownFacts, known: KnownProjects, status: dict[str, Status]) -> str:
    """What a form does to its project when it comes."""
    issued = known.manifest.listed[arrival.code]
    if any(each.digest == arrival.digest for each in forms):
        return SAME
    if arrival.revision != issued.revision:
        return OLD
    decisions = [each for each in facts.decisions if each.code == arrival.code]
    candidates = chosen(forms, decisions, issued.revision)
    strayed = bool(arrival.unit and issued.unit and arrival.unit != issued.unit)
    if not candidates:
        return STRAYED if strayed else NEW
    if arrival.day < min(each.day for each in candidates):
        return EARLIER
    return REPLACED if not strayed and _replaces(arrival, candidates, facts, status) else CONFLICTS


def _replaces(arrival: Arrival, candidates: Sequence[Arrival], facts: KnownFacts, status: dict[str, Status]) -> bool:
    """Whether a later form is a correction: the earlier was sent back, or was not accepted and came on another occasion."""
    last = max(each.act for each in candidates)
    if any(line.code == arrival.code and line.act > last for line in facts.rounds):
        return True
    if len(candidates) > 1:
        return False
    before = candidates[0]
    if before.act == arrival.act and before.day == arrival.day:
        return False
    settled = any(each.code == arrival.code and each.said == before.digest for each in facts.decisions)
    return not settled and status.get(before.digest) is not Status.SOUND
