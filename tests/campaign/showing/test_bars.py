"""Bars of days: labels have room."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from xlgen.campaign.showing.bars import day_bars

LABEL = 30  # pixels of 02-20 as it is drawn


@pytest.mark.parametrize("days", [2, 3, 12, 13, 60])
def test_the_days_below_the_bars_do_not_touch(days: int) -> None:
    drawn = day_bars([(f"2026-{1 + n // 28:02}-{1 + n % 28:02}", 1) for n in range(days)], "")
    places = [int(x) for x, text in re.findall(r'<text x="(\d+)" y="\d+">([^<]*)</text>', drawn) if "-" in text]
    assert min(after - before for before, after in pairwise(places)) > LABEL
