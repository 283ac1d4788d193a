"""Samples as text: rosters kept in TOML, so that they can be read and compared, and the workbooks made from them.

A folder of samples holds ``roster.toml`` (``template``, and the rows of each roster sheet, titles first), ``data.toml``
(what an officer types, see ``xlgen.filling.addressing``) and, where a document contradicts itself, ``printed.toml``: what it prints in
places where the form computes, typed over the filled form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.data_files import read_data
from xlgen.files.saving import write_whole
from xlgen.form.template.load import load_methods, load_template
from xlgen.writing.blank_roster import blank_roster


def write_roster(source: Path, out: Path) -> None:
    """The roster of a ``roster.toml`` as a workbook, as a clerk has it who filled an empty one."""
    template, sheets = roster_of(source)
    spec = load_template(template)
    lines = {name: [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]] for name, rows in sheets.items()}
    write_whole(out, blank_roster(spec, load_methods(spec), lines))


def roster_of(path: Path) -> tuple[str, dict[str, list[list[Decimal | int | str]]]]:
    """Template and roster sheets of a ``roster.toml``. XlgenError where it is not as it must be."""
    said = read_data(path)
    template = str(said.pop("template", ""))
    return template, {name: _rows(path, name, rows) for name, rows in said.items()}


def _rows(path: Path, name: str, said: Any) -> list[list[Decimal | int | str]]:
    """Rows of one sheet: a list of rows, titles first, or a table of titles and values for a sheet of one row."""
    if isinstance(said, Mapping):
        said = [list(said), list(said.values())]
    if not isinstance(said, list) or not all(isinstance(row, list) for row in said):
        raise XlgenError(f"{path}：“{name}”应是一行一行的列表，第一行是列名")
    for number, row in enumerate(said):
        if len(row) != len(said[0]):
            raise XlgenError(f"{path}：“{name}”第 {number} 行有 {len(row)} 项，列名有 {len(said[0])} 个")
    return [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in said]
