"""The register of checking rules: a rule is one generator over ``Answers``; code, severity and hint are stamped here.

A rule across workbooks is one generator over a ``Batch``, which also says at which return a fault stands.

Codes: XG0xx a file that is refused, XG1xx workbook, XG2xx entries, XG3xx scores, XG4xx funds, XG5xx across workbooks.
A code is never reused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import getdoc
from typing import Any

from xlgen.findings import Finding, Severity
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Batch, Return
from xlgen.returned.saying import shown


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault a rule found: the cell's name and the fact; ``place`` where the fault is at no named cell.

    ``covers`` are other cells a fallback rule looked at: an error found at one of them says it all.
    """

    name: str
    message: str
    found: Value = None
    expected: Value = None
    place: tuple[str, str] | None = None
    covers: frozenset[str] = frozenset()


Hits = Iterator[Hit]
BatchHits = Iterator[tuple[Return, Hit]]
Check = Callable[[Answers], Hits]
BatchCheck = Callable[[Batch], BatchHits]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as ``xlgen explain`` shows it; ``fallback``: it is silent in a row where another rule found an error."""

    code: str
    title: str
    severity: Severity
    hint: str
    check: Callable[[Any], Iterator[Any]]
    fallback: bool = False

    @property
    def explanation(self) -> str:
        """The rule's docstring."""
        return getdoc(self.check) or ""


RULES: dict[str, Rule] = {}
BATCH_RULES: dict[str, Rule] = {}


def rule(code: str, title: str, severity: Severity, hint: str, fallback: bool = False) -> Callable[[Check], Check]:
    """Register a rule over one workbook under its code."""

    def register(check: Check) -> Check:
        _add(RULES, Rule(code, title, severity, hint, check, fallback))
        return check

    return register


def batch_rule(code: str, title: str, severity: Severity, hint: str) -> Callable[[BatchCheck], BatchCheck]:
    """Register a rule across workbooks under its code."""

    def register(check: BatchCheck) -> BatchCheck:
        _add(BATCH_RULES, Rule(code, title, severity, hint, check))
        return check

    return register


def _add(register: dict[str, Rule], new: Rule) -> None:
    if new.code in RULES or new.code in BATCH_RULES:
        raise ValueError(f"{new.code} 已有规则")
    register[new.code] = new


def validate(answers: Answers) -> list[Finding]:
    """Every finding of one workbook, in the order of the codes' groups and then of the page."""
    own = [each for each in RULES.values() if not each.fallback]
    findings = [_stamp(answers, each, hit) for each in own for hit in each.check(answers)]
    wrong = {finding.name for finding in findings if finding.severity is Severity.ERROR}
    lines = {_line(name) for name in wrong}
    last = [(each, hit) for each in RULES.values() if each.fallback for hit in each.check(answers)]
    findings += [_stamp(answers, each, hit) for each, hit in last if _line(hit.name) not in lines and not hit.covers & wrong]
    return sorted(findings, key=lambda f: (f.code[:3], f.sheet, _row_of(f), f.code))


def validate_batch(batch: Batch) -> list[Return]:
    """The same returns, each with what was found by holding them side by side behind its own findings."""
    more: dict[int, list[Finding]] = {}
    for each in BATCH_RULES.values():
        for returned, hit in each.check(batch):
            more.setdefault(id(returned), []).append(_stamp(returned.answers, each, hit))
    return [each.with_findings(more.get(id(each), ())) for each in batch.returns]


def _line(name: str) -> str:
    """The row a cell belongs to, a field by itself: funds.total.executed → funds.total."""
    return name.rpartition(".")[0] or name


def _row_of(finding: Finding) -> int:
    digits = "".join(c for c in finding.cell if c.isdigit())
    return int(digits) if digits else 0


def _stamp(answers: Answers | None, of: Rule, hit: Hit) -> Finding:
    sheet, cell = hit.place or (answers.cell(hit.name) if answers else ("", ""))
    return Finding(of.code, of.severity, hit.message, of.hint, sheet, cell, hit.name, shown(hit.found), shown(hit.expected))


def first_of(hits: Iterable[Hit]) -> Hits:
    """At most the first of some hits."""
    yield from list(hits)[:1]
