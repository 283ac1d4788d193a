"""A roster for tests as a workbook's sheets, and edits to it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl

from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.read import read_roster

SMALL = ("XL160", "XL161")  # the roster below has one indicator of each kind: each is heavy, and kinds are missing
Sheets = dict[str, list[list[Decimal | int | str]]]


PROJECTS: list[list[Decimal | int | str]] = [
    ["项目编码", "项目名称", "主管部门", "实施单位", "年度", "年初预算数", "全年预算数", "财政拨款", "上年结转", "其他资金", "年度总体目标"],
    ["P001", "村医培训", "县医保局", "县医保中心", 2025, 30, 30, 25, 5, 0, "办四期培训班"],
    ["P002", "基金监管", "县医保局", "县稽核所", 2025, 12, 12, 12, "", "", "检查定点机构"],
]  # fmt: skip


INDICATORS: list[list[Decimal | int | str]] = [
    ["项目编码", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "分值", "评分方法", "评分标准"],
    ["P001", "产出指标", "数量指标", "培训人数", "≥", 120, "人", 50, "正向比率", ""],
    ["P001", "效益指标", "社会效益指标", "经办能力", "定性", "明显提升", "", 30, "", ""],
    ["P001", "满意度指标", "服务对象满意度指标", "满意度", "≥", "90%", "%", 10, "分档计分", "≥90%:10; ≥80%:5; 其余:0"],
    ["P002", "产出指标", "数量指标", "检查机构数", "≥", 80, "家", 50, "", ""],
    ["P002", "效益指标", "经济效益指标", "追回基金", "≥", 100, "万元", 30, "", ""],
    ["P002", "满意度指标", "服务对象满意度指标", "满意度", "≥", "85%", "%", 10, "", ""],
]


def sound() -> Sheets:
    return {"项目": deepcopy(PROJECTS), "指标": deepcopy(INDICATORS)}


def put(sheet: str, row: int, title: str, value: Decimal | int | str) -> Callable[[Sheets], None]:
    """An edit: the cell of this row (1 is the line below the titles) and title."""

    def edit(sheets: Sheets) -> None:
        sheets[sheet][row][sheets[sheet][0].index(title)] = value

    return edit


def without(sheet: str, title: str) -> Callable[[Sheets], None]:
    def edit(sheets: Sheets) -> None:
        column = sheets[sheet][0].index(title)
        sheets[sheet] = [row[:column] + row[column + 1 :] for row in sheets[sheet]]

    return edit


def copy_the_samples(roster: Path) -> None:
    """What the pages tell a clerk who only tries: the sample sheets copied into those to be filled in."""
    book = openpyxl.load_workbook(roster)
    for name in ("项目", "指标"):
        for row in book[f"示例-{name}"].iter_rows(min_row=2):
            for cell in row:
                book[name].cell(cell.row, cell.column).value = cell.value
    book.save(roster)


def workbook_of(sheets: Sheets, *changes: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The roster as a workbook that a clerk's program wrote, changed by hand: merged, hidden, with formulas."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    for change in changes:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def told(content: bytes, template: str = "project") -> list[tuple[str, str, str]]:
    """Code, place and message of everything found in a roster, but what this small one cannot help."""
    spec = load_template(template)
    _, findings = read_roster(content, spec, load_methods(spec))
    return [(each.code, each.place, each.message) for each in findings if each.code not in SMALL]
