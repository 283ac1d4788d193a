"""An empty roster with validation, a filled example, and all scoring methods, in the sheets and columns a template needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from xlgen.form.layout.looks import HEAD, YELLOW
from xlgen.form.template.methods import Method
from xlgen.roster.example import example_lines, sheets_of
from xlgen.roster.indicators import OPERATORS
from xlgen.roster.titles import amounts, optional_titles
from xlgen.writing.form import OPTIONS

LINES = 2000  # lines that carry validation
METHODS = "评分方法"
NOTES = {
    "项目编码": "每个项目一个编码，不可重复；“指标”表靠它对应项目",
    "年度": "四位年份，如 2025",
    "指标性质": "≥ 正向，≤ 反向，= 等于，定性；可不填，由指标值判断",
    "指标值": "数值、百分数（95%）、日期（2025年12月15日）或文字",
    "计量单位": "百分数填 %",
    "分值": "各项合计加样式固定的分值应为 100",
    "评分方法": "可不填：≥ 用正向比率，≤ 用反向比率，0 用零目标，日期用限期完成，文字用定性分档",
    "评分标准": "方法的参数，如 ≥95%:4; ≥80%:2; 其余:0。写法见“评分方法”表",
}
EPOCH = datetime(2020, 1, 1)  # a fixed date of creation: same template, same bytes


def blank_roster(template: Mapping[str, Any], methods: Mapping[str, Method]) -> bytes:
    """The workbook's bytes."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"created": EPOCH})
    book.define_name("xlgen.template", f'="{template["id"]}"')  # for whoever issues from the open roster
    head = book.add_format(
        {"bold": True, "bg_color": HEAD, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    )
    must = book.add_format(
        {"bold": True, "bg_color": YELLOW, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    )
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheets, optional = sheets_of(template), optional_titles(dict(template))
    for name, titles in sheets.items():
        sheet = book.add_worksheet(name)
        _heading(sheet, titles, head, must, optional)
        _validations(sheet, titles, len(methods), set(amounts(dict(template))))
    example = template.get("example", {})
    for name, titles in sheets.items():
        sheet = book.add_worksheet(f"示例-{name}")
        _heading(sheet, titles, head, must, optional)
        _lines(sheet, example_lines(example, name, titles), wrapped)
    sheet = book.add_worksheet(METHODS)
    _heading(sheet, ("评分方法", "别名", "口径", "评分标准写法例", "依据"), head, head, set())
    _lines(sheet, ((m.name, "、".join(m.also), m.says, m.example, m.source) for m in methods.values()), wrapped)
    for column, width in enumerate((16, 24, 60, 40, 40)):
        sheet.set_column(column, column, width)
    book.close()
    return buffer.getvalue()


def _heading(sheet: Any, titles: Sequence[str], head: Any, must: Any, optional: set[str]) -> None:
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, head if title in optional else must)
        sheet.set_column(
            column, column, 40 if title in ("年度总体目标", "评分标准", "三级指标") else 26 if "名称" in title else 14
        )
        if title in NOTES:
            sheet.write_comment(0, column, NOTES[title])


def _lines(sheet: Any, lines: Iterable[Sequence[Any]], form: Any) -> None:
    for row, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            if isinstance(value, Decimal | int):
                sheet.write_number(row, column, float(value), form)
            elif value:
                sheet.write_string(row, column, str(value), form)


def _validations(sheet: Any, titles: Sequence[str], methods: int, money: set[str]) -> None:
    rules: dict[str, dict[str, Any]] = {
        "年度": {
            "validate": "integer",
            "criteria": "between",
            "minimum": 2000,
            "maximum": 2100,
            "error_message": "请填四位年份，如 2025",
        },
        "分值": {"validate": "decimal", "criteria": ">", "value": 0, "error_message": "分值应为大于 0 的数"},
        "指标性质": {"validate": "list", "source": list(OPERATORS), "error_message": "请从下拉列表中选"},
        "评分方法": {
            "validate": "list",
            "source": f"={METHODS}!{xl_range_abs(1, 0, methods, 0)}",
            "error_type": "warning",
            "error_message": "不是标准名称；别名也可以用，见“评分方法”表",
        },
    }
    amount = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "请填数字，不带单位"}
    for column, title in enumerate(titles):
        rule = amount if title in money else rules.get(title)
        if rule:
            sheet.data_validation(1, column, LINES, column, rule | {"error_title": "填写有误"})
