"""Phrases with holes, found in a text whatever their order and punctuation.

A pattern is a phrase such as ``每[降]低{step}扣{each}分``: ``[x]`` may be left out, ``(a|b)`` is one of both, a hole
``{name}`` takes 95%, 0.1个百分点 (0.001), 一个百分点, 17人, 0.5分, 1/10, 十分之一; ``{name:points}`` only plain numbers,
``{name:share}`` only percentages and fractions; what ``{_}`` takes is not kept. The 分 after a hole may be missing. A
phrase without holes is merely allowed. Longer phrases go before shorter ones, each is taken once; commas inside do not
matter, a semicolon ends a phrase; ``step=1%`` is read for every name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from xlgen.form.notation.holes import HOLES, value_of
from xlgen.form.notation.problems import Problem
from xlgen.form.notation.wording import as_typed, tidy

Found = dict[str, tuple[Decimal, str]]  # value of each hole, and the words it was read from
_BETWEEN = " ,;:、"
_COMMA = "[ ,:、]"  # may stand inside a phrase; a semicolon may not
_TOKEN = re.compile(r"\{(\w+)(?::(\w+))?\}|([()|\[\]])|[ ,;:、]+|([^{()|\[\] ,;:、]+)")


def fill_pattern(patterns: Sequence[str], text: str) -> tuple[dict[str, Decimal], list[Problem]]:
    """Values of the named holes of phrases; what nothing takes is a problem. ValueError for a pattern that is none."""
    found, problems = fill(patterns, text)
    return {name: value for name, (value, _) in found.items()}, problems


def fill(patterns: Sequence[str], text: str, names: Iterable[str] = ()) -> tuple[Found, list[Problem]]:
    """The same with the words each value was read from; ``name=`` is read for ``names``, too."""
    left = tidy(text)
    found: Found = {}
    problems: list[Problem] = []
    named = dict.fromkeys([*names, *re.findall(r"{(\w+)", "".join(patterns))])
    keys = [f"{name}[=]{hole_of(name, patterns)}" for name in named if name != "_"]
    for pattern in [*sorted(patterns, key=lambda phrase: -len(_shown(phrase))), *keys]:
        regex, holes = _compiled(pattern)
        match = regex.search(left)
        if match and match[0].strip(_BETWEEN):
            left = f"{left[: match.start()]}\0{left[match.end() :]}"
            problems += _take(zip(holes, match.groups(), strict=True), found)
    accepted = "；".join([_shown(pattern) for pattern in patterns if "{" in pattern][:3])
    left_over = [piece for piece in re.split(rf"[\0{_BETWEEN}]+", left) if piece]
    unread = [as_typed(piece, text) for piece in left_over]
    return found, problems + [Problem("unread", f"“{words}”看不懂", f"可以写：{accepted}", words) for words in unread]


def _take(holes: Iterable[tuple[str, str | None]], found: Found) -> Iterator[Problem]:
    """Add what the holes took to what was found."""
    for name, said in holes:
        if said is None or name == "_":
            continue
        value = value_of(said)
        if value is None:
            yield Problem("syntax", f"“{said}”不是确定的数", "请用阿拉伯数字", said)
        elif found.setdefault(name, (value, said))[0] != value:
            yield Problem("overlap", f"“{found[name][1]}”与“{said}”不一致", "同一个数只写一次，或写成一样", said)


def hole_of(name: str, patterns: Iterable[str]) -> str:
    """The hole of a name as the patterns write it: {each:points}."""
    return next((match[0] for pattern in patterns if (match := re.search(rf"{{{name}:\w+}}", pattern))), f"{{{name}}}")


def _shown(pattern: str) -> str:
    """A pattern for people: 每[降]低{step}扣{each} is 每低…扣…."""
    before = ""
    while before != pattern:
        before, pattern = pattern, re.sub(r"\[[^\[\]]*\]", "", pattern)
    return re.sub(r"\{[^}]*\}", "…", re.sub(r"\(([^|()]*)[^()]*\)", r"\1", pattern))


@cache
def _compiled(pattern: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A pattern as a regular expression, and the name of each of its groups."""
    tokens = list(_TOKEN.finditer(tidy(pattern)))
    parts = [_part(token) for token in tokens]
    for at in _closing_options(tokens):
        parts[at] += f"(?!{_COMMA})"  # it must not reach over punctuation into the next phrase
    try:
        return re.compile("".join(parts)), tuple(token[1] for token in tokens if token[1])
    except re.error as error:
        raise ValueError(f"“{pattern}”：括号不成对") from error


def _part(token: re.Match[str]) -> str:
    """A hole, a bracket or some words of a pattern as a piece of a regular expression."""
    name, kind, bracket, words = token.groups()
    if name and (kind or "") not in HOLES:
        raise ValueError(f"“{token.string}”：没有“{kind}”这种填空，只有 points 和 share")
    if name:
        return f"{_COMMA}*({HOLES[kind or '']})"
    if bracket:
        return {"(": "(?:", "[": "(?:", "]": ")?"}.get(bracket, bracket)
    signs = [f"{_COMMA}*{re.escape(sign)}" for sign in words or ""]
    if signs and words[0] == "分" and token.string[: token.start()].endswith("}"):
        signs[0] += "?"
    return "".join(signs)


def _closing_options(tokens: Sequence[re.Match[str]]) -> Iterator[int]:
    """Which tokens open the ``[ ]`` that end a pattern."""
    depth = 0
    for at in reversed(range(len(tokens))):
        depth += {"]": 1, "[": -1}.get(tokens[at][0], 0)
        if not depth and tokens[at][0] != "[":
            return
        if not depth:
            yield at
