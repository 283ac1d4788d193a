"""The funding of a form for a report, one row a source of money, whichever way round the frame prints it."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.form.vocabulary import AMOUNTS, WHOLE
from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.named_facts import FactTable
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amount_name, budget_name, source_called, sources
from xlgen.words.labels import plain_label
from xlgen.words.numbers import half_up, ratio

NAME, SOURCE, RATE = "资金", "资金来源", "执行率"
_TITLES = dict(zip(AMOUNTS, ("年初预算数", "全年预算数", "实际到位数", "全年执行数"), strict=True))


def funding_table(answers: Answers) -> FactTable:
    """The whole, then its sources as far as anything is written of them; 执行率 is 全年执行数÷全年预算数."""
    rows = [row for source in (WHOLE, *sources(answers.snapshot)) if (row := _row(answers, source))]
    return FactTable(NAME, (SOURCE, *_TITLES.values(), RATE), tuple(rows))


def rate_of(answers: Answers, source: str = WHOLE) -> str:
    """执行率 of a source of money as a percentage with two decimals; "" where it has no budget or nothing is told of it."""
    names = budget_name(answers.snapshot, source), amount_name(answers.snapshot, "executed", source)
    budget, executed = (answers.number(name) if name else None for name in names)
    return f"{half_up(ratio(executed, budget) * 100, 2):f}%" if budget and executed is not None else ""


def _row(answers: Answers, source: str) -> Mapping[str, str]:
    names = {title: amount_name(answers.snapshot, amount, source) for amount, title in _TITLES.items()}
    slots = {title: answers.slot(name) for title, name in names.items() if name}
    told = {title: printed(slot.cell, answers.excel.get(slot.name)) for title, slot in slots.items()}
    if not any(told.values()):
        return {}
    return {SOURCE: plain_label(source_called(next(iter(slots.values())))), **told, RATE: rate_of(answers, source)}
