"""Phrases with holes, found in a text whatever their order and punctuation.

A pattern is a phrase such as ``每[降]低{step}扣{each}分``: ``[x]`` may be left out, ``(a|b)`` is one of both, a hole
``{name}`` takes 95%, 0.1个百分点 (0.001), 一个百分点, 17人, 0.5分, 1/10, 十分之一; ``{name:points}`` only plain numbers,
``{name:share}`` only percentages and fractions, ``{name:words}`` words without figures, which are not kept; ``<扣完>``
stands for all the ways to say it (``phrasebook``). The 分 after a hole may be missing, and a comparison is the same in
words and as a sign. A phrase without holes is merely allowed. What takes most of the text goes first; what is said twice
must be the same; commas inside do not matter, a semicolon ends a phrase; ``step=1%`` is read for every name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from xlgen.form.notation.holes import HOLES, holes_for, value_of
from xlgen.form.notation.phrasebook import COMMON, is_preamble, is_subject, spelt_out
from xlgen.form.notation.problems import Problem
from xlgen.form.notation.wording import either_way, tidied, tidy
from xlgen.words.typed import Extent, Typed

Found = dict[str, tuple[Decimal, str]]  # value of each hole, and the words it was read from
_Phrase = tuple[re.Pattern[str], tuple[str, ...], int]
_TAKEN = "\0"  # a sign of a phrase that was found
_BETWEEN = " ,;:、()"
_COMMA = "[ ,:、()]"  # may stand inside a phrase; a semicolon may not
_TOKEN = re.compile(r"\{(\w+)(?::(\w+))?\}|([()|\[\]])|[ ,;:、]+|([^{()|\[\] ,;:、]+)")
_LEFT_OVER = re.compile(rf"[^{_TAKEN}{re.escape(_BETWEEN)}]+")


class Taken(NamedTuple):
    """What the holes of phrases took, what nothing took, and the stretches of the text that were read."""

    found: Found
    problems: list[Problem]
    used: list[Extent]


def fill_pattern(patterns: Sequence[str], text: str) -> tuple[dict[str, Decimal], list[Problem]]:
    """Values of the named holes of phrases; what nothing takes is a problem. ValueError for a pattern that is none."""
    found, problems, _ = fill(patterns, text)
    return {name: value for name, (value, _) in found.items()}, problems


def fill(patterns: Sequence[str], text: str, names: Iterable[str] = (), unit: str = "", about: str = "") -> Taken:
    """The same with the words each value was read from; ``name=`` is read for ``names``, too.

    ``unit`` is the row's: it may stand behind any number. ``about`` is the row's own name, which may stand before any phrase.
    """
    said = tidied(text).sub(r"([()\[\];])\1+", r"\1")
    named = dict.fromkeys([*names, *re.findall(r"{(\w+)", "".join(patterns))])
    keys = [f"{name}[=]{hole_of(name, patterns)}" for name in named if name != "_"]
    matches, left = _matched([_compiled(pattern, unit) for pattern in [*patterns, *COMMON, *keys]], said.text)
    taken = Taken({}, [], [])
    for match, (_, holes, _) in sorted(matches, key=lambda each: -each[1][2]):
        taken.used.extend(_read(match, holes, said))
        taken.problems.extend(_take(zip(holes, match.groups(), strict=True), taken.found))
    accepted = f"可以写：{'；'.join([_shown(pattern) for pattern in patterns if '{' in pattern][:3])}"
    for piece in _LEFT_OVER.finditer(left):
        words = said.said(*piece.span())
        if is_subject(piece[0], said.text[piece.end() :] if left[piece.end() :].startswith(_TAKEN) else "", about):
            taken.used.append(said.where(*piece.span()))
        elif piece.start() == 0 and taken.found and is_preamble(piece[0]):
            told = f"“{words}”只当作说明，不影响计分"
            taken.problems.append(Problem("aside", told, "要影响计分的，请改写", words, fatal=False))
        else:
            taken.problems.append(Problem("unread", f"“{words}”看不懂", accepted, words))
    return taken


def _matched(phrases: Sequence[_Phrase], left: str) -> tuple[list[tuple[re.Match[str], _Phrase]], str]:
    """The phrases found in a text, the one that takes most of it first, and the text with what they took blotted out."""
    found: list[tuple[re.Match[str], _Phrase]] = []
    while True:
        matches = [(match, phrase) for phrase in phrases if (match := phrase[0].search(left)) and match[0].strip(_BETWEEN)]
        if not matches:
            return found, left
        match, phrase = max(matches, key=lambda each: len(each[0][0]))
        left = f"{left[: match.start()]}{_TAKEN * len(match[0])}{left[match.end() :]}"
        found.append((match, phrase))
        phrases = [phrase for _, phrase in matches]


def _read(match: re.Match[str], holes: Sequence[str], said: Typed) -> Iterator[Extent]:
    """The stretches of a phrase that mean something: all of it but the words that are not kept."""
    at = match.start()
    for number, name in enumerate(holes, 1):
        if name == "_" and match[number] is not None:
            yield said.where(at, match.start(number))
            at = match.end(number)
    yield said.where(at, match.end())


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
    before, pattern = "", spelt_out(pattern)
    while before != pattern:
        before, pattern = pattern, re.sub(r"\(([^|()\[\]]*)(?:\|[^()\[\]]*)?\)", r"\1", re.sub(r"\[[^\[\]()]*\]", "", pattern))
    return re.sub(r"\{[^{}]*\}", "…", pattern)


@cache
def _compiled(pattern: str, unit: str) -> _Phrase:
    """A pattern as a regular expression, the name of each of its groups, and how much of it must be there."""
    tokens = list(_TOKEN.finditer(tidy(spelt_out(pattern))))
    parts = [_part(token, unit) for token in tokens]
    for at in _closing_options(tokens):
        parts[at] += f"(?!{_COMMA})"  # it must not reach over punctuation into the next phrase
    try:
        return re.compile("".join(parts)), tuple(token[1] for token in tokens if token[1]), len(_shown(pattern))
    except re.error as error:
        raise ValueError(f"“{pattern}”：括号不成对") from error


def _part(token: re.Match[str], unit: str) -> str:
    """A hole, a bracket or some words of a pattern as a piece of a regular expression."""
    name, kind, bracket, words = token.groups()
    if name and (kind or "") not in HOLES:
        raise ValueError(f"“{token.string}”：没有“{kind}”这种填空，只有 {'、'.join(filter(None, HOLES))}")
    if name:
        return f"{_COMMA}{{0,2}}({holes_for(unit)[kind or '']})"
    if bracket:
        return {"(": "(?:", "[": "(?:", "]": ")?"}.get(bracket, bracket)
    signs = [f"{_COMMA}{{0,2}}{sign}" for sign in either_way(words or "")]
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
