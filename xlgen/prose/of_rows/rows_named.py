"""Rows, and groups of rows, that words name: by their labels, by most of a label, by one with a sign misspelt."""

from __future__ import annotations

import re
from functools import lru_cache

from xlgen.prose.label_words import SPENDING, pairs
from xlgen.prose.records import FormFigure

LISTED = re.compile("[、和与]")
_MISSPELT = 5  # signs of a label from which one may be another
_COVERED = 0.6  # share of a label's pairs of signs from which a heading may name it
_NOISE = re.compile(r"其中|以上|[一二三]级指标|指标|情况|分析|项目|[\s“”\"·()（）]|[\d.]+%?")


def inside(words: str, figures: list[FormFigure]) -> list[FormFigure]:
    """The rows or groups whose labels stand in words; of 产出数量 and 产出 only the longer one."""
    said = plain_words(words)
    labels = {label for each in figures if len(label := plain_words(each.label)) >= 2 and label in said}
    longest = {label for label in labels if not any(label != other and label in other for other in labels)}
    return [each for each in figures if plain_words(each.label) in longest]


def beginning(words: str, figures: list[FormFigure]) -> list[FormFigure]:
    """The row whose label begins a clause: 资金到位率得2.5分. A label within a sentence is only spoken of."""
    said = plain_words(words)
    begun = {label for each in figures if len(label := plain_words(each.label)) >= 2 and said.startswith(label)}
    longest = max(begun, key=len, default="")
    return [each for each in figures if begun and plain_words(each.label) == longest]


def ending(words: str, figures: list[FormFigure]) -> list[FormFigure]:
    """The row or group whose label ends a clause: 以上三项同属数量指标."""
    said = plain_words(words)
    return [each for each in inside(words, figures) if said.endswith(plain_words(each.label))]


def headed(heading: str, figures: list[FormFigure]) -> list[FormFigure]:
    """The rows or groups that a heading names."""
    said = plain_words(heading)
    whole = inside(heading, figures)
    rows = [each for each in figures if not is_group(each) and (each in whole or _covered(said, each.label) >= _COVERED)]
    if LISTED.search(said) and len(rows) > 1:
        return rows
    return whole or rows or [each for each in figures if _is_misspelt(said, plain_words(each.label))]


def is_group(figure: FormFigure) -> bool:
    """Whether a figure is of several rows."""
    return figure.row.startswith("level")


@lru_cache(maxsize=1 << 13)  # every heading is held against every label
def plain_words(words: str) -> str:
    """Words without brackets, marks of a list, and what every heading says."""
    return _NOISE.sub("", re.sub("预算执行(?!率)", SPENDING, _unlisted(words)))


def _unlisted(words: str) -> str:
    return re.sub(r"^[-●◆■▲※*\s]+|^[\s(]*[一二三四五六七八九十\d]+(?:[).、]+|是)|^[两三四五六七八各]项|\([^()]*\)", "", words)


def _is_misspelt(heading: str, label: str) -> bool:
    return len(heading) == len(label) >= _MISSPELT and sum(a != b for a, b in zip(heading, label, strict=True)) == 1


def _covered(words: str, label: str) -> float:
    own, others = pairs(plain_words(label)), pairs(words)
    return len(own & others) / len(own) if own else 0
