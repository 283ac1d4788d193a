"""Whole batches made as users make them: each form that comes with xlgen, each sample, each real form; issued, filled, damaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import real_forms
import shifting
from documents import sample
from everything import everything
from xlgen.flows.filling import fill
from xlgen.form.template.load import known_templates, load_template
from xlgen.issued.snapshot import Snapshot
from xlgen.returned.identity import snapshot_inside
from xlgen.roster.example import example_rows, sheets_of
from xlgen.roster.titles import PROJECTS
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.writing.roster import write_rows

DOCUMENTS = ("gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye")
Rows = Sequence[Sequence[Decimal | int | str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """One roster of one project, what its officer types, and what is typed over the formulas; without data: everything."""

    name: str
    template: str
    sheets: Mapping[str, Rows]
    data: Mapping[str, Any] | None = None
    printed: Mapping[str, Any] | None = None

    def write_roster(self, path: Path) -> None:
        """The roster as a workbook."""
        path.write_bytes(write_rows(self.sheets))

    def filled(self, blank: bytes) -> bytes:
        """The blank as its officer returns it."""
        data = everything(snapshot_inside(read_workbook(blank))) if self.data is None else self.data
        return fill(blank, data).content

    def over_typed(self, filled: bytes) -> bytes:
        """The same with results typed over formulas: what the paper prints, or a figure a little off."""
        return fill(filled, self.printed, over=True).content if self.printed else _figures_off(filled)


def batches() -> Iterator[Batch]:
    """Every batch, in a fixed order."""
    for name in known_templates():
        yield Batch(f"表式-{name}", name, _example_sheets(name))
    for name in DOCUMENTS:
        kept = sample(name)
        yield Batch(f"样例-{name}", kept.template, kept.sheets, kept.data, kept.printed)
    for name in real_forms.NAMES:
        said = real_forms.said(name)
        yield Batch(f"真表-{name}", said["template"], real_forms.roster_sheets(name), said["填报"], said["印出"])


def _example_sheets(name: str) -> dict[str, Rows]:
    template = load_template(name)
    project = template["example"]["project"]
    sheets: dict[str, Rows] = {}
    for sheet, titles in sheets_of(template).items():
        lines = (
            [[project.get(title, "") for title in titles]]
            if sheet == PROJECTS
            else [[project["项目编码"], *(row.get(title, "") for title in titles[1:])] for row in example_rows(template, sheet)]
        )
        sheets[sheet] = [titles, *lines]
    return sheets


# ---- what people do to a form -----------------------------------------------------------------------------------------


def places(content: bytes) -> tuple[Snapshot, str]:
    """The snapshot inside a form, and the sheet most of its inputs stand on."""
    snapshot = snapshot_inside(read_workbook(content))
    sheets = [slot.place[0] for slot in snapshot.slots.values() if slot.cell.is_input and slot.place]
    return snapshot, max(sorted(set(sheets)), key=sheets.count)


def _figures_off(content: bytes) -> bytes:
    """Every third score replaced by a number that is 0.5 too low."""
    snapshot, _ = places(content)
    book = read_workbook(content)
    cells: dict[str, dict[tuple[int, int], Change]] = {}
    scores = [slot for name, slot in snapshot.slots.items() if name.endswith(".score") and slot.cell.formula and slot.place]
    for slot in scores[::3]:
        sheet, row, column = slot.place or ("", 0, 0)
        record = book.sheets[sheet].cells.get((row, column))
        value = record.value if record and isinstance(record.value, Decimal) else Decimal(1)
        cells.setdefault(sheet, {})[row, column] = Change(value - Decimal("0.5"))
    return patch(content, cells, overwrite=True)


def damaged(content: bytes) -> dict[str, bytes]:
    """The form after what people do to it, by what was done."""
    snapshot, sheet = places(content)
    rows = sorted({slot.place[1] for slot in snapshot.slots.values() if slot.cell.is_input and slot.place})
    middle = rows[len(rows) // 2]
    return {
        "插行": shifting.insert_rows(content, sheet, middle),
        "插列": shifting.insert_columns(content, sheet, 3),
        "删行": shifting.delete_rows(content, sheet, middle),
        "改名": shifting.rename(content, sheet, "我的表"),
        "无保护": shifting.without(content, "dataValidations", "sheetProtection"),
    }
