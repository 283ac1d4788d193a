"""Years and amounts that belong to an earlier year stay there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.form.template.load import load_template
from xlgen.roster.carrying.new_year import for_year
from xlgen.roster.carrying.records import Carried


def after(year: str, **values) -> Carried:
    carried = Carried({"项目": [{"项目编码": "P1", **values}], "指标": []})
    for_year(carried, load_template("project"), year)
    return carried


@pytest.mark.parametrize(
    ("year", "said", "expected"),
    [
        ("2026", {"年度": Decimal(2025), "全年预算数": Decimal(3)}, {"年度": Decimal(2026)}),
        ("2026", {"年度": "2026年", "全年预算数": Decimal(3)}, {"年度": Decimal(2026), "全年预算数": Decimal(3)}),
        ("2026", {"全年预算数": Decimal(3)}, {"年度": Decimal(2026), "全年预算数": Decimal(3)}),
        ("", {"年度": Decimal(2025), "全年预算数": Decimal(3)}, {}),
        ("", {"全年预算数": Decimal(3)}, {"全年预算数": Decimal(3)}),
    ],
)
def test_amounts_are_kept_for_the_year_and_where_no_year_is_said(year, said, expected):
    assert after(year, **said).lines["项目"] == [{"项目编码": "P1", **expected}]


def test_what_is_left_out_is_told():
    assert after("2026", 年度=Decimal(2025), 全年预算数=Decimal(3)).told == [
        "没有带过来：全年预算数（2025 年 1 个项目是往年的，请填本年的）"
    ]


def test_words_that_still_name_an_earlier_year_are_told():
    assert after("2026", 项目名称="2025年培训").told == ["写着往年年份的，请改成本年的：项目第 2 行“项目名称”"]
    assert after("2026", 项目名称="2026年培训", 备注="编号20251234").told == []
