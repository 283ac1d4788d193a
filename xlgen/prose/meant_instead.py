"""A figure of the form that is told as written, where the one a mention was held against is another: more likely that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from xlgen.prose.label_words import core, pairs, written
from xlgen.prose.labels_fit import fits
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import Compared, FormFigure, Mention

_DONE = re.compile("实际|完成|业绩|达成|测评|调查")
_AIM = re.compile("目标|指标|计划|预期|要求")
_NUMBERS = re.compile(r"[\d.%]+")
_MORE, _HALF = 0.01, 0.5  # of a label, by how much more and how much at least has to stand there
_SHORTEST = 2  # signs of a label


def meant_instead(
    told: Compared, known: list[FormFigure], as_written: Callable[[FormFigure, Mention], Decimal]
) -> list[FormFigure]:
    """Figures as written that the sentence and its heading speak of more than of the one held against.

    Also the row's target, unless the clause says that it tells what was done; and the same of a source that is spoken of.
    """
    mention, said = told.mention, told.mention.sentence.heading + said_before(told.mention)
    words = pairs(f"{mention.sentence.heading}|{said_before(mention)}")
    least = max((_share(each, words) for each in told.figures), default=1.0)
    same = (each for each in known if each.kind == mention.kind and fits(mention, each) and each not in told.figures)
    return [
        each
        for each in same
        if as_written(each, mention) == mention.value
        and (
            _share(each, words) >= max(least + _MORE, _HALF)
            or (len(told.figures) == 1 and _is_beside(each, told.figures[0], mention, said))
        )
    ]


def _is_beside(each: FormFigure, held: FormFigure, mention: Mention, said: str) -> bool:
    words = written(mention.before).replace(core(held.label), "")
    is_of_row = bool(each.row) and each.row == held.row
    is_aim = is_of_row and each.role == "target" and not _DONE.search(words)
    is_aim = is_aim or (is_of_row and held.role == "target" and not each.role and not _AIM.search(words))
    return is_aim or (bool(each.source) and not held.source and each.source in said and each.role == held.role)


def _share(figure: FormFigure, words: set[str]) -> float:
    """How much of what a figure is called stands in words."""
    label = _NUMBERS.sub("", core(figure.label.removesuffix("得分率") or figure.source))
    own = pairs(label)
    return len(own & words) / len(own) if len(label) >= _SHORTEST else 0.0
