"""What a file is: a form of a project of this campaign, known by what stands in it and never by its name; or something beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from xlgen.campaign.collecting.unpacking import Came
from xlgen.campaign.terms import FileState
from xlgen.catalogue import NOT_OURS, OTHER_BATCH, UNMARKED
from xlgen.errors import Refused
from xlgen.files.sources import ARCHIVE, ATTACHMENTS, COVER, FORMS, WHY, Source
from xlgen.flows.judging.judge import read_form
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.returned.batch import ProjectNames, Return
from xlgen.returned.identity import snapshot_inside

FORM = "form"
PICTURES = frozenset(".jpg .jpeg .png .bmp .tif .tiff .gif .webp .heic".split())
EVIDENCE = re.compile("佐证|附件|证明|材料|扫描|盖章")
NOTHING_DONE = re.compile("零报告|无项目|未实施|未开展|没有项目")
WAITING = frozenset(("XG004", "XG006", "XG007"))  # old and foreign formats that nobody here can open
FORMER, DAMAGED = "XG045", "XG041"
NOTHING_KNOWN = "不是自评表，也不是附件"
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of workbooks, whatever they are called
_LIKE = 6  # characters of a text that tells a project: shorter ones stand in many forms


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is (``form``, or how it stands), whose, the revision of its form, and why where that is to be told."""

    kind: str
    code: str = ""
    revision: int = 0
    indicator: str = ""
    why: str = ""


class KnownProjects:
    """What files are held against: what was issued, and what a name may tell of."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.units = frozenset(line.unit for line in manifest.listed.values() if line.unit)
        called = Counter(line.name for line in manifest.listed.values())
        self._names = {name: code for code, name in manifest.names.items() if called[name] == 1 and len(name) > 3}
        self._names |= {Path(file).stem: code for code, file in manifest.files.items()} | {
            code: code for code in manifest.files
        }
        self._told = ProjectNames(self._names)
        self._labels: dict[str, list[tuple[str, str]]] = {}

    def told(self, place: str) -> str:
        """The project that a place tells of, "" where it tells of none."""
        return self._told.told(PurePath(place))

    def unit(self, place: str) -> str:
        """The unit that a folder, a zip or a mail on the way to a file is called after, "" where none is."""
        above = (name for part in reversed(PurePath(place).parts[:-1]) for name in (part, PurePath(part).stem))
        return next((name for name in above if name in self.units), "")

    def indicator(self, place: str, code: str) -> str:
        """The row whose indicator a place names; the longest name counts."""
        found = [(len(label), name) for label, name in self.labels(code) if label in place] if code else []
        return max(found, default=(0, ""))[1]

    def labels(self, code: str) -> list[tuple[str, str]]:
        """The indicators of a project with the names of their rows: only they stand below a 一级指标."""
        if code not in self._labels:
            rows = self.manifest.snapshots[code].rows
            self._labels[code] = [(row.label, f"{row.table}.{row.key}") for row in rows if row.label and row.level]
        return self._labels[code]

    def without_names(self, place: str, code: str) -> str:
        """A place without what the project is called: a name may hold any word."""
        for name in (
            sorted((name for name, whose in self._names.items() if whose == code), key=len, reverse=True) if code else ()
        ):
            place = place.replace(name, "")
        return place

    def likeness(self, texts: frozenset[str]) -> str:
        """The one project whose name or 项目编码 and most of whose indicators stand among the texts of a workbook, "" for none."""
        whole = "\n".join(texts)
        near = {code for text in texts if (code := self._names.get(text.strip()))}
        near |= {self._told.told(PurePath(text.replace("/", " "))) for text in texts if _LIKE <= len(text) <= 80}
        alike = {
            code: sum(label in whole for label, _ in self.labels(code)) / max(1, len(self.labels(code))) for code in near - {""}
        }
        best = [code for code, share in alike.items() if share == max(alike.values()) and share > 0.5]
        return best[0] if len(best) == 1 else ""


def is_form_like(name: str, beginning: Callable[[], bytes]) -> bool:
    """Whether a file is to be read as a form: by its name, or, where that tells nothing, by how it begins."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    if path.stem.startswith(COVER):
        return False
    tells = suffix in ATTACHMENTS or suffix in PICTURES or suffix in WHY or suffix in (".pptx", ".ppt", ".txt", ".jar")
    return suffix in FORMS or suffix == ARCHIVE or (not tells and beginning().startswith(_BEGINNINGS))


