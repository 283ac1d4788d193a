"""The boxes that show notes: VML, which need not be XML that a parser would take, so it is handled as text.

ECMA-376 part 4, 19.1 (shapes) and 19.4 (``x:ClientData``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from xlgen.workbook import addresses as a1
from xlgen.workbook.patching.rows_columns import RowsColumns

_SHAPE = re.compile(rb"<v:shape\b(?:(?!</?v:shape\b).)*</v:shape>", re.DOTALL)
_DRAWN = re.compile(rb"<v:(?:shape|rect|roundrect|line|oval|polyline|group|image|arc|curve)[\s>/]")
_PIXEL, _DIGIT = 0.75, 8  # points of a pixel, pixels of a digit in 宋体 11
_WIDTH, _LINE, _PER_LINE = 240, 13.5, 20  # points wide, points a line, Chinese characters a line at 9 points


def empty_drawing() -> str:
    """A part without boxes, with the one kind of box that notes are."""
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
    )


def _walk(size: Callable[[int], float], at: int, points: float) -> tuple[int, int]:
    """The row or column in which so many points from the start of one end, and the pixels into it."""
    while points > max(size(at), _PIXEL):
        points -= max(size(at), _PIXEL)  # what is hidden has no size; a sheet of nothing else ends too
        at += 1
    return at, round(points / _PIXEL)


def shape(at: tuple[int, int], text: str, sizes: RowsColumns) -> str:
    """A hidden box beside the cell, wide and high enough for its text: programs go by the cells that its corners stand in."""
    row, column = at
    lines = sum(-(-max(len(line), 1) // _PER_LINE) for line in text.split("\n"))
    high, first = lines * _LINE + 12, max(row - 1, 0)
    right = _walk(lambda at: (sizes.width_of(at) * _DIGIT + 5) * _PIXEL, column + 1, _WIDTH + 12 * _PIXEL)
    low = _walk(lambda at: sizes.height if (own := sizes.height_of(at)) is None else own, first, high + 8 * _PIXEL)
    anchor = f"{column + 1}, 12, {first}, 8, {right[0]}, {right[1]}, {low[0]}, {low[1]}"
    style = f"position:absolute;width:{_WIDTH}pt;height:{high:g}pt;z-index:1;visibility:hidden"
    return (
        f'<v:shape id="xlgen_{a1.spell(row, column)}" type="#_x0000_t202" style="{style}" fillcolor="#fff2cc" '
        f'o:insetmode="auto"><v:fill color2="#fff2cc"/><v:path o:connecttype="none"/><v:textbox/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def has_shapes(drawing: bytes) -> bool:
    """Whether any box, of a note or not, is there."""
    return _DRAWN.search(drawing) is not None


def without_shapes(drawing: bytes, places: set[tuple[int, int]]) -> bytes:
    """The part without the boxes of the notes on some cells."""
    return _SHAPE.sub(lambda box: b"" if _place(box[0]) in places else box[0], drawing)


def _place(box: bytes) -> tuple[int, int] | None:
    row, column = (re.search(rb"<x:%s>\s*(\d+)\s*</x:%s>" % (name, name), box) for name in (b"Row", b"Column"))
    return (int(row[1]), int(column[1])) if row and column else None
