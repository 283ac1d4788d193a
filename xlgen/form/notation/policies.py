"""What bands are judged by: the row they score, and the policies for gaps and overlaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from xlgen.form.notation.bands import say_bound
from xlgen.form.notation.points import Points
from xlgen.words.typed import Typed

_POLICY = re.compile(r"\[(?:(重叠)(就低|就高|报错)|(?:缺口)?(就低|就高|报错|四舍五入(?:到整数)?))\]")


class GapPolicy(StrEnum):
    """What a value gets that no band names, or that two bands name; the value is what people write in ``[ ]``."""

    REFUSE = "报错"
    LOWER = "就低"  # of the two neighbours the one with fewer points; beyond the worst band 0
    HIGHER = "就高"  # of the two neighbours the one with more points
    ROUND = "四舍五入到整数"  # every value is first rounded to the finest digit printed: 89.5% to 90%, with 1.5% to 0.1%

    @property
    def told(self) -> str:
        """What to add to a problem that this policy has closed."""
        return "" if self is GapPolicy.REFUSE else f"；已按[{self}]处理"


@dataclass(frozen=True, slots=True)
class Setup:
    """Kind of the row's values, points of the row, policies of the text."""

    percent: bool  # values are fractions
    unit: str
    points: Decimal | None
    whole: bool  # only whole numbers occur
    gap: GapPolicy = GapPolicy.REFUSE
    overlap: GapPolicy = GapPolicy.REFUSE
    rounds: bool = False
    least: Decimal = Decimal(0)  # a scale that begins here may leave out what lies below: only mistakes do
    finest: Decimal = Decimal(1)  # finest digit printed: 0.01 for whole percentages

    def worth(self, points: Points) -> Decimal:
        """Points as a number; full points of a row without any are more than all others."""
        if isinstance(points, Decimal):
            return points
        return Decimal("Infinity") if self.points is None else self.points

    def say(self, x: Decimal) -> str:
        """The end of a band as people write it in this row."""
        return say_bound(x, self.percent)


def with_policies(said: Typed, setup: Setup) -> tuple[Typed, Setup]:
    """The text without its ``[就低]`` and the like, and the setup with the policies they name."""
    for about_overlaps, settled, word in _POLICY.findall(said.text):
        if about_overlaps:
            setup = replace(setup, overlap=GapPolicy(settled))
        elif word.startswith("四舍五入"):  # what rounding leaves open is refused, unless another policy closes it
            setup = replace(setup, rounds=True)
        else:
            setup = replace(setup, gap=GapPolicy(word))
    return said.sub(_POLICY, ""), setup
