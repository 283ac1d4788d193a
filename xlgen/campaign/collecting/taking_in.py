"""Files that came in → arrivals: each kept, known again, judged, and told what it did to its project."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlgen.acceptance.applying import answered
from xlgen.acceptance.ledger import Ledger, read_ledger
from xlgen.campaign.collecting.arriving import Arriving
from xlgen.campaign.collecting.keeping_files import keep
from xlgen.campaign.collecting.recognising import KnownProjects, Recognised, beside, is_form_like, recognised
from xlgen.campaign.collecting.unpacking import Came, opened
from xlgen.campaign.folder import Campaign, Progress, who
from xlgen.campaign.office_rules import judge_in
from xlgen.campaign.standing import SAME
from xlgen.campaign.terms import FileState
from xlgen.errors import Refused, XlgenError
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import listed
from xlgen.files.sources import Source
from xlgen.flows.deciding.accepting import officers_own
from xlgen.flows.judging.many import returns_of
from xlgen.flows.judging.means import Means, all_means
from xlgen.issued.manifest import read_manifest
from xlgen.register.recording.act_files import EnteredRow
from xlgen.register.recording.acting import acting
from xlgen.register.recording.known_facts import Arrival, facts_in, judged_in
from xlgen.returned.batch import Return
from xlgen.statuses import Status
from xlgen.words.days import iso_day
from xlgen.words.numbers import plain


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One file that was collected: how it arrived, None where it was collected before or could not be; how its form stands by itself.

    ``lost`` is why nothing of it could be kept.
    """

    place: str
    arrival: Arrival | None
    status: Status | None = None
    lost: str = ""


