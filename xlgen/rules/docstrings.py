"""What the docstring of a rule says: its examples, and in Chinese what it finds, why, and on which source.

Passes: funds.total.executed = 29.404       a return that the rule leaves alone
XG401: funds.total.executed = 29.41         one it must find; longer lines go on further in

查什么：…    为什么：…    依据：…            a line each
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import getdoc

from xlgen.rules.registry import Rule

FINDS, WHY, SOURCE = "查什么", "为什么", "依据"


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule's docstring: Chinese parts, "" where it has none, and its examples that pass and that fail."""

    finds: str
    why: str
    source: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]


def told(rule: Rule) -> Wording:
    """The parts of a rule's docstring."""
    text = re.sub(r"\n {4,}", " ", getdoc(rule.check) or "")
    parts = dict(re.findall(rf"^({FINDS}|{WHY}|{SOURCE})：(.+)", text, re.MULTILINE))
    return Wording(
        parts.get(FINDS, ""),
        parts.get(WHY, ""),
        parts.get(SOURCE, ""),
        tuple(re.findall(r"^Passes: *(.+)", text, re.MULTILINE)),
        tuple(re.findall(rf"^{re.escape(rule.code)}: *(.+)", text, re.MULTILINE)),
    )
