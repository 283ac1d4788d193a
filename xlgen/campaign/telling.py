"""How a campaign stands, told: both laws in a sentence, units one by one, and the JSON that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlgen.campaign.now import Now, terms_of
from xlgen.campaign.standing import Standing
from xlgen.campaign.terms import ProjectTerm

VERSION = 1  # of status --json, docs/承诺.md


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: how many of its projects stand how; ``late`` came late, or are missing after the deadline; ``days`` the longest."""

    unit: str
    terms: dict[ProjectTerm, int]
    late: int
    days: int

    @property
    def issued(self) -> int:
        """How many projects it has."""
        return sum(self.terms.values())


def unit_lines(now: Now) -> list[UnitLine]:
    """Every unit, in the order of issue."""
    own: dict[str, list[Standing]] = {}
    for each in now.projects:
        own.setdefault(each.form.unit, []).append(each)
    return [_unit(now, unit, projects) for unit, projects in own.items()]


def _unit(now: Now, unit: str, projects: Sequence[Standing]) -> UnitLine:
    days = [now.late(each) for each in projects]
    return UnitLine(unit, terms_of(projects), sum(each > 0 for each in days), max(days, default=0))


def laws(now: Now) -> str:
    """Both laws of conservation, in a sentence: what was issued, and what was received."""
    terms, files = now.by_term(), now.by_handling()
    issued = " + ".join(f"{term.word} {count}" for term, count in terms.items())
    received = " + ".join(f"{term.word} {count}" for term, count in files.items())
    secret = f"另有涉密项目 {now.secret} 个，不下发，单独管理。" if now.secret else ""
    return f"下发 {sum(terms.values())} 个项目 = {issued}；收到 {sum(files.values())} 个文件 = {received}。{secret}"


def report(now: Now) -> dict[str, Any]:
    """What ``status --json`` gives."""
    terms, files = now.by_term(), now.by_handling()
    return {
        "version": VERSION,
        "day": now.day,
        "deadline": now.campaign.settings.deadline,
        "projects": {"issued": sum(terms.values()), **{str(term.value): count for term, count in terms.items()}},
        "files": {"received": sum(files.values()), **{str(term.value): count for term, count in files.items()}},
        "secret": now.secret,
        "late": sum(now.late(each) > 0 for each in now.projects),
        "units": [_unit_said(each) for each in unit_lines(now)],
        "list": [_project_said(now, each) for each in now.projects],
    }


def _unit_said(each: UnitLine) -> dict[str, Any]:
    terms = {str(term.value): count for term, count in each.terms.items()}
    return {"unit": each.unit, "issued": each.issued, **terms, "late": each.late, "days": each.days}


def _project_said(now: Now, each: Standing) -> dict[str, Any]:
    returned = now.returned(each)
    total = returned.extract.total if returned and returned.extract else None
    return {
        "code": each.form.code,
        "name": each.form.name,
        "unit": each.form.unit,
        "revision": each.form.revision,
        "status": str(each.term.value),
        "received": each.received or None,
        "days_late": now.late(each),
        "files": [arrival.name for arrival in each.candidates],
        "total": None if total is None else str(total),
        "grade": (returned.grade or None) if returned else None,
        "nil": each.nil,
    }
