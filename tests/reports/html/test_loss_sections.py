"""Reasons given for points lost."""

from __future__ import annotations

from decimal import Decimal

from summaries import item, project
from xlgen.reports.html.loss_sections import losses_section, reasons
from xlgen.reports.html.summed_tables import summed_tables
from xlgen.rollup.records import Rollup

LATE, NONE = "招标推迟", "（没有写）"
ITEMS = (
    item("产出", "10", "8", "甲", reason=LATE),
    item("产出", "10", "5", "乙"),
    item("效益", "10", "9.5", "丙", reason=f" {LATE}\n"),
    item("效益", "10", "10", "丁", reason="没有扣分的不算"),
)


def test_reasons_are_counted_those_given_most_often_first() -> None:
    found = reasons(Rollup((project("A", "1", "1", "32.5", items=ITEMS),)))
    assert found == [(LATE, 2, Decimal("2.5")), (NONE, 1, Decimal(5))]


def test_where_nothing_was_lost_it_is_said() -> None:
    full = Rollup((project("A", "1", "1", "10", items=(item("产出", "10", "10"),)),))
    assert losses_section(summed_tables(full, draws=True)).body == "<p>没有扣分。</p>"
