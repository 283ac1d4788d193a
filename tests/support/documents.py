"""The source documents kept in samples/, made the way users make them: roster, issue, fill; and as printed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sample_folders import Sample, read_sample
from xlgen.findings import Finding
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.form.compute import compute
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, read_answers
from xlgen.roster.read import read_roster
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.addresses import spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"


@cache
def sample(name: str) -> Sample:
    return read_sample(name)


@cache
def issued(name: str, place: int = 0) -> tuple[Snapshot, bytes]:
    """Snapshot and blank workbook of a document; of a roster of many, that of the project in that place."""
    template, methods = load_template(sample(name).template), load_methods()
    projects, findings = read_roster(sample(name).roster, template, methods)
    assert projects, findings
    return blank(template, methods, projects[place], DAY)


@cache
def filled(name: str) -> bytes:
    """The document's data typed into its form."""
    return fill(issued(name)[1], sample(name).data).content


@cache
def printed(name: str) -> bytes:
    """The form with what the document prints typed over it, computed cells too."""
    return fill(filled(name), sample(name).printed, over=True).content


@cache
def answers(name: str, content: bytes | Path, place: int = 0) -> Answers:
    return read_answers(issued(name, place)[0], read_workbook(content))


def values_with(name: str, changes: Mapping[str, Value]) -> dict[str, Value]:
    """Every value of a document's form when some of its inputs are other than filled."""
    found = answers(name, filled(name))
    cells = [slot.cell for slot in found.snapshot.slots.values()]
    inputs = {cell.name: found.typed(cell.name) for cell in cells if cell.is_input}
    assert set(changes) <= set(inputs), f"no inputs: {set(changes) - set(inputs)}"
    return compute(cells, inputs | changes, lambda other: found.places[other][1] if other in found.places else 0)


def findings(name: str, content: bytes) -> list[Finding]:
    return validate(answers(name, content), RULES)


def roster_findings(name: str, rows: list[list[Any]]) -> list[Finding]:
    """Findings of a document's roster with other rows in its sheet 指标."""
    kept = sample(name)
    return read_roster(write_rows({**kept.sheets, "指标": rows}), load_template(kept.template), load_methods())[1]


def place(name: str, cell: str) -> str:
    """Where a named cell was issued: 自评表!G20."""
    sheet, row, column = issued(name)[0].slots[cell].place or ("", 0, 0)
    return f"{sheet}!{spell(row, column)}"


def differences(found: Answers) -> Mapping[str, tuple[Value, Value]]:
    """Formula cells whose saved value is not what the checker computes: name → (saved, computed)."""
    pairs = {
        name: (found.typed(name), found.excel[name])
        for name, slot in found.snapshot.slots.items()
        if slot.cell.formula is not None and slot.place is not None
    }
    return {name: pair for name, pair in pairs.items() if not same(*pair)}


def same(saved: Value, computed: Value) -> bool:
    """Whether two values are one; a spreadsheet keeps 15 digits and blank as empty text."""
    if isinstance(saved, Decimal) and isinstance(computed, Decimal):
        return abs(saved - computed) <= Decimal("1e-9") * max(1, abs(computed))
    return (saved or None) == (computed or None)
