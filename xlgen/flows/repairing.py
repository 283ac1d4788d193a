"""Work flow: an officer's entries grafted onto the pristine issued form, and a list of every cell that was not simply copied.

Nothing is corrected: a wrong entry stays as it was typed, and checking will say so. What cannot be placed is listed with its
text, so that nothing is lost; the returned file is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import new_workbook, path_of
from xlgen.files.saving import write_whole
from xlgen.filling.typing import changes_for
from xlgen.issued.manifest import Manifest, manifest_of
from xlgen.issued.snapshot import Snapshot
from xlgen.repair.blank import besides, own_snapshot, pristine, unruled
from xlgen.repair.fates import LAST, Entry, Fate, Repaired, about, entry_of
from xlgen.repair.grafting import Grafted, given_up, graft
from xlgen.repair.restoring import led_astray, locked_cells, printed_texts, rows_gone, sheets, sheets_left
from xlgen.repair.spare_rows import Added, fill_spare_rows, not_taken
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.identity import issued_snapshot
from xlgen.returned.saying import quoted
from xlgen.whereabouts.leftovers import Leftovers, leftovers
from xlgen.whereabouts.plan import Plan
from xlgen.whereabouts.planning import plans
from xlgen.whereabouts.tracing import Traced, trace
from xlgen.workbook.ooxml.guard import FORM_LIMITS, is_old, load
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.cell import NotWritable
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.workbook.reading import read_either
from xlgen.workbook.records import WorkbookRecord


def repair(
    returned: Path | str | bytes,
    issued: Path | str | Manifest | None = None,
    folder: Path | str | None = None,
    *,
    blank: Path | str | None = None,
    out: Path | str | None = None,
) -> Repaired:
    """The entries of a returned form on the form as it was issued, and what became of each; written to ``out`` if named.

    ``issued`` is the folder (or the manifest) of what was issued, ``folder`` where its forms lie if elsewhere; ``blank`` is
    the issued form where there is no manifest. The returned file is never touched.

    Refused as checking refuses; XlgenError where the issued form is missing or is no longer as issued, or ``out`` is taken.

    >>> repair("回收/P001_培训.xlsx", "下发", out="修好.xlsx").kept > 0
    True
    """
    target = new_workbook(out) if out is not None else None
    repaired = _repaired(
        load(returned if isinstance(returned, bytes) else path_of(returned)),
        manifest_of(issued),
        None if folder is None else path_of(folder),
        None if blank is None else path_of(blank),
    )
    if target:
        write_whole(target, repaired.content)
    return repaired


def _repaired(source: bytes, manifest: Manifest | None, folder: Path | None, blank: Path | None) -> Repaired:
    book = read_either(source, FORM_LIMITS)
    snapshot = _issued(book, manifest, blank)
    clean = pristine(snapshot, blank or _beside_the_manifest(manifest, folder, snapshot.code))
    issued = read_workbook(clean)
    answers = read_answers(snapshot, book, as_typed=True)
    known, found, left = plans(answers), trace(answers), leftovers(answers)
    grafted = graft(answers, found)
    grafted.entries += [*rows_gone(answers), *locked_cells(answers, found)]
    _account_for_the_rest(answers, known, left, found, grafted)
    grafted.entries += led_astray(answers, {entry.name for entry in grafted.entries})
    content = _written(clean, answers, read_answers(snapshot, issued, as_typed=True), grafted)
    protected = {name for name, sheet in issued.sheets.items() if sheet.protected}
    grafted.entries += sheets(answers, known, protected, unruled(answers, source, clean))
    grafted.entries += [*sheets_left(answers), *_besides(source)]
    return Repaired(content, tuple(sorted(grafted.entries, key=lambda each: each.order)), len(grafted.typed))


def _issued(book: WorkbookRecord, manifest: Manifest | None, blank: Path | None) -> Snapshot:
    if manifest:
        return issued_snapshot(book, manifest)[0]
    if blank is None:
        raise XlgenError("修复要用下发的原表：请写明下发文件夹（--issued）或原表（--blank）")
    return own_snapshot(blank, book)


def _beside_the_manifest(manifest: Manifest | None, folder: Path | None, code: str) -> Path:
    """The issued file; ``folder`` may be the manifest itself instead of its folder."""
    if manifest is None:
        return folder or Path()
    place = folder or manifest.home(code)
    return (place.parent if place.is_file() else place) / manifest.files[code]


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
    """What is told of the file as a whole."""
    if is_old(source):
        what = "报来的是 .xls 或 .et，恢复为下发的 .xlsx，公式、下拉、保护都是下发的"
        more = "收回的表里如有批注、图片，没有搬（.xls、.et 里有没有，查不了）；收回的原件没有动，请到原件里看"
        return [Entry(Fate.RESTORED, "", "", what, (-1, 0, 0)), Entry(Fate.LEFT, "", "", more, (LAST, 2, 0))]
    try:
        told = [f"有{what} {count} 处，没有搬" for what, count in besides(source).items()]
    except ValueError as error:  # a file that can be read need not be one that can be taken apart
        told = [f"如有批注、图片，没有搬（没有查成：{error}）"]
    return [Entry(Fate.LEFT, "", "", f"收回的表里{each}；收回的原件没有动，请到原件里看", (LAST, 2, 0)) for each in told]


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
    except NotWritable as error:
        return error.why
    return ""
