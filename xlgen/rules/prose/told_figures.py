"""XG701: a figure in a text that is not the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlgen.findings import Severity
from xlgen.issued.snapshot import Slot
from xlgen.prose.figures_held import compared
from xlgen.prose.records import Compared, Setting
from xlgen.returned.answers import Answers
from xlgen.rules.prose.form_figures import form_figures
from xlgen.rules.prose.prose_words import fact, told_in_sentence
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.whereabouts.located import once

_TOLD = {"achieved", "reason", "causes", "account", "cause"}  # cells in which people write sentences


_AROUND = re.compile(r"^\D{0,10}20\d\d年度?|(?:项目)?(?:经费|资金)?(?:项目)?$")  # what a name is often said without
_SHORTEST = 5  # signs of what is left of a name that nothing else is called


@rule("XG701", "文字里的数与表上不一致", Severity.WARNING, "请核对是文字写错，还是表上填错，改成一个数")
def figure_told_otherwise(answers: Answers) -> Hits:
    """A figure in 完成情况 or in a reason is certainly a figure of the form, and another one.

    Passes: achieved = "全年执行29.4万元，预算执行率98%，群众满意度93%"
    Passes: achieved = "上年群众满意度90%，计划下年达到95%，其中一期培训32人"
    XG701: achieved = "全年执行29.8万元"
    XG701: achieved = "项目预算执行率为99.3%"
    XG701: achieved = "全年培训136人"
    XG701: indicators.9.reason = "经调查，群众满意度95%"

    查什么：完成情况、原因、说明里写的金额、比率、完成值、分值、得分、等级和指标个数，按名称和单位能认定是表上哪一个数的，与表上不同（按文字写的小数位数比）；
        “其中”各项之和与前面的数不同。认不准的、上年和计划的、部分的数不比
    为什么：同一个数在文字里和表上不一样，必有一处不实；公开以后最容易被看出来
    依据：xlgen 的约定；公开的自评报告里常见
    """
    for name, each in told(answers):
        if not each.agrees:
            sentence = told_in_sentence(answers.text(name), each)
            yield Hit(name, fact(answers, each, sentence), each.found, each.right)


@once
def told(answers: Answers) -> tuple[tuple[str, Compared], ...]:
    """Every figure of the form's texts that was compared (各数出处), with the name of the cell whose text tells it."""
    return tuple((name, each) for name in told_in(answers) for each in _compared(answers, name))


def told_in(answers: Answers) -> Iterator[str]:
    """Names of the cells with sentences that hold a digit."""
    return (name for name in sentence_cells(answers) if any(map(str.isdigit, answers.text(name))))


@once
def sentence_cells(answers: Answers) -> tuple[str, ...]:
    """Names of the cells in which people wrote sentences."""
    slots = [(name, slot.cell) for name, slot in answers.snapshot.slots.items() if (slot.column or name) in _TOLD]
    return tuple(name for name, cell in slots if cell.is_input and cell.type == "text" and answers.text(name))


def _compared(answers: Answers, name: str) -> Iterator[Compared]:
    return compared(answers.text(name), form_figures(answers), setting(answers, answers.slot(name)))


def setting(answers: Answers, slot: Slot | None = None) -> Setting:
    """What a text of a form stands in; of a cell in a table, its row."""
    identity = answers.snapshot.identity
    said = {identity.get(key, "") for key in ("name", "unit", "department")}
    said |= {identity.get("name", "").removeprefix(identity.get("unit", ""))}
    short = {_AROUND.sub("", name) for name in said if len(_AROUND.sub("", name)) >= _SHORTEST}
    own = tuple(sorted((said | short) - {""}, key=len, reverse=True))
    return Setting(identity.get("year", ""), own, row=f"{slot.table}.{slot.row}" if slot and slot.table else "")
