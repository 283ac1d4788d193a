"""Facts by the names that marks of a report may have, and what becomes of marks that name none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlgen.word.word_filling import NO_ROW, UNFILLED, Standins, repeated
from xlgen.word.word_marks import AT, Mark, key_of
from xlgen.words.labels import in_marks
from xlgen.words.nearest import is_it

ABSENT = "（表上没有）"  # text of a fact that most forms have and this one has not
WRITTEN_AS = "写作"  # in sentences about marks that were filled all the same


@dataclass(frozen=True, slots=True)
class NamedFact:
    """One fact: the names it goes by, from the shortest to the one that nothing else has, and its text as printed."""

    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class FactTable:
    """Rows of texts by column; ``columns`` are all there are, also where no row is."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class NamedFacts:
    """All that a report can say. A name of several facts is ``unclear`` and stands for none of them."""

    texts: Mapping[str, str] = field(default_factory=dict)  # by key of the name
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # key → the full names that tell the facts apart
    tables: Mapping[str, FactTable] = field(default_factory=dict)  # by key
    names: tuple[str, ...] = ()  # as printed

    def table_of(self, name: str) -> FactTable | None:
        """The table that ``表.栏`` is about; None where it is none."""
        return self.tables.get(key_of(name).partition(AT)[0]) if AT in key_of(name) else None

    def given(self) -> Standins:
        """What the marks of a document stand for."""
        return Standins(self._value, lambda name: self._column(name)[0], self._rows)

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


def facts_of(facts: Iterable[NamedFact], tables: Iterable[FactTable]) -> NamedFacts:
    """Facts by name. A name that is a fact's last is its own, whoever else would go by it."""
    listed = list(facts)
    by_name: dict[str, list[NamedFact]] = {}
    for fact in listed:
        for key in dict.fromkeys(map(key_of, fact.names)):
            by_name.setdefault(key, []).append(fact)
    texts = {key: own[0].text for key, own in by_name.items() if len(own) == 1}
    unclear = {key: tuple(each.names[-1] for each in own) for key, own in by_name.items() if len(own) > 1}
    names = dict.fromkeys(name for fact in listed for name in fact.names)
    return NamedFacts(texts, unclear, {key_of(each.name): each for each in tables}, tuple(names))


def unfilled(facts: NamedFacts, marks: Sequence[Mark]) -> Iterator[str]:
    """Each mark that stays as it is, why, and what was probably meant; then what was filled with nothing."""
    mixed = {span for span, tables in repeated(marks, facts.given()).items() if len(tables) > 1}
    for name in dict.fromkeys(mark.name for mark in marks):
        if said := _fault(facts, name):
            yield said
    if mixed:
        yield f"有 {len(mixed)} 行（段）里写了两张表的栏，没有填。一行（段）里只写一张表的栏，请分开"
    for name in dict.fromkeys(mark.name for mark in marks):
        text = facts.texts.get(key_of(name))
        if text in ("", ABSENT):
            yield f"{in_marks(name)}{'在表上是空白' if text == '' else '这种表上没有'}，{WRITTEN_AS}{in_marks(text or UNFILLED)}"
    about = (facts.table_of(mark.name) for mark in marks)
    for name in dict.fromkeys(table.name for table in about if table and not table.rows):
        yield f"{in_marks(name)}没有一行，{WRITTEN_AS}{in_marks(NO_ROW)}"


def _fault(facts: NamedFacts, name: str) -> str:
    """Why a mark stands for nothing; "" where it stands for something."""
    key, left = key_of(name), "，原样留着"
    if key in facts.texts:
        return ""
    if key in facts.unclear:
        several = "、".join(in_marks(each) for each in facts.unclear[key][:6])
        return f"{in_marks(name)}表上有 {len(facts.unclear[key])} 个{left}。请写全名：{several}"
    if (table := facts.table_of(name)) is not None:
        column = key.partition(AT)[2]
        known = {key_of(each): each for each in table.columns}
        if column in known:
            return ""
        meant = is_it(name.partition(AT)[2].strip() or column, table.columns) or f"。它的栏有：{'、'.join(table.columns)}"
        return f"{in_marks(name)}：{in_marks(table.name)}没有这一栏{left}{meant}"
    if AT in key and (meant := is_it(key.partition(AT)[0], [each.name for each in facts.tables.values()])):
        return f"{in_marks(name)}：没有这张表{left}{meant}"
    return f"没有叫{in_marks(name)}的{left}{is_it(name, facts.names)}"
