"""The row that a sentence is about, by what it begins with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal


def row(key: str, label: str, under: str, actual: str, points: int, score: int) -> list[FormFigure]:
    own = {"row": key, "under": (under,)}
    return [
        FormFigure(f"{key}.actual", label, "percent", D(actual), **own),
        *(
            FormFigure(f"{key}.{role}", label, "score", D(x), role=role, **own)
            for role, x in (("points", points), ("score", score))
        ),
    ]


def group(label: str, points: int) -> list[FormFigure]:
    return [
        FormFigure(f"{label}.{role}", label, "score", D(points), role=role, row=f"level2.{label}")
        for role in ("points", "score")
    ]


FIGURES = [
    *row("1", "定点机构核查完成率100%", "产出数量", "1", 4, 4),
    *row("2", "信息系统建设1套完成率100%", "产出数量", "0.7", 4, 2),
    *row("3", "信息系统验收合格率100%", "产出质量", "0", 4, 0),
    *group("产出数量", 8),
]


def held(text: str) -> list[tuple[str, str, bool]]:
    return [(each.mention.written, each.figures[0].name, each.agrees) for each in compared(text, FIGURES, Setting())]


@pytest.mark.parametrize("begun", ["信息系统建设：因统一规划，", "信息系统建设受政策影响，", "2.信息系统建设进度较慢，"])
def test_below_the_heading_of_a_group_a_sentence_is_of_the_row_it_begins_with(begun: str) -> None:
    text = f"（二）产出数量\n{begun}年底建设完成率为70%，分值4分，得{{}}分。"
    told = [("70%", "2.actual", True), ("4分", "2.points", True)]
    assert held(text.format(2)) == [*told, ("2分", "2.score", True)]
    assert held(text.format(4)) == [*told, ("4分", "2.score", False)]


def test_a_sentence_of_a_line_is_of_the_row_that_the_line_begins_with() -> None:
    text = "质量指标为信息系统验收合格率，分值4分。系统还没有建成，未能验收，得{}分。"
    assert [agrees for *_, agrees in held(text.format(0))] == [True, True]
    assert [agrees for *_, agrees in held(text.format(3))] == [True, False]


def test_a_sentence_that_begins_with_several_is_of_none_alone() -> None:
    assert held("信息系统建设、信息系统验收都慢，得3分。") == []


def test_a_sentence_that_has_only_some_of_a_label_is_not_of_its_row() -> None:
    assert held("一、概况\n系统建设单位派人到场，得3分。") == []


def test_a_line_that_begins_with_a_group_is_of_none_of_its_rows() -> None:
    assert [agrees for *_, agrees in held("2.产出数量。分值8分，得分8分。")] == [True, True]


def test_what_a_line_begins_with_is_of_no_use_when_another_row_was_told_since() -> None:
    text = "定点机构核查完成率为100%，得4分。信息系统验收合格率为0%，得0分。因为没有验收，该项扣{}分。"
    lost = [
        FormFigure(f"{key}.lost", label, "score", D(x), role="lost", row=key)
        for key, label, x in (("1", "定点机构核查完成率100%", 0), ("3", "信息系统验收合格率100%", 4))
    ]
    told = [[each.agrees for each in compared(text.format(x), [*FIGURES, *lost], Setting())][-1] for x in (4, 5)]
    assert told == [True, False]
