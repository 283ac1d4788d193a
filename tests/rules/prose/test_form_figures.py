"""Figures of a form by what they are: amounts and rates of each source, points of each row, got and lost."""

from __future__ import annotations

from decimal import Decimal

from rules import answers
from xlgen.rules.prose.form_figures import form_figures

D = Decimal


def test_the_rate_of_each_source_of_money_is_its_own() -> None:
    form = answers("funds.fiscal.executed = 24.4; funds.carryover.executed = 5")
    rates = {each.source: each.value for each in form_figures(form) if each.role == "rate"}
    assert rates == {"": D("0.98"), "当年财政拨款": D("0.976"), "上年结转资金": D(1)}


def test_a_row_has_its_points_what_it_got_and_what_it_lost() -> None:
    form = answers('indicators.1.actual = 60; indicators.1.reason = "学员未到，下年补训"')
    found = {each.role: each.value for each in form_figures(form) if each.row == "indicators.1" and each.kind == "score"}
    assert found == {"points": D(15), "score": D("7.5"), "lost": D("7.5")}


def test_a_group_has_the_sums_of_its_rows() -> None:
    found = {
        each.role: each.value for each in form_figures(answers()) if each.row == "level1.产出指标" and each.kind == "score"
    }
    assert found == {"points": D(50), "score": D(50), "lost": D(0)}


def test_blanks_are_no_figures() -> None:
    form = answers("funds.other.executed = blank; indicators.2.actual = blank")
    names = {each.name for each in form_figures(form)}
    assert not names & {"funds.other.executed", "indicators.2.actual", "indicators.2.score"}
