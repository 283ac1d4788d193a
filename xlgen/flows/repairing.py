"""Work flow: an officer's entries grafted onto the pristine issued form, and a list of every cell that was not simply copied.

Nothing is corrected: a wrong entry stays as it was typed, and checking will say so. What cannot be placed is listed with its
text, so that nothing is lost; the returned file is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.filling.typing import changes_for
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.repair.blank import besides, own_snapshot, pristine, unruled
from xlgen.repair.fates import LAST, Entry, Fate, Repaired, about, entry_of
from xlgen.repair.grafting import Grafted, given_up, graft
from xlgen.repair.restoring import added_sheets, locked_cells, printed_texts, sheets
from xlgen.repair.spare_rows import Added, fill_spare_rows, not_taken
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.identity import issued_snapshot
from xlgen.returned.saying import quoted
from xlgen.whereabouts.leftovers import Leftovers, leftovers
from xlgen.whereabouts.plan import Plan
from xlgen.whereabouts.planning import plans
from xlgen.whereabouts.tracing import Traced, trace
from xlgen.workbook.ooxml.guard import load
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.records import WorkbookRecord


def repair(
    returned: Path | bytes, manifest: Manifest | None, folder: Path | None = None, *, blank: Path | None = None
) -> Repaired:
    """The entries of a returned form on the form as it was issued: from the batch's ``folder``, or from ``blank``.

    Refused as checking refuses; XlgenError where the issued form is missing or is no longer as issued.
    """
    source = load(returned)
    book = read_workbook(source)
    snapshot = _issued(book, manifest, blank)
    clean = pristine(snapshot, blank or _beside_the_manifest(manifest, folder or Path(), snapshot.code))
    issued = read_workbook(clean)
    answers = read_answers(snapshot, book)
    known, found, left = plans(answers), trace(answers), leftovers(answers)
    answers = replace(answers, places={name: each.place for name, each in found.items() if each.place})
    grafted = graft(answers, found)
    grafted.entries += locked_cells(answers, found)
    _account_for_the_rest(answers, known, left, found, grafted)
    content = _written(clean, answers, read_answers(snapshot, issued), grafted)
    protected = {name for name, sheet in issued.sheets.items() if sheet.protected}
    grafted.entries += sheets(answers, known, protected, unruled(answers, source, clean))
    grafted.entries += [*added_sheets(answers, known), *_besides(source)]
    return Repaired(content, tuple(sorted(grafted.entries, key=lambda each: each.order)), len(grafted.typed))


def _issued(book: WorkbookRecord, manifest: Manifest | None, blank: Path | None) -> Snapshot:
    if manifest:
        return issued_snapshot(book, manifest)[0]
    if blank is None:
        raise XlgenError("修复要用下发的原表：请写明下发文件夹（--issued）或原表（--blank）")
    return own_snapshot(blank, book)


def _beside_the_manifest(manifest: Manifest | None, issued: Path, code: str) -> Path:
    """The issued file; ``issued`` may be the manifest itself instead of its folder."""
    folder = issued.parent if issued.is_file() else issued
    return folder / (manifest.files[code] if manifest else "")


def _account_for_the_rest(
    answers: Answers, known: Mapping[str, Plan], left: Mapping[str, Leftovers], found: Mapping[str, Traced], grafted: Grafted
) -> None:
    """All that stands on the issued sheets besides the issued cells: told as changed, put into spare rows, or left behind."""
    added: Added = {}
    for sheet, plan in known.items():
        grafted.entries += printed_texts(answers, sheet, plan, left[sheet])
        added |= {(plan.sheet, *at): cell for at, cell in left[sheet].added.items()}
    grafted.entries += given_up(answers, found, added)
    fill_spare_rows(answers, added, grafted)
    grafted.entries += not_taken(answers, added, {plan.sheet: sheet for sheet, plan in known.items()})


def _besides(source: bytes) -> list[Entry]:
    return [
        Entry(Fate.LEFT, "", "", f"收回的表里有{what} {count} 处，没有搬；收回的原件没有动，请到原件里看", (LAST, 2, 0))
        for what, count in besides(source).items()
    ]


def _written(clean: bytes, answers: Answers, blank: Answers, grafted: Grafted) -> bytes:
    """The form with the values typed; those that no cell can hold are listed instead."""
    try:
        return patch(clean, *changes_for(blank, grafted.typed))
    except ValueError:
        for name, value in list(grafted.typed.items()):
            if why := _unwritable(clean, blank, name, grafted):
                del grafted.typed[name]
                what = f"{about(answers.slot(name))}{quoted(value)}没有搬：{why}"
                grafted.entries.append(entry_of(answers, Fate.LEFT, answers.slot(name), what))
    try:
        return patch(clean, *changes_for(blank, grafted.typed))
    except ValueError as error:
        raise XlgenError(f"原表写不进去：{error}") from None


def _unwritable(clean: bytes, blank: Answers, name: str, grafted: Grafted) -> str:
    sheet, *at = blank.places[name]
    try:
        patch(clean, {sheet: {(at[0], at[1]): Change(grafted.typed[name])}})
    except ValueError as error:
        return str(error).partition("：")[2]
    return ""
