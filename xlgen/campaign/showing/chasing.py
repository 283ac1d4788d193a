"""Who is to be chased: by unit and contact the projects that nobody returned or that are to be returned once more, and what to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlgen.campaign.now import Now, sent_back
from xlgen.campaign.standing import Standing
from xlgen.campaign.telling import VERSION
from xlgen.campaign.terms import ProjectTerm
from xlgen.words.days import day_said

ASKED: Mapping[ProjectTerm, str] = {  # what a unit has to do about its projects
    ProjectTerm.MISSING: "请把填好的自评表报来；今年没有实施的，报一份盖章的说明，文件名写上项目编码和“无项目”。",
    ProjectTerm.TO_CORRECT: "请按退回的意见在原表上改好再报。",
    ProjectTerm.OPEN: "已退回，请按退回的意见改正，或在“退回意见”里写明情况再报。",
    ProjectTerm.UNUSABLE: "报来的文件打不开，请用下发的表填好，存成 .xlsx 再报。",
}


@dataclass(frozen=True, slots=True)
class ChasedUnit:
    """One contact of a unit, how to reach him by title, and the projects that he is asked for."""

    unit: str
    contacts: Mapping[str, str]
    projects: Sequence[Standing]

    @property
    def reached(self) -> str:
        """How to reach him, in words."""
        return reached(self.contacts)

    def of(self, term: ProjectTerm) -> list[Standing]:
        """Those of his projects that stand so."""
        return [each for each in self.projects if each.term is term]


def reached(contacts: Mapping[str, str]) -> str:
    """How to reach somebody, in words."""
    return "，".join(f"{title} {text}" for title, text in contacts.items()) or "清单上没有联系方式"


def is_asked(each: Standing, rounds: Mapping[str, int]) -> bool:
    """Whether it is the unit's turn: what is open is the office's own, unless it was sent back."""
    return each.term in ASKED and (each.term is not ProjectTerm.OPEN or each.form.code in rounds)


def chased(now: Now) -> list[ChasedUnit]:
    """Everybody to be chased, in the order of issue."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Standing]] = {}
    rounds = sent_back(now)
    for each in now.projects:
        if is_asked(each, rounds):
            key = each.form.unit, tuple(each.form.contacts.items())
            found.setdefault(key, []).append(each)
    units = list(dict.fromkeys(unit for unit, _ in found))
    in_order = sorted(found.items(), key=lambda pair: units.index(pair[0][0]))
    return [ChasedUnit(unit, dict(contacts), projects) for (unit, contacts), projects in in_order]


def overdue(now: Now) -> int:
    """By how many days the deadline has passed; 0 where it has not, or there is none."""
    deadline = now.campaign.settings.deadline
    return max((date.fromisoformat(now.day) - date.fromisoformat(deadline)).days, 0) if deadline else 0


def letter(now: Now, each: ChasedUnit) -> str:
    """What to send to a contact, ready to be pasted."""
    said, days = now.campaign.settings, overdue(now)
    until = f"报送期限是{day_said(said.deadline)}" + (f"，已过 {days} 天" if days else "") if said.deadline else ""
    head = f"{each.unit}：{said.year}年度项目支出绩效自评，贵单位还有 {len(each.projects)} 个项目要报" + (
        "，" + until if until else ""
    )
    lines = [head + "。"]
    for term, asked in ASKED.items():
        if own := each.of(term):
            names = "；".join(f"{project.form.code} {project.form.name}".strip() for project in own)
            lines.append(f"{term.word} {len(own)} 个：{names}。{asked}")
    where = f"报送到：{said.address}。" if said.address else ""
    whom = f"疑问请联系：{said.whom}。" if said.whom else ""
    return "\n".join([*lines, *filter(None, (f"{where}{whom}",))] + ([said.department] if said.department else []))


def closing(now: Now, found: Sequence[ChasedUnit], place: str, dry: bool) -> str:
    """How many are chased and where the list is; what is to be done first, and what is the office's own turn."""
    rounds, asked = sent_back(now), [each for unit in found for each in unit.projects]
    unsent = sum(each.term is ProjectTerm.TO_CORRECT and each.form.code not in rounds for each in asked)
    own = now.by_term()[ProjectTerm.OPEN] - sum(each.term is ProjectTerm.OPEN for each in asked)
    told = f"其中退回修改的 {unsent} 个还没有退给单位，请先运行 xlgen return。" if unsent else ""
    told += f"待核实的 {own} 个由本单位认定，不在名单里。" if own else ""
    if not found:
        return f"没有要催报的。{told}"
    units = len({each.unit for each in found})
    return f"要催 {units} 个单位的 {len(asked)} 个项目，催报名单{'会写成' if dry else '在'} {place}。{told}"


def chase_report(now: Now, found: Sequence[ChasedUnit], file: str) -> dict[str, Any]:
    """What ``status --chase --json`` gives; ``file`` is the list in the campaign's folder."""
    said = {
        "version": VERSION,
        "day": now.day,
        "deadline": now.campaign.settings.deadline,
        "overdue": overdue(now),
        "file": file,
    }
    return said | {"projects": sum(len(each.projects) for each in found), "contacts": [_said(now, each) for each in found]}


def _said(now: Now, each: ChasedUnit) -> dict[str, Any]:
    own = {str(term.value): [{"code": p.form.code, "name": p.form.name} for p in each.of(term)] for term in ASKED}
    return {"unit": each.unit, "reach": dict(each.contacts), **own, "text": letter(now, each)}
