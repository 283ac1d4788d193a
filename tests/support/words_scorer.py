"""Scores worked out from the printed sentence of a method alone, in exact fractions: what a careful reader would give.

Nothing here looks at a formula. A row is what stands on paper: the sentence of 评分规则说明 with its parameters, the points,
the target, and what was filled in. ``make soak`` holds it against the formulas of every method in every frame at length.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from frames import CANNOT_HOLD, FRAMES, METHODS, scored
from xlgen.flows.method_cases import row_of
from xlgen.form.compute import compute
from xlgen.form.records import Cell, Form, Row, Spec
from xlgen.form.template.compile import compile_form
from xlgen.form.template.keys import ATTRIBUTES, FROM_ROSTER
from xlgen.form.template.load import load_template
from xlgen.language.evaluate import evaluate
from xlgen.language.operators import Value

Given = Mapping[str, Value]
NO, HALF = Fraction(0), Fraction(1, 2)


class Unsaid(Exception):
    """The sentence does not say what is right here: a quotient with a target below zero."""


@dataclass(frozen=True)
class Paper:
    """What stands on paper of one row; ``said`` are the numbers of its sentence."""

    points: Fraction
    target: Fraction | None
    given: Given
    said: Mapping[str, Fraction] = field(default_factory=dict)

    def number(self, key: str) -> Fraction:
        return Fraction(self.given[key])  # type: ignore[arg-type]

    @property
    def actual(self) -> Fraction:
        return self.number("actual")

    @property
    def aim(self) -> Fraction:
        assert self.target is not None
        return self.target

    @property
    def share(self) -> Fraction:
        """实际完成值÷指标值."""
        return quotient(self.actual, self.aim)


def quotient(a: Fraction, b: Fraction) -> Fraction:
    if b < 0:
        raise Unsaid
    return a / b if b else NO


def steps(way: str, distance: Fraction, step: Fraction) -> Fraction:
    """How many steps away, where a part of a step counts as the sentence says."""
    exact = max(NO, distance) / step
    return {"不扣": Fraction(math.floor(exact)), "按一档": Fraction(math.ceil(exact)), "按比例": exact}[way]


def lost(paper: Paper, points: Fraction) -> Fraction:
    """What is left when so many points are taken off: 扣完为止, 最多扣 ….

    A cap larger than the points takes all of them.
    """
    cap = paper.said.get("cap", paper.points)
    return paper.points - min(points, cap, paper.points)


def n(name: str) -> str:
    return rf"(?P<{name}>-?\d[\d./]*(?:%|个百分点)?)[^\d，；。（）]{{0,6}}?"


_CAP = rf"(?:，最多扣{n('cap')}分)?"
_FLOOR = rf"(?:，低于{n('nothing')}不得分)?"
_TURN = r"(?:（不足一档(?P<part>不扣|按一档)）)?"
_REST = r"(?:，不足一档(?P<rest>按比例)扣)?"


def _over(p: Paper) -> Fraction:
    return lost(p, p.said["each"] * steps(_way(p), p.actual - p.said["line"], p.said["step"]))


def _away(p: Paper) -> Fraction:
    return lost(p, p.said["each"] * steps(_way(p), abs(p.actual - p.said["line"]), p.said["step"]))


def _short(p: Paper) -> Fraction:
    if "nothing" in p.said and p.actual < p.said["nothing"]:
        return NO
    return lost(p, p.said["each"] * steps(_way(p), p.said["line"] - p.actual, p.said["step"]))


def _way(p: Paper) -> str:
    return str(p.given["way"])


def _between(p: Paper) -> Fraction:
    return _slope(p, p.actual)


def _slope(p: Paper, x: Fraction) -> Fraction:
    part = (x - p.said["zero"]) / (p.said["full"] - p.said["zero"])
    return p.points * max(NO, min(part, Fraction(1)))


def _stairs(p: Paper) -> Fraction:
    if p.actual <= p.said["full"]:
        return p.points
    if p.actual >= p.said["zero"]:
        return NO
    return lost(p, p.points * p.said["share"] * steps("按一档", p.actual - p.said["full"], p.said["step"]))


def _interval(p: Paper) -> Fraction:
    low, high = p.said["low"], p.said["high"]
    if low <= p.actual <= high:
        return p.points
    if p.actual <= 0 or high < 0:
        return NO
    return p.points * (p.actual / low if p.actual < low else high / p.actual)


def _above_all(p: Paper) -> Fraction:
    if p.actual < p.aim:
        return p.points * max(NO, p.share)
    if p.aim <= 0:
        return p.points
    return lost(p, p.said["each"] * steps("按一档", p.share - p.said["limit"], p.said["step"]))


def _late(p: Paper, step: Fraction) -> Fraction:
    return lost(p, p.said["each"] * steps("按一档", math.floor(p.actual) - p.aim, step))


def _faults(p: Paper, each: Fraction, key: str = "faults") -> Fraction:
    return each * max(NO, p.number(key))


def _rate(p: Paper) -> Fraction:
    return p.points * max(NO, min(p.actual, Fraction(1)))


def _optional(p: Paper) -> Fraction | None:
    return _proportional(p) if p.given["applies"] == "是" else None


def _proportional(p: Paper) -> Fraction:
    return p.points if p.actual >= p.aim else p.points * max(NO, p.share)


def _listed(p: Paper, items: str) -> Fraction:
    points = [Fraction(found) for found in re.findall(r"([\d.]+)分(?:；|$)", items)]
    return sum((each for i, each in enumerate(points, 1) if p.given[f"met{i}"] == "是"), NO)


def _tier(p: Paper, tiers: str) -> Fraction | None:
    told = {text: Fraction(points) for text, points in re.findall(r"(?:^|；)(.*?)([\d.]+)分(?=；|$)", tiers)}
    return told.get(str(p.given["actual"]))


def _bands(p: Paper, bands: str, x: Fraction) -> Fraction:
    if rest := re.fullmatch("按占指标值的百分比：(.*)", bands):
        return _bands(p, rest[1], x / p.aim)
    for piece in bands.split("；"):
        sign, bound, points = re.fullmatch(r"(≥|>|≤|<|其余)(.*?)得([\d.]+|满)分", piece).groups()  # type: ignore[union-attr]
        got = p.points if points == "满" else Fraction(points)
        if (
            sign == "其余"
            or {"≥": x >= number(bound), ">": x > number(bound), "≤": x <= number(bound), "<": x < number(bound)}[sign]
        ):
            return got
    raise AssertionError(bands)


SENTENCES: list[tuple[str, Callable[..., Fraction | None]]] = [
    ("达到指标值得满分；未达到的，得分＝实际完成值÷指标值×分值，不低于0分、不超过分值", _proportional),
    ("目标为零的事项：未发生（不大于指标值）得满分，发生即不得分", lambda p: p.points * (p.actual <= p.aim)),
    (
        "不超过指标值得满分；超过的，得分＝指标值÷实际完成值×分值",
        lambda p: p.points if p.actual <= p.aim else p.points * quotient(max(NO, p.aim), p.actual),
    ),
    (
        "不超过指标值得满分；超过的按超出比例扣分，达到指标值两倍得0分",
        lambda p: p.points if p.actual <= p.aim else p.points * max(NO, 1 - (p.share - 1)) if p.aim else NO,
    ),
    ("不超过指标值得满分，超过不得分", lambda p: p.points * (p.actual <= p.aim)),
    (rf"实际完成值在{n('low')}至{n('high')}之间得满分；区间之外按与较近一端的比例计分", _interval),
    (
        rf"实际完成值在{n('low')}至{n('high')}之间得满分，区间之外不得分",
        lambda p: p.points * (p.said["low"] <= p.actual <= p.said["high"]),
    ),
    ("达到指标值得满分，否则不得分", lambda p: p.points * (p.actual >= p.aim)),
    ("高于指标值得满分，等于或低于指标值不得分", lambda p: p.points * (p.actual > p.aim)),
    ("低于指标值得满分，等于或高于指标值不得分", lambda p: p.points * (p.actual < p.aim)),
    (
        rf"达到指标值得满分，未达到按比例计分；完成率超过{n('limit')}后，每超过{n('step')}（不足按一档）扣{n('each')}分，扣完为止",
        _above_all,
    ),
    ("达到指标值得满分，未达到按比例计分；经批准不适用的不计分，其余指标折算到满分", _optional),
    ("按与指标值相差多少分档，达到或超过的相差不大于0：(?P<bands>.*)", lambda p, bands: _bands(p, bands, p.aim - p.actual)),
    ("(?P<bands>(?:按占指标值的百分比：)?[≥>≤<].*)", lambda p, bands: _bands(p, bands, p.actual)),
    (rf"按绝对值算：{n('full')}得满分，达到{n('zero')}得0分，其间按直线计分", lambda p: _slope(p, abs(p.actual))),
    (rf"达到{n('full')}得满分，达到{n('zero')}得0分，其间按直线计分", _between),
    (
        rf"不超过{n('full')}得满分，每超过{n('step')}（不足一档按一档）扣分值的{n('share')}，{n('zero')}及以上得0分",
        _stairs,
    ),
    (rf"不超过{n('line')}得满分，每超过{n('step')}{_TURN}扣{n('each')}分{_REST}，扣完为止{_CAP}", _over),
    (rf"等于{n('line')}得满分，高出或低于{n('line_')}每{n('step')}{_TURN}扣{n('each')}分，扣完为止{_CAP}", _away),
    (rf"达到{n('line')}得满分，每低{n('step')}{_TURN}扣{n('each')}分{_REST}，扣完为止{_CAP}{_FLOOR}", _short),
    (
        rf"(?:共{n('count')}项，)?全部符合得满分，一项不符合扣{n('each')}分，扣完为止{_CAP}",
        lambda p: lost(p, _faults(p, p.said["each"])),
    ),
    (
        rf"全部符合得满分，一项不符合扣分值的{n('share')}，扣完为止",
        lambda p: lost(p, _faults(p, p.points * p.said["share"])),
    ),
    (
        rf"全部符合得满分，大项不合格一项扣{n('heavy')}分，小项不合格一项扣{n('light')}分，扣完为止",
        lambda p: lost(p, _faults(p, p.said["heavy"], "heavy_faults") + _faults(p, p.said["light"], "light_faults")),
    ),
    ("逐项判断，符合得该项分值，不符合不得分：(?P<items>.*)", _listed),
    ("符合得满分，否则不得分", lambda p: p.points * (p.given["kept"] == "是")),
    ("未发现问题得满分，发现即不得分", lambda p: p.points * (p.number("faults") <= 0)),
    ("按评定档次得分：(?P<tiers>.*)", _tier),
    ("得分＝执行率×分值，执行率按未四舍五入的数计算，超过100%按100%", _rate),
    (
        "得分＝执行率×分值，执行率先四舍五入到万分之一，超过100%按100%",
        lambda p: p.points * max(NO, min(Fraction(math.floor(p.actual * 10000 + HALF), 10000), Fraction(1))),
    ),
    ("文字目标按完成比例计分：得分＝完成比例×分值，超过100%按100%", _rate),
    ("得分＝完成率（得分率）×分值，超过100%按100%", _rate),
    ("不迟于期限得满分，迟延不得分，提前不加分", lambda p: p.points * (math.floor(p.actual) <= p.aim)),  # days
    (
        rf"不迟于期限得满分，每迟{n('step')}天（不足{n('part')}天按{n('whole')}天）扣{n('each')}分，扣完为止，提前不加分",
        lambda p: _late(p, p.said["step"]),
    ),
    (
        rf"不迟于期限得满分，每迟一个月（30天，不足按一个月）扣{n('each')}分，扣完为止，提前不加分",
        lambda p: _late(p, Fraction(30)),
    ),
]
LISTS = ("bands", "items", "tiers")
ABOUT_THE_FORM = ("check", "rules", "verdict", "progress", "status")


def number(text: str) -> Fraction:
    """95%, 0.5个百分点, 1/9, 17."""
    bare = text.removesuffix("个百分点").removesuffix("%")
    return Fraction(bare) / (1 if bare == text else 100)


def score(says: str, points: Fraction, target: Fraction | None, given: Given) -> Fraction | None:
    """Points a careful reader gives, to the cent, half up; None where something is not filled in. LookupError for new words."""
    for pattern, rule in SENTENCES:
        if match := re.fullmatch(pattern, says):
            found = {key: text for key, text in match.groupdict().items() if text}
            way = {"way": found.pop("part", found.pop("rest", ""))}
            listed = [found.pop(key) for key in LISTS if key in found]
            if any(value is None for value in given.values()):
                return None
            got = rule(Paper(points, target, {**given, **way}, {key: number(text) for key, text in found.items()}), *listed)
            return None if got is None else Fraction(math.floor(got * 100 + HALF), 100)
    raise LookupError(says)


# ---- held against the formulas ----------------------------------------------------------------------------------------


def rows_of(name: str, every: bool) -> tuple[Form, list[tuple[Row, Spec]]]:
    """A form of the frame with a row for each method that it can hold, and the line of each; ``every`` takes all their cases."""
    template = load_template(name)
    table = scored(template)
    columns = set(template["tables"][table]["columns"])
    lines: list[Spec] = []
    for method in METHODS.values():
        if method.key in CANNOT_HOLD.get(name, ()):
            continue
        known = columns | ATTRIBUTES | set(FROM_ROSTER) | method.accepts
        for said in ({}, *method.cases) if every else ({},):
            line = {key: value for key, value in row_of(method, said).items() if key in known}
            line |= {key: "试算的指标" for key in ("level1", "level2", "level3") if key in columns}
            if line not in lines:
                lines.append(line)
    form = compile_form(template, METHODS, dict(template["example"]["project"]), {table: lines})
    rows = {row.key: row for row in form.tables[table].rows}
    return form, [(rows[str(i)], line) for i, line in enumerate(lines, 1)]


@dataclass(frozen=True)
class Read:
    """One row: its sentence, what is asked for it, and the numbers near which its score may jump."""

    row: Row
    points: Fraction
    target: Fraction | None
    asked: Mapping[str, Any]
    marks: tuple[Fraction, ...]


def read_row(cells: Mapping[str, Cell], row: Row, line: Spec) -> Read:
    asked = {key: cells[name] for key, name in row.asked.items() if cells[name].is_input}
    points, target = row.cells["points"].value, line.get("target")  # not every frame prints the target
    assert isinstance(points, Decimal), row.label
    known = [number(text) for text in re.findall(r"\d[\d./]*(?:%|个百分点)?", row.says)]
    aim = Fraction(target) if isinstance(target, Decimal) else None
    marks = {NO, Fraction(1), *known, *([aim, aim * 2, aim / 2] if aim is not None else [])}
    marks |= {
        line + k * step for line in known[:1] + [aim] * (aim is not None) for step in known[1:2] for k in (-3, -2, -1, 1, 2, 3)
    }
    return Read(row, Fraction(points), aim, asked, tuple(sorted(marks)))


NUDGES = [Fraction(text) for text in ("0 0.01 -0.01 0.0001 -0.0001 0.000001 -0.000001 1 -1".split())]


def answers_to(read: Read, chance: Random) -> dict[str, Value]:
    """One filling of the row: near what its words name, or anywhere; a choice for a choice, a blank now and then."""
    return {key: _answer(cell, read, chance) for key, cell in read.asked.items()}


def _answer(cell: Any, read: Read, chance: Random) -> Value:
    if chance.random() < 0.03:
        return None
    if cell.choices:
        return str(chance.choice(cell.choices))
    if cell.type in ("count", "date"):
        near = int(read.target) if cell.type == "date" and read.target is not None else 0
        hours = chance.choice((0, 0, Decimal("0.6"))) if cell.type == "date" else 0  # half past two is the same day
        return Decimal(near + chance.choice((-30, -1, 0, 0, 1, 2, 3, 5, 10, 11, 30, 31, 60, 400))) + hours
    mark = chance.choice(read.marks)
    x = mark + chance.choice(NUDGES) if chance.random() < 0.8 else mark * chance.randrange(300) / 100
    return Decimal(math.floor(x * 10**8 + HALF)).scaleb(-8)


def differences(name: str, rounds: int, every: bool = False) -> Iterator[str]:
    """Where the formulas of a frame give something else than the words printed beside them."""
    form, rows = rows_of(name, every)
    chance = Random(name)
    known = {cell.name: cell for cell in form.cells()}
    read = [read_row(known, row, line) for row, line in rows]
    cells = [cell for cell in known.values() if cell.name.partition(".")[0] not in ABOUT_THE_FORM]  # half the time
    for _ in range(rounds):
        given = [answers_to(each, chance) for each in read]
        filled = {each.asked[key].name: x for each, own in zip(read, given, strict=True) for key, x in own.items()}
        values = compute(cells, filled)
        for each, own in zip(read, given, strict=True):
            yield from _difference(name, each, own, values)


def _difference(name: str, read: Read, own: Given, values: Mapping[str, Value]) -> Iterator[str]:
    cell = read.row.cells["score"]
    told = f"{name}：{read.row.says}（{float(read.points):g}分，指标值 {read.target}）{dict(own)}"
    if cell.formula is None:
        yield from (f"{told}：{text}" for text in _outside(read, own, values))
        return
    try:
        wanted = score(read.row.says, read.points, read.target, own)
    except Unsaid:
        return
    found = values[cell.name]
    if (None if found is None else Fraction(found)) != wanted:  # type: ignore[arg-type]
        yield f"{told}：按字面 {wanted and float(wanted)}，算得 {found}"


def _outside(read: Read, own: Given, values: Mapping[str, Value]) -> Iterator[str]:
    """Scores that people type: those the words let in, and no others, to the cent."""
    cell, w = read.row.cells["score"], read.points
    if cell.minimum is None or cell.maximum is None:
        yield "没有范围"
        return
    low, high = evaluate(cell.minimum, values.get), evaluate(cell.maximum, values.get)
    if not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return
    tiers = re.fullmatch(
        rf"达成预期指标得分值的{n('upper')}至100%，部分达成得{n('lower')}（含）至.*，未达成得.*以下；在区间内评分",
        read.row.says,
    )
    upper, lower = (number(tiers["upper"]) * w, number(tiers["lower"]) * w) if tiers else (NO, NO)
    tier = str(own.get("actual"))
    for cents, mark in product(range(-2, 3), (NO, lower, upper, w)):
        s = Fraction(math.floor(mark * 100) + cents, 100)
        is_in = {"达成": upper <= s <= w, "部分": lower <= s < upper, "未达": 0 <= s < lower}.get(tier[:2], 0 <= s <= w)
        if is_in != (low <= Decimal(s.numerator) / s.denominator <= high):
            yield f"得分 {float(s)} 按字面{'可以' if is_in else '不可以'}"


def soak(rounds: int) -> int:
    wrong = 0
    for name in FRAMES:
        found = list(differences(name, rounds, every=True))
        wrong += len(found)
        print(f"{name}：{len(found)} 处不合", *dict.fromkeys(found[:5]), sep="\n  ")
    return wrong


if __name__ == "__main__":
    sys.exit(soak(int(sys.argv[1]) if len(sys.argv) > 1 else 200) > 0)
