"""What of a report on several projects is about one of them: what stands under its heading, its items, its rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlgen.reports.held.headings import is_heading, leads, rank
from xlgen.reports.held.project_names import NamesInReport, headed_with
from xlgen.reports.held.report_text import ReportText
from xlgen.word.passages import WordTable


@dataclass(frozen=True, slots=True)
class OwnPart:
    """Lines by the number of their passage, from 0; rows, with the name they have for it, by that of their table.

    ``whole`` are tables all of which is its own.
    """

    lines: Mapping[int, frozenset[int]]
    rows: Mapping[int, Mapping[int, str]]
    whole: frozenset[int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is about the project."""
        return not any((*self.lines.values(), *self.rows.values(), self.whole))

    def has_line(self, passage: int, line: int) -> bool:
        """Whether a line is about the project."""
        return line in self.lines.get(passage, ())

    def has_row(self, table: int, row: int) -> bool:
        """Whether a row is the project's."""
        return table in self.whole or row in self.rows.get(table, {})

    def named_in(self, table: int, row: int) -> str:
        """The name that a row of a table on several projects has for it, "" where all of the table is its own."""
        return "" if table in self.whole else self.rows.get(table, {}).get(row, "")


def own_part(report: ReportText, names: NamesInReport) -> OwnPart:
    """What is about the form's project."""
    lines = {number: frozenset(_own_lines(each.lines, names)) for number, each in enumerate(report.passages)}
    under = {at + 1 for at, is_under in enumerate(_under(report.main, names)) if is_under}
    whole = frozenset(each.number for each in report.tables if _is_whole(each, each.line in under, names))
    rows = {each.number: dict(_own_rows(each, names)) for each in report.tables}
    return OwnPart(lines, rows, whole)


def _under(lines: Sequence[str], names: NamesInReport) -> Iterator[bool]:
    """Of each line whether it, and a table behind it, stands under the project's heading."""
    depth: int | None = None
    for line in lines:
        told = names.named(line)
        if is_heading(line):
            here = rank(line)
            if told.is_own:
                depth = here
            elif told.other >= 0 or (depth is not None and here <= depth):
                depth = None
        yield depth is not None


def _own_lines(lines: Sequence[str], names: NamesInReport) -> Iterator[int]:
    for number, (line, is_under) in enumerate(zip(lines, _under(lines, names), strict=True)):
        told = names.named(line)
        if told.other < 0 and (is_under or leads(line, told.own)):
            yield number


def _is_whole(table: WordTable, is_under: bool, names: NamesInReport) -> bool:
    """Whether it stands under the project's heading, or is headed with its name, and names no other."""
    headed = list(headed_with(table))
    is_headed = bool(headed) and all(map(names.is_own_cell, headed))
    if any(names.is_other_cell(text) for row in table.rows for text in row.values()):
        return False
    return is_under or is_headed


def _own_rows(table: WordTable, names: NamesInReport) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(table.rows):
        own = [text for text in row.values() if names.is_own_cell(text)]
        if own and not any(map(names.is_other_cell, row.values())):
            yield number, own[-1]
