"""The row that words are about where none has its label: the nearest words that share much with one label alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.mentions import mentions
from xlgen.prose.of_rows.row_most_likely import row_most_likely
from xlgen.prose.records import FormFigure, Setting
from xlgen.prose.sentences import sentences

D = Decimal
LABELS = {
    "visits": ("检查定点医药机构家数", "count", "家"),
    "time": ("办公大楼故障响应时间", "count", "分钟"),
    "done": ("全市定点医疗机构核查完成率", "percent", ""),
    "trained": ("医保工作培训完成率", "percent", ""),
    "due": ("应自评项目数", "count", "个"),
    "rated": ("已自评项目数", "count", "个"),
    "passed": ("维修验收合格率", "percent", ""),
}
ROWS = [FormFigure(row, label, kind, D(1), unit, row=row) for row, (label, kind, unit) in LABELS.items()]


def row(text: str, last: str = "") -> str:
    *_, mention = (each for sentence in sentences(text) for each in mentions(sentence))
    own = [each for each in ROWS if each.kind == mention.kind and each.unit in ("", mention.unit)]
    return row_most_likely(mention, own, Setting(last=last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四、人手不足\n检查18家机构", "visits"),
        ("响应时间仍要压缩\n实际3分钟", "time"),
        ("一、产出情况\n对全市定点医疗机构开展核查，核查完成率达到10%", "done"),
        ("一、产出情况\n举办了两期，培训完成率为100%", "trained"),
        ("一、产出情况\n应开展自评的项目9个", "due"),
        ("一、产出情况\n完成维修53项，验收合格率96%", "passed"),
    ],
)
def test_words_that_share_much_with_one_label_decide(text: str, expected: str) -> None:
    assert row(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、产出情况\n约谈18家机构",  # the number's own words say something else
        "一、产出情况\n检查乡镇卫生院18家",  # as much of a part as of the label
        "一、产出情况\n完成率达到10%",  # of which of two
        "检查情况\n其中医院、诊所共18家",
        "响应时间仍要压缩\n夜间值守人员每班实际3分钟",
    ],
)
def test_words_that_say_something_else_or_may_mean_two_rows_decide_nothing(text: str) -> None:
    assert row(text) == ""


def test_the_nearest_words_decide() -> None:
    assert row("一、医保工作培训\n定点医疗机构核查完成率90%") == "done"


def test_what_is_called_that_item_is_of_the_row_that_was_told_last() -> None:
    assert row("一、产出情况\n该项为96%", last="passed") == "passed"


def test_a_heading_says_nothing_where_the_sentence_speaks_of_something_itself() -> None:
    assert row("故障响应时间\n全年接到报修，值守人员到场，实际3分钟") == ""
