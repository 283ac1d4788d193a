"""How much a rule weighs for a form: as the office set it when the form was issued.

A reviewer's rules (XG6xx) hold where the form says so: forms issued before they were there are not judged by them. All other
rules weigh for such a form what the program says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from xlgen.errors import TemplateError
from xlgen.findings import Severity
from xlgen.form.thresholds import OFF

REVIEWING = "XG6"
# What a form is held against, what is in its cells at all, its scores recomputed, its points, and that each project counts once:
# with any of it switched off a summary would add up what nobody knows.
_FIRM = re.compile(r"XG1\d\d|XG20[1257]|XG30[1-6]|XG32[0-2]|XG50[1-3]")
_ORDER = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


class Weighed(Protocol):
    """An issued form, or what is kept of it."""

    @property
    def weights(self) -> Mapping[str, str]:
        """How much a rule weighs by its code, or 不查."""


def is_firm(code: str, own: Severity) -> bool:
    """Whether a rule may be neither switched off nor made lighter."""
    return own is Severity.ERROR and bool(_FIRM.fullmatch(code))


def weighed(snapshot: Weighed | None, code: str, own: Severity, of_hit: Severity | None) -> Severity | None:
    """How much a hit weighs; None where its rule does not hold for the form. A hit never weighs more than it says itself."""
    said = snapshot.weights.get(code) if snapshot else None
    if is_firm(code, own) or (said is None and not (snapshot and code.startswith(REVIEWING))):
        return of_hit or own
    if said is None or said not in {each.value for each in Severity}:
        return None
    weight = Severity(said)
    return min(of_hit, weight, key=_ORDER.index) if of_hit else weight


def is_on(snapshot: Weighed, code: str) -> bool:
    """Whether a reviewer's rule holds for a form."""
    return snapshot.weights.get(code, OFF) != OFF


def weight_faults(weights: Mapping[str, str], rules: Mapping[str, Severity], template: str) -> Iterator[TemplateError]:
    """Rules that the office's table or a frame names and that are none, or that may not be weighed otherwise."""
    for code, said in weights.items():
        path = f"{template}: thresholds.{code}"
        if code not in rules:
            yield TemplateError(path, "没有这条规则", "规则的代码见 docs 里的“代码”一页；XG0 开头的是读不了的文件，不能改")
        elif is_firm(code, rules[code]) and said != rules[code]:
            problem = "这条规则保证收回的表没有改动、得分算得对、每个项目只算一次，不能关掉，也不能减轻"
            yield TemplateError(path, problem, "请删去这一组")
