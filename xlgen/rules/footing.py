"""XG411–XG413: the cross-checks a form makes itself, on its sheet 自检 and in columns ``agrees``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlgen.findings import Severity
from xlgen.form.vocabulary import AGREES, CHECK
from xlgen.issued.snapshot import Slot
from xlgen.language.evaluate import evaluate, names_in
from xlgen.language.nodes import Call, Expr, Ref, names_read
from xlgen.language.operators import OPS, Value
from xlgen.returned.answers import Answers
from xlgen.returned.saying import called, said
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.whereabouts.straying import gone

TAIL, DIFFERS = "尾差", "不符"


@rule("XG411", "报告所写与本表不符", Severity.WARNING, "请改正报告，或核对本表的数据")
def stated_differs(answers: Answers) -> Hits:
    """What the report says in words is not what the form computes from its data.

    Passes: department: facts.income_rate.stated = 1.1473
    XG411: department: facts.income_rate.stated = 0.9999

    查什么：报告里写的数（如收入预算完成率），和用本表基础数据算出来的不同
    为什么：报告和表同时公开，两个数不一样，就有一个是错的
    依据：部门自评表“基础数据”的核对
    """
    for slot in _verdicts(answers, DIFFERS):
        stated = answers.snapshot.slots.get(f"{slot.table}.{slot.row}.stated")
        if stated is not None and stated.cell.is_input:
            name = f"{slot.table}.{slot.row}.value"
            found, right = answers.excel[stated.name], answers.excel[name]
            shown = said(answers.slot(name).cell, right)
            yield Hit(
                stated.name,
                f"{called(answers, name)}报告写的是 {said(stated.cell, found)}，按本表数据应为 {shown}",
                found,
                right,
            )


@rule("XG412", "表内数据互相不符", Severity.ERROR, "请核对相关各数", fallback=True)
def check_fails(answers: Answers) -> Hits:
    """A check of the form itself (自检) fails; where another rule already reports that row, this one is silent.

    Passes: department: facts.project.value = 3528.5
    XG412: department: facts.project.value = 3500

    查什么：表自带的“自检”查出几个数互相对不上，而别的规则没有说过这几格
    为什么：同一件事在表里写了两处，两处不同
    依据：表式自检页的核对
    """
    reported = set()
    for slot in _verdicts(answers, DIFFERS):
        stated = answers.snapshot.slots.get(f"{slot.table}.{slot.row}.stated")
        if stated is None or not stated.cell.is_input:
            reported.add(name := f"{slot.table}.{slot.row}.value")
            yield _compared(answers, slot, name, "不符")
    for about, message, read in _failed_checks(answers):
        if not read & reported and not read & gone(answers) and (not about or about in answers.places):  # that is told already
            yield Hit(about, message, answers.excel.get(about), covers=frozenset(read))


@rule("XG413", "表内数据有尾差", Severity.NOTE, "只差四舍五入，不用退回")
def tail_differs(answers: Answers) -> Hits:
    """Two figures of a form differ by no more than rounding leaves.

    Passes: department: facts.project.value = 3528.46
    XG413: department: facts.project.value = 3528.5

    查什么：表里两处数只差四舍五入留下的尾差
    为什么：分开四舍五入再相加，难免差一分，不用改
    依据：表式自检页的核对
    """
    for slot in _verdicts(answers, TAIL):
        name = f"{slot.table}.{slot.row}.value"
        yield _compared(answers, slot, name, "有尾差")


def _verdicts(answers: Answers, verdict: str) -> Iterator[Slot]:
    """Cells of columns ``agrees`` that come to a verdict, recomputed."""
    for slot in answers.snapshot.slots.values():
        if slot.column == AGREES and answers.excel.get(slot.name) == verdict:
            yield slot


def _compared(answers: Answers, slot: Slot, name: str, verdict: str) -> Hit:
    """The figure and what it is compared with, both by name and value."""
    found, other = answers.excel[name], _other(slot.cell.formula, name, answers)
    shown = said(answers.slot(name).cell, other)
    message = f"{called(answers, name)}为 {said(answers.slot(name).cell, found)}，与{_note(answers, slot)} {shown} {verdict}"
    return Hit(name, re.sub(" +", " ", message), found, other)


def _other(expr: Expr | None, name: str, answers: Answers) -> Value:
    """In ``abs(value - other)``, the first such test of a formula, the value of the other side; None where there is none."""
    match expr:
        case Call(op, (Ref(left), right)) if op is OPS["-"] and left == name:
            return evaluate(right, answers.excel.get)
        case Call(_, args):
            return next((x for arg in args if (x := _other(arg, name, answers)) is not None), None)
    return None


def _note(answers: Answers, slot: Slot) -> str:
    """What a cell is compared with, as the form's own note says it."""
    said, found, _ = answers.text(f"{slot.table}.{slot.row}.note").partition("与")[2].partition("核对")
    return said if said and found else "有关数据"


def _failed_checks(answers: Answers) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Rows of 自检 that say something is wrong: the cell each is about, what is wrong, and the cells it looks at."""
    for slot in answers.snapshot.slots.values():
        message = answers.excel.get(slot.name)
        if (
            (slot.table, slot.column) == (CHECK, "message")
            and slot.cell.formula is not None
            and isinstance(message, str)
            and message
        ):
            item = answers.slot(f"{CHECK}.{slot.row}.item").cell.formula
            about = next((name for kind, name in names_read(item) if kind == "w"), "") if item else ""
            yield about, message, names_in(slot.cell.formula)
