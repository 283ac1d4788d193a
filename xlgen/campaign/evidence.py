"""佐证: which indicators of which projects have full marks and no file that could prove them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from xlgen.campaign.now import Now
from xlgen.campaign.settings import Settings
from xlgen.campaign.standing import Standing
from xlgen.campaign.terms import FileState, ProjectTerm
from xlgen.register.recording.known_facts import Arrival
from xlgen.returned.kept.added_up import Item
from xlgen.roster.doubts import EXECUTION

OPTION = "佐证"
_STAMPED = re.compile("盖章|签章|签字|公章")
_FORM_ONLY = re.compile(r"(?:项目|支出|部门|整体|绩效|自评|评价|表|盖章|签章|签字|公章|已|版|件|扫描|原|年|度|[\W_\d])*")


@dataclass(frozen=True, slots=True)
class Unproven:
    """A project with full marks that nothing proves: its indicators, and how many files of evidence it has for others."""

    standing: Standing
    items: Sequence[Item]
    files: int


def asks_evidence(settings: Settings) -> bool:
    """Whether the campaign asks for evidence: its setting says so, or one of its forms has the column."""
    return settings.evidence or any(OPTION in each.options for each in settings.asked)


def evidence_of(each: Standing) -> list[Arrival]:
    """Files of evidence that were tied to a project; a scan of its stamped form is none."""
    called = sorted((each.form.code, each.form.name, PurePath(each.form.file).stem), key=len, reverse=True)
    return [one for one in each.arrivals if one.kind == FileState.ATTACHMENT and not _is_scan(one.name, called)]


def _is_scan(place: str, called: Sequence[str]) -> bool:
    """Whether a name tells nothing but that it is the form on paper, stamped or signed."""
    stem = PurePath(place).stem
    for name in filter(None, called):
        stem = stem.replace(name, "")
    return bool(_STAMPED.search(stem) and _FORM_ONLY.fullmatch(stem))


def unproven(now: Now) -> list[Unproven]:
    """Every project with such indicators, in the order of issue; none where the campaign asks for no evidence."""
    if not asks_evidence(now.campaign.settings):
        return []
    found = (Unproven(each, lacking(now, each), len(evidence_of(each))) for each in now.projects)
    return [each for each in found if each.items]


def lacking(now: Now, each: Standing) -> list[Item]:
    """Indicators of a project with full marks and no file that could prove them.

    A file that was tied to the project and to none of its indicators may prove any. A project whose form does not count, or whose
    score the office said itself, lacks none.
    """
    returned, files = now.returned(each), evidence_of(each)
    is_asked = returned and each.override is None and each.term is not ProjectTerm.RECALLED
    if not is_asked or returned is None or returned.extract is None or any(not one.indicator for one in files):
        return []
    proven = {one.indicator for one in files}
    rows = now.manifest.snapshots[each.form.code].rows if proven else ()
    labels = {row.label for row in rows if f"{row.table}.{row.key}" in proven}
    return [item for item in returned.extract.figures.items if _is_full(item) and item.level3 not in labels]


def _is_full(item: Item) -> bool:
    return bool(item.points) and item.lost == 0 and not EXECUTION.fullmatch(item.level3)
