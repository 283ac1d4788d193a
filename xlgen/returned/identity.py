"""What a returned workbook says of itself: whether it is ours, which project it is for, and the snapshot it carries."""

from __future__ import annotations

from collections.abc import Container, Iterator

from xlgen.catalogue import UNMARKED, found, refuse
from xlgen.errors import Refused
from xlgen.findings import Finding, Severity
from xlgen.issued.formats import NEWEST
from xlgen.issued.hidden import SHEET, format_of, identity_of, is_as_issued, read_hidden
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.workbook.ooxml.reader import CellError, WorkbookRecord


def _hidden_values(book: WorkbookRecord) -> dict[tuple[int, int], Value]:
    cells = book.sheets[SHEET].cells if SHEET in book.sheets else {}
    return {at: None if isinstance(cell.value, CellError) else cell.value for at, cell in cells.items()}


def snapshot_inside(book: WorkbookRecord) -> Snapshot:
    """The snapshot in the hidden sheet. Refused (XG040, XG041, XG053) where there is none, it is damaged or too new."""
    if SHEET not in book.sheets:
        raise refuse(UNMARKED)
    cells = _hidden_values(book)
    if format_of(cells) > NEWEST:
        raise refuse("XG053", f"格式 {format_of(cells)}，本程序只认到 {NEWEST}")
    try:
        return read_hidden(cells)
    except ValueError:
        raise refuse("XG041") from None


def head_inside(book: WorkbookRecord) -> dict[str, str]:
    """Form, edition, code and date of issue as the head of the hidden sheet says them, "" where it says none."""
    return identity_of(_hidden_values(book))


def code_of(book: WorkbookRecord) -> str:
    """项目编码 as the hidden sheet says it, else as the form prints it, "" where neither does."""
    return head_inside(book).get("code", "") or _printed_code(book)


def code_among(book: WorkbookRecord, known: Container[str]) -> str:
    """项目编码, as printed where the hidden sheet says one that is not known and contradicts itself: it is damaged."""
    code, printed = code_of(book), _printed_code(book)
    if code in known or printed not in known:
        return code
    try:
        return code if snapshot_inside(book).code == code else printed
    except Refused:
        return printed


def _printed_code(book: WorkbookRecord) -> str:
    """项目编码 as printed on the form, for a file whose hidden sheet is gone."""
    place = book.locate("code")
    value = book.sheets[place[0]].cells.get(place[1:]) if place else None
    return str(value.value) if value and isinstance(value.value, str) else ""


def refuse_other(book: WorkbookRecord, issued: Snapshot) -> None:
    """Refused where the file is a form of the same project from another template, edition or batch (XG043, XG044).

    Or an earlier revision of it of the same year (XG045). Only where heading and snapshot of the hidden sheet agree with each other: a damaged one is XG106.
    """
    head = head_inside(book)
    said = tuple(head.get(key, "") for key in ("form", "edition", "issued"))
    if said == (issued.form, issued.edition, issued.issued):
        return
    own = _own(book)
    if own is None or said != (own.form, own.edition, own.issued):
        return
    years = tuple(snapshot.identity.get("year", "") for snapshot in (issued, own))
    if years[0] == years[1]:  # a form that was corrected last year is no earlier one of this year's
        refuse_former(own, issued)
    if (own.form, own.edition) != (issued.form, issued.edition):
        raise refuse("XG043", f"下发的是 {issued.form} {issued.edition}，收到的是 {own.form} {own.edition}")
    due, came = (f"{year} 年度、{snapshot.issued} 下发的" for year, snapshot in zip(years, (issued, own), strict=True))
    raise refuse("XG044", f"应为 {due}，收到的是 {came}")


def refuse_former(own: Snapshot, issued: Snapshot) -> None:
    """Refused (XG045) where a form was issued anew since, or the list at hand is older than the form."""
    if (own.code, own.form) != (issued.code, issued.form) or own.revision == issued.revision:
        return
    if own.revision < issued.revision:
        raise refuse("XG045", f"这份是{_nth(own)}，后来更正过，现在用的是{_nth(issued)}")
    hint = "请用 --issued 指明更正以后的下发文件夹"
    raise refuse("XG045", f"这份是{_nth(own)}，手边的下发清单还只到{_nth(issued)}", hint)


def _nth(snapshot: Snapshot) -> str:
    return f"第 {snapshot.revision} 次更正的表" if snapshot.revision else "最初下发的表"


def issued_snapshot(book: WorkbookRecord, manifest: Manifest | None) -> tuple[Snapshot, list[Finding]]:
    """The snapshot to judge by: the manifest's where there is one, else the copy inside the file, and the result says so.

    A hidden sheet that is not as issued is told (XG106); where the manifest says what was issued, that is no fault of the form.
    """
    if manifest is None:
        own = snapshot_inside(book)
        return own, [found("XG120"), *_head_changed(book, own)]
    code = code_among(book, manifest.snapshots)
    if code not in manifest.snapshots:
        if not code:
            raise refuse(UNMARKED)
        raise refuse("XG042", f"项目“{code}”不在下发清单里")
    issued = manifest.snapshots[code]
    refuse_other(book, issued)
    return issued, list(_copy_changed(book, issued))


def copy_fault(book: WorkbookRecord, issued: Snapshot) -> str:
    """What is wrong with the hidden sheet of a form, "" where it is as issued."""
    if SHEET not in book.sheets:
        return "隐藏的标识表不见了"
    return "" if is_as_issued(_hidden_values(book), issued) else "隐藏的标识表损坏或被改"


def _copy_changed(book: WorkbookRecord, issued: Snapshot) -> Iterator[Finding]:
    if fault := copy_fault(book, issued):
        if own := _own(book):
            refuse_former(own, issued)
        yield found("XG106", f"{fault}，已按下发清单核对，不影响接收")


def _own(book: WorkbookRecord) -> Snapshot | None:
    """The snapshot a file carries, None where it carries none that can be read."""
    try:
        return snapshot_inside(book)
    except Refused:
        return None


def _head_changed(book: WorkbookRecord, own: Snapshot) -> Iterator[Finding]:
    """Without a manifest nobody knows which of the two is right."""
    if copy_fault(book, own):
        fact = f"隐藏的标识表前后不一致：其中的表是“{own.code}”的，又没有下发清单可对"
        yield found("XG106", fact, "请用下发的原表重新填报，或用 --issued 指明下发清单", Severity.ERROR)
