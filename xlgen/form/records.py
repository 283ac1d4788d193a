"""What a form asks: cells by name, gathered in fields and tables, and the pages that print them. Pure records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlgen.form.vocabulary import SCORED
from xlgen.language.nodes import Expr

TYPES = ("text", "number", "count", "money", "percent", "date", "choice", "mark")
Spec = dict[str, Any]  # what a template says at one key
Grades = tuple[tuple[str, Decimal], ...]  # 等级 and the least total of each, best first
NUMERIC = ("number", "count", "money", "percent", "date")


@dataclass(frozen=True, slots=True)
class Cell:
    """One named cell. It is an input because nothing is in it: neither value nor formula.

    ``type`` percent holds a fraction, date Excel's serial number, money the form's money unit. ``minimum`` and ``maximum``
    bound an input; ``choices`` are its only values; ``unit`` is what the number counts (人次, 万元).
    """

    name: str
    label: str = ""
    type: str = "text"
    value: Decimal | str | None = None
    formula: Expr | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: Expr | None = None
    maximum: Expr | None = None
    prompt: str = ""
    tall: int = 1
    align: str = ""
    unit: str = ""
    also: tuple[str, ...] = ()  # other labels people may use for it in data files
    tags: frozenset[str] = frozenset()
    prefix: str = ""  # printed before a number, such as ≥
    suffix: str = ""  # printed behind a number where its unit has no column

    @property
    def is_input(self) -> bool:
        """Whether a person fills it."""
        return self.value is None and self.formula is None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as printed: ``under`` is the heading above, an empty label joins the heading on its left."""

    key: str
    label: str = ""
    span: int | str = 1
    under: str = ""
    align: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``method`` and ``parameters`` say how it is scored, ``asked`` maps a method's inputs to names."""

    key: str
    cells: Mapping[str, Cell]
    label: str = ""
    method: str = ""
    says: str = ""
    source: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    spare: bool = False

    def text(self, column: str) -> str:
        """Printed text of a cell of this row, "" where it has none."""
        value = self.cells[column].value if column in self.cells else None
        return value if isinstance(value, str) else ""


def can_score(columns: Iterable[str]) -> bool:
    """Whether rows with these columns can have points and a score."""
    return set(columns) >= SCORED


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns of one table; ``groups`` says which columns merge equal neighbours and how they print."""

    key: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    level: str = ""  # name under which its points count in the summary by 一级指标, where rows have no level1

    @property
    def is_scored(self) -> bool:
        """Whether rows can have points and a score."""
        return can_score(column.key for column in self.columns)

    def column(self, key: str) -> list[Cell]:
        """Cells of one column, top to bottom."""
        return [row.cells[key] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed sheet: grid widths in characters and the lines that stand on it (see the template grammar).

    ``grid`` is the key of the table whose columns make its grid, "" where the sheet says its own.
    """

    key: str
    name: str
    widths: tuple[Decimal, ...]
    lines: tuple[Any, ...]
    landscape: bool = False
    repeat: str = ""
    grid: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form of one project. ``identity`` has code, name, department, unit and year as issued."""

    id: str
    edition: str
    title: str
    source: str
    money: str
    identity: Mapping[str, str]
    fields: Mapping[str, Cell]
    tables: Mapping[str, Table]
    sheets: Mapping[str, Sheet]
    grades: tuple[tuple[str, Decimal], ...] = ()
    levels: Mapping[str, Decimal] = field(default_factory=dict)  # 一级指标 → points the frame gives it
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)  # 口径: parameter of a rule → value
    weights: Mapping[str, str] = field(default_factory=dict)  # 口径: code of a rule → how much it weighs, or 不查
    sources: Mapping[str, str] = field(default_factory=dict)  # 口径: code or parameter → 依据

    def cells(self) -> Iterator[Cell]:
        """Every named cell: fields first, then tables row by row."""
        yield from self.fields.values()
        for table in self.tables.values():
            for row in table.rows:
                yield from row.cells.values()
