"""What a returned workbook says of itself: is it ours, whose form is it, and by which snapshot it is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filled import issued, returned
from shifting import nameless
from xlgen.errors import Refused
from xlgen.issued.hidden import SHEET
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.issued.snapshot_json import to_json
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
    assert to_json(snapshot_inside(BOOK)) == to_json(OWN)


def test_the_manifest_is_believed_before_the_file() -> None:
    own = replace(OWN, title="清单里的题名")
    assert issued_snapshot(BOOK, manifest(own)) == (own, [])


def test_without_a_manifest_the_file_is_believed_and_that_is_told() -> None:
    snapshot, findings = issued_snapshot(BOOK, None)
    assert (to_json(snapshot), [each.code for each in findings]) == (to_json(OWN), ["XG120"])


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
    ],
)
def test_a_form_that_is_not_of_this_batch_is_refused(book: WorkbookRecord, known: Manifest | None, code: str) -> None:
    assert code_refused(book, known) == code


@pytest.mark.parametrize("said", [{"form": "project-anhui"}, {"edition": "2019"}, {"issued": "2025-01-10"}])
def test_a_heading_changed_by_hand_makes_no_other_form_of_it(said: dict[str, str]) -> None:
    refuse_other(headed(**said), OWN)
