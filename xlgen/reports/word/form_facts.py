"""The facts of one form for a report: by the labels printed on it, as they are printed there."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.issued.snapshot import Slot
from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.funding_table import RATE_OF_BUDGET, funding_table, rate_of
from xlgen.reports.word.indicator_tables import indicator_tables, loss_facts
from xlgen.reports.word.level_tables import LEVEL_SERIES, group_table, level_series
from xlgen.reports.word.named_facts import ABSENT, NamedFact, NamedFacts, facts_of
from xlgen.reports.word.printed_tables import (
    NOT_PRINTED,
    columns_called,
    printed_tables,
    rows_of,
    table_called,
    table_keys,
    text_of,
)
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amount_name, budget_name
from xlgen.words.labels import without_blanks

IDENTITY = {"name": "项目名称", "code": "项目编码", "department": "主管部门", "unit": "实施单位", "year": "年度"}
FIELDS = {"total": "总分", "grade": "自评等级", "points": "总分值", "goal": "年度总体目标", "achieved": "目标完成情况"}
MONEY, TITLE = "金额单位", "表名"
AMOUNT_NAMES = ("全年预算数", "全年执行数")
WRITTEN = {  # what some frames ask people to write, and other labels they have for it
    "项目类别": (), "评价类型": (), "评价机构": ("评价机构名称",), "委托评价单位": (), "实施目的": (), "评价范围": (), "评价依据": (),
    "绩效评价指标体系": (), "评价办法": (), "数据采集及处理办法": (), "绩效评价工作过程": (), "偏差和措施": (), "存在问题": (), "对策建议": (),
    "其他事项": (),
}  # fmt: skip


def form_facts(answers: Answers) -> NamedFacts:
    """All that a report on one form can say. Figures are those that the form computes, rounded as it prints them."""
    tables = [*printed_tables(answers), funding_table(answers), *indicator_tables(answers), group_table(answers)]
    return facts_of([*_named(answers), *_printed(answers)], tables, {LEVEL_SERIES: level_series(answers)})


def _named(answers: Answers) -> Iterator[NamedFact]:
    """What every form has, whatever its frame calls it."""
    snapshot = answers.snapshot
    labels = {without_blanks(s.cell.label): s for s in snapshot.slots.values() if s.table not in NOT_PRINTED}
    own = {title: snapshot.identity.get(key, "") for key, title in IDENTITY.items()}
    own |= {MONEY: snapshot.money, TITLE: snapshot.title}
    own |= {
        title: text_of(answers, snapshot.slots[name]) if name in snapshot.slots else ABSENT for name, title in FIELDS.items()
    }
    for title, others in WRITTEN.items():
        slot = next((labels[other] for other in others if other in labels), None)
        own[title] = text_of(answers, slot) if slot else ABSENT
    own |= dict(_amounts(answers))
    for title, text in {**own, **loss_facts(answers)}.items():
        if title not in labels:
            yield NamedFact((title,), text)


def _amounts(answers: Answers) -> Iterator[tuple[str, str]]:
    """全年预算数、全年执行数、预算执行率: the whole of each, of which frames print several."""
    names = budget_name(answers.snapshot), amount_name(answers.snapshot, "executed")
    for title, name in zip(AMOUNT_NAMES, names, strict=True):
        yield title, printed(answers.slot(name).cell, answers.excel.get(name)) if name else ABSENT
    yield RATE_OF_BUDGET, rate_of(answers)


def _printed(answers: Answers) -> Iterator[NamedFact]:
    """Every cell of the form by its label; one of a table also with the table's name, and by the number of its row."""
    keys = table_keys(answers)
    numbers = {row: number for table in keys for number, row in enumerate(rows_of(answers, table), 1)}
    columns = {table: columns_called(answers, table) for table in keys}
    for slot in answers.snapshot.slots.values():
        text = text_of(answers, slot)
        if not slot.table:
            yield NamedFact((without_blanks(slot.cell.label),), text)
        elif (slot.table, slot.row) in numbers:
            label, table = _label(answers, slot), table_called(answers, slot.table)
            row = f"第{numbers[slot.table, slot.row]}行"
            yield NamedFact((label, f"{table}·{label}", f"{table}·{row}·{columns[slot.table][slot.column]}"), text)


def _label(answers: Answers, slot: Slot) -> str:
    label = without_blanks(slot.cell.label)
    added = answers.text(f"{slot.table}.{slot.row}.level3")
    return f"{without_blanks(added)}·{label.rpartition('·')[2]}" if added and label.startswith("备用行") else label
