"""Indicators of a form by their levels: one table for each 一级指标, and what each 二级指标 comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.indicator_tables import (
    COLUMNS,
    IN_SENTENCES,
    LEVELS,
    indicator_rows,
    level_of,
    named,
    rate_said,
    score_said,
)
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.word.word_tables import WholeTable
from xlgen.words.numbers import plain

LEVEL_SERIES, GROUPS = "各一级指标", "二级指标"
GROUP_COLUMNS = ("序号", "一级指标", "名称", "分值", "得分", "扣分", "得分率", "说明")
_ORDER = "一二三四五六七八九十"
_LEFT_OUT = ("序号", "一级指标", "性质", "扣分", "得分率", "原因", *IN_SENTENCES)  # of a table for one 一级指标


def level_series(answers: Answers) -> tuple[WholeTable, ...]:
    """A table for each 一级指标 in the order of the form: （一）产出指标：分值50分，得分48.00分; one without rows where none is scored."""
    by_level: dict[str, list[ScoredRow]] = {}
    for row in answers.scored():
        by_level.setdefault(row.level1, []).append(row)
    found = tuple(_level(number, name, rows) for number, (name, rows) in enumerate(by_level.items(), 1))
    return found or (FactTable(LEVELS, COLUMNS, (), apart=_LEFT_OUT).whole(),)


def _level(number: int, name: str, rows: Sequence[ScoredRow]) -> WholeTable:
    points, score = _sum(rows, "points"), _sum(rows, "score")
    caption = (
        f"（{_ORDER[number - 1] if number <= len(_ORDER) else number}）{name}：分值{plain(points)}分，得分{score_said(score)}分"
    )
    return FactTable(name, COLUMNS, indicator_rows(rows), apart=_LEFT_OUT).whole(caption)


def group_table(answers: Answers) -> FactTable:
    """What each 二级指标 comes to, neighbours of one name added up; 说明 says of each of its indicators how far it was met."""
    groups = groupby(answers.scored(), lambda row: (level_of(row), row.text("level2")))
    return FactTable(GROUPS, GROUP_COLUMNS, tuple(_groups([(key[1], list(rows)) for key, rows in groups])))


def _groups(groups: Sequence[tuple[str, Sequence[ScoredRow]]]) -> Iterator[Mapping[str, str]]:
    for number, (name, rows) in enumerate(groups, 1):
        points, score = _sum(rows, "points"), _sum(rows, "score")
        told = (_told(named(row), each["完成情况"], each["得分"]) for row, each in zip(rows, indicator_rows(rows), strict=True))
        said = (
            str(number), rows[0].level1, name or rows[0].level1, plain(points), score_said(score), score_said(points - score),
            rate_said(score, points), "；".join(told),
        )  # fmt: skip
        yield dict(zip(GROUP_COLUMNS, said, strict=True))


def _told(name: str, done: str, score: str) -> str:
    """An indicator in a sentence: 预算执行率96.17%，得9.62分."""
    what = done if done.startswith(name) else f"{name}，{done}"
    return f"{what}，得{score}分" if score else what


def _sum(rows: Sequence[ScoredRow], column: str) -> Decimal:
    """What is not yet scored adds nothing."""
    return sum((row.number(column) or Decimal(0) for row in rows), Decimal(0))
