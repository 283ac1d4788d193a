"""What checking reports: a coded fault with its place, the fact and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs; the value is the word printed before the message."""

    ERROR = "错误"  # 表要退回
    WARNING = "需核实"  # 不退回，请核实
    NOTE = "说明"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    ``sheet`` and ``cell`` are where it stands in the file at hand ("" where it concerns the whole file), ``name`` the
    answer's dotted name, ``message`` the fact, ``hint`` the remedy, ``found`` and ``expected`` values as printed text. ``opens``: a
    value too implausible to count before it was corrected or accepted, which makes the whole form open.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    sheet: str = ""
    cell: str = ""
    name: str = ""
    found: str = ""
    expected: str = ""
    opens: bool = False

    @property
    def place(self) -> str:
        """``sheet!cell``, or as much of it as is known."""
        return "!".join(part for part in (self.sheet, self.cell) if part)
