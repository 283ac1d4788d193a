"""No figure of a standard goes unused: another figure in its place gives another reading, or is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance import records
from work import lines
from xlgen.flows.method_cases import row_of
from xlgen.form.template.load import load_methods
from xlgen.form.template.methods import Method
from xlgen.form.template.parameters import LONGEST, read_parameters
from xlgen.words.figures_in import figures

METHODS = load_methods()


def texts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every standard of the methods' own cases and of the documents and sentences on file, with a row to read it in."""
    for method in METHODS.values():
        for case in ({}, *method.cases):
            row = row_of(method, case)
            if row.get("standard"):
                yield method.key, row
    for standard in records("standards.toml", "standard"):
        keys = ("points", "type", "target", "unit", "standard")
        row = row_of(METHODS[standard["method"]], {key: standard[key] for key in keys if key in standard})
        yield standard["method"], row
    by_name = {method.name: method for method in METHODS.values()}
    for sentence in records("sentences.toml", "sentence"):
        method = by_name[sentence["method"]]
        unit, kind = sentence["unit"], "percent" if sentence["unit"] == "%" else "number"
        yield method.key, {
            "points": sentence["points"], "type": kind, "unit": unit, "standard": sentence["printed"], "target": sentence["target"],
            "level3": sentence["indicator"],
        }  # fmt: skip


def outcome(method: Method, row: dict[str, Any]) -> object:
    """All that the rest of the program learns of a standard."""
    found, problems = read_parameters(method, row)
    return dict(found), [(each.kind, each.message) for each in problems]


READ = [
    (key, row)
    for key, row in {(key, str(row.get("standard"))): (key, row) for key, row in texts()}.values()
    if row.get("standard") and not any(each.fatal for each in read_parameters(METHODS[key], row)[1])
]
OTHER = {digit: str((int(digit) + 3) % 10) for digit in "0123456789"} | dict(
    zip("一二两三四五六七八九十", "四五六七八九二四五六三", strict=True)
)


def altered(text: str) -> Iterator[str]:
    """The text with one figure changed, for each of its figures."""
    for start, end in figures(text):
        digit = next((at for at in range(start, end) if text[at] in OTHER), None)
        if digit is not None:
            yield f"{text[:digit]}{OTHER[text[digit]]}{text[digit + 1 :]}"


def test_there_are_enough_to_try():
    assert len(READ) > 120


@pytest.mark.parametrize(("key", "row"), READ, ids=[f"{key} {row['standard'][:30]}" for key, row in READ])
def test_another_figure_gives_another_reading(key: str, row: dict[str, Any]) -> None:
    before = outcome(METHODS[key], row)
    silent = [text for text in altered(row["standard"]) if outcome(METHODS[key], {**row, "standard": text}) == before]
    assert silent == []


ADDED = ["另扣3分", "连续2年的除外", "最近三次平均", "5个工作日内", "按80%折算", "加0.5分", "占比23%", "第二档"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(READ), st.sampled_from(ADDED), st.integers(0, 20))
def test_a_figure_put_in_is_never_passed_over(read: tuple[str, dict[str, Any]], added: str, at: int) -> None:
    key, row = read
    ends = [match.end() for match in re.finditer("[，；,;。]|$", row["standard"])]
    place = ends[at % len(ends)]
    text = f"{row['standard'][:place]}{added}，{row['standard'][place:]}"
    assume(METHODS[key].params.keys().isdisjoint({"items", "tiers"}))  # their texts are asked of a person as they stand
    assert outcome(METHODS[key], {**row, "standard": text}) != outcome(METHODS[key], row)


HOSTILE = [sign * LONGEST for sign in (":", "1", "一", "(", "率", "≥", "1,", "低1", "①", "得", "未", "5分;", "1%-")]


@pytest.mark.parametrize("text", [text[:LONGEST] for text in HOSTILE])
@pytest.mark.parametrize("key", ["banded", "tiers", "step_short", "per_fault"])
def test_no_text_keeps_the_readers_busy(key: str, text: str) -> None:
    """Lines that run; the steps of their patterns are counted in tests/test_patterns.py."""
    row = {"points": 10, "type": "percent", "unit": "%", "target": 1}
    read_parameters(METHODS[key], {**row, "standard": "每低1%扣1分"})  # patterns are made once
    assert lines(lambda: read_parameters(METHODS[key], {**row, "standard": text})) < 40 * LONGEST


@pytest.mark.parametrize("text", [":" * 32000, "每低1%扣1分，" * 4000])
def test_what_is_too_long_is_refused_before_it_is_read(text: str) -> None:
    def read(standard: str) -> list[bool]:
        row = {"points": 10, "type": "percent", "target": 1, "standard": standard}
        return [each.fatal for each in read_parameters(METHODS["step_short"], row)[1]]

    assert read(text) == [True]
    assert lines(lambda: read(text)) == lines(lambda: read(text[: LONGEST + 1]))
