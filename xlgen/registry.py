"""The register of checking rules: a rule is one generator over ``Answers``; code, severity and hint are stamped here.

Codes: XG0xx a file that is refused, XG1xx workbook, XG2xx entries, XG3xx scores, XG4xx funds, XG5xx across workbooks.
A code is never reused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from inspect import getdoc

from xlgen.answers import Answers
from xlgen.findings import Finding, Severity
from xlgen.numbers import half_up, plain
from xlgen.operators import Value


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault a rule found: the cell's name and the fact; ``place`` where the fault is at no named cell."""

    name: str
    message: str
    found: Value = None
    expected: Value = None
    place: tuple[str, str] | None = None


Hits = Iterator[Hit]
Check = Callable[[Answers], Hits]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as ``xlgen explain`` shows it."""

    code: str
    title: str
    severity: Severity
    hint: str
    check: Check

    @property
    def explanation(self) -> str:
        """The rule's docstring."""
        return getdoc(self.check) or ""


RULES: dict[str, Rule] = {}


def rule(code: str, title: str, severity: Severity, hint: str) -> Callable[[Check], Check]:
    """Register a rule under its code."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"{code} 已有规则")
        RULES[code] = Rule(code, title, severity, hint, check)
        return check

    return register


def validate(answers: Answers) -> list[Finding]:
    """Every finding of one workbook, in the order of the codes' groups and then of the page."""
    findings = [_stamp(answers, each, hit) for each in RULES.values() for hit in each.check(answers)]
    return sorted(findings, key=lambda f: (f.code[:3], f.sheet, _row_of(f), f.code))


def _row_of(finding: Finding) -> int:
    digits = "".join(c for c in finding.cell if c.isdigit())
    return int(digits) if digits else 0


def _stamp(answers: Answers, of: Rule, hit: Hit) -> Finding:
    sheet, cell = hit.place or answers.cell(hit.name)
    return Finding(of.code, of.severity, hit.message, of.hint, sheet, cell, hit.name, shown(hit.found), shown(hit.expected))


def shown(value: Value) -> str:
    """A value as findings print it: numbers without trailing zeros, at most eight decimals; "" for blank."""
    if isinstance(value, Decimal):
        return plain(half_up(value, 8))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value or ""


def quoted(value: Value, longest: int = 40) -> str:
    """A value in Chinese quotation marks, long texts cut, for messages."""
    text = shown(value).replace("\n", " ")
    return f"“{text if len(text) <= longest else text[:longest] + '…'}”" if text else "空白"


def first_of(hits: Iterable[Hit]) -> Hits:
    """At most the first of some hits."""
    yield from list(hits)[:1]
