"""Blank forms sorted by the units that fill them in, each with the list of what it is to hand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlgen.errors import XlgenError
from xlgen.files.placing import folder_names
from xlgen.files.sources import COVER
from xlgen.roster.records import Project
from xlgen.writing.cover_list import Cover, Listed, cover_list

ASKED = ("联系人", "经办人", "填报人", "负责人")  # columns of the office's own that name somebody of the unit
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Covers:
    """What the lists say: the last day for handing in, ISO or "", and whom to ask."""

    deadline: str = ""
    contact: str = ""


def by_units(projects: Sequence[Project], names: Sequence[str], covers: Covers, day: str) -> tuple[list[str], dict[str, bytes]]:
    """Where each form goes, in the order of the projects, and the units' lists by path.

    XlgenError where a project has no unit, or the last day for handing in lies before the day of issue.
    """
    if covers.deadline and covers.deadline < day:
        raise XlgenError(f"报送期限 {covers.deadline} 在下发日期 {day} 之前，请改 --deadline")
    if lacking := [project.code for project in projects if not _unit(project)]:
        some = "、".join(lacking[:MOST_NAMED]) + (f" 等 {len(lacking)} 个" if len(lacking) > MOST_NAMED else "")
        raise XlgenError(f"按单位下发要知道每个项目是哪个单位的，项目清单里这些没有写实施单位：{some}。没有生成任何文件")
    units = list(dict.fromkeys(map(_unit, projects)))
    folders = dict(zip(units, folder_names(units), strict=True))
    lists: dict[str, bytes] = {}
    for unit, folder in folders.items():
        own = [(project, name) for project, name in zip(projects, names, strict=True) if _unit(project) == unit]
        forms = [Listed(p.code, _text(p, "项目名称"), name, contact_of(p)) for p, name in own]
        first = own[0][0]
        cover = Cover(unit, _text(first, "年度"), _text(first, "主管部门"), forms, covers.deadline, covers.contact)
        lists[f"{folder}/{COVER}.xlsx"] = cover_list(cover)
    return [f"{folders[_unit(p)]}/{name}" for p, name in zip(projects, names, strict=True)], lists


def _unit(project: Project) -> str:
    return _text(project, "实施单位")


def _text(project: Project, title: str) -> str:
    return str(project.values.get(title, "")).strip()


def contact_of(project: Project) -> str:
    """Somebody of the unit and how to reach him, as the roster's own columns say."""
    named = (text for title, text in project.further.items() if any(word in title for word in ASKED))
    return " ".join([*named, *project.contacts.values()])
