"""Stops that are numbers, each at the limit and one past it. Those of a file are in tests/workbook/test_ooxml.py and test_guard.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import rules
from xlgen.errors import XlgenError
from xlgen.flows import issuing
from xlgen.form.template import parameters
from xlgen.form.template.load import load_methods, load_template
from xlgen.returned import marks
from xlgen.returned.batch import Batch
from xlgen.roster import lines
from xlgen.roster.rewriting import proposing
from xlgen.roster.rewriting.facts import Facts
from xlgen.rules.across import arrivals
from xlgen.words import figures_in, quantities

FACTS = Facts("合格率", Decimal(10), Decimal(95), "%", False, "≥")
METHOD = load_methods()["step_short"]


def _is_read(n: int) -> bool:
    said = "每低1%扣1分".ljust(n, "，")
    found = parameters.read_parameters(METHOD, {"points": 10, "type": "percent", "target": 1, "standard": f"{said[:-1]}。"})[1]
    return not any("太长" in each.message for each in found)


def _is_proposed(n: int) -> bool:
    return bool(list(proposing.proposals("每低于目标值1个百分点扣1分，扣完为止。".ljust(n), FACTS)))


def _is_spare(n: int) -> bool:
    try:
        return bool(issuing._with_spare(load_template("project"), n))
    except XlgenError:
        return False


def _are_all_named(n: int) -> bool:
    one = rules.batch("A").returns[0]
    same = Batch([replace(one, file=Path(f"表{i}.xlsx")) for i in range(n + 1)])
    hits = [hit.message for _, hit in arrivals.returned_twice.check(same)]
    assert len(hits) == n + 1
    return not any("等。" in said for said in hits)


STOPS: dict[str, tuple[Callable[[int], bool], int]] = {
    "评分标准的字数": (_is_read, parameters.LONGEST),
    "改写的评分标准的字数": (_is_proposed, proposing.LONGEST),
    "清单一格的字数": (lambda n: not lines._too_much("三级指标", "一" * n), lines.LONGEST),
    "清单里总体目标的字数": (lambda n: not lines._too_much("年度总体目标", "一" * n), 10_000),
    "清单里的数": (lambda n: not lines._too_much("指标值", Decimal(n)), int(lines.LARGEST) - 1),
    "一个数的中文数字": (lambda n: [*figures_in.figures("一" * n + "个")] == [(0, n)], figures_in._RUN),
    "一个数的位数": (lambda n: quantities.quantity("9" * n) is not None, quantities._LONGEST),
    "批注里一条的字数": (lambda n: marks.brief("一" * n) == "一" * n, marks._LONGEST),
    "备用行": (_is_spare, issuing.MOST_SPARE),
    "一个项目收到的别的表": (_are_all_named, arrivals.MOST_NAMED),
}


@pytest.mark.parametrize("stop", STOPS)
def test_as_much_as_allowed_goes_through_and_one_more_does_not(stop: str) -> None:
    goes_through, limit = STOPS[stop]
    assert (goes_through(limit), goes_through(limit + 1)) == (True, False)
