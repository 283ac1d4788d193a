"""Which project, and which of its files, a clerk means by what was typed; and what a decision is told as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from xlgen.campaign.collecting.keeping_files import kept_as
from xlgen.campaign.now import Now
from xlgen.campaign.standing import Standing, is_that
from xlgen.campaign.terms import ProjectTerm
from xlgen.errors import XlgenError
from xlgen.register.recording.known_facts import Arrival


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """A decision as it is told: of which project, in words; ``number`` is its act's, 0 where nothing was written."""

    code: str
    name: str
    said: str
    number: int = 0


def meant(known: Now, words: str) -> tuple[Standing, Arrival | None]:
    """The project that a 项目编码, a file or the name of a file that came means; and the file where one is meant. XlgenError."""
    by_code = {each.form.code: each for each in known.projects}
    if words in by_code:
        return by_code[words], None
    found = list({each.digest: each for each in _files(known, words)}.values())
    if not found:
        raise XlgenError(f"“{words}”不是这一批的项目编码，也不是收到的文件{is_that(words, known.facts.forms)}")
    if len(found) > 1:
        raise XlgenError(
            f"叫“{words}”的收到 {len(found)} 份，请写全路径：{'、'.join(place_of_file(known, each) for each in found)}"
        )
    if not found[0].code:
        why = f"（{found[0].why}）" if found[0].why else ""
        raise XlgenError(f"“{words}”认不出是哪个项目的表{why}，不能认定。请用下发的表重新填报，再收一次")
    return by_code[found[0].code], found[0]


def place_of_file(known: Now, arrival: Arrival) -> str:
    """Where a file that came is kept, as it is called from the campaign's folder."""
    kept = kept_as(known.campaign.root, arrival.digest, arrival.name)
    return kept.relative_to(known.campaign.root).as_posix()


def _files(known: Now, words: str) -> Iterable[Arrival]:
    for place in (Path(words), known.campaign.root / words):
        if place.is_file():
            digest = sha256(place.read_bytes()).hexdigest()
            return [each for each in known.facts.arrivals if each.digest == digest and each.kind == "form"]
    return [each for each in known.facts.arrivals if each.name == words and each.kind == "form"]


def refuse_recalled(standing: Standing) -> None:
    """XlgenError where a project was recalled: nothing more is decided of it."""
    if standing.term is ProjectTerm.RECALLED:
        raise XlgenError(f"{standing.form.code} 已经撤回，不用再认定。撤回错了请先用 xlgen undo 撤销")