def beside(came: Came, known: KnownProjects) -> Recognised:
    """What a file is that nobody reads: an attachment, tied to the project and the indicator its place tells; or nothing known."""
    suffix, place = Path(came.name).suffix.lower(), came.whole
    code = known.told(place)
    is_text = suffix == ".txt"
    if code and NOTHING_DONE.search(known.without_names(place, code)) and (is_text or _is_attached(came.name)):
        return Recognised(FileState.NIL, code)
    if _is_attached(came.name):
        return Recognised(FileState.ATTACHMENT, code, indicator=known.indicator(place, code))
    return Recognised(FileState.UNKNOWN, why=WHY.get(suffix, NOTHING_KNOWN))


def _is_attached(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix in ATTACHMENTS or suffix in PICTURES or Path(name).stem.startswith(COVER)


def recognised(came: Came, source: Source, judged: Return, known: KnownProjects) -> Recognised:
    """What a file is that was read as a form."""
    if judged.form is not None:
        why = _misnamed(came.name, judged.code, known)
        return Recognised(FORM, judged.code, known.manifest.listed[judged.code].revision, why=why)
    refusal = judged.findings[0]
    if refusal.code in NOT_OURS | OTHER_BATCH:
        return _not_now(came, source, refusal.code, refusal.message, known)
    state = FileState.WAITING if refusal.code in WAITING else FileState.REFUSED
    return Recognised(state, known.told(came.whole), why=f"{refusal.message}。{refusal.hint}")


def _misnamed(name: str, code: str, known: KnownProjects) -> str:
    """That a file is called after another project than the one whose form it is; its unit may have mixed them up."""
    other = known.told(name)
    if other in ("", code):
        return ""
    return f"文件名写的是 {other} {known.manifest.names[other]}，里面是 {code} 的表，按里面的算，{other} 的请单位另报"


def _not_now(came: Came, source: Source, refused: str, message: str, known: KnownProjects) -> Recognised:
    """A workbook that is read, and is no form that is asked for now."""
    place = came.whole
    if refused not in (UNMARKED, DAMAGED):
        own = _snapshot(source)
        if own is not None and refused == FORMER:
            return Recognised(FORM, own.code, own.revision, why=message)
        return Recognised(FORM, why=message + _whose(own, message))
    if like := known.likeness(_texts(source)):
        name = known.manifest.names[like]
        why = f"表里的标识没有了，内容像是 {like} {name}，没有算作报送。请与单位核对，用下发的原表重新报"
        return Recognised(FileState.UNKNOWN, why=why)
    code = known.told(place)
    if code and NOTHING_DONE.search(known.without_names(place, code)):
        return Recognised(FileState.NIL, code)
    if refused == UNMARKED and EVIDENCE.search(came.place):
        return Recognised(FileState.ATTACHMENT, code, indicator=known.indicator(place, code))
    return Recognised(FileState.UNKNOWN, why=message)


def _snapshot(source: Source) -> Snapshot | None:
    """What a form says that it was issued as, None where it does not say."""
    try:
        return snapshot_inside(read_form(source))
    except (Refused, OSError):
        return None


def _whose(own: Snapshot | None, message: str) -> str:
    """Of which year a form is, where that was not said yet: it may be of another campaign."""
    said = f"{own.identity['year']} 年度" if own is not None and own.identity.get("year") else ""
    return f"，这份是{said}、{own.issued} 下发的" if own is not None and said and said not in message else ""


def _texts(source: Source) -> frozenset[str]:
    """All texts of a workbook."""
    try:
        book = read_form(source)
    except (Refused, OSError):
        return frozenset()
    return frozenset(
        cell.value for sheet in book.sheets.values() for cell in sheet.cells.values() if isinstance(cell.value, str)
    )
