"""Sections of a summary's page about points lost: by 一级指标, by indicator, and what was given as the reason."""

from __future__ import annotations

from decimal import Decimal

from xlgen.pages.chart_frames import figure
from xlgen.pages.page_charts import ChartBar, bars_drawn
from xlgen.pages.page_sections import PageSection
from xlgen.pages.page_tables import LONG, NUMBER, PageColumn, row, table
from xlgen.reports.html.summed_tables import SummedTables
from xlgen.reports.word.department_facts import as_summed
from xlgen.reports.word.indicator_tables import NO_REASON
from xlgen.rollup.rankings import TOP_SHOWN
from xlgen.rollup.records import Rollup
from xlgen.words.labels import on_one_line
from xlgen.words.numbers import ENOUGH

MOST_REASONS = 15
LEVELS = ("level", "points", "score", "rate", "lost", "share", "fell")
LOSSES = ("no", "level3", "level1", "fell", "points", "lost", "rate", "share")
_REASONS = (PageColumn("原因", LONG), PageColumn("扣分项数", NUMBER), PageColumn("扣分合计", NUMBER))


def losses_section(tables: SummedTables) -> PageSection:
    """Where points were lost, and why as far as it was written."""
    if not any(item.lost >= ENOUGH for _, item in tables.rollup.indicators()):
        return PageSection("lost", "扣分", "<p>没有扣分。</p>")
    level, indicator, reason = "按一级指标", "扣分最多的指标", "写得最多的原因"
    parts = (
        (level, _chart(level, tables, "levels", "level"), tables.table("levels", level, LEVELS)),
        (indicator, _chart(indicator, tables, "losses", "level3"), tables.table("losses", indicator, LOSSES)),
        (reason, "", _reasons_table(reason, tables.rollup)),
    )
    told = "".join(f"<h3>{title}</h3>{figure(title, drawn, numbers)}" for title, drawn, numbers in parts)
    return PageSection("lost", "扣分", told)


def _chart(title: str, tables: SummedTables, key: str, name: str) -> str:
    """Points lost as bars, as many as the chart of 汇总.xlsx has."""
    if not tables.draws:
        return ""
    names, lost, said = tables.texts(f"{key}.{name}"), tables.numbers(f"{key}.lost"), tables.texts(f"{key}.lost")
    bars = [ChartBar(*each) for each in zip(names, lost, said, strict=True) if each[0] and each[1] > 0]
    return bars_drawn(f"扣分，{title}", bars[:TOP_SHOWN])


def _reasons_table(title: str, rollup: Rollup) -> str:
    lines = [(reason, str(count), as_summed(lost, "score")) for reason, count, lost in reasons(rollup)[:MOST_REASONS]]
    return table(_REASONS, (row(_REASONS, line) for line in lines), "reasons", title, "facts")


def reasons(rollup: Rollup) -> list[tuple[str, int, Decimal]]:
    """Reasons given for points lost, how often and for how many points, those given most often first."""
    found: dict[str, list[Decimal]] = {}
    for _, item in rollup.indicators():
        if item.lost >= ENOUGH:
            found.setdefault(on_one_line(item.reason) or NO_REASON, []).append(item.lost)
    told = [(reason, len(lost), sum(lost, Decimal(0))) for reason, lost in found.items()]
    return sorted(told, key=lambda each: (-each[1], -each[2]))
