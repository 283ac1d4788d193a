"""Merged cells of a sheet: those that are wanted, as edits of its part."""

from __future__ import annotations

from collections.abc import Sequence

from xlgen.workbook.addresses import parse, spell
from xlgen.workbook.opc.revision import child
from xlgen.workbook.opc.xml import Edit, Element, insert_last, take_out
from xlgen.workbook.patching.deriving import counted
from xlgen.workbook.patching.sheet_part import SheetPart
from xlgen.workbook.records import Bounds

# what may stand behind them in a worksheet (ECMA-376 part 1, 18.3.1.99)
_BEHIND = (
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
    "colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture "
    "oleObjects controls AlternateContent webPublishItems tableParts extLst"
).split()


def merge_edits(sheet: SheetPart, root: Element, wanted: Sequence[Bounds]) -> list[Edit]:
    """Edits after which exactly these ranges are merged; those that stay keep their bytes."""
    group = child(root, "mergeCells")
    present = {_bounds(each): each for each in (group.children if group else ())}
    new = "".join(f'<{sheet.prefix}mergeCell ref="{_spelled(each)}"/>' for each in wanted if each not in present)
    if group is None:
        whole = f'<{sheet.prefix}mergeCells count="{len(wanted)}">{new}</{sheet.prefix}mergeCells>'.encode()
        behind = child(root, *_BEHIND)
        return [(behind.start, behind.start, whole) if behind else insert_last(sheet.xml, root, whole)] if new else []
    if not wanted:
        return [take_out(sheet.xml, group)]
    gone = [take_out(sheet.xml, each) for bounds, each in present.items() if bounds not in wanted]
    return [counted(sheet.xml, group, len(wanted)), *gone, insert_last(sheet.xml, group, new.encode())]


def _bounds(element: Element) -> Bounds | None:
    first, _, last = element.attributes.get("ref", "").replace("$", "").partition(":")
    try:
        (top, left), (bottom, right) = parse(first), parse(last or first)
    except ValueError:
        return None
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _spelled(bounds: Bounds) -> str:
    return f"{spell(*bounds[:2])}:{spell(*bounds[2:])}"
