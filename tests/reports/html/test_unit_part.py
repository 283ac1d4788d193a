"""What one unit has in a summary."""

from __future__ import annotations

import pytest

from summaries import eight
from xlgen.errors import XlgenError
from xlgen.reports.html.unit_part import of_unit


def test_only_what_is_of_its_projects_is_left() -> None:
    part = of_unit(eight(), "*中心")
    assert [each.code for each in part.projects] == ["B", "C", "G"]
    assert [each.code for each in part.pendings] == ["G"]
    assert [each.code for each in part.problems] == ["G"]
    assert [each.code for each in part.files] == ["B", "C", "G"]


def test_what_was_found_in_another_unit_is_not_its_own() -> None:
    assert of_unit(eight(), "甲中心").problems == ()


def test_all_units_together_are_the_whole() -> None:
    units = dict.fromkeys(each.unit for each in eight().projects)
    assert sum(len(of_unit(eight(), unit).projects) for unit in units) == len(eight().projects)


def test_a_unit_that_is_not_there_is_refused() -> None:
    with pytest.raises(XlgenError, match="没有叫“丙所”的实施单位。单位怎么写，看汇总表"):
        of_unit(eight(), "丙所")
