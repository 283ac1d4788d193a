"""Figures in a text: 95%, 0.5分, 三次, 一个百分点, 第一名, 百分之二十 – whatever somebody meant as a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xlgen.words.spelling import narrow
from xlgen.words.typed import Extent

_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_RUN = 20  # numerals of one figure; of a longer run the last ones are, or each of its signs would begin another try
_COUNTED = (
    "个百分点|百分点|个|项|次(?!性)|处|例|起|件|条|天|日|周|个?月|年|季度|人|户|家|亩|公顷|吨|元|公里|千米|米|倍|成|折|档|名|份|篇|场|套|"
    "台|辆|座|所|岁|小时|分钟|分(?![一-鿿])|分为止|分以[上下]"
)
_FIGURE = re.compile(
    r"(?<![^;。；，\n])\d{1,2}[.、](?!\d)|"  # the mark of an item
    rf"(\d+(?:[.,]\d+)*[%‰]?|百分之[{_NUMERALS}]+|[{_NUMERALS}]{{1,{_RUN}}}分之[{_NUMERALS}]+|第[{_NUMERALS}]+"
    rf"|(?<![统唯之同])(?![千百万亿]{{1,{_RUN}}}(?:{_COUNTED}))(?:(?!百分[点之比])[{_NUMERALS}]){{1,{_RUN}}}(?:点[{_NUMERALS}]+)?(?={_COUNTED}))"
)


def figures(text: str) -> Iterator[Extent]:
    """Where each figure of a text stands. Marks of a list, ① or 1. before an item, are none; units are no part of it."""
    for match in _FIGURE.finditer(narrow(text)):  # narrow keeps places
        if match[1]:  # no mark of a list
            yield match.span()


def unused(text: str, used: Iterable[Extent]) -> list[str]:
    """The figures of a text that no used stretch covers, as they were typed."""
    covered = set[int]()
    for start, end in used:
        covered.update(range(start, end))
    return [text[start:end] for start, end in figures(text) if not covered.issuperset(range(start, end))]
