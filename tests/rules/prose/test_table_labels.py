"""The figures of a form by row and column, as forms and reports print them."""

from __future__ import annotations

import pytest

from documents import answers as of_document
from documents import filled
from rules import answers
from xlgen.rules.prose.table_labels import table_labels


def names(key: tuple[str, str]) -> list[str]:
    return [each.name for each in table_labels(answers("")).get(key, ())]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (("培训人数", "得分"), "indicators.1.score"),
        (("培训人数", "分值"), "indicators.1.points"),
        (("培训人数", "业绩值"), "indicators.1.actual"),
        (("培训人数", "实际完成值"), "indicators.1.actual"),
        (("培训人数", "年度指标值"), "indicators.1.target"),
        (("年度资金总额", "全年执行数"), "funds.total.executed"),
        (("当年财政拨款", "全年预算数"), "funds.fiscal.budget"),
        (("年度资金总额", "执行率"), "funds.total.rate"),
        (("总分", "得分"), "total"),
    ],
)
def test_a_cell_is_known_by_what_stands_beside_and_above_it(key: tuple[str, str], name: str) -> None:
    assert names(key) == [name]


def test_what_the_form_prints_the_other_way_round_is_known_as_it_prints_it() -> None:
    labels = table_labels(of_document("xinzhou", filled("xinzhou")))
    assert [each.name for each in labels["全年执行资金", "年度总金额"]] == ["funds.executed.total"]


def test_what_no_form_prints_is_none() -> None:
    assert names(("培训人数", "上年得分")) == []
