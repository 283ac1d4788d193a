"""The facts of one form for a report: by the labels printed on it, as they are printed there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlgen.form.vocabulary import CHECK, RULES
from xlgen.issued.snapshot import Slot
from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.funding_table import funding_table, rate_of
from xlgen.reports.word.indicator_tables import indicator_tables, loss_facts
from xlgen.reports.word.named_facts import ABSENT, FactTable, NamedFact, NamedFacts, facts_of
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amount_name, budget_name
from xlgen.words.labels import plain_label, without_blanks

_NOT_PRINTED = (CHECK, RULES)  # sheets that help the filler
IDENTITY = {"name": "项目名称", "code": "项目编码", "department": "主管部门", "unit": "实施单位", "year": "年度"}
FIELDS = {"total": "总分", "grade": "自评等级", "points": "总分值", "goal": "年度总体目标", "achieved": "目标完成情况"}
MONEY = "金额单位"


def form_facts(answers: Answers) -> NamedFacts:
    """All that a report on one form can say. Figures are those that the form computes, rounded as it prints them."""
    tables = [*_tables(answers), funding_table(answers), *indicator_tables(answers)]
    return facts_of([*_named(answers), *_printed(answers)], tables)


def _named(answers: Answers) -> Iterator[NamedFact]:
    """What every form has, whatever its frame calls it."""
    snapshot = answers.snapshot
    labels = {without_blanks(slot.cell.label) for slot in snapshot.slots.values() if slot.table not in _NOT_PRINTED}
    own = {title: snapshot.identity.get(key, "") for key, title in IDENTITY.items()} | {
        MONEY: snapshot.money,
        "表名": snapshot.title,
    }
    own |= {title: _text(answers, snapshot.slots[name]) if name in snapshot.slots else ABSENT for name, title in FIELDS.items()}
    own |= dict(_amounts(answers))
    for title, text in {**own, **loss_facts(answers)}.items():
        if title not in labels:
            yield NamedFact((title,), text)


def _amounts(answers: Answers) -> Iterator[tuple[str, str]]:
    """全年预算数、全年执行数、预算执行率: the whole of each, of which frames print several."""
    names = {"全年预算数": budget_name(answers.snapshot), "全年执行数": amount_name(answers.snapshot, "executed")}
    for title, name in names.items():
        if name:
            yield title, printed(answers.slot(name).cell, answers.excel.get(name))
    if rate := rate_of(answers):
        yield "预算执行率", rate


def _printed(answers: Answers) -> Iterator[NamedFact]:
    """Every cell of the form by its label; one of a table also with the table's name, and by the number of its row."""
    numbers = {row: number for table in _table_keys(answers) for number, row in enumerate(_rows(answers, table), 1)}
    for slot in answers.snapshot.slots.values():
        text = _text(answers, slot)
        if not slot.table:
            yield NamedFact((without_blanks(slot.cell.label),), text)
        elif (slot.table, slot.row) in numbers:
            label = _label(answers, slot)
            table, column = table_called(answers, slot.table), column_called(answers, slot)
            yield NamedFact((label, f"{table}·{label}", f"{table}·第{numbers[slot.table, slot.row]}行·{column}"), text)


def _label(answers: Answers, slot: Slot) -> str:
    label = without_blanks(slot.cell.label)
    added = answers.text(f"{slot.table}.{slot.row}.level3")
    return f"{without_blanks(added)}·{label.rpartition('·')[2]}" if added and label.startswith("备用行") else label


def table_called(answers: Answers, key: str) -> str:
    """A table as the form calls it."""
    return without_blanks(answers.snapshot.labels.get(key, key))


def column_called(answers: Answers, slot: Slot) -> str:
    """A column as its head is printed, without its remarks in brackets."""
    head = answers.snapshot.columns.get(f"{slot.table}.{slot.column}", "")
    return plain_label(head) or slot.cell.label.rpartition("·")[2] or slot.column


def _table_keys(answers: Answers) -> list[str]:
    keys = dict.fromkeys(slot.table for slot in answers.snapshot.slots.values() if slot.table)
    return [key for key in keys if key not in _NOT_PRINTED]


def _rows(answers: Answers, table: str) -> list[tuple[str, str]]:
    """Rows of a table that are there: spare ones once somebody wrote in them."""
    spare = {(row.table, row.key) for row in answers.snapshot.rows if row.spare}
    own = [row for row in answers.snapshot.by_row if row[0] == table]
    return [row for row in own if row not in spare or _is_used(answers, row)]


def _is_used(answers: Answers, row: tuple[str, str]) -> bool:
    slots = answers.snapshot.by_row[row]
    return any(answers.typed(slot.name) not in (None, "") for slot in slots if slot.cell.is_input)


def _tables(answers: Answers) -> Iterator[FactTable]:
    """Each table as printed, its columns by their heads."""
    for key in _table_keys(answers):
        rows = [_row(answers, row) for row in _rows(answers, key)]
        columns = dict.fromkeys(column_called(answers, s) for s in answers.snapshot.slots.values() if s.table == key)
        yield FactTable(table_called(answers, key), tuple(columns), tuple(rows))


def _row(answers: Answers, row: tuple[str, str]) -> Mapping[str, str]:
    slots = answers.snapshot.by_row[row]
    return {column_called(answers, slot): _text(answers, slot) for slot in slots}


def _text(answers: Answers, slot: Slot) -> str:
    """A cell as printed; a target has its unit behind it where the form has no column for units."""
    is_target = slot.column == "target" and f"{slot.table}.{slot.row}.unit" not in answers.snapshot.slots
    return printed(slot.cell, answers.excel.get(slot.name), slot.cell.unit if is_target else "")
