"""What a returned workbook says of itself: whether it is ours, which project it is for, and the snapshot it carries."""

from __future__ import annotations

from xlgen.errors import FormulaError, Refused
from xlgen.hidden import SHEET, identity_of, read_hidden
from xlgen.ooxml.reader import CellError, WorkbookRecord
from xlgen.operators import Value
from xlgen.snapshot import Snapshot


def _hidden_values(book: WorkbookRecord) -> dict[tuple[int, int], Value]:
    cells = book.sheets[SHEET].cells if SHEET in book.sheets else {}
    return {at: None if isinstance(cell.value, CellError) else cell.value for at, cell in cells.items()}


def snapshot_inside(book: WorkbookRecord) -> Snapshot:
    """The snapshot in the hidden sheet. Refused (XG040, XG041) where there is none or it is damaged."""
    if SHEET not in book.sheets:
        raise Refused("XG040", "不是 xlgen 下发的表（没有标识）", "请用主管部门下发的原表填报")
    try:
        return read_hidden(_hidden_values(book))
    except (ValueError, KeyError, TypeError, IndexError, FormulaError):
        raise Refused(
            "XG041", "表内的标识已损坏，认不出是哪张表", "请用主管部门下发的原表重新填报，或用 --issued 指明下发清单"
        ) from None


def head_inside(book: WorkbookRecord) -> dict[str, str]:
    """Form, edition, code and date of issue as the head of the hidden sheet says them, "" where it says none."""
    return identity_of(_hidden_values(book))


def code_inside(book: WorkbookRecord) -> str:
    """项目编码 as the hidden sheet says it, "" where it says none; readable even where the snapshot is damaged."""
    return identity_of(_hidden_values(book)).get("code", "")
