"""催报名单 as a workbook: what stands on it, and how it is printed."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from campaign_facts import came, form, known, now_of
from xlgen.campaign.showing.chase_list import COLUMNS, NAME, chase_list
from xlgen.campaign.showing.chasing import chased
from xlgen.statuses import Status

CONTACTS = {"联系人": "=HYPERLINK(1)", "联系电话": "013800001111"}


def content() -> bytes:
    forms = [form("001", contacts=CONTACTS), form("002", contacts=CONTACTS)]
    now = now_of(known(forms, [came(1, code="002")]), {1: Status.ERRORS})
    return chase_list(now, chased(now))


def test_a_project_has_a_line_with_whom_to_call() -> None:
    sheet = openpyxl.load_workbook(BytesIO(content()))[NAME]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=len(COLUMNS))]
    assert rows[0][0] == "2025年度项目支出绩效自评催报名单"
    assert rows[1][0] == "某局　　报送期限：2026年2月28日　　截至：2026年3月5日　　共 2 个项目"
    assert rows[2] == [column.label for column in COLUMNS]
    reach = "联系人 =HYPERLINK(1)，联系电话 013800001111"
    assert rows[3] == [1, "甲", reach, "001", "项目001", "未报送", None, None, 5, None]
    assert rows[4] == [2, "甲", reach, "002", "项目002", "退回修改", None, "2026-02-01", 5, None]


def test_it_is_printed_across_a_page_of_a4_with_its_titles_on_each() -> None:
    sheet = openpyxl.load_workbook(BytesIO(content()))[NAME]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"


def test_the_same_facts_give_the_same_bytes() -> None:
    assert content() == content()
