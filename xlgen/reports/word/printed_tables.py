"""Tables of a form for a report as they are printed there, and by names that every form has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlgen.form.vocabulary import CHECK, FUNDS, PROJECTS, RULES
from xlgen.issued.snapshot import Slot
from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.printed_columns import GROUPING, PrintedColumn, printed_columns
from xlgen.returned.answers import Answers
from xlgen.word.word_tables import Head
from xlgen.words.labels import without_blanks

NOT_PRINTED = (CHECK, RULES)  # sheets that help the filler
FUNDING, FORM_TABLE, LISTED = "资金矩阵", "自评表", "分项清单"  # names by which every form has them


def printed_tables(answers: Answers) -> Iterator[FactTable]:
    """Each table as printed, its columns by their heads; those of funding, of indicators and of projects also by usual names."""
    found = {key: _table(answers, key) for key in table_keys(answers)}
    yield from found.values()
    scored = Counter(row.table for row in answers.snapshot.scored_rows if row.table != FUNDS)
    usual = {FUNDING: FUNDS, FORM_TABLE: next((key for key, _ in scored.most_common(1)), ""), LISTED: PROJECTS}
    taken = {table.name for table in found.values()}
    for name, key in usual.items():
        if name not in taken:
            own = found.get(key, FactTable(name, (), ()))
            yield FactTable(name, own.columns, own.rows, own.heads)


def table_keys(answers: Answers) -> list[str]:
    """The tables that a form prints, in its order."""
    keys = dict.fromkeys(slot.table for slot in answers.snapshot.slots.values() if slot.table)
    return [key for key in keys if key not in NOT_PRINTED]


def table_called(answers: Answers, key: str) -> str:
    """A table as the form calls it."""
    return without_blanks(answers.snapshot.labels.get(key, key))


def columns_called(answers: Answers, table: str) -> Mapping[str, str]:
    """What marks call the columns of a table, by key; one without a head goes by the label of its cells."""
    labels = {
        slot.column: slot.cell.label.rpartition("·")[2] for slot in answers.snapshot.slots.values() if slot.table == table
    }
    return {each.key: each.called or labels[each.key] or each.key for each in printed_columns(answers.snapshot, table)}


def rows_of(answers: Answers, table: str) -> list[tuple[str, str]]:
    """Rows of a table that are there: spare ones once somebody wrote in them."""
    spare = {(row.table, row.key) for row in answers.snapshot.rows if row.spare}
    own = [row for row in answers.snapshot.by_row if row[0] == table]
    return [row for row in own if row not in spare or _is_used(answers, row)]


def _is_used(answers: Answers, row: tuple[str, str]) -> bool:
    slots = answers.snapshot.by_row[row]
    return any(answers.typed(slot.name) not in (None, "") for slot in slots if slot.cell.is_input)


def _table(answers: Answers, key: str) -> FactTable:
    called, columns = columns_called(answers, key), printed_columns(answers.snapshot, key)
    rows = [
        {called[slot.column]: text_of(answers, slot) for slot in answers.snapshot.by_row[row]} for row in rows_of(answers, key)
    ]
    heads = {called[each.key]: _head(each) for each in columns if each.is_printed}
    return FactTable(table_called(answers, key), tuple(dict.fromkeys(called.values())), tuple(rows), heads or None)


def _head(column: PrintedColumn) -> Head:
    return Head(column.said, column.over, joined=column.key in GROUPING)


def text_of(answers: Answers, slot: Slot) -> str:
    """A cell as printed; a target has its unit behind it where the form has no column for units."""
    is_target = slot.column == "target" and f"{slot.table}.{slot.row}.unit" not in answers.snapshot.slots
    return printed(slot.cell, answers.excel.get(slot.name), slot.cell.unit if is_target else "")
