"""Why a cell has its value, in the words of the form: inputs, every step of the formula with its figures, rule and source."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from xlgen.issued.snapshot import Slot
from xlgen.language.evaluate import evaluate
from xlgen.language.nodes import Call, Const, Expr, Ref, Span, arguments, names_read
from xlgen.language.operators import OPS, Value, choose
from xlgen.language.spoken import essence, limited, say
from xlgen.returned.answers import Answers
from xlgen.returned.inputs import limits
from xlgen.returned.paper import is_altered
from xlgen.returned.saying import called, quoted, said
from xlgen.words.labels import in_marks
from xlgen.words.numbers import as_percent, half_up, plain


def explain_score(answers: Answers, name: str) -> list[str]:
    """Why a cell has its value: inputs, every step of the formula with its figures, the rule and its source."""
    name = named(answers, name)
    slot = answers.snapshot.slots.get(name)
    if slot is None:
        return [f"表里没有“{name}”。可写单元格（自评表!J16）或名称（indicators.3.score、total）"]
    telling = _Telling(answers, slot)
    telling.lines.append(f"{_headline(answers, slot)}")
    telling.lines += _rule(answers, slot)
    if slot.cell.formula is None:
        telling.lines += _typed(answers, slot)
    else:
        _tell(telling, slot)
    if is_altered(answers, name):
        telling.lines.append(f"注意：这一格的公式被改了，表上写的是{quoted(answers.typed(name))}")
    return telling.lines


def named(answers: Answers, said: str) -> str:
    """The name people mean by a row's name or by a cell's address, such as indicators.3 or 自评表!J16; else what they said."""
    if said in answers.snapshot.slots:
        return said
    if f"{said}.score" in answers.snapshot.slots:
        return f"{said}.score"
    places = {name: answers.cell(name) for name in answers.places}
    return next((name for name, (sheet, cell) in places.items() if said in (f"{sheet}!{cell}", cell)), said)


@dataclass(slots=True)
class _Telling:
    """An explanation while it is told: lines so far, and the computed cells that have been told."""

    answers: Answers
    about: Slot
    lines: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def label(self, name: str) -> str:
        """A cell's heading where it stands in the row in question, else its whole label."""
        slot = self.answers.slot(name)
        same = (slot.table, slot.row) == (self.about.table, self.about.row)
        return slot.cell.label.rpartition("·")[2] if same else called(self.answers, name)[1:-1]

    def shown(self, name: str) -> str:
        """A cell's value as the form shows it."""
        return said(self.answers.slot(name).cell, self.answers.excel.get(name)) or "空白"


def _headline(answers: Answers, slot: Slot) -> str:
    value = said(slot.cell, answers.excel[slot.name]) or "空白"
    place = "!".join(part for part in answers.cell(slot.name) if part)
    points = answers.number(f"{slot.table}.{slot.row}.points") if slot.column == "score" else None
    full = f"，分值 {plain(points)}" if points is not None else ""
    return f"{in_marks(slot.cell.label)}＝{value}（{place}{full}）"


def _rule(answers: Answers, slot: Slot) -> list[str]:
    row = next((row for row in answers.snapshot.rows if (row.table, row.key) == (slot.table, slot.row)), None)
    if row is None or slot.column != "score" or not row.method:
        return []
    return [f"规则：{row.says}"] + ([f"依据：{row.source}"] if row.source else [])


def _typed(answers: Answers, slot: Slot) -> list[str]:
    """A value that people typed or that was issued, and the range it may have."""
    if slot.cell.value is not None:
        return ["这是下发时定好的内容，不是算出来的"]
    must, actual = "、".join(limits(answers, slot)), answers.text(f"{slot.table}.{slot.row}.actual")
    if slot.column == "score":
        return [f"由填报人评定，应{must}" + (f"（完成情况选的是“{actual}”）" if actual else "")]
    return [f"由填报人填写，应{must}" if must else "由填报人填写，不是算出来的"]


