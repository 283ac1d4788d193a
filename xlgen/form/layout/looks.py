"""How a form looks: fonts, colours and number formats by role and type. Values, not Excel objects."""

from __future__ import annotations

from typing import Any

from xlgen.form.layout.palette import COMPUTED, ENTRY, HEAD, HEAD_FONT, LINK, REQUIRED, STATUS, TEXT_FONT
from xlgen.form.records import NUMERIC, Cell
from xlgen.form.vocabulary import REVIEW
from xlgen.language.nodes import Call
from xlgen.language.operators import OPS

BODY = {"font_name": TEXT_FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
ROLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": HEAD_FONT, "font_size": 16, "align": "center"},
    "subtitle": {"align": "center"},
    "text": {"font_size": 11, "align": "left"},
    "note": {"font_size": 9, "align": "left"},
    "heading1": {"font_name": HEAD_FONT, "align": "left", "font_size": 11},
    "plain": {"align": "right"},
    "status": {"align": "left", "font_size": 9, "font_color": STATUS},
    "seal": {"align": "center"},
    "signature": {"bottom": 1, "align": "left"},
    "label": {"font_name": HEAD_FONT, "border": 1, "bg_color": HEAD, "align": "center"},
    "side": {"font_name": HEAD_FONT, "border": 1, "bg_color": HEAD, "align": "center"},
    "heading": {"font_name": HEAD_FONT, "border": 1, "bg_color": HEAD, "align": "center"},
    "group": {"border": 1, "align": "center"},
    "cell": {"border": 1},
}
SCORE = "0.00"  # of points and scores, whatever their type
FORMATS = {
    "money": "#,##0.00",
    "number": "General",
    "count": "0",
    "percent": "0.00%",
    "date": "yyyy-m-d",
    "mark": '"缺";;"√"',
}


def look(role: str, cell: Cell | None = None, is_asked: bool = False) -> dict[str, Any]:
    """Format of a block: an input is yellow and unlocked, a formula grey and locked, all else white and locked.

    An input that must be filled (``is_asked``) is a deeper yellow.

    What the reviewer fills is white and locked in the unit's form: the reviewer takes the sheet's protection off, which has no
    password.
    """
    said = {**BODY, **ROLES[role]}
    if cell is None:
        return said
    short = not cell.is_input and len(_text(cell)) <= 12
    usual = "center" if cell.type in (*NUMERIC, "choice", "mark") or short else "left"
    said["align"] = cell.align or said.get("align") or usual
    if said["align"] == "left":
        said["indent"] = 1
    if cell.is_input and REVIEW not in cell.tags:
        said |= {"locked": False, "bg_color": REQUIRED if is_asked else ENTRY}
    elif cell.formula is not None and role == "cell":
        said["bg_color"] = COMPUTED
        if cell.type in NUMERIC:  # a figure that is too wide shrinks: ### on a sealed page says nothing
            said |= {"shrink": True, "text_wrap": False}
    if isinstance(cell.formula, Call) and cell.formula.op is OPS["link"]:
        said |= {"font_color": LINK, "underline": 1}
    if "score" in cell.tags:
        said["num_format"] = SCORE
    elif cell.type in FORMATS:
        prefix, suffix = (f'"{text}"' if text else "" for text in (cell.prefix, cell.suffix.replace('"', "")))
        said["num_format"] = prefix + FORMATS[cell.type] + suffix
    return said


def _text(cell: Cell) -> str:
    return cell.value if isinstance(cell.value, str) else ""
