"""What a cell lets in, judged: what its validation stops can still be pasted, and is found once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from blanks import TEMPLATES, example
from filled import issued as demo
from rules import answers, findings, issued
from xlgen.findings import Finding
from xlgen.form.bounds import bounds_of
from xlgen.issued.snapshot import Snapshot
from xlgen.language.nodes import Const
from xlgen.language.parse import parse
from xlgen.returned.answers import Answers, read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord
from xlgen.workbook.references import absolute

SCALES = {"XG204", "XG206", "XG208", "XG305", "XG306", "XG409"}  # what tells that a value is too small or too large
LONG_TEXT = "很" * 2001


def returned(snapshot: Snapshot, typed: dict[str, Any]) -> Answers:
    """A form as issued, with values typed and nothing else in it."""
    cells: dict[str, dict[tuple[int, int], CellRecord]] = {sheet: {} for sheet in snapshot.static}
    for name, value in typed.items():
        sheet, *at = snapshot.slots[name].place or ()
        cells[sheet][tuple(at)] = CellRecord(value, None, "general")  # type: ignore[index]
    names = {name: absolute(slot.place) for name, slot in snapshot.slots.items() if slot.place}
    return read_answers(snapshot, WorkbookRecord({s: SheetRecord(s, "visible", c) for s, c in cells.items()}, names, False))


def inputs(snapshot: Snapshot, *types: str) -> list[str]:
    return [s.name for s in snapshot.slots.values() if s.place and s.cell.is_input and (s.cell.type in types or not types)]


def found(snapshot: Snapshot, typed: dict[str, Any]) -> dict[str, list[Finding]]:
    """Findings about scale, by cell."""
    said: dict[str, list[Finding]] = {name: [] for name in typed}
    for each in validate(returned(snapshot, typed), RULES):
        if each.code in SCALES and each.name in said:
            said[each.name].append(each)
    return said


def test_minus_500_percent_is_found_in_every_percent_input_of_the_example() -> None:
    snapshot, _ = demo()
    typed = {name: Decimal(-5) for name in inputs(snapshot, "percent")}
    assert len(typed) >= 6
    assert [[f.code for f in each] for each in found(snapshot, typed).values()] == [["XG208"]] * len(typed)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_lies_just_outside_is_found_once_in_every_input(name: str) -> None:
    snapshot, _ = example(name)
    said = {n: bounds_of(snapshot.slots[n].cell) for n in inputs(snapshot, "count", "percent", "money", "number", "date")}
    outside = {
        n: end.value + step
        for n, each in said.items()
        if each is not None and snapshot.slots[n].column not in ("points", "score")
        for end, step in ((each.greatest, 1), (each.least, -1))
        if isinstance(end, Const) and isinstance(end.value, Decimal)
    }
    assert {n: len(each) for n, each in found(snapshot, outside).items()} == dict.fromkeys(outside, 1)


JUDGED = [  # edit, codes of scale, what the finding says
    ("indicators.3.actual = -5", ["XG208"], "“合格率·实际完成值”为 -500%，应不小于 -100%"),
    ("indicators.3.actual = -0.01", ["XG204"], "“合格率·实际完成值”为 -1%，为负，确是下降的不用改"),
    ("indicators.3.actual = -1", ["XG204"], "“合格率·实际完成值”为 -100%，为负，确是下降的不用改"),
    ("indicators.3.actual = 150", ["XG204"], "“合格率·实际完成值”为 15000%，是不是 150%"),
    ("indicators.3.actual = 98", ["XG204"], "“合格率·实际完成值”为 9800%，是不是 98%"),
    ("facts.7_faults.value = 1.5", ["XG208"], "“制度健全·不符合项数（没有填0）”为 1.5，应是整数、不小于 0、不大于 9999"),
    ("facts.7_faults.value = -1", ["XG208"], "“制度健全·不符合项数（没有填0）”为 -1，应不小于 0、不大于 9999"),
    ("facts.7_faults.value = 2.0000000001", [], ""),  # what binary Excel makes of 2
    ("indicators.1.actual = 2000000000000", ["XG208"], "“培训人数·实际完成值”为 2000000000000，应不大于 1000000000000"),
    ("funds.other.executed = -0.1; funds.fiscal.executed = 24.6", ["XG409"], "全年执行数为 -0.1 万元"),
    (f'achieved = "{LONG_TEXT}"', ["XG208"], "“年度总体目标·实际完成情况”有 2001 个字，应不大于 2000 个字"),
]


@pytest.mark.parametrize(("edit", "codes", "message"), JUDGED)
def test_a_value_out_of_bounds_is_told_once_and_in_plain_words(edit: str, codes: list[str], message: str) -> None:
    said = [each for each in findings(edit) if each.code in SCALES]
    assert ([each.code for each in said], "".join(each.message for each in said)) == (codes, message)


@pytest.mark.parametrize(("least", "codes"), [(None, ["XG204"]), ("-1", []), ("0", ["XG208"]), ("-0.02", ["XG208"])])
def test_what_a_frame_says_of_the_least_goes_before_the_question_whether_it_fell(least: str | None, codes: list[str]) -> None:
    snapshot, _ = demo()
    name = inputs(snapshot, "percent")[0]
    slot = snapshot.slots[name]
    cell = replace(slot.cell, minimum=parse(least) if least else None)
    snapshot = replace(snapshot, slots={**snapshot.slots, name: replace(slot, cell=cell)})
    assert [each.code for each in found(snapshot, {name: Decimal("-0.05")})[name]] == codes


def test_the_examples_cells_are_those_the_messages_name() -> None:
    assert issued().slots["indicators.3.actual"].cell.type == "percent"
    assert answers().number("indicators.3.actual") == Decimal("0.96")


@pytest.mark.parametrize("typed", ["达成预期指标 ", "达成预期指标\u200b", "达成预期指标\u3000", " 达成 预期指标"])
def test_a_blank_or_unseen_sign_beside_a_choice_is_named(typed: str) -> None:
    said = [f.message for f in findings(f'indicators.6.actual = "{typed}"') if f.code == "XG205"]
    assert [message.partition("，")[2] for message in said] == ["比“达成预期指标”多了空格或看不见的字符，请重新选"]


def test_a_form_that_came_back_blank_is_told_in_one_line() -> None:
    snapshot, _ = demo()
    said = [(f.code, f.message) for f in validate(returned(snapshot, {}), RULES) if f.code == "XG201"]
    assert said == [("XG201", "整张表没有填：要填的 11 格都空着")]


def test_a_form_with_one_entry_names_every_cell_that_is_blank() -> None:
    snapshot, _ = demo()
    one = returned(snapshot, {"achieved": "培训四期"})
    assert len([f for f in validate(one, RULES) if f.code == "XG201"]) > 5


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("2025年11月", "请改填日期，如 2025-11-30"),
        ("2025.11.28", "请改填日期，如 2025-11-28"),
        ("十一月下旬", "请改填日期，如 2025-11-28"),
    ],
)
def test_a_text_where_a_day_is_asked_is_mended_by_a_day(typed: str, mend: str) -> None:
    assert [f.hint for f in findings(f'indicators.5.actual = "{typed}"') if f.code == "XG202"] == [mend]


@pytest.mark.parametrize(
    ("edits", "is_intact"),
    [("indicators.1.target = 252; stale indicators.1.score = 7.5", True), ("indicators.1.score = 7.5", False)],
)
def test_a_score_whose_formula_is_intact_is_not_mended_by_restoring_it(edits: str, is_intact: bool) -> None:
    hints = [f.hint for f in findings(edits) if f.code == "XG301"]
    assert [("公式没有动" in hint, "恢复公式" in hint) for hint in hints] == [(is_intact, not is_intact)]