def _tell(telling: _Telling, slot: Slot) -> None:
    """The steps of one computed cell, after those of the computed cells it rests on."""
    answers, formula = telling.answers, slot.cell.formula
    telling.told.add(slot.name)
    if formula is None:
        return
    for kind, name in dict.fromkeys(names_read(formula)):
        below = answers.snapshot.slots.get(name)
        if kind != "c" and below is not None and below.cell.formula is not None and name not in telling.told:
            _tell(telling, below)
    if answers.excel[slot.name] is None:
        telling.lines.append(f"{telling.label(slot.name)}：{_why_blank(telling, formula)}")
        return
    steps: list[str] = []
    _step(telling, formula, "r", steps)
    what = telling.label(slot.name)
    for i, step in enumerate(steps, 1):
        telling.lines.append(f"{what} 第{i}步：{step}" if len(steps) > 1 else f"{what}：{step}")
    if not steps:
        telling.lines.append(f"{what}＝{telling.shown(slot.name)}")


def _why_blank(telling: _Telling, formula: Expr) -> str:
    excel = telling.answers.excel
    lacking = [name for kind, name in names_read(formula) if kind in "nr" and not isinstance(excel.get(name), Decimal)]
    lacking += [name for kind, name in names_read(formula) if kind == "t" and not excel.get(name)]
    missing = "、".join(dict.fromkeys(f"“{telling.label(name)}”" for name in lacking))
    return f"算不出来，缺{missing}" if missing else "不适用，不计"


def _step(telling: _Telling, expr: Expr, kind: str, steps: list[str]) -> str:
    """Words for an expression with its figures; what it took to get them goes to ``steps``."""
    match essence(expr):
        case Const(value, shown):
            return shown or _figure(value)
        case Ref(name):
            return f"{telling.label(name)}（{telling.shown(name)}）"
        case Span(names, label):
            figures = [telling.shown(name) for name in names if isinstance(telling.answers.excel.get(name), Decimal)]
            return f"{label}（{'、'.join(figures)}）"
        case Call(op, (test, then, other)) if op.python is choose:
            return _chosen(telling, test, (then, other), kind, steps)
        case Call() as call:
            return _called(telling, call, kind, steps)
    raise TypeError(expr)


def _chosen(telling: _Telling, test: Expr, branches: tuple[Expr, Expr], kind: str, steps: list[str]) -> str:
    holds = bool(evaluate(test, telling.answers.excel.get))
    if branches[1 if holds else 0] == Const(None):  # whether there is anything to compute needs no words where there is
        return _step(telling, branches[0 if holds else 1], kind, steps)
    words = f"{_step(telling, test, 'b', steps)}——{'成立' if holds else '不成立'}"
    branch = branches[0 if holds else 1]
    taken = _step(telling, branch, kind, steps) if not isinstance(branch, Call) else ""
    steps.append(f"{words}，取{taken}" if taken else words)
    return taken or _step(telling, branch, kind, steps)


def _called(telling: _Telling, call: Call, kind: str, steps: list[str]) -> str:
    is_percent = any(_is_percent(telling, arg) for arg in call.args)
    listed = "{all}" in call.op.chinese
    own = [(each, arg) for each, arg in arguments(call) if not (listed and each == "c" and _is_blank(telling, arg))]
    words = [_as_percent(arg) if is_percent and _is_share(arg) else _step(telling, arg, each, steps) for each, arg in own]
    value = evaluate(call, telling.answers.excel.get)
    held = limited(call)
    if held is not None and value == evaluate(call.args[held], telling.answers.excel.get):
        return words[held]  # a limit that changes nothing
    if call.op is OPS["or_else"] and value == evaluate(call.args[0], telling.answers.excel.get):
        return words[0]  # what stands in for a blank that is none
    text = say(call, words)
    if kind == "b" or isinstance(value, bool) or not isinstance(value, Decimal):
        return text
    steps.append(f"{text}＝{_figure(value)}")
    return _figure(value)


def _is_blank(telling: _Telling, expr: Expr) -> bool:
    return isinstance(expr, Ref) and telling.answers.excel.get(expr.name) is None


def _is_percent(telling: _Telling, expr: Expr) -> bool:
    """Whether an expression is a cell that holds a percentage."""
    inner = essence(expr)
    return isinstance(inner, Ref) and telling.answers.slot(inner.name).cell.type == "percent"


def _is_share(expr: Expr) -> bool:
    return isinstance(expr, Const) and isinstance(expr.value, Decimal) and not expr.shown


def _as_percent(expr: Expr) -> str:
    return as_percent(expr.value) if isinstance(expr, Const) and isinstance(expr.value, Decimal) else ""


def _figure(value: Value) -> str:
    if isinstance(value, Decimal):
        text = plain(half_up(value, 8))
        return f"（{text}）" if text.startswith("-") else text
    return f"“{value}”" if value else "空白"
