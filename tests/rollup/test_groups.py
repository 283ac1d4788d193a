"""Over several projects only that is added which may be: no prices, means and times, and nothing of two directions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summaries import item, project
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import core_grids
from xlgen.rollup.groups import MOST_GROUPS, group_of, left_out
from xlgen.rollup.rankings import shared_grid
from xlgen.rollup.records import Item, Rollup


def number(name: str, unit: str, actual: str = "4", sign: str = "", **more: object) -> Item:
    said = {"target": Decimal(4), "actual": Decimal(actual), "target_type": "number", "actual_type": "number"}
    return item("产出", "10", "10", name, unit=unit, nature=sign, **said, **more)


def rate(name: str, sign: str = "") -> Item:
    said = {"target": Decimal("0.9"), "actual": Decimal("0.8"), "target_type": "percent", "actual_type": "percent"}
    return item("产出", "10", "10", name, unit="%", nature=sign, **said)


def shared(*projects: tuple[Item, ...]) -> dict[str, tuple[object, ...]]:
    rollup = Rollup(tuple(project(str(i), "100", "1", "90", items=items) for i, items in enumerate(projects)))
    found = compute_grids([*core_grids(rollup), shared_grid(rollup)])
    return {key.removeprefix("shared."): said for key, said in found.items() if key.startswith("shared.")}


@pytest.mark.parametrize(
    ("each", "group"),
    [
        (number("培训人数", "人"), "培训人数（人）"),
        (number("培训天数", "天"), "培训天数（天）"),
        (number("服务人次", "人次", sign="≥"), "服务人次（人次，≥）"),
        (number("投诉", "件", sign="≤"), "投诉（件，≤）"),
        (number("投诉", "件", sign="定量", falls=True), "投诉（件，≤）"),
        (number("项目总成本", "万元", sign="≤"), "项目总成本（万元，≤）"),
        (rate("平均合格率"), "平均合格率（%）"),
        (number("宣传册单价", "元/份"), ""),
        (number("宣传册", "元／份"), ""),
        (number("补助标准", "元"), ""),
        (number("人均成本", "元"), ""),
        (number("单位面积成本", "元"), ""),
        (number("平均办结时间", "天"), ""),
        (number("办理时间", "天", sign="≤"), ""),
        (number("合格率", "%"), ""),
        (number("满意度", "分"), ""),
    ],
)
def test_what_may_be_added_up_and_under_which_name(each: Item, group: str) -> None:
    assert group_of(each) == group


def test_prices_are_not_added_and_the_sheet_says_so() -> None:
    price = (number("宣传册单价", "元/份", "1.2"),)
    assert shared(price, price, price)["group"] == ()
    rollup = Rollup(tuple(project(str(i), "100", "1", "90", items=price) for i in range(2)))
    assert list(left_out(rollup)) == ["单价、平均数、时间一类的指标不能相加，没有列入：宣传册单价（元/份）。"]


def test_what_is_to_be_reached_and_what_not_to_be_passed_are_two() -> None:
    found = shared((number("投诉", "件", sign="≤"),), (number("投诉", "件", sign="≥"),))
    assert found["group"] == ()


def test_less_is_better_gives_no_share_done() -> None:
    found = shared(*[(number("投诉", "件", "2", "≤"), number("人数", "人", "2", "≥"), rate("差错率", "≤"))] * 2)
    assert dict(zip(found["group"], found["completion"], strict=True)) == {
        "投诉（件，≤）": None,
        "人数（人，≥）": Decimal("0.5"),
        "差错率（%，≤）": None,
    }


def test_more_names_than_the_table_takes_are_told() -> None:
    items = tuple(number(f"指标{i}", "个") for i in range(MOST_GROUPS + 14))
    rollup = Rollup(tuple(project(str(i), "100", "1", "90", items=items) for i in range(2)))
    assert list(left_out(rollup)) == [f"几个项目共有的数值指标有 64 个，只列项目数最多的 {MOST_GROUPS} 个。"]


@pytest.mark.parametrize(("actual", "kind"), [("40000", "whole"), ("40000.5", "sum")])
def test_sums_have_separators_and_decimals_where_there_are_any(actual: str, kind: str) -> None:
    rollup = Rollup(tuple(project(str(i), "100", "1", "90", items=(number("人数", "人", actual),)) for i in range(2)))
    grid = shared_grid(rollup)
    assert grid.entry(0, next(column for column in grid.columns if column.key == "actual")).type == kind
