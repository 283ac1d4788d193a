"""What a returned workbook says of itself: whether it is ours, which project it is for, and the snapshot it carries."""

from __future__ import annotations

from xlgen.catalogue import UNMARKED, found, refuse
from xlgen.errors import FormulaError, Refused
from xlgen.findings import Finding
from xlgen.issued.hidden import SHEET, identity_of, read_hidden
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.workbook.ooxml.reader import CellError, WorkbookRecord


def _hidden_values(book: WorkbookRecord) -> dict[tuple[int, int], Value]:
    cells = book.sheets[SHEET].cells if SHEET in book.sheets else {}
    return {at: None if isinstance(cell.value, CellError) else cell.value for at, cell in cells.items()}


def snapshot_inside(book: WorkbookRecord) -> Snapshot:
    """The snapshot in the hidden sheet. Refused (XG040, XG041) where there is none or it is damaged."""
    if SHEET not in book.sheets:
        raise refuse(UNMARKED)
    try:
        return read_hidden(_hidden_values(book))
    except (ValueError, KeyError, TypeError, IndexError, FormulaError):
        raise refuse("XG041") from None


def head_inside(book: WorkbookRecord) -> dict[str, str]:
    """Form, edition, code and date of issue as the head of the hidden sheet says them, "" where it says none."""
    return identity_of(_hidden_values(book))


def code_of(book: WorkbookRecord) -> str:
    """项目编码 as the hidden sheet says it, else as the form prints it, "" where neither does."""
    return head_inside(book).get("code", "") or _printed_code(book)


def _printed_code(book: WorkbookRecord) -> str:
    """项目编码 as printed on the form, for a file whose hidden sheet is gone."""
    place = book.locate("code")
    value = book.sheets[place[0]].cells.get(place[1:]) if place else None
    return str(value.value) if value and isinstance(value.value, str) else ""


def refuse_other(book: WorkbookRecord, issued: Snapshot) -> None:
    """Refused where the file is a form of the same project from another template, edition or batch (XG043, XG044).

    Only where heading and snapshot of the hidden sheet agree with each other: a cell changed by hand is XG106.
    """
    head = head_inside(book)
    said = tuple(head.get(key, "") for key in ("form", "edition", "issued"))
    if said == (issued.form, issued.edition, issued.issued):
        return
    try:
        own = snapshot_inside(book)
    except Refused:
        return
    if said != (own.form, own.edition, own.issued):
        return
    if (own.form, own.edition) != (issued.form, issued.edition):
        raise refuse("XG043", f"下发的是 {issued.form} {issued.edition}，收到的是 {own.form} {own.edition}")
    years = tuple(snapshot.identity.get("year", "") for snapshot in (issued, own))
    due, came = (f"{year} 年度、{snapshot.issued} 下发的" for year, snapshot in zip(years, (issued, own), strict=True))
    raise refuse("XG044", f"应为 {due}，收到的是 {came}")


def issued_snapshot(book: WorkbookRecord, manifest: Manifest | None) -> tuple[Snapshot, list[Finding]]:
    """The snapshot to judge by: the manifest's where there is one, else the copy inside the file, and the result says so."""
    if manifest is None:
        return snapshot_inside(book), [found("XG120")]
    code = code_of(book)
    if code not in manifest.snapshots:
        if not code:
            raise refuse(UNMARKED)
        raise refuse("XG042", f"项目“{code}”不在下发清单里")
    refuse_other(book, manifest.snapshots[code])
    return manifest.snapshots[code], []
