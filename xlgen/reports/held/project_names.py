"""What projects are called in a report: the form's own, and every other that the batch or a table of the report knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlgen.prose.label_words import core
from xlgen.reports.held.report_text import ReportText, to_compare
from xlgen.word.passages import WordTable

_YEAR, _MARKED = re.compile(r"^20\d\d年度?"), re.compile(r"\([^()]*临时计入\)$")
_HEADS = ("项目名称", "项目支出名称")
_RESULTS = re.compile("得分|等级|执行|预算")
_SUMS = re.compile("^(?:合计|小计|总计|平均|项目名称)")
_AMONG = re.compile("(?:项目|经费|资金|专项)*+(?:等(?!级)|、|和|与|及|以及)")
_SHORTEST = 4  # signs of a name that is looked for in sentences


@dataclass(frozen=True, slots=True)
class NamedHere:
    """Where a text names the form's own project and another one: the place of the first of each, -1 where it names none."""

    own: int
    other: int

    @property
    def is_own(self) -> bool:
        """Whether it names the form's project and no other."""
        return self.own >= 0 > self.other


@dataclass(frozen=True, slots=True)
class NamesInReport:
    """Names to look for, half-width and without blanks: all of them, and among them those of the form's own project."""

    every: frozenset[str]
    own: frozenset[str]

    @property
    def others(self) -> frozenset[str]:
        """Those of other projects."""
        return self.every - self.own

    def named(self, text: str) -> NamedHere:
        """Which of the projects a text names; the own one with others behind it (某项目等8个项目) is but one of several."""
        first = {True: -1, False: -1}
        for at, name, is_among in _occurrences(text, self.every):
            is_own = name in self.own and not is_among
            first[is_own] = at if first[is_own] < 0 else min(at, first[is_own])
        return NamedHere(first[True], first[False])

    def meant(self, text: str) -> frozenset[str]:
        """The names that a text has."""
        return frozenset(name for _, name, _ in _occurrences(text, self.every))

    def is_own_cell(self, text: str) -> bool:
        """Whether a cell says nothing but the own project's name, with 项目 or （…临时计入） behind it."""
        return _alone(text) in self.own

    def is_other_cell(self, text: str) -> bool:
        """The same of another project."""
        return _alone(text) in self.every and not self.is_own_cell(text)


@lru_cache(maxsize=1 << 14)  # a report on many projects is read once for each of them
def _occurrences(text: str, names: frozenset[str]) -> tuple[tuple[int, str, bool], ...]:
    """Each name in a text: where, and whether others stand beside it; where a name is part of a longer one, the longer is meant."""
    said, found = to_compare(text), []
    for name in sorted((each for each in names if each in said), key=lambda each: (-len(each), each)):
        at = said.find(name)
        while at >= 0:
            found.append((at, name, bool(_AMONG.match(said, at + len(name)))))
            at = said.find(name, at + len(name))
        said = said.replace(name, "＃" * len(name))
    return tuple(found)


def project_names(identity: Mapping[str, str], issued: Iterable[str], report: ReportText) -> NamesInReport:
    """The names that a report may have for the project of a form, and those of the others that stand in it."""
    code = to_compare(identity.get("code", ""))
    own = variants(identity.get("name", "")) | ({code} if len(code) >= _SHORTEST else set())
    text = "\n".join(map(to_compare, report.said()))
    known = {name for each in issued for name in variants(each) if len(name) >= _SHORTEST}
    listed = {_alone(name) for table in report.tables for name in listed_in(table)}
    others = {name for name in known | listed if name and name not in own and name in text}
    return NamesInReport(frozenset(own | others), frozenset(own))


def listed_in(table: WordTable) -> Iterator[str]:
    """The projects that a table lists under 项目名称 with money or scores, or has at the right of it."""
    for at, row in enumerate(table.rows):
        for column, text in row.items():
            if core(text) in _HEADS and _is_head(row):
                below = (other.get(column, "") for other in table.rows[at + 1 :])
                yield from (name for name in below if any(map(str.isalpha, name)) and not _SUMS.match(to_compare(name)))
    yield from headed_with(table)


def headed_with(table: WordTable) -> Iterator[str]:
    """The projects that stand at the right of 项目名称, as forms have them."""
    for row in table.rows:
        for column, text in row.items():
            right = next((row[other] for other in sorted(row) if other > column and row[other]), "")
            if core(text) in _HEADS and not _is_head(row) and right:
                yield right


def _is_head(row: Mapping[int, str]) -> bool:
    return any(_RESULTS.search(each) for each in row.values())


def variants(name: str) -> set[str]:
    """A name, without the year before it, without 项目 behind it."""
    said = to_compare(name)
    bare = {said, _YEAR.sub("", said)}
    return {each for one in bare for each in (one, one.removesuffix("项目")) if each}


def _alone(text: str) -> str:
    """A cell's text as a name."""
    said = _YEAR.sub("", _MARKED.sub("", to_compare(text)))
    return said.removesuffix("项目") or said
