"""Checking and repairing tell the same of a damaged form: which printed texts are not as issued, and what was added."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from blanks import TEMPLATES, example
from everything import everything
from shifting import cut_and_paste, delete_rows, insert_columns, insert_rows, moved, nameless, rename, sort_rows
from xlgen.flows.filling import fill
from xlgen.flows.repairing import repair
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.repair.fates import Repaired
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.addresses import spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

FEW = ("project", "project-xinzhou", "department")  # always; the others with the slow tests
ALL = [each if each in FEW else pytest.param(each, marks=pytest.mark.slow) for each in TEMPLATES]
Damage = Callable[[Snapshot, bytes, str], bytes]
_REPAIRED = {"XG105": "文字恢复为", "XG108": "这里下发时是空白"}


def written(content: bytes, sheet: str, text: str, row: int, column: int) -> bytes:
    return patch(content, {sheet: {(row, column): Change(text)}}, overwrite=True)


def middle(snapshot: Snapshot, sheet: str) -> int:
    """A row in the middle of what a sheet asks."""
    rows = sorted(slot.place[1] for slot in snapshot.slots.values() if slot.place and slot.place[0] == sheet)
    return rows[len(rows) // 2]


def heading(snapshot: Snapshot, sheet: str) -> tuple[int, int]:
    """A printed text above the middle that stands once on the sheet."""
    texts = snapshot.static[sheet]
    alone = [at for at, text in texts.items() if list(texts.values()).count(text) == 1 and len(text) > 1]
    return sorted(alone)[len(alone) // 2]


def spaced(snapshot: Snapshot, sheet: str) -> str:
    return " ".join(snapshot.static[sheet][heading(snapshot, sheet)])


DAMAGE: dict[str, Damage] = {
    "nothing": lambda snapshot, content, sheet: content,
    "rows inserted": lambda snapshot, content, sheet: insert_rows(content, sheet, middle(snapshot, sheet), 2),
    "rows inserted, names gone": lambda s, content, sheet: nameless(insert_rows(content, sheet, middle(s, sheet), 2)),
    "rows inserted and written in, names gone": lambda s, content, sheet: nameless(
        written(insert_rows(content, sheet, middle(s, sheet), 2), sheet, "另加一项", middle(s, sheet), 3)
    ),
    "rows deleted": lambda snapshot, content, sheet: delete_rows(content, sheet, middle(snapshot, sheet)),
    "rows deleted, names gone": lambda s, content, sheet: nameless(delete_rows(content, sheet, middle(s, sheet))),
    "rows sorted": lambda s, content, sheet: sort_rows(content, sheet, [middle(s, sheet), middle(s, sheet) - 1]),
    "column inserted": lambda snapshot, content, sheet: insert_columns(content, sheet, 2),
    "column inserted, names gone": lambda snapshot, content, sheet: nameless(insert_columns(content, sheet, 2)),
    "columns moved, names staying": lambda snapshot, content, sheet: moved(
        content, sheet, lambda row, column: (row, column + (column > 2)), contents_only=True
    ),
    "rows moved, names staying": lambda s, content, sheet: moved(
        content, sheet, lambda row, column: (row + (row >= middle(s, sheet)), column), contents_only=True
    ),
    "sheet renamed, names gone": lambda snapshot, content, sheet: nameless(rename(content, sheet, "我的表")),
    "a heading changed": lambda s, content, sheet: written(content, sheet, "改过的字", *heading(s, sheet)),
    "a heading changed, a row inserted above": lambda s, content, sheet: insert_rows(
        written(content, sheet, "改过的字", *heading(s, sheet)), sheet, 1
    ),
    "a heading spaced out": lambda s, content, sheet: written(content, sheet, spaced(s, sheet), *heading(s, sheet)),
    "a heading moved away": lambda s, content, sheet: cut_and_paste(content, sheet, spell(*heading(s, sheet)), "AE4"),
    "written beside the form": lambda snapshot, content, sheet: written(content, sheet, "旁边的话", 3, 30),
}


@cache
def filled(template: str) -> bytes:
    snapshot, blank = example(template)
    return fill(blank, everything(snapshot)).content


def told_by_check(snapshot: Snapshot, content: bytes) -> dict[str, set[str]]:
    findings = validate(read_answers(snapshot, read_workbook(content)), RULES)
    return {code: {f"{f.sheet}!{f.cell}" for f in findings if f.code == code} for code in _REPAIRED}


def told_by_repair(repaired: Repaired) -> dict[str, set[str]]:
    told = {code: {e.source for e in repaired.entries if e.message.startswith(says)} for code, says in _REPAIRED.items()}
    for entry in repaired.entries:
        sheet = entry.source.partition("!")[0]
        if there := re.search("（那里写着 (.*)）", entry.message):  # a row given up, all that stands in it in one line
            told["XG108"] |= {f"{sheet}!{cell}" for cell in re.findall(r"([A-Z]+\d+) (?=“|空白)", there[1])}
        if entry.message.startswith("插入的行里的"):  # put into a spare row
            told["XG108"].add(entry.source)
    return told


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("template", ALL)
def test_the_same_texts_are_told_as_changed_and_as_added(template: str, damage: str, tmp_path: Path) -> None:
    snapshot, blank = example(template)
    sheet = next(slot.place[0] for slot in snapshot.slots.values() if slot.place and slot.cell.is_input)
    content = DAMAGE[damage](snapshot, filled(template), sheet)
    (tmp_path / "原表.xlsx").write_bytes(blank)
    repaired = repair(content, Manifest({snapshot.code: snapshot}, {snapshot.code: "原表.xlsx"}), tmp_path)
    assert told_by_check(snapshot, content) == told_by_repair(repaired)


@pytest.mark.parametrize("damage", ["a heading changed", "a heading spaced out", "a heading moved away"])
@pytest.mark.parametrize("template", ["project", "department", "transfer"])
def test_a_heading_that_is_not_as_issued_is_found_at_its_place(template: str, damage: str) -> None:
    snapshot, _ = example(template)
    sheet = next(slot.place[0] for slot in snapshot.slots.values() if slot.place and slot.cell.is_input)
    content = DAMAGE[damage](snapshot, filled(template), sheet)
    assert told_by_check(snapshot, content)["XG105"] == {f"{sheet}!{spell(*heading(snapshot, sheet))}"}


@pytest.mark.parametrize("damage", [each for each in DAMAGE if each.endswith("names gone") and "deleted" not in each])
@pytest.mark.parametrize("template", ALL)
def test_entries_without_names_are_read_as_they_are_repaired(template: str, damage: str) -> None:
    snapshot, _ = example(template)
    sheet = next(slot.place[0] for slot in snapshot.slots.values() if slot.place and slot.cell.is_input)
    content = DAMAGE[damage](snapshot, filled(template), sheet)
    before, after = (read_answers(snapshot, read_workbook(each)) for each in (filled(template), content))
    printed = {(slot.table, slot.row) for slot in snapshot.slots.values() if not slot.cell.is_input}
    # rows that print nothing of their own cannot be told apart without names; what then stands beside them is told as added
    inputs = [
        name for name, slot in snapshot.slots.items() if slot.cell.is_input and (slot.table, slot.row) in printed | {("", "")}
    ]
    assert inputs
    assert {name: after.typed(name) for name in inputs} == {name: before.typed(name) for name in inputs}
