"""``xlgen explain CODE``: every code has a page that a clerk can read."""

from __future__ import annotations

import re

import pytest

from rules import issued
from xlgen.reports.code_pages import explain_code
from xlgen.reports.example_words import FIELDS, PLACES, in_words
from xlgen.rules.all_rules import RULES
from xlgen.rules.codes import all_codes

KEPT = r"xlgen|manifest\.json|docs|https?"


@pytest.mark.parametrize("code", all_codes())
def test_every_code_has_a_page_of_the_same_shape(code: str) -> None:
    title, *parts = explain_code(code).splitlines()
    assert title.startswith(f"{code} ")
    labels = [part.partition("：")[0] for part in parts]
    assert [label for label in labels if "例子" not in label] == ["查什么", "为什么", "怎么办", "依据"]
    assert explain_code(code).encode("cp936")


@pytest.mark.parametrize("code", [each.code for each in RULES])
def test_a_rule_shows_what_it_finds_and_what_it_leaves_alone_in_words_not_names(code: str) -> None:
    page = explain_code(code)
    assert "\n会报的例子：" in page
    assert "\n不报的例子：" in page
    assert re.findall(r"[a-z_]+\.\w+(?:\.\w+)?", re.sub(KEPT, "", page)) == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("xg304", "XG304 等级与总分不符（错误，表要退回）\n查什么：等级的公式被改成了字"),
        ("XG405", "XG405 执行率偏低没有说明原因（需核实，不一定有错）\n"),
        ("XG002", "XG002 文件是空的，0 字节（无法读取，整份退回重报）\n查什么：文件有名字，里面什么也没有\n"),
        ("XL106", "XL106 项目编码重复（错误，改好才能下发）\n"),
        ("XL115", "XL115 一级指标的分值合计与表式规定不同（提示，可以照发）\n"),
        ("XG999", "没有“XG999”这个代码。"),
        ("XG3O1", "没有“XG3O1”这个代码。最接近的是 XG301（得分与规则不符）。代码从 XG001 到 XL"),
        ("得分", "没有“得分”这个代码。代码从 XG001 到 XL"),
    ],
)
def test_a_code_is_told_in_plain_words(code: str, told: str) -> None:
    assert explain_code(code).startswith(told)


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("indicators.1.score = 12", "“培训人数（指标值 ≥120 人，15 分）·得分”填 12"),
        ("indicators.1.score = =15+0 (15)", "“培训人数（指标值 ≥120 人，15 分）·得分”里写了公式 =15+0，结果是 15"),
        ('achieved = " "', "“年度目标完成情况”空着"),
        ("indicators.1.actual = #REF!", "“培训人数（指标值 ≥120 人，15 分）·实际完成值”显示 #REF!"),
        ('text 项目资金 = "经费"; remove _xlgen', "印好的“项目资金”改成了“经费”，隐藏的标识表被删去"),
        ("nothing: funds.total.executed = 0", "没有预算的项目：“年度资金总额（预算 0）·全年执行数”填 0"),
        (
            'indicators.1.actual = 60; indicators.1.reason = "停课"',
            "“培训人数（指标值 ≥120 人，15 分）·实际完成值”填 60，“培训人数·偏差原因”填“停课”",
        ),
        ("A | -B", "收到甲项目的表；没有收到乙项目的表"),
        ('A(total = 95; grade = "良") | A@T001_培训(1).xlsx', "收到甲项目的表，其中“总分”填 95，“等级”填“良”；收到甲项目的表，文件名是“T001_培训(1).xlsx”"),
        ("ours.amount = 5", "“ours·amount”填 5"),
        ("add 0.5", "备用行加了一项“下乡宣传”，分值、得分各 0.5 分（原有各项合计已是 100）"),
    ],
)  # fmt: skip
def test_an_example_is_told_in_a_clerks_words(example: str, words: str) -> None:
    assert in_words(example) == words


@pytest.mark.parametrize("row", [row for row in PLACES if row.startswith("indicators.") and row != "indicators.10"])
def test_rows_are_called_as_the_sample_calls_them(row: str) -> None:
    assert PLACES[row].startswith(str(issued().slots[f"{row}.level3"].cell.value))


@pytest.mark.parametrize("field", FIELDS)
def test_the_fields_are_the_samples(field: str) -> None:
    assert field in issued().slots
