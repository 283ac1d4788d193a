"""What a returned workbook says of itself: is it ours, whose form is it, and by which snapshot it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from filled import issued, returned
from shifting import nameless
from xlgen.errors import Refused
from xlgen.findings import Severity
from xlgen.issued.format_two import stored
from xlgen.issued.hidden import SHEET, hidden_cells
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.returned.identity import code_of, issued_snapshot, refuse_other, snapshot_inside
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, change_book
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.records import WorkbookRecord

BOOK = read_workbook(returned())
OWN = issued()[0]
HEAD = {"form": (1, 1), "edition": (2, 1), "code": (3, 1), "issued": (5, 1)}


def unmarked() -> WorkbookRecord:
    return read_workbook(change_book(returned(), BookChanges(removed=[SHEET])))


def headed(**said: str) -> WorkbookRecord:
    """The file with rows of its hidden sheet typed over."""
    changes = {HEAD[key]: Change(text) for key, text in said.items()}
    return read_workbook(patch(returned(), {SHEET: changes}, overwrite=True))


def code_refused(book: WorkbookRecord, manifest: Manifest | None) -> str:
    with pytest.raises(Refused) as caught:
        issued_snapshot(book, manifest)
    return caught.value.code


def manifest(*snapshots: Snapshot) -> Manifest:
    return Manifest({each.code: each for each in snapshots}, {each.code: f"{each.code}.xlsx" for each in snapshots})


def test_a_form_carries_the_snapshot_it_was_issued_with() -> None:
    assert stored(snapshot_inside(BOOK)) == stored(OWN)


def test_the_manifest_is_believed_before_the_file() -> None:
    own = replace(OWN, title="清单里的题名")
    snapshot, findings = issued_snapshot(BOOK, manifest(own))
    assert (snapshot, [each.code for each in findings]) == (own, ["XG106"])


def test_without_a_manifest_the_file_is_believed_and_that_is_told() -> None:
    snapshot, findings = issued_snapshot(BOOK, None)
    assert (stored(snapshot), [each.code for each in findings]) == (stored(OWN), ["XG120"])


@pytest.mark.parametrize(
    ("book", "code"),
    [(BOOK, "T001"), (headed(code="T009"), "T009"), (unmarked(), "T001"), (headed(code=""), "T001")],
    ids=["as issued", "changed by hand", "printed only", "blanked"],
)
def test_the_code_is_what_the_hidden_sheet_says_else_what_is_printed(book: WorkbookRecord, code: str) -> None:
    assert code_of(book) == code


@pytest.mark.parametrize(
    ("book", "known", "code"),
    [
        (unmarked(), None, "XG040"),
        (read_workbook(nameless(change_book(returned(), BookChanges(removed=[SHEET])))), manifest(OWN), "XG040"),
        (read_workbook(patch(returned(), {SHEET: {(6, 1): Change("{")}}, overwrite=True)), None, "XG041"),
        (BOOK, manifest(replace(OWN, identity={**OWN.identity, "code": "T002"})), "XG042"),
        (BOOK, manifest(replace(OWN, form="project-anhui")), "XG043"),
        (BOOK, manifest(replace(OWN, edition="2019")), "XG043"),
        (BOOK, manifest(replace(OWN, issued="2025-01-10")), "XG044"),
        (BOOK, manifest(replace(OWN, issued="2026-02-10", revision=1)), "XG045"),
        (BOOK, manifest(replace(OWN, issued="2027-01-10", revision=1, identity={**OWN.identity, "year": "2026"})), "XG044"),
    ],
)
def test_a_form_that_is_not_of_this_batch_is_refused(book: WorkbookRecord, known: Manifest | None, code: str) -> None:
    assert code_refused(book, known) == code


@pytest.mark.parametrize("said", [{"form": "project-anhui"}, {"edition": "2019"}, {"issued": "2025-01-10"}])
def test_a_heading_changed_by_hand_makes_no_other_form_of_it(said: dict[str, str]) -> None:
    refuse_other(headed(**said), OWN)


# ---- a hidden sheet that is not as issued ------------------------------------------------------------------------------

PIECES = {at: text for at, text in hidden_cells(OWN) if at[0] > 5 and at[1] == 1}
FIRST, TEXT = next(iter(PIECES.items()))


def damaged(changes: Mapping[tuple[int, int], str]) -> WorkbookRecord:
    return read_workbook(patch(returned(), {SHEET: {at: Change(text) for at, text in changes.items()}}, overwrite=True))


HARMLESS = {
    "broken at 4000 characters": {FIRST: TEXT[:4000] + "\n" + TEXT[4000:]},
    "blanks in it": {FIRST: f" {TEXT[:4000]}  {TEXT[4000:]}\t"},
    "all in one cell": {at: "".join(PIECES.values()) if at == FIRST else "" for at in PIECES},
    "a blank behind the name": {(4, 1): f"{OWN.identity['name']} "},
}
DAMAGED = {
    "a sign lost": {FIRST: TEXT[:4000] + TEXT[4001:]},
    "a sign replaced": {FIRST: TEXT[:4000] + ("A" if TEXT[4000] != "A" else "B") + TEXT[4001:]},
    "cut at its end": {max(PIECES): PIECES[max(PIECES)][:-4]},
    "a piece lost": {max(PIECES): ""},
    "letters of another script": {FIRST: "坏" + TEXT},
    "not ours": {FIRST: "{}"},
}
OTHERWISE = {
    "the edition typed over": {(1, 1): "2099"},
    "the code typed over": {(3, 1): "T009"},
    "the code lost": {(3, 1): ""},
    "no format": {(0, 1): ""},
    "a format of days to come": {(0, 1): "xlgen-9"},
    "something added": {(40, 3): "多的"},
}


@pytest.mark.parametrize("changes", HARMLESS.values(), ids=HARMLESS)
def test_line_breaks_and_blanks_that_programs_put_in_are_nothing(changes: dict[tuple[int, int], str]) -> None:
    assert issued_snapshot(damaged(changes), manifest(OWN)) == (OWN, [])
    assert [each.code for each in issued_snapshot(damaged(changes), None)[1]] == ["XG120"]


@pytest.mark.parametrize("changes", [*DAMAGED.values(), *OTHERWISE.values()], ids=[*DAMAGED, *OTHERWISE])
def test_a_damaged_hidden_sheet_is_one_note_that_names_its_remedy(changes: dict[tuple[int, int], str]) -> None:
    snapshot, findings = issued_snapshot(damaged(changes), manifest(OWN))
    assert snapshot is OWN or snapshot == OWN
    assert [(each.code, each.severity) for each in findings] == [("XG106", Severity.NOTE)]
    assert "xlgen repair" in findings[0].hint
    assert findings[0].message == "隐藏的标识表损坏或被改，已按下发清单核对，不影响接收"


def test_a_hidden_sheet_that_is_gone_is_one_note() -> None:
    snapshot, findings = issued_snapshot(unmarked(), manifest(OWN))
    assert [each.message for each in findings] == ["隐藏的标识表不见了，已按下发清单核对，不影响接收"]
    assert snapshot == OWN


@pytest.mark.parametrize("changes", DAMAGED.values(), ids=DAMAGED)
def test_without_a_manifest_a_damaged_copy_is_refused(changes: dict[tuple[int, int], str]) -> None:
    assert code_refused(damaged(changes), None) == "XG041"


@pytest.mark.parametrize("key", ["form", "edition", "code", "issued"])
def test_without_a_manifest_a_heading_that_contradicts_the_copy_is_an_error(key: str) -> None:
    findings = issued_snapshot(headed(**{key: "别的"}), None)[1]
    assert [(each.code, each.severity) for each in findings] == [("XG120", Severity.NOTE), ("XG106", Severity.ERROR)]


def test_without_a_manifest_a_form_of_a_later_program_says_so() -> None:
    assert code_refused(headed_as("xlgen-9"), None) == "XG053"


def headed_as(mark: str) -> WorkbookRecord:
    return damaged({(0, 1): mark})
