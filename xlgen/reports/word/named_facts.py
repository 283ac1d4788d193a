"""Facts by the names that marks of a report may have, and what becomes of marks that name none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlgen.reports.word.fact_tables import WHOLE_MARK, FactTable
from xlgen.word.word_filling import UNFILLED, Standins, repeated, stands_alone
from xlgen.word.word_marks import AT, Mark, key_of
from xlgen.word.word_tables import NO_ROW, WholeTable
from xlgen.words.labels import in_marks
from xlgen.words.nearest import is_it

ABSENT = "〔表上没有，请写〕"  # text of a fact that most forms have and this one has not
WRITTEN_AS = "写作"  # in sentences about marks that were filled all the same
NO_SERIES: Mapping[str, tuple[WholeTable, ...]] = {}


@dataclass(frozen=True, slots=True)
class NamedFact:
    """One fact: the names it goes by, from the shortest to the one that nothing else has, and its text as printed."""

    names: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class NamedFacts:
    """All that a report can say. A name of several facts is ``unclear`` and stands for none of them.

    ``series`` are tables printed one below the other where ``名称.整表`` stands.
    """

    texts: Mapping[str, str] = field(default_factory=dict)  # by key of the name
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # key → the full names that tell the facts apart
    tables: Mapping[str, FactTable] = field(default_factory=dict)  # by key
    series: Mapping[str, tuple[WholeTable, ...]] = field(default_factory=dict)  # by key
    names: tuple[str, ...] = ()  # as printed

    def table_of(self, name: str) -> FactTable | None:
        """The table that ``表.栏`` is about; None where it is none."""
        return self.tables.get(key_of(name).partition(AT)[0]) if AT in key_of(name) else None

    def given(self) -> Standins:
        """What the marks of a document stand for."""
        return Standins(self._value, lambda name: self._column(name)[0], self._rows, self.whole)

    def whole(self, name: str) -> Sequence[WholeTable]:
        """The tables that ``表.整表`` stands for; none where it stands for something else."""
        table, _, column = key_of(name).partition(AT)
        if column != WHOLE_MARK:
            return ()
        return self.series.get(table) or ((self.tables[table].whole(),) if table in self.tables else ())

    def _value(self, name: str) -> str | None:
        text = self.texts.get(key_of(name))
        return UNFILLED if text == "" else text

    def _column(self, name: str) -> tuple[str, str]:
        """Key of the table and the column's name; "" where there is no such column."""
        table, wanted = self.table_of(name), key_of(name).partition(AT)[2]
        column = next((each for each in table.columns if key_of(each) == wanted), "") if table else ""
        return (key_of(table.name), column) if table and column else ("", "")

    def _rows(self, table: str) -> Sequence[Callable[[str], str | None]]:
        def of(row: Mapping[str, str]) -> Callable[[str], str | None]:
            return lambda name: row.get(self._column(name)[1], "")

        return [of(row) for row in self.tables[table].rows]


def facts_of(
    facts: Iterable[NamedFact], tables: Iterable[FactTable], series: Mapping[str, tuple[WholeTable, ...]] = NO_SERIES
) -> NamedFacts:
    """Facts by name. A name that is a fact's last is its own, whoever else would go by it."""
    listed = list(facts)
    by_name: dict[str, list[NamedFact]] = {}
    for fact in listed:
        for key in dict.fromkeys(map(key_of, fact.names)):
            by_name.setdefault(key, []).append(fact)
    texts = {key: own[0].text for key, own in by_name.items() if len(own) == 1}
    unclear = {key: tuple(each.names[-1] for each in own) for key, own in by_name.items() if len(own) > 1}
    names = dict.fromkeys(name for fact in listed for name in fact.names)
    return NamedFacts(texts, unclear, {key_of(each.name): each for each in tables}, series, tuple(names))


def unfilled(facts: NamedFacts, marks: Sequence[Mark]) -> Iterator[str]:
    """Each mark that stays as it is, why, and what was probably meant; then what was filled with nothing."""
    mixed = {span for span, tables in repeated(marks, facts.given()).items() if len(tables) > 1}
    for name in dict.fromkeys(mark.name for mark in marks):
        if said := fault_of(facts, name):
            yield said
    for name in dict.fromkeys(mark.name for mark in marks if facts.whole(mark.name) and not stands_alone(mark)):
        yield f"{in_marks(name)}是一整张表，要单独写一段，前后不写字，也不写在表格里；不然原样留着"
    if mixed:
        yield told_mixed(len(mixed))
    for name in dict.fromkeys(mark.name for mark in marks):
        text = facts.texts.get(key_of(name))
        if text in ("", ABSENT):
            yield f"{in_marks(name)}{'在表上是空白' if text == '' else '这种表上没有'}，{WRITTEN_AS}{in_marks(text or UNFILLED)}"
    about = (facts.table_of(mark.name) for mark in marks)
    for name in dict.fromkeys(table.name for table in about if table and not table.rows):
        yield f"{in_marks(name)}没有一行，{WRITTEN_AS}{in_marks(NO_ROW)}"


def told_mixed(count: int) -> str:
    """Rows or paragraphs that cannot be repeated."""
    return f"有 {count} 行（段）里写了两张表的栏，没有填。一行（段）里只写一张表的栏，请分开"


def fault_of(facts: NamedFacts, name: str) -> str:
    """Why a mark stands for nothing; "" where it stands for something."""
    key, left = key_of(name), "，原样留着"
    if key in facts.texts or facts.whole(name):
        return ""
    if key in facts.unclear:
        several = "、".join(in_marks(each) for each in facts.unclear[key][:6])
        return f"{in_marks(name)}表上有 {len(facts.unclear[key])} 个{left}。请写全名：{several}"
    if (table := facts.table_of(name)) is not None:
        column = key.partition(AT)[2]
        known = {key_of(each): each for each in table.columns}
        if column in known:
            return ""
        meant = (
            is_it(name.partition(AT)[2].strip() or column, (*table.columns, WHOLE_MARK))
            or f"。它的栏有：{'、'.join(table.columns)}"
        )
        return f"{in_marks(name)}：{in_marks(table.name)}没有这一栏{left}{meant}"
    if AT in key and (meant := is_it(key.partition(AT)[0], [each.name for each in facts.tables.values()])):
        return f"{in_marks(name)}：没有这张表{left}{meant}"
    return f"没有叫{in_marks(name)}的{left}{is_it(name, facts.names)}"
