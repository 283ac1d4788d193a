"""Indicators of one name in several projects: numbers are added, rates weighted by the projects' budgets (domain: 汇总口径)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from xlgen.rollup.records import Item, Rollup

ADDABLE = [{"percent"}, {"number"}, {"count"}, {"money"}, {"number", "count"}]  # types of 指标值 and 实际完成值
MOST_GROUPS = 50  # indicators of one name that are added up; the sums of each pass over all of 明细


def group_of(item: Item) -> str:
    """Under which name an indicator is added up over projects: name and unit; "" where it is no number."""
    kinds = {item.actual_type, item.target_type}
    if not isinstance(item.actual, Decimal) or not isinstance(item.target, Decimal) or kinds not in ADDABLE:
        return ""
    return f"{item.level3}（{'%' if is_rate(item) else item.unit[:20] or '—'}）"


def is_rate(item: Item) -> bool:
    """Whether it is a fraction, which is weighted by amounts instead of added."""
    return item.actual_type == "percent"


def shared_groups(rollup: Rollup) -> dict[str, Item]:
    """Groups of two or more indicators, those of most projects first, each with its first indicator."""
    first: dict[str, Item] = {}
    sizes: Counter[str] = Counter()
    for _, item in rollup.indicators():
        if group := group_of(item):
            first.setdefault(group.casefold(), item)
            sizes[group.casefold()] += 1
    return {key: first[key] for key, size in sizes.most_common(MOST_GROUPS) if size > 1}
