"""How the summary workbook looks: fonts, colours and number formats by role and type, in XlsxWriter's words."""

from __future__ import annotations

from typing import Any

BODY = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
HEADING = {"font_name": "黑体", "bg_color": "#E7EDF4", "border": 1, "align": "center", "text_wrap": True}
YELLOW, GREY = "#FFF9DB", "#F2F2F2"
LINES: dict[str, dict[str, Any]] = {  # by role, with the height of the row
    "title": {"font_name": "黑体", "font_size": 16, "align": "center"},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "verdict": {"align": "left", "bold": True},
    "heading1": {"font_name": "黑体", "font_size": 11, "align": "left"},
    "note": {"font_size": 9, "align": "left", "text_wrap": True},
    "signature": {"align": "left", "valign": "bottom"},
}
HEIGHTS = {"title": 32.0, "heading1": 24.0, "signature": 36.0}
TYPES: dict[str, dict[str, Any]] = {
    "text": {"align": "left", "text_wrap": True, "indent": 1},
    "any": {"align": "center", "text_wrap": True},
    "code": {"align": "center", "text_wrap": True},
    "count": {"align": "center", "num_format": "0"},
    "number": {"align": "center", "num_format": "General"},
    "money": {"align": "right", "indent": 1, "num_format": "#,##0.00"},
    "percent": {"align": "center", "num_format": "0.00%"},
    "score": {"align": "center", "num_format": "0.00"},
    "order": {"align": "right", "num_format": "0.0000000"},
    "date": {"align": "center", "num_format": 'yyyy"年"m"月"d"日"'},
    "path": {"align": "left", "font_size": 9, "font_color": "#595959"},
    "link": {"align": "center", "font_color": "#0563C1", "underline": 1},
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
