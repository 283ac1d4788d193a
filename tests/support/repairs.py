"""What tests of repair ask: what was typed, where it stands, what was said of it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from filled import LINES, PROJECT, TITLES, issued
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.manifest import Manifest
from xlgen.language.operators import Value
from xlgen.repair.fates import Fate, Repaired, lines
from xlgen.returned.answers import read_answers
from xlgen.roster.indicators import indicator_row
from xlgen.roster.records import Project
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

MANIFEST = Manifest({"T001": issued()[0]}, {"T001": "T001.xlsx"})


def inputs(content: bytes) -> dict[str, Value]:
    """What stands in the yellow cells."""
    answers = read_answers(issued()[0], read_workbook(content))
    typed = {name: answers.typed(name) for name, slot in issued()[0].slots.items() if slot.cell.is_input}
    return {name: value for name, value in typed.items() if value is not None}


def said(repaired: Repaired, kind: Fate) -> list[str]:
    return [line for entry, line in zip(repaired.entries, lines(repaired), strict=True) if entry.kind is kind]


def at(name: str) -> tuple[str, tuple[int, int]]:
    sheet, row, column = issued()[0].slots[name].place or ("", 0, 0)
    return sheet, (row, column)


def typed_over(content: bytes, values: dict[str, Any], heights: Any = None) -> bytes:
    cells: dict[str, dict[tuple[int, int], Change]] = {}
    for name, value in values.items():
        sheet, place = at(name)
        cells.setdefault(sheet, {})[place] = value if isinstance(value, Change) else Change(value)
    return patch(content, cells, overwrite=True)


def rewritten(content: bytes, pattern: bytes, by: bytes) -> bytes:
    from xlgen.workbook.opc.revision import open_draft

    draft = open_draft(content)
    xml = draft.read("xl/worksheets/sheet2.xml")
    assert re.search(pattern, xml)
    draft.put("xl/worksheets/sheet2.xml", re.sub(pattern, by, xml, count=1))
    return draft.finish()


@cache
def twins() -> tuple[Any, bytes]:
    """A form with two indicators of one name."""
    lines = [list(line) for line in LINES]
    lines[1][2] = lines[0][2]
    methods, columns = load_methods(), set(load_template("project")["tables"]["indicators"]["columns"])
    rows = [
        indicator_row(dict(zip(TITLES, line, strict=True)), frozenset(), methods, columns, lambda *_, **__: None)
        for line in lines
    ]
    return blank(load_template("project"), methods, Project(dict(PROJECT), {"indicators": rows}), "2026-01-10")
