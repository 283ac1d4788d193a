"""The workbook of an issued form, through XlsxWriter. Texts are only ever written as strings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.form.layout.looks import properties
from xlgen.form.layout.measure import lines_of
from xlgen.form.layout.palette import ALERT, READY
from xlgen.form.layout.records import Block, Layout, Page
from xlgen.form.prompts import IF_LOST, MAY_FILL, MUST_FILL
from xlgen.form.records import Cell
from xlgen.issued.hidden import SHEET, hidden_cells
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.language.write import Address
from xlgen.workbook.references import Place, absolute, address_from, quoted
from xlgen.writing.new_book import A4, LONGEST_PROPERTY, GrowingRows, NewBook, cached, set_paper, written
from xlgen.writing.quick.quick_book import QuickBook, written_quickly
from xlgen.writing.validation import validation

_OPEN = {  # what a protected sheet lets officers do: pull rows higher, put in seals, signatures and notes of their own
    "format_rows": True,
    "format_columns": True,
    "objects": True,
    "select_locked_cells": True,
}
LONGEST_FOOTER = 100  # characters of what the footer says of the form: 255 take all three parts, & counting twice
HEADING_IN_VIEW = 160  # points; more would leave too little of a small screen to scroll


@dataclass(frozen=True, slots=True)
class _Issue:
    """What is written: the form as issued, the cached values of its formulas, and its names as references on a sheet."""

    snapshot: Snapshot
    values: Mapping[str, Value]
    address: Callable[[str], Address]
    duties: Mapping[str, str]
    tiers: Mapping[str, str]
    leads: Mapping[tuple[str, int, int], str]


def write(snapshot: Snapshot, layout: Layout, values: Mapping[str, Value]) -> bytes:
    """The blank workbook; ``values`` are the cached values of its formulas. Same arguments, same bytes."""
    return _written(written_quickly, snapshot, layout, values)


def write_slowly(snapshot: Snapshot, layout: Layout, values: Mapping[str, Value]) -> bytes:
    """The same through XlsxWriter itself: what ``write`` is held against."""
    return _written(written, snapshot, layout, values)


def _written(through: Callable[..., bytes], snapshot: Snapshot, layout: Layout, values: Mapping[str, Value]) -> bytes:
    form = _Issue(snapshot, values, address_from(layout.places), _duties(snapshot), _tiers(snapshot), _leads(layout))
    day = datetime.fromisoformat(snapshot.issued)
    return through(lambda book: _fill(book, form, layout), day, title=snapshot.title, subject=snapshot.code)


def _duties(snapshot: Snapshot) -> dict[str, str]:
    """Whether each input must be filled, by its name: those of a spare row need not, a reason only where points are lost."""
    rows = {(row.table, row.key): row for row in snapshot.rows}
    duties = {}
    for slot in snapshot.slots.values():
        if not slot.cell.is_input:
            continue
        row = rows.get((slot.table, slot.row))
        is_asked = slot.cell.required and not (row and row.spare)
        is_reason = slot.column == "reason" and row is not None
        duties[slot.name] = MUST_FILL if is_asked else IF_LOST if is_reason else MAY_FILL
    return duties


def _tiers(snapshot: Snapshot) -> dict[str, str]:
    """Which score is given for what, by the input where that is chosen: a score, or what is done where bands decide."""
    said = {}
    for row in snapshot.rows:
        if row.parameters and row.says:
            said[f"{row.table}.{row.key}.score"] = row.says
            if "bands" in row.parameters:
                said[row.asked.get("actual", "")] = row.says
    return said


def _leads(layout: Layout) -> dict[tuple[str, int, int], str]:
    """Cells from which a click leads to another sheet, and its name.

    The live status leads to 自检, a text that names a sheet to that, the first text of every other sheet to the form. Only texts
    of one line do, and on the form itself none that is printed: LibreOffice does not fold a text that leads somewhere, and
    prints it blue.
    """
    names, home = [page.name for page in layout.pages], layout.places.get("status", ("",))[0]
    led = {}
    for page in layout.pages:
        texts = [block for block in page.blocks if block.role in ("text", "note") and _is_a_line(page, block)]
        texts = [] if page.name == home else texts
        for block in page.blocks:
            to = next((name for name in names if f"“{name}”" in block.text), "") if block in texts else ""
            if block.role == "status" and "verdict" in layout.places:
                to = layout.places["verdict"][0]
            if not to and texts and block is texts[0]:
                to = home
            if to not in ("", page.name):
                led[page.name, block.row, block.column] = to
    return led


def _is_a_line(page: Page, block: Block) -> bool:
    return _lines(block.text, page.widths[block.column : block.last_column + 1]) == 1


@lru_cache(1 << 12)
def _lines(text: str, widths: tuple[Decimal, ...]) -> int:
    return lines_of(text, sum(widths, Decimal(0)))


def _fill(book: NewBook | QuickBook, form: _Issue, layout: Layout) -> None:
    snapshot = form.snapshot
    book.set_custom_property("xlgen", f"{snapshot.form} {snapshot.edition} {snapshot.code}"[:LONGEST_PROPERTY])
    book.set_calc_mode("auto")
    for page in layout.pages:
        _page(book, form, page)
    _hidden(book, snapshot)
    for name, place in sorted(layout.places.items()):
        book.define_name(name, _defined(place))


@lru_cache(20_000)  # cells of the forms of a batch stand in few places
def _defined(place: Place) -> str:
    return f"={absolute(place)}"


def _page(book: NewBook | QuickBook, form: _Issue, page: Page) -> None:
    sheet: Any = book.add_worksheet(page.name, GrowingRows)
    sheet.fixed_rows = frozenset(page.fixed)
    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, float(width))
    for row, height in page.heights.items():
        sheet.set_row(row, min(round(height * 4 / 3) * 0.75, MAX_HEIGHT))
    for block in page.blocks:
        _block(book, sheet, form, page.name, block)
    _paper(sheet, form.snapshot, page)
    sheet.protect("", _OPEN)


def _paper(sheet: Any, snapshot: Snapshot, page: Page) -> None:
    set_paper(sheet, A4, page.landscape)
    sheet.print_area(page.first_printed, 0, page.last_row, len(page.widths) - 1)
    if page.repeat:
        sheet.repeat_rows(*page.repeat)
    if frozen := _rows_in_view(page):
        sheet.freeze_panes(frozen, 0)
    if page.scale:  # Excel passes breaks over where it fits the sheet to pages itself
        sheet.set_h_pagebreaks(page.breaks)
        sheet.set_print_scale(page.scale)
    sheet.print_black_and_white()  # entries' yellow, greys and marks are for the screen: none of them goes under the seal
    about = " ".join(filter(None, ("编码", snapshot.code, snapshot.title, f"{snapshot.edition}版")))
    # a digit right behind the size would be read as one more of its digits: [MS-OI29500] 2.1.619
    sheet.set_footer(f"&L&8{about[:LONGEST_FOOTER].replace('&', '&&')}&R&8第 &P 页 共 &N 页")


def _rows_in_view(page: Page) -> int:
    """How many rows stay in view: down to the main table's heading if that leaves room, else down to the live status."""
    if page.frozen and sum(page.heights[row] for row in range(page.frozen)) < HEADING_IN_VIEW:
        return page.frozen
    return next((block.row + 1 for block in page.blocks if block.role == "status"), 0)


