"""The rules of one file for one run: each runs to its end or to its fault, and is never a reason to stop."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlgen.catalogue import found
from xlgen.findings import Severity
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Batch, Return
from xlgen.rules.own.asking import Run
from xlgen.rules.own.hits import hit_of
from xlgen.rules.registry import Hit, Rule

MOST = 200  # hits of one rule that are told of one form
COUNTED = 10_000  # behind which they are not even counted: a rule may go on for ever
Given = Generator[tuple[int, Hit], None, None]  # the number of a form, and a hit there


def guarded(rules: Sequence[Rule], run: Run) -> tuple[Rule, ...]:
    """The same rules, which tell by findings where they fail, and a last one that tells what none of the run's forms has."""

    def unknown(batch: Batch) -> Iterator[tuple[Return, Hit]]:
        for at in [each for each in batch.returns if each.form][:1]:
            for name, where in run.unknown().items():
                said = f"{where}问到“{name}”，这一次校验的表都没有这一格"
                yield at, _failed(said, "写错了名称的请改正；别的表式才有的格不用管", Severity.NOTE)

    last = Rule("XG121", "", Severity.NOTE, "", check=unknown, across=True)
    return (*(_with(each, run) for each in rules), last)


def _with(rule: Rule, run: Run) -> Rule:
    return replace(rule, check=_across(rule, run)) if rule.across else replace(rule, check=_alone(rule, run))


def _alone(rule: Rule, run: Run) -> Callable[[Answers], Iterator[Hit]]:
    def check(answers: Answers) -> Iterator[Hit]:
        hits = _hits(rule, run.watched(answers, _called(rule, run.file)), run.file, lambda given: (0, hit_of(given, answers)))
        return iter([hit for _, hit in _capped(hits, rule, run.file)])

    return check


def _across(rule: Rule, run: Run) -> Callable[[Batch], Iterator[tuple[Return, Hit]]]:
    def check(batch: Batch) -> Iterator[tuple[Return, Hit]]:
        seen = [
            replace(each, form=run.watched(answers, _called(rule, run.file))) if (answers := each.answers) else each
            for each in batch.returns
        ]
        number = {id(each): i for i, each in enumerate(seen)}

        def checked(given: Any) -> tuple[int, Hit]:
            if not isinstance(given, tuple) or len(given) != 2 or id(given[0]) not in number:
                raise TypeError("要给出 收回的表, Hit(…)，收回的表是 batch 里的一份")
            return number[id(given[0])], hit_of(given[1], given[0].answers)

        hits = _hits(rule, replace(batch, returns=seen), run.file, checked)
        return iter([(batch.returns[at], hit) for at, hit in _capped(hits, rule, run.file) if batch.returns])

    return check


def _hits(rule: Rule, judged: Any, file: Path, checked: Callable[[Any], tuple[int, Hit]]) -> Given:
    """What a rule gives, each with the number of its form; where it fails, what it gave before, and that it failed."""
    line = rule.check.__code__.co_firstlineno
    try:
        given = rule.check(judged)
        if not hasattr(given, "__iter__"):
            raise TypeError(f"要用 yield 给出 Hit(…)，给的是 {type(given).__name__}")
        for each in given:
            line = frame.f_lineno if (frame := getattr(given, "gi_frame", None)) else line
            yield checked(each)
    except (Exception, SystemExit) as error:
        yield 0, _failed(f"{_called(rule, file)}{said_of(error, file, line)}")


def _capped(hits: Given, rule: Rule, file: Path) -> list[tuple[int, Hit]]:
    """The first hits of each form, and how many more there are. Run to the end here, where nothing can be printed."""
    many: Counter[int] = Counter()
    told = []
    with redirect_stdout(sys.stderr), closing(hits):
        for at, hit in hits:
            many[at] += not hit.failed
            if hit.failed or many[at] <= MOST:
                told.append((at, hit))
            if many[at] == COUNTED:
                break
    for at, number in many.items():
        if number > MOST:
            left = f"{number - MOST} 处{'以上' if number == COUNTED else ''}"
            said = f"{_called(rule, file)}在这份表指出太多，只列前 {MOST} 处，另有 {left}没有列出"
            told.append((at, _failed(said, "请写规则的人看看规则是否太宽")))
    return told


def _failed(said: str, hint: str = "", severity: Severity | None = None) -> Hit:
    return Hit("", "", failed=found("XG121", said, hint, severity))


def _called(rule: Rule, file: Path) -> str:
    return f"规则 {rule.code}（{file.name}）"


def said_of(error: BaseException, file: Path, line: int = 0) -> str:
    """Where in the file something went wrong, and what; ``line`` where the error was not raised in the file."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    where = f"第 {lines[-1] if lines else line} 行" if lines or line else ""
    try:
        what = str(error).encode("utf-8", "replace").decode()
    except Exception:  # it is somebody's own, too
        what = ""
    return f"{where}出错：{type(error).__name__} {what}".rstrip()
