"""Indicators of one name in several projects: numbers are added, rates weighted by the projects' budgets (domain: 汇总口径).

Only what may be added is: a price, a mean or a time is none, nor what is to be reached in one project and not passed in another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlgen.language.operators import Value
from xlgen.returned.kept.added_up import Item
from xlgen.rollup.records import Rollup
from xlgen.whereabouts.located import once
from xlgen.words.spelling import narrow

ADDABLE = {(kind, kind) for kind in ("percent", "number", "count", "money")} | {
    ("number", "count"),
    ("count", "number"),
}  # types
MOST_GROUPS = 50  # indicators of one name that are added up; the sums of each pass over all of 明细
SIGNS = "≥≤＞＜>=<＝"  # of 指标性质: what they are, and not 定量 or 定性, goes with the name
AT_MOST = "≤＜<"
NOBODY = Item("", "", "")  # stands where the first of a group is not known yet
KEPT = (
    4_000  # names of indicators that are kept as they were worked out: the tables of a summary ask for them one after the other
)
# what is so much for one, or of one kind of measure, has no sum over projects
_OF_EACH = re.compile(
    r"人均|户均|单均|亩均|次均|日均|月均|平均|均价|单价|单位(?:(?!单位|成本).)*+成本|成本(?:(?!成本)[^/])*+/|标准|时间|时限|周期|期限|指数|密度|浓度|温度"
)
_UNITS_OF_EACH = re.compile(r"[/每%‰℃倍级折]|^分$")


def group_of(item: Item) -> str:
    """Under which name an indicator is added up over projects: name, unit and sign; "" where it may not be."""
    return "" if not _is_number(item) or is_of_each(item) else _called(item)


def _is_number(item: Item) -> bool:
    """Whether target and result are numbers of one kind."""
    both = isinstance(item.actual, Decimal) and isinstance(item.target, Decimal)
    return both and (item.actual_type, item.target_type) in ADDABLE


def _called(item: Item) -> str:
    return _name(item.level3, "%" if is_rate(item) else item.unit, sign_of(item))


@lru_cache(KEPT)
def _name(level3: str, unit: str, sign: str) -> str:
    return f"{level3}（{'，'.join(filter(None, (unit[:20] or '—', sign)))}）"


def sign_of(item: Item) -> str:
    """≥, ≤ or =, where 指标性质 says it or the method of scoring means it."""
    return item.nature if len(item.nature) == 1 and item.nature in SIGNS else "≤" if item.falls else ""


def is_rate(item: Item) -> bool:
    """Whether it is a fraction, which is weighted by amounts instead of added."""
    return item.actual_type == "percent"


def is_of_each(item: Item) -> bool:
    """Whether it is a price, a mean, a time or a measure: over several projects neither a sum nor a share."""
    return not is_rate(item) and _says_each(item.level3, item.unit)


@lru_cache(KEPT)
def _says_each(level3: str, unit: str) -> bool:
    return bool(_OF_EACH.search(level3) or _UNITS_OF_EACH.search(narrow(unit)))


def at_most(item: Item) -> bool:
    """Whether less is better: then what was done of the target is no 完成率."""
    return sign_of(item) in tuple(AT_MOST)


@dataclass(frozen=True, slots=True)
class Grouping:
    """``of`` is the group of each indicator in the sums, case folded, "" where it shares none; ``first`` those in the table, each with its first indicator."""

    of: Sequence[str]
    first: Mapping[str, Item]
    several: int  # groups of two or more, in the table or not


@once
def grouping(rollup: Rollup) -> Grouping:
    """Groups of two or more indicators, those of most projects first."""
    names = [_lower(group_of(item)) for _, item in rollup.indicators()]
    sizes = Counter(filter(None, names))
    first: dict[str, Item] = {key: NOBODY for key, size in sizes.most_common(MOST_GROUPS) if size > 1}
    for name, (_, item) in zip(names, rollup.indicators(), strict=True):
        if first.get(name) is NOBODY:
            first[name] = item
    own = {key: key for key in first}
    return Grouping([own.get(name, "") for name in names], first, sum(size > 1 for size in sizes.values()))


@lru_cache(KEPT)
def _lower(name: str) -> str:
    return name if (folded := name.casefold()) == name else folded  # of very many names not two of each


def broken(rollup: Rollup) -> set[str]:
    """Groups of several with a number that is no whole one: sums of all others are shown without decimals."""
    found = set[str]()
    for group, (_, item) in zip(grouping(rollup).of, rollup.indicators(), strict=True):
        if group and group not in found and any(_is_broken(x) for x in (item.target, item.actual)):
            found.add(group)
    return found


def _is_broken(x: Value) -> bool:
    return isinstance(x, Decimal) and x != x.to_integral_value()


def shared_groups(rollup: Rollup) -> Mapping[str, Item]:
    """Groups that stand in the table of them, those of most projects first, each with its first indicator."""
    return grouping(rollup).first


@once
def names_apart(rollup: Rollup) -> Sequence[str]:
    """What each indicator in the sums is called where it costs points: by its name alone where that is enough, else by more."""
    alike: dict[str, tuple[str, str] | None] = {}  # 一级指标 and unit of a name, None where it has several
    said: dict[str | tuple[str, str, str], str] = {}  # as it is said first, where that is not the name in small letters
    for _, item in rollup.indicators():
        name, *more = loss_key(item)
        pair = _pair(*more)
        if name not in alike:
            alike[name] = pair
            if name is not item.level3:
                said[name] = item.level3
        elif alike[name] is not pair:
            alike[name] = None
    for _, item in rollup.indicators():
        if alike[(key := loss_key(item))[0]] is None and key not in said:
            said[key] = _in_full(item)
    keys = ((key, key[0]) for key in (loss_key(item) for _, item in rollup.indicators()))
    return [said.get(name, name) if alike[name] else said[key] for key, name in keys]


_pair = lru_cache(None)(lambda level1, unit: (level1, unit))


def loss_key(item: Item) -> tuple[str, str, str]:
    """What tells an indicator from others of its name, the name first; SUMIF does not tell small letters from capitals."""
    return _lower(item.level3), _lower(item.level1), _lower(item.unit)


def _in_full(item: Item) -> str:
    return f"{item.level3[:150]}（{'，'.join(filter(None, (item.level1[:30], item.unit[:15])))}）"


def left_out(rollup: Rollup) -> Iterator[str]:
    """What is not in the table of indicators of one name, and why, in sentences under it."""
    several = grouping(rollup).several
    if several > MOST_GROUPS:
        yield f"几个项目共有的数值指标有 {several} 个，只列项目数最多的 {MOST_GROUPS} 个。"
    names, each = dict[str, str](), Counter[str]()
    for _, item in rollup.indicators():
        if is_of_each(item) and _is_number(item):
            name = _called(item)
            names[_lower(name)] = name
            each[_lower(name)] += 1
    if never := [names[key] for key, size in each.items() if size > 1]:
        more = "" if len(never) <= 5 else f" 等 {len(never)} 个"
        yield f"单价、平均数、时间一类的指标不能相加，没有列入：{'、'.join(never[:5])}{more}。"
