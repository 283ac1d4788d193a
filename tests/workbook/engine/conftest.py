"""A workbook for the tests of the engine, open in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw

from xlgen.workbook.engine import app as engines


@pytest.fixture
def book(tmp_path: Path) -> Iterator[xw.Book]:
    """Fonts, formats, widths and heights, a merge, names of the workbook and of one sheet, hidden lines, formulas."""
    file = tmp_path / "样例.xlsx"
    made = xlsxwriter.Workbook(file)
    sheet, other = made.add_worksheet("数据"), made.add_worksheet("另一张")
    loud = {"bold": True, "italic": True, "font_name": "黑体", "font_size": 16, "font_color": "#C00000", "bg_color": "#FFF9DB"}
    sheet.write_string(0, 0, "项目名称", made.add_format({**loud, "text_wrap": True, "align": "center", "valign": "top"}))
    sheet.write_number(1, 0, 0.98, made.add_format({"num_format": "0.00%", "align": "center_across"}))
    sheet.write_datetime(2, 0, datetime(2025, 12, 31), made.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_formula(3, 0, "=A2*2", None, 1.96)
    sheet.merge_range(5, 0, 6, 2, "合并")
    sheet.write_blank(8, 0, None, made.add_format({"num_format": "@"}))
    sheet.set_column("A:A", 13, made.add_format({"font_size": 20}))
    sheet.set_column("C:C", 9, None, {"hidden": True})
    sheet.set_row(0, 33)
    sheet.set_row(9, None, made.add_format({"num_format": "0.000"}))
    sheet.set_row(10, None, None, {"hidden": True})
    sheet.print_area("A1:C9")
    made.define_name("一格", "=数据!$A$2")
    made.define_name("数据!本表的", "=数据!$A$3")
    other.write_row(0, 0, ["甲", "乙"])
    made.close()
    opened = engines.app().books.open(file)
    yield opened
    for app in list(engines.engine().apps):
        for each in list(app.books):
            each.close()
