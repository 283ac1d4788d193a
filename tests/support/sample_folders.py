"""A sample's folder as a record: its roster, what is typed, and what the document prints where the form computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.files.data_files import read_data
from xlgen.files.shipped import samples
from xlgen.flows.samples import roster_of
from xlgen.writing.roster import write_rows


@dataclass(frozen=True, slots=True)
class Sample:
    """One folder of samples: the template it is for, the roster's sheets, and what is typed, "" where nothing is."""

    folder: Path
    template: str
    sheets: Mapping[str, Sequence[Sequence[Decimal | int | str]]]
    data: Mapping[str, Any]
    printed: Mapping[str, Any]

    @property
    def roster(self) -> bytes:
        """The roster as a workbook."""
        return write_rows(self.sheets)


def read_sample(folder: Path | str) -> Sample:
    """A sample from its folder, or by name from those that come with xlgen. XlgenError where a file is not as it must be."""
    folder = folder if isinstance(folder, Path) else samples() / folder
    template, sheets = roster_of(folder / "roster.toml")
    return Sample(folder, template, sheets, _optional(folder / "data.toml"), _optional(folder / "printed.toml"))


def _optional(path: Path) -> dict[str, Any]:
    return read_data(path) if path.exists() else {}
