"""Indicators for a report, called alike whatever the frame calls them: all, those of each 一级指标, and where points were lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.named_facts import FactTable
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.kept.extract import extract
from xlgen.words.labels import without_blanks
from xlgen.words.numbers import half_up, plain, ratio

ALL, LOST, LEVELS = "指标", "扣分", "一级指标"
USUAL = (
    "预算执行",
    "产出指标",
    "效益指标",
    "满意度指标",
    "成本指标",
)  # tables that are there also where a form has no such 一级指标
COLUMNS = ("序号", "一级指标", "二级指标", "三级指标", "性质", "指标值", "完成值", "分值", "得分", "扣分", "得分率", "原因")
LEVEL_COLUMNS = ("序号", "名称", "分值", "得分", "扣分", "得分率")
NO_REASON = "（没有写）"  # of an indicator that lost points
_EXECUTION = ("执行", "资金管理")  # words of a 一级指标 that is about spending


def indicator_tables(answers: Answers) -> Iterator[FactTable]:
    """``指标``, ``一级指标``, ``扣分`` (most first), and one table for each 一级指标."""
    rows = [(each, _lost(each)) for each in answers.scored()]
    yield FactTable(ALL, COLUMNS, _told(answers, [row for row, _ in rows]))
    lost = sorted((pair for pair in rows if pair[1]), key=lambda pair: -pair[1])
    yield FactTable(LOST, COLUMNS, _told(answers, [row for row, _ in lost], NO_REASON))
    yield FactTable(LEVELS, LEVEL_COLUMNS, tuple(_levels(answers)))
    by_level: dict[str, list[ScoredRow]] = {name: [] for name in USUAL}
    for row, _ in rows:
        by_level.setdefault(level_of(row), []).append(row)
    for name, own in by_level.items():
        yield FactTable(name, COLUMNS, _told(answers, own))


def level_of(row: ScoredRow) -> str:
    """一级指标 of a row; one about spending goes by one name in all frames, others end in 指标."""
    level = without_blanks(row.level1)
    if any(word in level for word in _EXECUTION):
        return USUAL[0]
    return level if level.endswith("指标") or f"{level}指标" not in USUAL else f"{level}指标"


def loss_facts(answers: Answers) -> Mapping[str, str]:
    """How many points were lost, over how many indicators, and most of them where."""
    lost = sorted(((row, _lost(row)) for row in answers.scored() if _lost(row)), key=lambda pair: -pair[1])
    most = "、".join(f"{row.label}（{_score(points)}分）" for row, points in lost[:3])
    total = sum((points for _, points in lost), Decimal(0))
    return {
        "扣分合计": _score(total),
        "扣分指标数": str(len(lost)),
        "扣分最多的指标": most or "无",
        "指标数": str(len(answers.scored())),
    }


def _lost(row: ScoredRow) -> Decimal:
    points, score = row.number("points"), row.number("score")
    return points - score if points is not None and score is not None else Decimal(0)


def _told(answers: Answers, rows: Sequence[ScoredRow], blank_reason: str = "") -> tuple[Mapping[str, str], ...]:
    return tuple(_row(number, row, blank_reason) for number, row in enumerate(rows, 1))


def _row(number: int, row: ScoredRow, blank_reason: str) -> Mapping[str, str]:
    points, score = row.number("points"), row.number("score")
    return {
        "序号": str(number), "一级指标": row.level1, "二级指标": row.text("level2"), "三级指标": row.label,
        "性质": row.text("nature"), "指标值": _first(row, ("adjusted", "target")), "完成值": _first(row, ("actual", "rate", "completion")),
        "分值": plain(points) if points is not None else "", "得分": _score(score), "扣分": _score(_lost(row)) if score is not None else "",
        "得分率": _rate(score, points), "原因": row.text("reason") or row.text("cause") or blank_reason,
    }  # fmt: skip


def _first(row: ScoredRow, columns: Iterable[str]) -> str:
    """The first of some cells that the row prints and that is not blank, as printed, with its unit."""
    for column in columns:
        value = row.answers.excel.get(row.name(column))
        if value not in (None, ""):
            cell = row.answers.slot(row.name(column)).cell
            return printed(cell, value, row.text("unit") or cell.unit)
    return ""


def _levels(answers: Answers) -> Iterator[Mapping[str, str]]:
    for number, (name, points, score) in enumerate(extract(answers).levels, 1):
        yield {
            "序号": str(number), "名称": name, "分值": plain(points), "得分": _score(score), "扣分": _score(points - score),
            "得分率": _rate(score, points),
        }  # fmt: skip


def _rate(score: Decimal | None, points: Decimal | None) -> str:
    return f"{half_up(ratio(score, points) * 100, 2):f}%" if score is not None and points else ""


def _score(x: Decimal | None) -> str:
    return "" if x is None else f"{half_up(x, 2):f}"
