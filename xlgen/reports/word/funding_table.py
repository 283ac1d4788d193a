"""The funding of a form for a report, one row a source of money, whichever way round the frame prints it."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.form.vocabulary import AMOUNTS, FUNDS, WHOLE
from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.printed_columns import printed_columns
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amount_name, budget_name, source_called, sources
from xlgen.words.labels import plain_label
from xlgen.words.numbers import half_up, ratio

NAME, SOURCE, RATE = "资金", "资金来源", "执行率"
RATE_OF_BUDGET = "预算执行率"
_TITLES = dict(zip(AMOUNTS, ("年初预算数", "全年预算数", "实际到位数", "全年执行数"), strict=True))
FUNDING_COLUMNS = (SOURCE, *_TITLES.values(), RATE)


def funding_table(answers: Answers) -> FactTable:
    """The whole, then its sources as far as anything is written of them; 执行率 is that of the form."""
    over = {each.key: each.over for each in printed_columns(answers.snapshot, FUNDS)}
    rows = [row for source in (WHOLE, *sources(answers.snapshot)) if (row := _row(answers, source, over.get(source, "")))]
    return FactTable(NAME, FUNDING_COLUMNS, tuple(rows))


def rate_of(answers: Answers, source: str = WHOLE) -> str:
    """执行率 of a source of money as the form prints it; of a form that prints none the quotient, "" where it has no budget."""
    if any(amount_name(answers.snapshot, "rate", each) for each in (source, WHOLE)):
        name = amount_name(answers.snapshot, "rate", source)
        return printed(answers.slot(name).cell, answers.excel.get(name)) if name else ""
    names = budget_name(answers.snapshot, source), amount_name(answers.snapshot, "executed", source)
    budget, executed = (answers.number(name) if name else None for name in names)
    return f"{half_up(ratio(executed, budget) * 100, 2):f}%" if budget and executed is not None else ""


def _row(answers: Answers, source: str, over: str) -> Mapping[str, str]:
    """A source by its name, behind what stands ``over`` it and its neighbours: 财政资金·小计."""
    names = {title: amount_name(answers.snapshot, amount, source) for amount, title in _TITLES.items()}
    slots = {title: answers.slot(name) for title, name in names.items() if name}
    told = {title: printed(slot.cell, answers.excel.get(slot.name)) for title, slot in slots.items()}
    if not any(told.values()):
        return {}
    called = plain_label(source_called(next(iter(slots.values()))))
    return {SOURCE: f"{over}·{called}" if over else called, **told, RATE: rate_of(answers, source)}
