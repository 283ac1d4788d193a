"""A deduction for each step below or above a line, or for each fault, said in the words of the methods for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlgen.roster.aiming.natures import WAYS
from xlgen.roster.rewriting.clauses import Clause
from xlgen.roster.rewriting.facts import Facts, Proposal
from xlgen.words.figures_in import figures
from xlgen.words.numbers import plain

_FIGURE = re.compile(r"(-?\d+(?:\.\d+)?)(%)?")
_EVEN = re.compile(r"≤|≥|=|以上|以下")  # the end itself is meant, too (民法典 第一千二百五十九条)
_MOST = 20  # bands that a person can look through
_DROPPED = "没有数的话删去"


def by_steps(clauses: Sequence[Clause], facts: Facts) -> Proposal | None:
    """One deduction for each step; None where another clause says what its method has no word for."""
    steps = [each for each in clauses if each.kind == "step"]
    if len(steps) != 1 or facts.target is None or facts.is_day:
        return None
    step = steps[0]
    if not (step.step and step.points) or (step.unit == "%") != (facts.unit == "%") or not _is_own(step, facts):
        return None
    if WAYS.get(facts.sign, -step.way) == step.way:  # more is better, and more is what costs points
        return None
    line, rest = facts.target, [each for each in clauses if each.kind in ("full", "zero")]
    if any(_figure(each, facts) not in (None, line) for each in clauses if each.kind in ("full", "line")):
        return None
    if any(_is_else(each) or not _is_full(each, facts) for each in rest if each.kind == "full"):
        return None
    if found := _ladder(clauses, step, line, facts):
        return found
    ends = [_end(each, step, line, facts) for each in rest if each.kind == "zero"]
    cap = _cap(clauses, facts)
    if None in ends or cap is None:
        return None
    told = [_DROPPED, *(why for _, why in filter(None, ends) if why)]
    limits = "".join(f"，{said}" for said, _ in filter(None, ends) if said)
    size, each = facts.step(step.step), plain(step.points)
    if step.way < 0:
        return Proposal("不足扣分", f"目标{facts.say(line)}，每低{size}扣{each}分{limits}，{cap}", "；".join(told))
    return Proposal("超出扣分", f"≤{facts.say(line)}满分，每超过{size}扣{each}分，{cap}", "；".join(told))


def by_faults(clauses: Sequence[Clause], facts: Facts) -> Proposal | None:
    """The same deduction for each fault; None where faults differ, or one clause speaks of something else."""
    faults = [each for each in clauses if each.kind in ("fault", "step")]
    worth = {(each.points, each.share) for each in faults}
    if facts.target is not None or len(worth) != 1 or any(each.kind == "line" for each in clauses):
        return None
    if any(each.kind == "step" and each.step != 1 for each in faults):
        return None
    (points, share), cap = worth.pop(), _cap(clauses, facts)
    rest = [each for each in clauses if each.kind in ("full", "zero")]
    if points is None or cap is None or any(each.kind == "zero" or not _is_full(each, facts) for each in rest):
        return None
    if share:
        return Proposal("逐项按比例扣分", f"一项不符合扣分值的{plain(points)}%，{cap}", "按项扣分，只留每项扣多少")
    return Proposal("逐项扣分", f"一项不符合扣{plain(points)}分，{cap}", "按项扣分，只留每项扣几分")


def _is_own(step: Clause, facts: Facts) -> bool:
    """Whether a step is counted in the line's unit; 一次督导 in a line of 次."""
    return facts.unit in ("", step.unit) or step.unit.startswith(facts.unit)


def _is_full(clause: Clause, facts: Facts) -> bool:
    """Whether a clause gives all the points of the line."""
    return clause.points in (None, facts.points)


def _is_else(clause: Clause) -> bool:
    return any(figures(clause.when)) and not _FIGURE.search(clause.when)


def _figure(clause: Clause, facts: Facts) -> Decimal | None:
    """The one figure a clause compares with; figures of the line's own name are none."""
    found = [match for match in _FIGURE.finditer(clause.when) if match[0] not in facts.name]
    measured = [Decimal(match[1]) for match in found if bool(match[2]) == (facts.unit == "%") or match[1] == "0"]
    return measured[0] if len(measured) == len(found) == 1 else Decimal("NaN") if found else None


def _end(clause: Clause, step: Clause, line: Decimal, facts: Facts) -> tuple[str, str] | None:
    """Words for where nothing is left, "" where the steps get there anyway, and why; None where there is no word for it."""
    at = _figure(clause, facts)
    assert step.step
    assert step.points
    if at is None or not at.is_finite():
        return None
    if step.way > 0 and re.search(r"超(?!过)|逾期|延期", clause.when) and at < line:
        at += line  # 超5天 is five days beyond
    elif (step.way > 0 and at <= line) or (step.way < 0 and at >= line):
        return None
    apart, held = abs(line - at), bool(_EVEN.search(clause.when))
    count = (apart / step.step).to_integral_value(ROUND_FLOOR if step.way > 0 else ROUND_CEILING)
    if not held:  # just beyond: one whole day more, or one more step that has begun
        beyond = apart + 1 if facts.unit not in ("%", "") and step.way > 0 else apart
        count = (beyond / step.step).to_integral_value(ROUND_FLOOR) + (step.way < 0)
    if count * step.points >= facts.points:
        return "", f"“{clause.said}”时本已扣完，删去"
    if step.way > 0 or held:
        return None
    return f"低于{facts.say(at)}不得分", ""


def _ladder(clauses: Sequence[Clause], step: Clause, line: Decimal, facts: Facts) -> Proposal | None:
    """Each step as a band, where nothing is left from a figure down, that figure included; a step begun counts in full."""
    ends = [each for each in clauses if each.kind == "zero"]
    at = _figure(ends[0], facts) if len(ends) == 1 and _EVEN.search(ends[0].when) else None
    assert step.step
    assert step.points
    if step.way > 0 or at is None or not at.is_finite() or at >= line or _cap(clauses, facts) != "扣完为止":
        return None
    count = int(((line - at) / step.step).to_integral_value(ROUND_CEILING))
    if count > _MOST or count * step.points >= facts.points:
        return None
    bands = [f"≥{facts.say(line - i * step.step)}得{plain(facts.points - i * step.points)}分" for i in range(count)]
    last = f">{facts.say(at)}得{plain(facts.points - count * step.points)}分"
    why = f"“{ends[0].said}”含{facts.say(at)}，一档一档写明，不足一档按一档"
    return Proposal("分档计分", "；".join([*bands, last, "其余不得分"]), why)


def _cap(clauses: Iterable[Clause], facts: Facts) -> str | None:
    """How far deductions go: to the end, or to a cap; None where a figure is not the line's points."""
    caps = [each.points for each in clauses if each.kind == "cap" and each.points is not None]
    if any(each.points not in (None, facts.points) for each in clauses if each.kind == "end") or len(set(caps)) > 1:
        return None
    return f"最多扣{plain(caps[0])}分" if caps and caps[0] < facts.points else "扣完为止"
