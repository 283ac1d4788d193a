"""A list of a campaign as a workbook: a title, whose and of what day it is, and one table that is filtered and printed with its head."""

from __future__ import annotations

from xlgen.campaign.folder import Campaign
from xlgen.rollup.arrangement import SummaryPage, TextLine, widths_of
from xlgen.rollup.grids import Grid
from xlgen.rollup.spots import Spot
from xlgen.words.days import day_said
from xlgen.writing.summary_book import write_pages

HEADS = 3  # rows above the titles


def list_page(campaign: Campaign, name: str, grid: Grid, day: str, counted: str, about: str = "", until: str = "") -> bytes:
    """The workbook of a list: ``counted`` is how many it has, in words, ``about`` follows its name in the title.

    ``day`` is the ISO day it is of, ``until`` the one that what it lists was wanted by, "" where there is none.
    """
    said = campaign.settings
    wanted = f"报送期限：{day_said(until)}　　" if until else ""
    lines = (
        TextLine(0, "title", f"{said.year}年度项目支出绩效自评{name}{about}"),
        TextLine(1, "left", f"{said.department}　　{wanted}截至：{day_said(day)}　　{counted}".strip()),
    )
    page = SummaryPage(
        name, widths_of(grid), (Spot(grid, name, HEADS - 1),), lines, frozen=(HEADS, 0), repeat=HEADS - 1, filtered=True
    )
    return write_pages([page], name, day)