@dataclass(slots=True)
class _Item:
    came: Came  # without its bytes
    digest: str = ""
    name: str = ""
    source: Source | None = None
    is_known: bool = False
    size: int = 0
    is_form: bool = False
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
    XlgenError where a path is not there, or the day is still to come.
    """
    places, day, means = listed(list(paths)), iso_day(received), means or all_means()
    if day > iso_day(""):
        raise XlgenError(f"收到的日期 {day} 还没有到，请改 --received")
    if dry:
        with TemporaryDirectory() as home:
            return _collected(campaign, opened(places, day, campaign.root), Path(home), 0, means, progress)[0]
    with acting(campaign.root, who(by)) as act:
        files = opened(places, day, campaign.root)
        taken, rows = _collected(campaign, files, campaign.root, act.number, means, progress)
        if rows:
            act.do("collect", day, {"files": sum(table == "arrivals" for table, _ in rows)}, rows)
        return taken


def _collected(
    campaign: Campaign, files: Iterable[Came], home: Path, act: int, means: Means, progress: Progress
) -> tuple[list[TakenIn], list[EnteredRow]]:
    """How files arrive, kept below ``home``, and what is entered of it."""
    facts, known = facts_in(campaign.root), KnownProjects(read_manifest(campaign.root))
    there = {(each.digest, each.container, each.name) for each in facts.arrivals}
    items = [_item(home, came, there) for came in files]
    _recognise(campaign, [each for each in items if not each.is_known], known, means, progress)
    taken, rows = _arrivals(items, Arriving(facts, known, judged_in(campaign.root)), known, act)
    return taken, [*rows, *_answers(taken, items, read_ledger(campaign.root))]


def _item(home: Path, came: Came, there: set[tuple[str, str, str]]) -> _Item:
    """A file kept, unless it is known; nothing of its bytes is held any longer."""
    slim, own_name = came if came.path else replace(came, read=bytes), came.name
    if came.lost:
        return _Item(slim, is_known=True)
    try:
        content = b"" if came.path else came.read()
        digest = came.digest() if came.path else sha256(content).hexdigest()
        is_form = not came.is_container and is_form_like(own_name, partial(_beginning, came.path or content))
    except OSError as error:
        return _Item(replace(slim, lost=said_of_file(error)), is_known=True)
    except Refused as refusal:
        return _refused(slim, refusal, there)
    name = own_name if is_form else came.within or came.place  # anything else is told by its place whose it is
    if (key := (digest, came.container, name)) in there:
        return _Item(slim, digest, name, is_known=True)
    there.add(key)
    kept = keep(home, digest, own_name, came.path or content)
    return _Item(slim, digest, name, Source(kept), size=kept.stat().st_size, is_form=is_form)


def _beginning(of: Path | bytes) -> bytes:
    if isinstance(of, bytes):
        return of[:8]
    with of.open("rb") as stream:
        return stream.read(8)


def _refused(came: Came, refusal: Refused, there: set[tuple[str, str, str]]) -> _Item:
    """A file in a zip that cannot be taken out: the zip is kept, and tells it from others by its place."""
    digest = sha256(f"{came.container}/{came.within}".encode()).hexdigest()
    key = digest, came.container, came.within
    is_known = key in there
    there.add(key)
    return _Item(replace(came, problem=f"{refusal.reason}。{refusal.remedy}"), digest, came.within, is_known=is_known)


def _recognise(campaign: Campaign, items: Sequence[_Item], known: KnownProjects, means: Means, progress: Progress) -> None:
    forms: list[tuple[_Item, Source]] = []
    for each in items:
        if each.came.is_container:
            each.what = Recognised(FileState.CONTAINER)
        elif each.came.problem:
            each.what = Recognised(FileState.REFUSED, known.told(each.came.whole), why=each.came.problem)
        elif each.is_form and each.source is not None:
            forms.append((each, each.source))
        else:
            each.what = beside(each.came, known)
    one_each = {each.digest: source for each, source in forms}
    judge, rules = judge_in(campaign, known.manifest)
    digests = {source.path: bytes.fromhex(digest) for digest, source in one_each.items()}
    returns = returns_of(list(one_each.values()), judge, rules, digests, means, progress)
    found = {digest: answered(each, judge.given) for digest, each in zip(one_each, returns, strict=True)}
    for each, source in forms:
        each.judged = found[each.digest]
        each.what = recognised(each.came, source, each.judged, known)


def _arrivals(
    items: Sequence[_Item], arriving: Arriving, known: KnownProjects, act: int
) -> tuple[list[TakenIn], list[EnteredRow]]:
    """How each file arrives, in the order of the days they came on; rows for the register."""
    taken: dict[int, TakenIn] = {}
    rows: list[EnteredRow] = []
    for at, item in sorted(enumerate(items), key=lambda pair: (pair[1].came.day, pair[0])):
        stands = item.judged.status if item.judged and item.judged.form else None
        arrival = arriving.one(_arrival(item, item.what, act, known), stands) if item.what and not item.is_known else None
        taken[at] = TakenIn(item.came.place, arrival, stands, item.came.lost)
        if arrival is None:
            continue
        if item.judged is not None and stands is not None and arrival.did != SAME:
            rows.append(("verdicts", _verdict(item.digest, item.judged)))
        rows.append(("arrivals", _row(arrival)))
    return [taken[at] for at in range(len(items))], rows


def _answers(taken: Sequence[TakenIn], items: Sequence[_Item], ledger: Ledger) -> Iterator[EnteredRow]:
    """What officers answered for on the lists that went back with their forms, so that it holds for their next form, too."""
    for each, item in zip(taken, items, strict=True):
        if each.arrival is not None and item.judged is not None and each.arrival.did != SAME:
            for answer in officers_own(item.judged, ledger):
                yield "answers", asdict(answer.acceptance)


def _arrival(item: _Item, what: Recognised, act: int, known: KnownProjects) -> Arrival:
    came = item.came
    return Arrival(
        0, act, item.digest, came.container, item.name, item.size, came.day, str(what.kind), "", what.code, what.revision,
        known.unit(came.whole), what.indicator, came.sender, what.why,
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
