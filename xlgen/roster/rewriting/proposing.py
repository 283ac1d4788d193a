"""For a line whose standard is not read as it stands: a method and a standard that say the same and are read.

Nothing is guessed: every figure of the sentence stands in the proposal, or is the line's own points or target said again, or
changes nothing; what is left to discretion (酌情), and two things in one sentence, are not rewritten at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlgen.roster.rewriting.clauses import Clause, clauses_of
from xlgen.roster.rewriting.facts import Facts, Proposal
from xlgen.roster.rewriting.grades import as_bands, as_formula, as_line
from xlgen.roster.rewriting.steps import by_faults, by_steps
from xlgen.words.days import day_of
from xlgen.words.figures_in import figures
from xlgen.words.numbers import plain

LONGEST = 1000  # signs of a standard; what is longer is looked at by a person
_DONE = re.compile("完成|达到|达标")
_FOUND = re.compile(r"(发现|出现|发生|存在|有)(?:1|一)(项|次|处|个|例|起|件)")


def proposals(standard: str, facts: Facts) -> Iterator[Proposal]:
    """Ways to say a standard again, the likeliest first; whoever asks must see that they are read."""
    if len(standard) > LONGEST:
        return
    clauses = clauses_of(standard)
    kinds = [clause.kind for clause in clauses]
    again = [clause.points for clause in clauses if clause.kind == "again"]
    if any(points != facts.points for points in again):
        return
    if "unsure" not in kinds:
        for family in (by_steps, by_faults):
            if found := family(clauses, facts):
                yield found
        yield from _by_two(clauses, standard, facts)
        for family in (_by_tiers, lambda said, row: _by_ratio(said, standard, row)):
            if found := family(clauses, facts):
                yield found
    for reading in (as_line, as_formula, as_bands):
        if found := reading(standard, facts):
            yield found
    if shorter := _listed(standard):
        yield Proposal("逐项得分", shorter, "“未…不得分”只是说没有做到的不得分，删去")


def _by_tiers(clauses: Sequence[Clause], facts: Facts) -> Proposal | None:
    """Tiers that a person picks from, without what stands round them."""
    rest = [clause for clause in clauses if clause.kind not in ("aside", "again")]
    given = [(each.when.strip(":, "), Decimal(0) if each.kind == "zero" else each.points or facts.points) for each in rest]
    names = [name for name, _ in given]
    if facts.target is not None or len(given) < 3 or any(each.kind not in ("full", "zero") for each in rest):
        return None
    if not all(names) or len(set(names)) < len(names) or max(points for _, points in given) != facts.points:
        return None
    return Proposal("定档得分", "；".join(f"{name}得{plain(points)}分" for name, points in given), "照档次评定，其余的话删去")


def _by_ratio(clauses: Sequence[Clause], standard: str, facts: Facts) -> Proposal | None:
    """Full points at the target, and in proportion below it."""
    told = [clause for clause in clauses if clause.kind not in ("full", "again")]
    whole = [clause for clause in clauses if clause.kind == "full"]
    if any(clause.kind not in ("aside", "end") for clause in told):
        return None
    is_plain = len(whole) == 1 and _DONE.search(whole[0].when) and not any(figures(whole[0].when))
    if not is_plain or facts.target is None or facts.sign not in ("≥", "=") or len(told) not in (1, 2):
        return None
    ratio = [clause for clause in told if re.search("比例|B/A|完成率", clause.said) and re.search("[计记得]分", clause.said)]
    return Proposal("正向比率", standard, "达到指标值得满分，未达到按比例计分") if len(ratio) == 1 else None


def _by_two(clauses: Sequence[Clause], standard: str, facts: Facts) -> Iterator[Proposal]:
    """All or nothing: the method is written down, the words stay."""
    rest = [clause for clause in clauses if clause.kind not in ("aside", "again", "end")]
    whole = [each for each in rest if each.kind == "full" and each.points in (None, facts.points)]
    nothing = [each for each in rest if each.kind == "zero"]
    faults = [each for each in rest if each.kind == "fault" and each.points == facts.points and not each.share]
    if facts.target is None and len(faults) == len(rest) == 1 and not re.search("每|凡", faults[0].said):
        yield Proposal("一票否决", standard, "发现就扣完")
    if (len(whole), len(nothing)) != (1, 1) or len(rest) != 2:
        return
    if facts.is_day:
        if not any(figures(nothing[0].when)) and _is_that_day(whole[0].when, facts):
            yield Proposal("限期完成", "按期完成得满分，逾期不得分", "期限就是指标值，不再写一遍")
    elif facts.target is not None:
        if _DONE.search(whole[0].when) and not any(figures(whole[0].when + nothing[0].when)):
            yield Proposal("达标得分", standard, "达到指标值得满分，否则不得分")
    elif _FOUND.search(nothing[0].when):
        yield Proposal("一票否决", standard, "发现就不得分")
    elif not any(figures(whole[0].when + nothing[0].when)):
        yield Proposal("符合得分", standard, "只有符合、不符合两种，得满分或不得分")


def _is_that_day(said: str, facts: Facts) -> bool:
    """Whether the figures of a clause, if it has any, are the day of the target: 10月31日前."""
    assert facts.target is not None
    day, numbers = day_of(facts.target), [int(each) for each in re.findall(r"\d+", said)]
    return numbers in ([], [day.month, day.day], [day.year, day.month, day.day])


def _listed(standard: str) -> str:
    """A list of items without 未开展的，不得分 behind each."""
    parts = [part for part in re.split("[；;。]", standard) if part.strip()]
    kept = [part for part in parts if not re.fullmatch(r"\s*(?:未|没有|不)[^\d，,]{0,12}[，,]?(?:则|此项)?不得分\s*", part)]
    gives = [part for part in kept if re.search(r"[得计]\s*\d", part)]
    return "；".join(kept) if len(parts) > len(kept) == len(gives) > 1 else ""
