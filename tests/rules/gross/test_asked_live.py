"""What a form says of a gross value while it is filled, and what the checker says of it when it is back, is the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import ModuleType

import pytest

from blanks import TEMPLATES, example
from filled import issued, returned
from xlgen.form.gross import FULL_ON_HALF as HALF
from xlgen.language.nodes import names_read
from xlgen.language.operators import Series
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.funding import amount_name, budget_name
from xlgen.rules.all_rules import RULES
from xlgen.rules.gross.amounts import is_output
from xlgen.rules.registry import validate
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.records import WorkbookRecord

SPENT, FUND, RATE, COST, OWN = (
    "funds.total.executed",
    "funds.fiscal.executed",
    "indicators.2.actual",
    "indicators.3.actual",
    "indicators.7",
)
ASKED = ("请核实", "请核实金额单位", "请核实是不是把元填成了万元")
PEOPLE = "indicators.1.actual"  # an output: 119 of 120 is not full


def spent(amount: str, **more: str) -> dict[str, str]:
    return {SPENT: amount, FUND: amount, **more}


# of 30 万元 budgeted, a target of 95 % and one of 400 元: what is typed, and the rows that are asked about
CASES: list[tuple[dict[str, str], set[str]]] = [
    ({}, set()),
    *((({RATE: x}), rows) for x, rows in [("9.9999", set()), ("10", {"indicators.2"}), ("10.0001", {"indicators.2"}), ("98", {"indicators.2"})]),
    *((({COST: x}), {"indicators.3"} if gross else set()) for x, gross in [
        ("1999999", False), ("2000000", True), ("8000000", True), ("8000001", False), ("0.08", True), ("0.0801", False), ("0.02", True), ("0.0199", False), ("0", False),
    ]),
    *((spent(x), {"funds.total"} if gross else set()) for x, gross in [
        ("60", False), ("60.01", True), ("150000", True), ("900000", True), ("15", False), ("14.99", True), ("0", True),
    ]),
    (spent("14.99", **{PEOPLE: "119"}), set()),
    *((spent(x, **{PEOPLE: "119"}), {"funds.total"} if gross else set()) for x, gross in [
        ("0.0061", False), ("0.006", True), ("0.0015", True), ("0.00149", False),
    ]),
    ({f"{OWN}.unit": "万元", f"{OWN}.target": "5", f"{OWN}.actual": "50000"}, {OWN}),
    ({f"{OWN}.unit": "万元", f"{OWN}.target": "5", f"{OWN}.actual": "500"}, set()),
    ({f"{OWN}.unit": "人", f"{OWN}.target": "5", f"{OWN}.actual": "50000"}, set()),
    *(({f"{OWN}.unit": unit, f"{OWN}.target": target, f"{OWN}.actual": x}, {OWN} if gross else set()) for unit, target, x, gross in [
        ("元/人", "5", "50000", True), ("万元/个", "50000", "5", True), ("元旦", "5", "50000", False),
    ]),
]  # fmt: skip


def filled_with(said: Mapping[str, str]) -> bytes:
    changes: dict[str, dict[tuple[int, int], Change]] = {}
    for name, value in said.items():
        sheet, row, column = issued()[0].slots[name].place or ("", 0, 0)
        typed: Decimal | str = value if name.endswith(".unit") else Decimal(value)
        changes.setdefault(sheet, {})[row, column] = Change(typed)
    return patch(returned(), changes) if changes else returned()


def asked_live(book: WorkbookRecord) -> set[str]:
    """Rows that 自检 asks about, as it stands in the saved workbook."""
    snapshot, rows = issued()[0], set()
    for slot in snapshot.slots.values():
        if (slot.table, slot.column) == ("check", "message") and slot.place:
            sheet, *at = slot.place
            said = book.sheets[sheet].cells[at[0], at[1]].value
            if isinstance(said, str) and said.endswith(ASKED):
                place = snapshot.slots[f"check.{slot.row}.place"].cell.formula
                rows.add(place.args[0].value.rpartition(".")[0])
    return rows


def asked_back(answers: Answers) -> set[str]:
    """Rows that keep the form open."""
    return {each.name.rpartition(".")[0] for each in validate(answers, RULES) if each.opens}


def test_the_form_asks_about_the_same_rows_as_the_checker(office: ModuleType, tmp_path):
    (tmp_path / "typed").mkdir()
    books = [tmp_path / "typed" / f"{i:02}.xlsx" for i in range(len(CASES))]
    for path, (said, _) in zip(books, CASES, strict=True):
        path.write_bytes(filled_with(said))
    found = []
    for again in office.recalculate(books, tmp_path / "again"):
        book = read_workbook(again.read_bytes())
        found.append((asked_live(book), asked_back(read_answers(issued()[0], book))))
    wrong = [(said, *both) for (said, rows), both in zip(CASES, found, strict=True) if both != (rows, rows)]
    assert wrong == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_counts_the_same_outputs_as_the_checker(name: str) -> None:
    snapshot = example(name)[0]
    answers = read_answers(snapshot, read_workbook(example(name)[1]))
    own = {row.name("score") for row in answers.scored() if not row.row.spare and is_output(row)}
    texts = [s.cell.formula for s in snapshot.slots.values() if (s.table, s.column) == ("check", "message") and s.cell.formula]
    asking = [{n for _, n in names_read(f) if n.endswith(".score")} for f in texts if HALF.says in repr(f)]
    assert asking in ([own], []), name
    has_amounts = amount_name(snapshot, "executed") and budget_name(snapshot)
    assert bool(asking) == bool(own and "check.1.no" in snapshot.slots and has_amounts), name


@pytest.mark.parametrize(
    ("executed", "scores", "holds"),
    [("14.99", (10, 5), True), ("15", (10, 5), False), (None, (10, 5), False), ("14.99", (10, 4), False), ("14.99", (10, None), False), ("-1", (10, 5), False)],
)  # fmt: skip
def test_what_is_blank_is_never_full(executed: str | None, scores: tuple[int | None, ...], holds: bool) -> None:
    given = Series(None if x is None else Decimal(x) for x in scores)
    amount = None if executed is None else Decimal(executed)
    assert HALF.holds(x=amount, due=Decimal(30), scores=given, points=Series((Decimal(10), Decimal(5)))) is holds
