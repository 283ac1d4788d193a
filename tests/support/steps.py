"""Steps that Python's way of matching takes, counted: the same on every machine, and no clock is asked.

A regular expression's own parse tree is walked as ``re`` walks it, without its short cuts: what is linear here is linear there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 1_000_000  # steps; who takes more is not waited for
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ONE_SIGN = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
_AGAIN = ("sub", "subn", "finditer", "findall", "split")  # methods that go on behind a match


class TooMany(Exception):
    """More steps than are waited for."""


def tree(pattern: re.Pattern[Any]) -> Any:
    """The parse tree of a pattern; bytes are read as signs of one byte."""
    said = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    return _parser.parse(said, pattern.flags & ~(re.UNICODE if isinstance(pattern.pattern, bytes) else 0))


class Steps:
    """A pattern that counts the steps of its methods."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.nodes, self.flags = list(tree(pattern)), pattern.flags
        self.text, self.count = "", 0
        self.groups: dict[int, tuple[int, int]] = {}

    def taken(self, method: str, text: str) -> int:
        """Steps of a method over a text."""
        self.end(method, text)
        return self.count

    def end(self, method: str, text: str) -> int | None:
        """Where the first match of a method ends, all others having been tried, too; None where there is none."""
        self.text, self.count = text, 0
        if method in ("match", "fullmatch"):
            return self._from(0, whole=method == "fullmatch")
        first, at = None, 0
        while at <= len(text):
            end = self._from(at)
            first = end if first is None else first
            if end is not None and method not in _AGAIN:
                break
            at = max(at + 1, end or 0)
        return first

    def _from(self, at: int, whole: bool = False) -> int | None:
        self.groups = {}
        return next((end for end in self._all(self.nodes, 0, at) if not whole or end == len(self.text)), None)

    def _step(self) -> None:
        self.count += 1
        if self.count > MOST:
            raise TooMany

    def _all(self, nodes: list[Any], k: int, at: int) -> Iterator[int]:
        while k < len(nodes) and nodes[k][0] in _ONE_SIGN:  # no choice: no need of another generator
            self._step()
            if at >= len(self.text) or not _is(nodes[k], self.text[at], self.flags):
                return
            k, at = k + 1, at + 1
        if k == len(nodes):
            yield at
            return
        for end in self._one(nodes[k], at):
            yield from self._all(nodes, k + 1, end)

    def _one(self, node: Any, at: int) -> Iterator[int]:
        self._step()
        kind, said = node
        if kind in _REPEATS:
            yield from self._repeat(kind, *said, at)
        elif kind is op.SUBPATTERN:
            for end in self._all(list(said[3]), 0, at):
                if said[0] is not None:
                    self.groups[said[0]] = (at, end)
                yield end
        elif kind is op.ATOMIC_GROUP:
            yield from [end for end in [next(self._all(list(said), 0, at), None)] if end is not None]
        elif kind is op.BRANCH:
            for way in said[1]:
                yield from self._all(list(way), 0, at)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            start = at if said[0] > 0 else at - said[1].getwidth()[0]
            holds = start >= 0 and next(self._all(list(said[1]), 0, start), None) is not None
            yield from [at] if holds == (kind is op.ASSERT) else []
        elif kind is op.AT:
            yield from [at] if self._stands(said, at) else []
        elif kind is op.GROUPREF:
            again = self.text[slice(*self.groups.get(said, (0, 0)))]
            yield from [at + len(again)] if said in self.groups and self.text.startswith(again, at) else []
        else:
            raise NotImplementedError(kind)

    def _repeat(self, kind: Any, least: int, most: int, body: Any, at: int) -> Iterator[int]:
        nodes = list(body)
        if len(nodes) == 1 and nodes[0][0] in _ONE_SIGN:
            ends = self._run(nodes[0], least, most, at, lazy=kind is op.MIN_REPEAT)
        else:
            ends = self._turns(nodes, least, most, at, 0, lazy=kind is op.MIN_REPEAT)
        yield from [end for end in [next(ends, None)] if end is not None] if kind is op.POSSESSIVE_REPEAT else ends

    def _run(self, node: Any, least: int, most: int, at: int, lazy: bool) -> Iterator[int]:
        end, ends = at, []
        while True:
            if end - at >= least:
                if lazy:
                    yield end
                ends.append(end)
            self._step()
            if end - at >= most or end >= len(self.text) or not _is(node, self.text[end], self.flags):
                break
            end += 1
        for end in () if lazy else reversed(ends):
            self._step()
            yield end

    def _turns(self, nodes: list[Any], least: int, most: int, at: int, done: int, lazy: bool) -> Iterator[int]:
        if lazy and done >= least:
            yield at
        if done < most:
            for end in self._all(nodes, 0, at):
                if end != at or done < least:
                    yield from self._turns(nodes, least, most, end, done + 1, lazy)
        if not lazy and done >= least:
            yield at

    def _stands(self, where: Any, at: int) -> bool:
        before, behind = at > 0 and self.text[at - 1], at < len(self.text) and self.text[at]
        if where is op.AT_BEGINNING:
            return not at or (bool(self.flags & re.MULTILINE) and before == "\n")
        if where is op.AT_BEGINNING_STRING:
            return not at
        if where is op.AT_END:
            return at == len(self.text) or (behind == "\n" and (at + 1 == len(self.text) or bool(self.flags & re.MULTILINE)))
        if where is op.AT_END_STRING:
            return at == len(self.text)
        is_edge = bool(before and re.match(r"\w", before)) != bool(behind and re.match(r"\w", behind))
        return is_edge == (where is op.AT_BOUNDARY)


