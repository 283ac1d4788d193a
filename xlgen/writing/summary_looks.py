"""How the summary workbook looks: fonts, colours and number formats by role and type, in XlsxWriter's words."""

from __future__ import annotations

from typing import Any

from xlgen.form.layout.looks import FORMATS, SCORE
from xlgen.form.layout.palette import ASIDE, HEAD, HEAD_FONT, LINK, TEXT_FONT

BODY = {"font_name": TEXT_FONT, "font_size": 10, "valign": "vcenter"}
HEADING = {"font_name": HEAD_FONT, "bg_color": HEAD, "border": 1, "align": "center", "text_wrap": True}
LINES: dict[str, dict[str, Any]] = {  # by role, with the height of the row
    "title": {"font_name": HEAD_FONT, "font_size": 16, "align": "center"},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "verdict": {"align": "left", "bold": True},
    "heading1": {"font_name": HEAD_FONT, "font_size": 11, "align": "left"},
    "note": {"font_size": 9, "align": "left", "text_wrap": True},
    "signature": {"align": "left", "valign": "bottom"},
}
HEIGHTS = {"title": 32.0, "heading1": 24.0, "signature": 36.0}
TYPES: dict[str, dict[str, Any]] = {
    "text": {"align": "left", "text_wrap": True, "indent": 1},
    "any": {"align": "center", "text_wrap": True},
    "code": {"align": "center", "text_wrap": True},
    "count": {"align": "center", "num_format": FORMATS["count"]},
    "number": {"align": "center", "num_format": "General"},
    "money": {"align": "right", "indent": 1, "num_format": FORMATS["money"]},
    "percent": {"align": "center", "num_format": FORMATS["percent"]},
    "score": {"align": "center", "num_format": SCORE},
    "order": {"align": "right", "num_format": "0.0000000"},
    "date": {"align": "center", "num_format": FORMATS["date"]},
    "path": {"align": "left", "font_size": 9, "font_color": ASIDE},
    "link": {"align": "center", "font_color": LINK, "underline": 1},
}
WRAPPED = {kind for kind, said in TYPES.items() if "text_wrap" in said}
LEAST = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 100,
    "input_title": "等级界限",
    "input_message": "填 0—100，从高到低。得分不低于此数的为这一等级。",
    "error_title": "填写有误",
    "error_message": "请填 0—100 的数。",
}
