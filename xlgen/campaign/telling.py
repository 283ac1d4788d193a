"""How a campaign stands, told: both laws in a sentence, units one by one, and the JSON that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlgen.campaign.evidence import asks_evidence, evidence_of, unproven
from xlgen.campaign.now import Now, sent_back, terms_of
from xlgen.campaign.standing import Standing
from xlgen.campaign.terms import ProjectTerm
from xlgen.statuses import ALL_SOUND, COULD_NOT, NOT_ALL_SOUND

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


TO_MEND = (ProjectTerm.TO_CORRECT, ProjectTerm.UNUSABLE)  # by their units
LEAST = 3  # columns that a table has at any rate
HEADINGS = ("实施单位", "下发", *(term.word for term in ProjectTerm), "迟报", "最迟天数")


def headline(now: Now) -> str:
    """Whose campaign it is, its day and its deadline."""
    said = now.campaign.settings
    until = f"，报送期限 {said.deadline}" if said.deadline else "，没有写报送期限，不算迟报"
    return f"{said.department}{said.year}年度项目支出绩效自评，截至 {now.day}{until}："


def table_rows(now: Now) -> list[list[str]]:
    """Titles, units one by one as a screen shows them, and all of them together; what is nought stays blank, as a column it is left out."""
    lines = unit_lines(now)
    every = UnitLine("合计", now.by_term(), sum(each.late for each in lines), max((each.days for each in lines), default=0))
    rows = [
        [each.unit or "没有写实施单位", str(each.issued), *(str(n or "") for n in (*each.terms.values(), each.late, each.days))]
        for each in (*lines, every)
    ]
    columns = [column for at, column in enumerate(zip(HEADINGS, *rows, strict=True)) if at < LEAST or any(column[1:])]
    return [list(row) for row in zip(*columns, strict=True)]


def what_next(now: Now) -> list[str]:
    """What is to be done about what does not stand well, each with its command."""
    terms, lacking = now.by_term(), unproven(now)
    back = sum(terms[term] for term in TO_MEND)
    rounds = sent_back(now)
    unsent = sum(each.term in TO_MEND and each.form.code not in rounds for each in now.projects)
    told = (
        (unsent, "退回修改、无法读取的有 {} 个还没有退给单位，用 xlgen return 退回。"),
        (terms[ProjectTerm.MISSING] + back, "还要单位报送或改正的 {} 个，催报名单用 xlgen status --chase。"),
        (terms[ProjectTerm.OPEN], "待核实的 {} 个要由本单位认定，一个一个看用 xlgen status 项目编码。"),
        (not sum(terms.values()), "还没有下发过表，请先运行 xlgen issue。"),
    )
    items = sum(len(each.items) for each in lacking)
    more = [f"满分而没有佐证材料的 {len(lacking)} 个项目、{items} 项指标，名单用 xlgen status --evidence。"] if lacking else []
    return [sentence.format(count) for count, sentence in told if count] + more


def exit_code(now: Now) -> int:
    """That of the whole campaign."""
    return exit_code_of(now.projects)


def exit_code_of(projects: Sequence[Standing]) -> int:
    """0 where everything that is not recalled is accepted, 1 else; 2 where nothing was issued."""
    if not projects:
        return COULD_NOT
    settled = (ProjectTerm.ACCEPTED, ProjectTerm.RECALLED)
    return ALL_SOUND if all(each.term in settled for each in projects) else NOT_ALL_SOUND


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
        "evidence": _evidence_said(now),
        "units": [_unit_said(each) for each in unit_lines(now)],
        "list": [project_said(now, each) for each in now.projects],
    }


def _evidence_said(now: Now) -> dict[str, int] | None:
    """Files of evidence that were tied to projects, and what has full marks without any; None where none is asked for."""
    if not asks_evidence(now.campaign.settings):
        return None
    found = unproven(now)
    files = sum(len(evidence_of(each)) for each in now.projects)
    return {"files": files, "projects": len(found), "indicators": sum(len(each.items) for each in found)}


def _unit_said(each: UnitLine) -> dict[str, Any]:
    terms = {str(term.value): count for term, count in each.terms.items()}
    return {"unit": each.unit, "issued": each.issued, **terms, "late": each.late, "days": each.days}


def project_said(now: Now, each: Standing) -> dict[str, Any]:
    """One project, as it stands in JSON."""
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
        "evidence": len(evidence_of(each)),
    }
