"""What is carried over into a new project list, and what is told of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlgen.words.labels import in_marks

CarriedLine = dict[str, Decimal | str]  # a line by column title


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column of a source: its title there, the title it has in the list, "" where it is not used, and why."""

    title: str
    ours: str
    why: str = ""


@dataclass(slots=True)
class Carried:
    """Lines by sheet of the list, the columns they came from, and what is to be told, a sentence each."""

    lines: dict[str, list[CarriedLine]] = field(default_factory=dict)
    columns: list[SourceColumn] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """How many lines each sheet has."""
        return "，".join(f"“{name}”表 {len(lines)} 行" for name, lines in self.lines.items())

    @property
    def sentences(self) -> list[str]:
        """All that is to be told, columns first."""
        said = []
        if self.renamed:
            said.append("列名对照：" + "，".join(f"{in_marks(each.title)}作{in_marks(each.ours)}" for each in self.renamed))
        if unused := [f"{in_marks(e.title)}{f'（{e.why}）' if e.why else ''}" for e in self.columns if not e.ours]:
            said.append(f"没有用的列：{'、'.join(unused)}")
        return [*said, *self.told]

    @property
    def renamed(self) -> Sequence[SourceColumn]:
        """Columns that are called otherwise in the list."""
        return [each for each in self.columns if each.ours and each.ours != each.title]

    @property
    def unused(self) -> Sequence[str]:
        """Titles of what is not used."""
        return [each.title for each in self.columns if not each.ours]
