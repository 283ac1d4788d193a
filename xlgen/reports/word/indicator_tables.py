"""Indicators for a report, called alike whatever the frame calls them: all, those of each 一级指标, and where points were lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.measures_told import measures_in
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.kept.extract import extract
from xlgen.word.word_tables import NO_ROW
from xlgen.words.labels import in_marks, plain_label, without_blanks
from xlgen.words.numbers import half_up, plain, ratio

ALL, LOST, LEVELS = "指标", "扣分", "一级指标"
USUAL = (
    "预算执行",
    "产出指标",
    "效益指标",
    "满意度指标",
    "成本指标",
)  # tables that are there also where a form has no such 一级指标
COLUMNS = (
    "序号", "一级指标", "二级指标", "三级指标", "性质", "指标值", "完成值", "分值", "得分", "扣分", "得分率", "原因", "措施", "完成情况", "评分标准",
)  # fmt: skip
IN_SENTENCES = ("措施", "完成情况", "评分标准")  # columns that a whole table leaves out
LEVEL_COLUMNS = ("序号", "名称", "分值", "得分", "扣分", "得分率")
NO_REASON, NOT_ASKED = "（没有写）", "（表上不逐项写）"  # of an indicator that lost points
PLEASE = "〔请写措施、责任人、期限〕"  # where a reason names no measure
LOSSES = ("扣分合计", "扣分指标数", "扣分最多的指标", "指标数")
_ACTUAL = ("actual", "rate", "completion")
_DIGIT = re.compile(r"\d")
_ENDS = "。；;"  # of sentences that go on
_EXECUTION = ("执行", "资金管理")  # words of a 一级指标 that is about spending


def indicator_tables(answers: Answers) -> Iterator[FactTable]:
    """``指标``, ``一级指标``, ``扣分`` (most first), and one table for each 一级指标."""
    rows = [(each, _lost(each)) for each in answers.scored()]
    yield FactTable(ALL, COLUMNS, indicator_rows([row for row, _ in rows]), apart=IN_SENTENCES)
    lost = sorted((pair for pair in rows if pair[1]), key=lambda pair: -pair[1])
    yield FactTable(LOST, COLUMNS, indicator_rows([row for row, _ in lost], asks_why=True), apart=IN_SENTENCES)
    yield FactTable(LEVELS, LEVEL_COLUMNS, tuple(_levels(answers)))
    by_level: dict[str, list[ScoredRow]] = {name: [] for name in USUAL}
    for row, _ in rows:
        by_level.setdefault(level_of(row), []).append(row)
    for name, own in by_level.items():
        yield FactTable(name, COLUMNS, indicator_rows(own), apart=IN_SENTENCES)


def level_of(row: ScoredRow) -> str:
    """一级指标 of a row; one about spending goes by one name in all frames, others end in 指标."""
    level = without_blanks(row.level1)
    if any(word in level for word in _EXECUTION):
        return USUAL[0]
    return level if level.endswith("指标") or f"{level}指标" not in USUAL else f"{level}指标"


def loss_facts(answers: Answers) -> Mapping[str, str]:
    """How many points were lost, over how many indicators, and most of them where."""
    lost = sorted(((row, _lost(row)) for row in answers.scored() if _lost(row)), key=lambda pair: -pair[1])
    most = "、".join(f"{named(row)}（{score_said(points)}分）" for row, points in lost[:3])
    total = sum((points for _, points in lost), Decimal(0))
    said = (score_said(total), str(len(lost)), most or NO_ROW, str(len(answers.scored())))
    return dict(zip(LOSSES, said, strict=True))


def _lost(row: ScoredRow) -> Decimal:
    points, score = row.number("points"), row.number("score")
    return points - score if points is not None and score is not None else Decimal(0)


def indicator_rows(rows: Sequence[ScoredRow], asks_why: bool = False) -> tuple[Mapping[str, str], ...]:
    """Rows of ``COLUMNS``; where it ``asks_why``, a blank reason is told."""
    return tuple(_row(number, row, asks_why) for number, row in enumerate(rows, 1))


def _row(number: int, row: ScoredRow, asks_why: bool) -> Mapping[str, str]:
    points, score = row.number("points"), row.number("score")
    missing = NO_REASON if row.has("reason") or row.has("cause") else NOT_ASKED
    reason = (row.text("reason") or row.text("cause")).rstrip(_ENDS) or (missing if asks_why else "")
    target, actual = _first(row, ("adjusted", "target")), _first(row, _ACTUAL)
    return {
        "序号": str(number), "一级指标": row.level1, "二级指标": row.text("level2"), "三级指标": named(row),
        "性质": row.text("nature"), "指标值": target[1], "完成值": actual[1],
        "分值": plain(points) if points is not None else "", "得分": score_said(score), "扣分": score_said(_lost(row)) if score is not None else "",
        "得分率": rate_said(score, points), "原因": reason, "措施": measures_in(reason) or (PLEASE if asks_why else ""), "完成情况": _done(row, target, actual),
        "评分标准": (row.text("standard") or row.row.says).rstrip(_ENDS),
    }  # fmt: skip


def named(row: ScoredRow) -> str:
    """What an indicator is called; one that a frame prints beside the funds goes by its 一级指标: 预算执行率."""
    return row.label if row.text("level1") else row.level1


def _done(row: ScoredRow, target: tuple[str, str], actual: tuple[str, str]) -> str:
    """What was to be done and what was, as a part of a sentence in the form's words, as far as the frame has both."""
    said = [f"{head}{text if _DIGIT.search(text) else in_marks(text)}" for head, text in (target, actual) if text]
    if not actual[1]:
        said.append("完成情况没有填" if any(row.has(column) for column in _ACTUAL) else "按评分标准评定")
    return "，".join(said)


def _first(row: ScoredRow, columns: Iterable[str]) -> tuple[str, str]:
    """Head and text of the first of some cells that the row prints and that is not blank, as printed, with its unit."""
    for column in columns:
        value = row.answers.excel.get(row.name(column))
        if value not in (None, ""):
            slot = row.answers.slot(row.name(column))
            head = plain_label(row.answers.snapshot.columns.get(f"{slot.table}.{slot.column}", ""))
            return head, printed(slot.cell, value, row.text("unit") or slot.cell.unit)
    return "", ""


def _levels(answers: Answers) -> Iterator[Mapping[str, str]]:
    for number, (name, points, score) in enumerate(extract(answers).levels, 1):
        yield {
            "序号": str(number), "名称": name, "分值": plain(points), "得分": score_said(score), "扣分": score_said(points - score),
            "得分率": rate_said(score, points),
        }  # fmt: skip


def rate_said(score: Decimal | None, points: Decimal | None) -> str:
    """得分率 as a percentage with two decimals; "" where there is none."""
    return f"{half_up(ratio(score, points) * 100, 2):f}%" if score is not None and points else ""


def score_said(x: Decimal | None) -> str:
    """A score with two decimals; "" for none."""
    return "" if x is None else f"{half_up(x, 2):f}"
