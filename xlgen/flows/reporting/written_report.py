"""What became of a report that was written, in Word or as a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlgen.returned.batch import Checked


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report that was written. ``left`` says, one sentence each, what is not in it that could be, and what was blank.

    ``said`` is both sums of what it is on, and how much counts, in plain Chinese; "" of one form.
    """

    file: Path
    left: tuple[str, ...]
    returns: Checked
    said: str = ""
