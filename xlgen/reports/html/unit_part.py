"""The part of a summary that one 实施单位 has in it."""

from __future__ import annotations

from dataclasses import replace

from xlgen.errors import XlgenError
from xlgen.rollup.records import Rollup
from xlgen.rollup.tables.offices import distinct
from xlgen.words.labels import in_marks
from xlgen.words.nearest import is_it


def of_unit(rollup: Rollup, unit: str) -> Rollup:
    """The same summary of one unit's projects, what they sent and what was found in it. XlgenError where it has none.

    Files that belong to no project are nobody's, and left out.
    """
    units = distinct(each.unit for each in rollup.projects)
    if unit.casefold() not in {each.casefold() for each in units}:
        raise XlgenError(f"没有叫{in_marks(unit)}的实施单位{is_it(unit, units)}。单位怎么写，看汇总表或网页的“各实施单位”")
    projects = tuple(each for each in rollup.projects if each.unit.casefold() == unit.casefold())
    codes = {each.code for each in projects}
    return replace(
        rollup,
        projects=projects,
        files=tuple(each for each in rollup.files if each.code in codes),
        pendings=tuple(each for each in rollup.pendings if each.code in codes),
        problems=tuple(each for each in rollup.problems if each.code in codes),
        answers=tuple(each for each in rollup.answers if each.code in codes),
        year_before={code: before for code, before in rollup.year_before.items() if code in codes},
    )
