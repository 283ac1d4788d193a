"""The part of a quick sheet: the frame that XlsxWriter makes, filled with rows, merges, rules and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlgen.workbook.addresses import spell
from xlgen.writing.new_book import Properties
from xlgen.writing.quick.played import Played, frame, row_height
from xlgen.writing.quick.quick_sheet import BLOCK, QuickSheet, escaped

FOOTER = "\ue000"


def sheet_part(sheet: QuickSheet, look_number: Callable[[Properties], int]) -> str:
    """The sheet's text. Looks are numbered as they are met: sheets must be written in their order."""
    calls, footer = _without_footer(sheet)
    start, middle, end, tail = frame(calls, sheet.index)
    rules = "".join(_rules(sheet))
    return "".join(
        (start, _extent(sheet), middle, *_rows(sheet, look_number), end, rules, tail.replace(FOOTER, escaped(footer)))
    )


def _without_footer(sheet: QuickSheet) -> tuple[tuple[Played, ...], str]:
    """Footers differ from form to form: a mark is played for them."""
    footers = [arguments[0] for name, arguments, _ in sheet.calls if name == "set_footer"]
    return tuple(("set_footer", (FOOTER,), ()) if call[0] == "set_footer" else call for call in sheet.calls), "".join(footers)


def _extent(sheet: QuickSheet) -> str:
    touched = [*sheet.rows, *sheet.heights]
    columns = {column for row in sheet.rows.values() for column in row} | ({0} if sheet.heights else set())
    first, last = spell(min(touched), min(columns)), spell(max(touched), max(columns))
    return first if first == last else f"{first}:{last}"


def _rows(sheet: QuickSheet, look_number: Callable[[Properties], int]) -> Iterator[str]:
    spans = _spans(sheet)
    for row in sorted({*sheet.rows, *sheet.heights}):
        height = row_height(sheet.heights[row], row in sheet.fixed_rows) if row in sheet.heights else ""
        span = spans.get(row // BLOCK, "")
        cells = sheet.rows.get(row)
        if not cells:
            yield f'<row r="{row + 1}"{span}{height}/>'
            continue
        yield f'<row r="{row + 1}"{span}{height}>'
        yield from [
            f"{before}{behind}" if look is None else f'{before} s="{look_number(look)}"{behind}'
            for _, (look, before, behind) in sorted(cells.items())
        ]
        yield "</row>"


def _spans(sheet: QuickSheet) -> dict[int, str]:
    """From which to which column the cells of each block of rows reach."""
    reached: dict[int, list[int]] = {}
    for row, cells in sheet.rows.items():
        reached.setdefault(row // BLOCK, []).extend((min(cells), max(cells)))
    return {block: f' spans="{min(columns) + 1}:{max(columns) + 1}"' for block, columns in reached.items()}


def _rules(sheet: QuickSheet) -> Iterator[str]:
    if sheet.merged:
        yield f'<mergeCells count="{len(sheet.merged)}">'
        yield from (f'<mergeCell ref="{area}"/>' for area in sheet.merged)
        yield "</mergeCells>"
    for area, texts in sheet.conditions.items():
        yield f'<conditionalFormatting sqref="{area}">{"".join(texts)}</conditionalFormatting>'
    if sheet.rules:
        yield f'<dataValidations count="{len(sheet.rules)}">{"".join(sheet.rules)}</dataValidations>'
    if sheet.links:
        yield f"<hyperlinks>{''.join(text for _, text in sorted(sheet.links.items()))}</hyperlinks>"
