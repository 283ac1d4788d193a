"""A line of a roster as read, a project as understood, and what was found on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlgen.catalogue import found
from xlgen.findings import Finding, Severity
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method
from xlgen.roster.titles import amounts, optional_titles
from xlgen.words.numbers import plain
from xlgen.workbook.addresses import spell


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a roster sheet: cell texts and numbers by column title, and where each stands."""

    sheet: str
    row: int
    values: Mapping[str, Decimal | str]
    columns: Mapping[str, int]
    percents: frozenset[str] = frozenset()  # titles of cells formatted as percentages
    unread: frozenset[str] = frozenset()  # titles of cells that hold what nobody can read, which has been told

    def text(self, title: str) -> str:
        """The cell as text, "" where it is blank."""
        value = self.values.get(title, "")
        return plain(value) if isinstance(value, Decimal) else value.strip()

    def place(self, title: str) -> str:
        """Address of the cell under a column title."""
        return spell(self.row, self.columns.get(title, 0))


@dataclass(frozen=True, slots=True)
class Project:
    """One project: its line by column title, and its rows by table key."""

    values: Mapping[str, Decimal | str]
    rows: Mapping[str, Sequence[Spec]]
    further: Mapping[str, str] = field(default_factory=dict)  # columns of the office's own, which go to every list
    contacts: Mapping[str, str] = field(default_factory=dict)  # those that tell how to reach somebody: for chasing only

    @property
    def code(self) -> str:
        """项目编码."""
        return str(self.values["项目编码"])


@dataclass(slots=True)
class Reading:
    """A roster being read: for which template, and what has been found so far.

    ``unplaced`` are titles of money that this form has no place for: without them no sum of sources can be held to the budget.
    """

    template: Spec
    methods: Mapping[str, Method]
    findings: list[Finding] = field(default_factory=list)
    unplaced: set[str] = field(default_factory=set)
    money: Mapping[str, str] = field(init=False)  # ``amounts`` of the template

    def __post_init__(self) -> None:
        self.money = amounts(self.template)

    def report(
        self, line: Line, title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None
    ) -> None:
        """Note what is wrong with the cell under a column title; see ``catalogue.found``."""
        is_missing = title not in line.columns and title not in optional_titles(self.template)
        if is_missing or title in line.unread:
            return  # that has been said once
        said = found(code, fact, hint, severity, sheet=line.sheet, cell=line.place(title), value=line.text(title))
        self.findings.append(said)
