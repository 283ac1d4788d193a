"""What a checking rule is: one generator over ``Answers``, whose hits become findings with its code, severity and hint.

A rule across workbooks is one generator over a ``Batch``, which also says at which return a fault stands.

Codes: XG0xx a file that is refused, XG1xx workbook, XG2xx entries, XG3xx scores, XG4xx funds, XG5xx across workbooks,
XG6xx what a reviewer asks, XG7xx words held against figures (表文一致).
A code is never reused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from xlgen.catalogue import Code, twice
from xlgen.findings import Finding, Severity
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Batch, Return
from xlgen.returned.kept.extract import Kept
from xlgen.returned.saying import shown
from xlgen.rules.reviewing.weighing import weighed
from xlgen.whereabouts.straying import gone


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault a rule found: the cell's name and the fact; ``place`` where the fault is at no named cell.

    ``covers`` are other cells it speaks for: where a fallback rule looked, an error found at one of them says it all. ``failed`` is what is said
    instead where a rule of somebody's own could not be run. ``severity`` where this one weighs other than the rule's. ``opens``: the
    value is too implausible to count before somebody answered; then ``expected`` is the value as understood, if there is one.
    ``hint`` is the mend where another than the rule's helps.
    """

    name: str
    message: str
    found: Value = None
    expected: Value = None
    place: tuple[str, str] | None = None
    covers: frozenset[str] = frozenset()
    failed: Finding | None = None
    severity: Severity | None = None
    opens: bool = False
    hint: str = ""


Hits = Iterator[Hit]
BatchHits = Iterator[tuple[Return, Hit]]
Check = Callable[[Answers], Hits]
BatchCheck = Callable[[Batch], BatchHits]


@dataclass(frozen=True, slots=True)
class Rule(Code):
    """One rule: its code, title, severity and hint, as the decorator says them, and the function that finds its hits.

    ``across``: over a ``Batch`` of returns, not over one; ``fallback``: silent in a row where another rule found an error or a value to be answered for.
    """

    severity: Severity
    check: Callable[[Any], Iterator[Any]] = field(kw_only=True)
    fallback: bool = field(default=False, kw_only=True)
    across: bool = field(default=False, kw_only=True)


_MADE: ContextVar[list[Rule] | None] = ContextVar("rules as they are made", default=None)


@contextmanager
def made() -> Iterator[list[Rule]]:
    """The rules that are made meanwhile, in their order, also those whose names are used again."""
    rules: list[Rule] = []
    before = _MADE.set(rules)
    try:
        yield rules
    finally:
        _MADE.reset(before)


def rule(code: str, title: str, severity: Severity, hint: str, fallback: bool = False) -> Callable[[Check], Rule]:
    """Makes a generator over one return a rule."""
    return lambda check: _heard(Rule(code, title, severity, hint, check=check, fallback=fallback))


def batch_rule(code: str, title: str, severity: Severity, hint: str) -> Callable[[BatchCheck], Rule]:
    """Makes a generator over a batch of returns a rule."""
    return lambda check: _heard(Rule(code, title, severity, hint, check=check, across=True))


def _heard(rule: Rule) -> Rule:
    if (rules := _MADE.get()) is not None:
        rules.append(rule)
    return rule


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules that modules define, in their order. ValueError where a code is said twice."""
    rules = tuple(each for module in modules for each in vars(module).values() if isinstance(each, Rule))
    if again := twice([each.code for each in rules]):
        raise ValueError(f"{'、'.join(again)} 不止一条规则")
    return rules


def validate(answers: Answers, rules: Sequence[Rule]) -> list[Finding]:
    """Every finding of one return, in the order of the codes' groups and then of the page.

    Rules across returns are passed over. ValueError without any rule: nothing would be found, whatever was returned.
    """
    own = [each for each in _some(rules) if not each.across]
    first = [(each, hit) for each in own if not each.fallback for hit in each.check(answers)]
    told_of = [(told, hit) for each, hit in first if (told := _stamp(answers, each, hit))]
    findings = [told for told, _ in told_of]
    grave = [(told, hit) for told, hit in told_of if told.severity is Severity.ERROR or told.opens]
    wrong = {name for told, hit in grave for name in (told.name, *hit.covers)}
    lines = {_line(name) for name in wrong}
    last = [(each, hit) for each in own if each.fallback for hit in each.check(answers)]
    left = [(each, hit) for each, hit in last if hit.failed or (_line(hit.name) not in lines and not hit.covers & wrong)]
    findings += [told for each, hit in left if (told := _stamp(answers, each, hit))]
    return sorted(findings, key=lambda f: (f.code[:3], f.sheet, _row_of(f), f.code))


def validate_batch(batch: Batch, rules: Sequence[Rule]) -> list[Return]:
    """The same returns, each with what was found by holding them side by side behind its own findings; as ``validate``."""
    more: dict[int, list[Finding]] = {}
    for each in _some(rules):
        for returned, hit in each.check(batch) if each.across else ():
            if told := _stamp(returned.form, each, hit):
                more.setdefault(id(returned), []).append(told)
    return [each.with_findings(more.get(id(each), ())) for each in batch.returns]


def _some(rules: Sequence[Rule]) -> Sequence[Rule]:
    if not rules:
        raise ValueError("没有规则可用来校验")
    return rules


def _line(name: str) -> str:
    """The row a cell belongs to, a field by itself: funds.total.executed → funds.total."""
    return name.rpartition(".")[0] or name


def _row_of(finding: Finding) -> int:
    digits = "".join(c for c in finding.cell if c.isdigit())
    return int(digits) if digits else 0


def _stamp(form: Answers | Kept | None, of: Rule, hit: Hit) -> Finding | None:
    """The finding of a hit; None where its cell is gone or the office switched its rule off.

    What opens a form is said whatever the office set.
    """
    if hit.failed:
        return hit.failed
    if form and not hit.place and _is_gone(form, hit.name):  # that it is gone is told
        return None
    issued = form.extract.about if isinstance(form, Kept) else form.snapshot if form else None
    weight = hit.severity or of.severity if hit.opens else weighed(issued, of.code, of.severity, hit.severity)
    if weight is None:
        return None
    source = issued.sources.get(of.code, "") if issued else ""
    mend = hit.hint or of.hint
    hint = f"{mend}；依据：{source}" if source else mend
    sheet, cell = hit.place or (_place(form, hit.name) if form else ("", ""))
    return Finding(of.code, weight, hit.message, hint, sheet, cell, hit.name, shown(hit.found), shown(hit.expected), hit.opens)


def _is_gone(form: Answers | Kept, name: str) -> bool:
    return name in (form.extract.gone if isinstance(form, Kept) else gone(form))


def _place(form: Answers | Kept, name: str) -> tuple[str, str]:
    if isinstance(form, Answers):
        return form.cell(name)
    known = form.extract.places.get(name) if name else ("", "")
    return known or form.again().cell(name)  # rules of somebody's own may speak of any cell