def _is(node: Any, sign: str, flags: int) -> bool:
    kind, said = node
    if flags & re.IGNORECASE and sign.swapcase() != sign:
        return _fits(kind, said, sign, flags) or _fits(kind, said, sign.swapcase(), flags)
    return _fits(kind, said, sign, flags)


def _fits(kind: Any, said: Any, sign: str, flags: int) -> bool:
    if kind is op.LITERAL:
        return bool(ord(sign) == said)
    if kind is op.NOT_LITERAL:
        return bool(ord(sign) != said)
    if kind is op.ANY:
        return sign != "\n" or bool(flags & re.DOTALL)
    if kind is op.RANGE:
        return bool(said[0] <= ord(sign) <= said[1])
    if kind is op.CATEGORY:
        return bool(re.match(_CATEGORIES[said], sign, flags & re.ASCII))
    listed = [each for each in said if each[0] is not op.NEGATE]
    return any(_fits(*each, sign, flags) for each in listed) == (len(listed) == len(said))


# ---- texts that keep a pattern busy -------------------------------------------------------------------------------------

_SIGNS = "a1一x,(;=≥月 .-!\n"


def pumps(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """What leads to each repeat of a pattern, and what goes round in it; then whole matches, and beginnings of them."""
    nodes, seen = list(tree(pattern)), set[tuple[str, str]]()
    whole = [_sample(nodes, way) for way in range(2)]
    begun = [("", each[:end]) for each in whole for end in range(1, min(len(each), 9) + 1)]
    for before, body in [*_loops(nodes, ""), *begun]:
        for pump in ((before, body), ("", body), ("", before + body)):
            if pump[1] and pump not in seen:
                seen.add(pump)
                yield pump


def _loops(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for at, (kind, said) in enumerate(nodes):
        here = before + _sample(nodes[:at], 0)
        if kind in _REPEATS:
            if said[1] >= 20:
                yield from ((here, _sample(list(said[2]), way) or "a") for way in range(3))
            yield from _loops(list(said[2]), here)
        for inner in _inside(kind, said):
            yield from _loops(list(inner), here)


def _inside(kind: Any, said: Any) -> list[Any]:
    if kind is op.SUBPATTERN:
        return [said[3]]
    if kind is op.ATOMIC_GROUP:
        return [said]
    if kind is op.BRANCH:
        return list(said[1])
    return [said[1]] if kind in (op.ASSERT, op.ASSERT_NOT) else []


def _sample(nodes: list[Any], way: int) -> str:
    """A short text that the nodes match, as far as no assertion forbids it."""
    said = ""
    for kind, of in nodes:
        if kind in _ONE_SIGN:
            fitting = [sign for sign in _SIGNS if _fits(kind, of, sign, 0)] or [_first(kind, of)]
            said += fitting[way % len(fitting)]
        elif kind in _REPEATS:
            said += _sample(list(of[2]), way) * of[0]
        elif kind is op.BRANCH:
            said += _sample(list(of[1][way % len(of[1])]), way)
        elif kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
            said += _sample(list(of[3] if kind is op.SUBPATTERN else of), way)
    return said


def _first(kind: Any, of: Any) -> str:
    if kind is op.LITERAL:
        return chr(of)
    return next((chr(each if which is op.LITERAL else each[0]) for which, each in of if which in (op.LITERAL, op.RANGE)), "?")


# ---- how steps grow ----------------------------------------------------------------------------------------------------

SHORT, LONG, TIMES = 20, 80, 6  # four times the text may cost six times the steps


def grows(pattern: re.Pattern[Any], methods: set[str]) -> str:
    """The text by which the steps of a pattern grow faster than the text, as people say it; "" where there is none.

    What seems to grow is tried once more four times as long: an upper bound within the pattern, as ``{1,20}``, is reached there.
    """
    counted = Steps(pattern)

    def steps(method: str, before: str, body: str, n: int) -> float:
        try:
            return counted.taken(method, f"{before}{(body * (n // len(body) + 1))[:n]}!")
        except TooMany:
            return float("inf")

    for before, body in pumps(pattern):
        for method in sorted(methods):
            few, many = (steps(method, before, body, n) for n in (SHORT, LONG))
            most = steps(method, before, body, 4 * LONG) if few * TIMES < many < MOST else many
            if many > MOST or most > TIMES * many:
                return f"{method}(“{before}” + “{body}” × n + “!”)：{few}、{many}、{most} 步"
    return ""
