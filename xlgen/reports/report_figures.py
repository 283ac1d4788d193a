"""What was found in a report that was held against a form: as findings, as JSON (docs/承诺.md), as lines to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlgen.findings import Finding
from xlgen.returned.batch import Return
from xlgen.rules.prose.told_figures import figure_told_otherwise as rule

VERSION = 1
_LONGEST = 40  # signs of a sentence in the list of what was compared


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure of a report and the cell of the form it was held against: the place and the sentence, both as the report has them.

    ``found`` and ``expected`` are as people write them, in the unit and with the decimals of the report. ``sheet``, ``cell`` and
    ``name`` are the first of the form's cells, "" where the sentence is held against the report itself; ``called`` names them all.
    """

    place: str
    sentence: str
    found: str
    expected: str
    agrees: bool
    sheet: str
    cell: str
    name: str
    called: str
    message: str


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """All figures of a report that were compared, in its order; ``left`` figures were not. ``remarks`` are sentences on the whole.

    ``returned`` is the form, None of a report on several projects, which is held against all of them.
    """

    compared: tuple[ToldFigure, ...]
    left: int
    remarks: tuple[str, ...]
    returned: Return | None

    @property
    def differing(self) -> tuple[ToldFigure, ...]:
        """Those that are not what the form says."""
        return tuple(each for each in self.compared if not each.agrees)

    @property
    def findings(self) -> list[Finding]:
        """The same as findings, each at its place in the report."""
        return [
            Finding(rule.code, rule.severity, each.message, rule.hint, each.place, "", each.name, each.found, each.expected)
            for each in self.differing
        ]

    @property
    def is_sound(self) -> bool:
        """Whether something was compared, all of it agrees, and nothing is to be asked about the whole."""
        return bool(self.compared) and not self.differing and not self.remarks

    @property
    def sources(self) -> list[str]:
        """各数出处: a line for each figure that was compared, with the cell of the form."""
        return [
            f"{each.place}　{each.found} {'＝' if each.agrees else '≠'} {each.called or '文中各数'}　{_brief(each.sentence)}"
            for each in self.compared
        ]

    @property
    def closing(self) -> str:
        """How many figures were compared, and how many were not."""
        if not self.compared:
            return f"报告里没有一个数能认定是表上的，{self.left} 个数都没有比。"
        differing = f"其中 {len(self.differing)} 个不一致" if self.differing else "都一致"
        left = f"；另有 {self.left} 个数没有比，没有比的不等于对" if self.left else ""
        return f"比对了 {len(self.compared)} 个数，{differing}{left}。"


def report_check(check: ReportCheck) -> dict[str, Any]:
    """The result as JSON."""
    return {
        "version": VERSION,
        "findings": [_figure(each) for each in check.differing],
        "compared": [_figure(each) | {"agrees": each.agrees} for each in check.compared],
        "left": check.left,
        "remarks": list(check.remarks),
    }


def _figure(each: ToldFigure) -> dict[str, Any]:
    keys = ("sentence", "found", "expected", "sheet", "cell", "name", "place")
    return {key: getattr(each, key) for key in keys}


def _brief(sentence: str) -> str:
    text = " ".join(sentence.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