def _block(book: NewBook | QuickBook, sheet: Any, form: _Issue, page: str, block: Block) -> None:
    duty = form.duties.get(block.cell.name, MAY_FILL) if block.cell is not None else MAY_FILL
    at, target = (block.row, block.column), form.leads.get((page, block.row, block.column))
    said = book.look_of(properties(block.role, block.cell, duty == MUST_FILL, bool(target)))
    if block.is_merged:
        sheet.merge_range(*at, block.last_row, block.last_column, "", said)
    if target:  # what stands in the cell is written over it
        sheet.write_url(*at, f"internal:{quoted(target)}!A1", said, tip=f"点这里转到“{target}”")
    if block.cell is not None:
        _cell(sheet, form, at, block.cell, said)
    elif block.text:
        sheet.write_string(*at, block.text, said)
    else:
        sheet.write_blank(*at, None, said)
    if block.role == "status" or (block.cell is not None and (block.cell.type == "mark" or block.cell.name == "verdict")):
        _verdict(book, sheet, block)
    if block.cell is not None and block.cell.is_input:
        tiers = form.tiers.get(block.cell.name, "")
        rule = validation(block.cell, form.snapshot.money, duty, form.address(page), tiers)
        if sheet.data_validation(*at, block.last_row, block.last_column, rule):
            raise ValueError(f"{block.cell.name}：数据有效性写不进去")


def _verdict(book: NewBook | QuickBook, sheet: Any, block: Block) -> None:
    """What still lacks is red on screen, what may be handed in green: conditional formats as Excel 2007 has them."""
    area = (block.row, block.column, block.last_row, block.last_column)
    if block.cell is None or block.cell.type != "mark":
        for word, colour in (("可以报送", READY), ("还不能报送", ALERT)):
            said = book.look({"font_color": colour, "bold": True})
            sheet.conditional_format(*area, {"type": "text", "criteria": "begins with", "value": word, "format": said})
    else:
        said = book.look({"font_color": ALERT, "bold": True})
        sheet.conditional_format(*area, {"type": "cell", "criteria": ">", "value": 0, "format": said})


def _cell(sheet: Any, form: _Issue, at: tuple[int, int], cell: Cell, said: Any) -> None:
    if cell.formula is not None:
        sheet.write_formula(*at, form.snapshot.slots[cell.name].excel, said, cached(form.values.get(cell.name)))
    elif isinstance(cell.value, Decimal):
        sheet.write_number(*at, float(cell.value), said)
    elif cell.value:
        sheet.write_string(*at, cell.value, said)
    else:
        sheet.write_blank(*at, None, said)


def _hidden(book: NewBook | QuickBook, snapshot: Snapshot) -> None:
    sheet: Any = book.add_worksheet(SHEET)
    for (row, column), text in hidden_cells(snapshot):
        sheet.write_string(row, column, text)
    sheet.protect("")
    sheet.very_hidden()
