"""One sheet's part read for patching: its rows and columns by byte offset, and which cells belong to array formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlgen.workbook import addresses as a1
from xlgen.workbook.opc.revision import Revision
from xlgen.workbook.opc.xml import Element
from xlgen.workbook.opc.zip import RESAVE

_OF_MANY = (b"array", b"dataTable", b"&#")  # without these, however it is spelled, no formula is one of several cells


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's part, and what may be done to its cells."""

    name: str
    xml: bytes
    prefix: str  # of its elements: "" or such as "x:"
    data: Element
    columns: Sequence[Element]
    arrays: tuple[tuple[int, int, int, int], ...]  # top, left, bottom, right of array formulas and data tables
    overwrite: bool
    chained: bool  # the workbook holds a calculation chain


def read_sheet(draft: Revision, name: str, part: str, overwrite: bool = False) -> SheetPart:
    """A sheet from its part; ValueError where it is no plain worksheet."""
    root = draft.tree(part)
    prefix = root.name.removesuffix("worksheet")
    data = [child for child in root.children if child.name == f"{prefix}sheetData"]
    if root.local != "worksheet" or len(data) != 1:
        raise ValueError(f"“{name}”不是普通工作表，不能改写单元格（请选择其他工作表）")
    columns = tuple(column for child in root.children if child.name == f"{prefix}cols" for column in child.children)
    xml = draft.read(part)
    rows = (
        data[0].children if any(word in xml for word in _OF_MANY) else ()
    )  # cells need not be taken apart to tell that they have none
    formulas = (inner.attributes for row in rows for cell in row.children for inner in cell.children)
    areas = (each.get("ref", "").partition(":") for each in formulas if each.get("t") in ("array", "dataTable"))
    try:
        arrays = tuple((*a1.parse(first), *a1.parse(last or first)) for first, _, last in areas)
    except ValueError as error:
        raise ValueError(f"“{name}”中数组公式的区域“{error}”无法识别（{RESAVE}）") from None
    chained = draft.has("xl/calcchain.xml")
    return SheetPart(name, xml, prefix, data[0], columns, arrays, overwrite, chained)


def numbered(sheet: SheetPart, parent: Element, name: str, number: Callable[[str], int]) -> dict[int, Element]:
    """Rows or cells by number from 0; one without ``r`` follows the one before it (ECMA-376 part 1, 18.3.1.4, 18.3.1.73)."""
    found: dict[int, Element] = {}
    last = -1
    for child in parent.children:
        if child.local == "extLst":
            continue
        reference = child.attributes.get("r")
        try:
            place = last + 1 if reference is None else number(reference)
        except ValueError:
            place = -1
        if child.name != sheet.prefix + name or place <= last:
            raise ValueError(f"“{sheet.name}”中 {child.name} {reference or ''} 的位置有误或次序颠倒（{RESAVE}）")
        found[place] = child
        last = place
    return found
