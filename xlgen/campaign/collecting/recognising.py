"""What a file is: a form of a project of this campaign, known by what stands in it and never by its name; or something beside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlgen.campaign.terms import FileState
from xlgen.catalogue import NOT_OURS, OTHER_BATCH, UNMARKED
from xlgen.errors import Refused
from xlgen.files.sources import ATTACHMENTS, COVER, FORMS, WHY, Source
from xlgen.flows.judging.judge import read_form
from xlgen.issued.manifest import Manifest
from xlgen.returned.batch import Return, told_by_name
from xlgen.returned.identity import snapshot_inside

FORM = "form"
PICTURES = frozenset(".jpg .jpeg .png .bmp .tif .tiff .gif .webp .heic".split())
EVIDENCE = re.compile("佐证|附件|证明|材料|扫描|盖章")
NOTHING_DONE = re.compile("零报告|无项目|未实施|未开展|没有项目")
WAITING = frozenset(("XG004", "XG006", "XG007"))  # old and foreign formats that nobody here can open
FORMER = "XG045"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is (``form``, or how it stands), whose, the revision of its form, and why where that is to be told."""

    kind: str
    code: str = ""
    revision: int = 0
    indicator: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class KnownProjects:
    """What files are held against: what was issued, and what a name may tell of."""

    manifest: Manifest
    names: Mapping[str, str]  # 项目编码 by what may stand for it
    units: frozenset[str]

    def told(self, place: str) -> str:
        """The project that a place tells of, "" where it tells of none."""
        return told_by_name(Path(place), self.names)

    def unit(self, place: str) -> str:
        """The unit that a folder on the way to a file is called after, "" where none is."""
        return next((part for part in reversed(Path(place).parts[:-1]) if part in self.units), "")


def known_of(manifest: Manifest) -> KnownProjects:
    """What the names of a campaign's projects are."""
    codes = {code: code for code in manifest.files}
    names = {Path(file).stem: code for code, file in manifest.files.items()} | codes
    return KnownProjects(manifest, names, frozenset(line.unit for line in manifest.listed.values() if line.unit))


def is_form_like(name: str) -> bool:
    """Whether a file is to be read as a form."""
    return Path(name).suffix.lower() in FORMS and not Path(name).stem.startswith(COVER)


def beside(place: str, known: KnownProjects) -> Recognised:
    """What a file is that nobody reads: an attachment, tied to the project and the indicator its place tells; or nothing known."""
    suffix, stem = Path(place).suffix.lower(), Path(place).stem
    code = known.told(place)
    if suffix in ATTACHMENTS or suffix in PICTURES or stem.startswith(COVER):
        if code and NOTHING_DONE.search(place):
            return Recognised(FileState.NIL, code)
        return Recognised(FileState.ATTACHMENT, code, indicator=_indicator(place, code, known))
    if code and NOTHING_DONE.search(place) and suffix == ".txt":
        return Recognised(FileState.NIL, code)
    return Recognised(FileState.UNKNOWN, why=WHY.get(suffix, "不是自评表，也不是附件"))


def _indicator(place: str, code: str, known: KnownProjects) -> str:
    """The row whose indicator a place names; the longest name counts."""
    if not code:
        return ""
    rows = ((row.label, f"{row.table}.{row.key}") for row in known.manifest.snapshots[code].rows if row.label)
    found = [(len(label), name) for label, name in rows if label in place]
    return max(found, default=(0, ""))[1]


def recognised(place: str, source: Source, judged: Return, known: KnownProjects) -> Recognised:
    """What a file is that was read as a form."""
    if judged.form is not None:
        return Recognised(FORM, judged.code, known.manifest.listed[judged.code].revision)
    refusal = judged.findings[0]
    told = known.told(place)
    if refusal.code in NOT_OURS | OTHER_BATCH:
        return _not_now(place, source, refusal.code, refusal.message, known)
    state = FileState.WAITING if refusal.code in WAITING else FileState.REFUSED
    return Recognised(state, told, why=f"{refusal.message}。{refusal.hint}")


def _not_now(place: str, source: Source, refused: str, message: str, known: KnownProjects) -> Recognised:
    """A workbook that is read, and is no form that is asked for now."""
    if refused == FORMER:
        try:
            own = snapshot_inside(read_form(source))
            return Recognised(FORM, own.code, own.revision, why=message)
        except Refused:
            pass
    if refused == UNMARKED and EVIDENCE.search(place):
        code = known.told(place)
        return Recognised(FileState.ATTACHMENT, code, indicator=_indicator(place, code, known))
    if refused in (UNMARKED, "XG041"):
        return Recognised(FileState.UNKNOWN, why=message)
    return Recognised(FORM, "", why=message)
