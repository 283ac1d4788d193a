"""The figures of a form by the label of their row and the head of their column, as the form prints them and as reports do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlgen.form.vocabulary import CHECK, FACTS, RULES, WHOLE
from xlgen.prose.label_words import SPENDING, core
from xlgen.prose.records import FormFigure, Measure
from xlgen.prose.table_figures import SUMS
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amount_name, source_called
from xlgen.rules.prose.form_figures import form_figures
from xlgen.whereabouts.located import once

_Key = tuple[str, str]
_HEADS = {  # what a figure of a row is, and what reports head its column with
    "score": "得分 自评得分 指标得分 评价得分 实际得分 自评分 评分 实得分",
    "points": "分值 权重 标准分 标准分值 满分 指标分值 权重分",
    "lost": "扣分 扣分值",
    "target": "指标值 年度指标值 目标值 年度目标值 预期指标值 年初目标值",
    "": "完成值 实际完成值 业绩值 全年完成值 实际值 年度实际完成值 全年实际完成值 完成情况 实际完成情况 指标完成值",
    "initial": "年初预算数 年初预算 年初预算资金",
    "budget": "全年预算数 预算数 预算安排 预算安排数 全年预算 全年预算资金 调整后预算数 预算安排资金",
    "received": "实际到位数 实际到位 到位数 实际到位资金 到位资金",
    "executed": "全年执行数 执行数 全年执行资金 实际支出资金 实际支出 支出数",
    "balance": "结余 结转结余 资金结余 结转结余资金",
    "rate": "执行率 预算执行率",
    "received_rate": "到位率 预算到位率 资金到位率",
}
_OF_ROWS = ("得分率", "完成率")  # rates that follow from other cells of the row
WHOLE_CALLED = ("年度资金总额", "资金总额", "年度总金额", "年度总额", "资金合计", "项目资金合计")
TOTAL_CALLED = ("总分", "总得分")
_KINDS: dict[str, Measure] = {"money": "money", "percent": "percent", "count": "count", "number": "count"}


@once
def table_labels(answers: Answers) -> Mapping[_Key, tuple[FormFigure, ...]]:
    """Figures by row and column, each label without brackets and blanks; several where the form calls several alike."""
    found: dict[_Key, dict[FormFigure, None]] = {}
    for each in (_indicators, _funding, _data, _printed):
        for key, figure in each(answers):
            found.setdefault(key, {}).setdefault(figure)
    return {key: _apart(figures) for key, figures in found.items()}


def _apart(figures: Mapping[FormFigure, None]) -> tuple[FormFigure, ...]:
    """One figure of each cell: the first that tells it."""
    by_cell: dict[tuple[str, Decimal], FormFigure] = {}
    for figure in figures:
        by_cell.setdefault((figure.name, figure.value), figure)
    return tuple(by_cell.values())


def _indicators(answers: Answers) -> Iterator[tuple[_Key, FormFigure]]:
    """Rows with points, and groups of them."""
    for figure in form_figures(answers):
        ending = next((each for each in _OF_ROWS if figure.label.endswith(each) and figure.kind == "percent"), "")
        if not figure.row or figure.role not in ("score", "points", "lost", "target", ""):
            continue
        if ending and not figure.role:
            yield (core(figure.label.removesuffix(ending)), ending), figure
        for head in _HEADS[figure.role].split():
            yield (core(figure.label), head), figure
    for figure in form_figures(answers):
        if figure.role in ("total", "full"):
            heads = _HEADS["score" if figure.role == "total" else "points"].split()
            yield from (((label, head), figure) for label in (*TOTAL_CALLED, *SUMS) for head in heads)


def _data(answers: Answers) -> Iterator[tuple[_Key, FormFigure]]:
    """Data of a department, which reports list by their names alone."""
    for figure in form_figures(answers):
        if figure.row.startswith(f"{FACTS}."):
            yield (core(figure.label), ""), figure


def _funding(answers: Answers) -> Iterator[tuple[_Key, FormFigure]]:
    """Amounts and rates of the funding table."""
    name = next((name for role in ("budget", "executed") if (name := amount_name(answers.snapshot, role, WHOLE))), "")
    own = (core(source_called(answers.slot(name))),) if name else ()
    for figure in form_figures(answers):
        if figure.row or figure.role not in _HEADS or figure.kind not in ("money", "percent"):
            continue
        if figure.role == "rate" and not figure.source:
            yield from (((SPENDING, head), figure) for head in _HEADS[""].split())
        for label in (core(figure.source),) if figure.source else (*own, *WHOLE_CALLED, *SUMS):
            yield from (((label, head), figure) for head in _HEADS[figure.role].split())


def _printed(answers: Answers) -> Iterator[tuple[_Key, FormFigure]]:
    """Every other number of a table by the two parts of its label."""
    for name, slot in answers.snapshot.slots.items():
        row, _, column = slot.cell.label.rpartition("·")
        x, kind = answers.number(name), _KINDS.get(slot.cell.type)
        if not row or x is None or kind is None or slot.table in (CHECK, RULES) or slot.column in ("score", "points"):
            continue
        unit = answers.snapshot.money if kind == "money" else slot.cell.unit
        yield (core(row), core(column)), FormFigure(name, row, kind, x, unit, row=f"{slot.table}.{slot.row}")
