"""The bytes of a .xls or .et to plain records: what a returned workbook holds, but for the text of its formulas."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

from xlrd import XLRDError, open_workbook
from xlrd.book import Name
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formula import FormulaError as NameFormulaError

from xlgen.catalogue import refuse
from xlgen.errors import Refused
from xlgen.workbook.biff.beginning import WORKSHEET, Allowance, Beginning, read_beginning
from xlgen.workbook.biff.sheet_records import read_sheet
from xlgen.workbook.ooxml.guard import Limits
from xlgen.workbook.records import SheetRecord, WorkbookRecord
from xlgen.workbook.references import absolute

_MACROS = "_vba_project_cur"  # the storage that holds them, MS-XLS 2.1.7.18
_REFERENCE = -1  # xlrd's kind of a formula that is a fixed place
_WHOLE_BOOK = -1  # xlrd's scope of a name that is no sheet's own

# what a damaged file makes xlrd and the readers here raise
_DAMAGED = XLRDError, CompDocError, NameFormulaError, struct.error, ValueError, LookupError, ArithmeticError, AssertionError


def read_old_book(data: bytes, limits: Limits) -> WorkbookRecord:
    """The workbook in a .xls or .et; whatever is wrong with it, the only error is Refused (XG0xx)."""
    try:
        return _read(data, limits)
    except Refused:
        raise
    except MemoryError as error:
        raise refuse("XG014", "内存不够") from error
    except _DAMAGED as error:
        raise refuse("XG010") from error
    except Exception as error:  # a stranger's file must never end in a traceback
        raise refuse("XG010", type(error).__name__) from error


def _read(data: bytes, limits: Limits) -> WorkbookRecord:
    stream = _workbook_stream(data)
    allowance = Allowance(limits, limits.elements, limits.cells)
    beginning = read_beginning(stream, allowance)
    sheets = {
        each.name: read_sheet(stream, each, beginning, allowance)
        if each.kind == WORKSHEET
        else SheetRecord(each.name, each.state, {})
        for each in beginning.announced
    }
    return WorkbookRecord(sheets, _names(beginning), beginning.external, untold=True)


def _workbook_stream(data: bytes) -> bytes:
    """The workbook inside the container."""
    container = CompDoc(data, logfile=io.StringIO())
    within = {entry.name.lower() for entry in container.dirlist}
    if _MACROS in within:
        raise refuse("XG026")
    if "workbook" not in within:
        raise refuse("XG004", "是 Excel 95 或更早的格式" if "book" in within else "里面没有工作簿，可能是 .doc、.wps 等文件")
    memory, at, size = container.locate_named_stream("Workbook")
    return bytes(memory[at : at + size])


def _names(beginning: Beginning) -> Mapping[str, str]:
    """Names of the whole workbook; xlrd is given neither texts nor looks, of which it asks more than is needed here."""
    book = open_workbook(file_contents=beginning.naming, on_demand=True, logfile=io.StringIO())
    names = dict.fromkeys(beginning.placeless, "")
    spelled = {name.lower(): "" for name in names}
    for each in book.name_obj_list:
        if each.scope == _WHOLE_BOOK:
            text = _target(each, book.sheet_names())
            if spelled.setdefault(each.name.lower(), text) != text:
                raise refuse("XG027", f"名称 {each.name} 出现两次，所指不同")
            names[each.name] = text
    return names


def _target(name: Name, sheets: list[str]) -> str:
    """The place a name stands for, as formulas write it; "" where it is none that is fixed."""
    result = name.result
    if result is None or result.kind != _REFERENCE or len(result.value or ()) != 1:
        return ""
    first, last, top, bottom, left, right = result.value[0].coords
    if last != first + 1 or not 0 <= first < len(sheets):
        return ""
    corner = absolute((sheets[first], top, left))
    if (top, left) == (bottom - 1, right - 1):
        return corner
    return f"{corner}:{absolute((sheets[first], bottom - 1, right - 1)).rpartition('!')[2]}"
