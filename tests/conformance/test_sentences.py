"""Published scoring sentences, each through the roster's way: sentences.toml says what became of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sentences import COLUMNS, METHODS, line_of, results, sentences
from xlgen.catalogue import found
from xlgen.findings import Severity
from xlgen.roster.indicators import indicator_row

EACH = pytest.mark.parametrize("sentence", sentences(), ids=[f"{each['source']} {each['indicator']}" for each in sentences()])


def test_every_sentence_stands_once():
    names = [(each["source"], each["indicator"]) for each in sentences()]
    assert [name for name in names if names.count(name) > 1] == []
    assert len({each["source"] for each in sentences()}) >= 30


@EACH
def test_a_sentence_has_probes_or_the_reason_why_it_has_none(sentence):
    assert ("refuse" in sentence) != ("probes" in sentence)
    assert all(0 <= score <= sentence["points"] for _, score in sentence.get("probes", ()))


@EACH
def test_what_becomes_of_a_sentence_is_recorded(sentence):
    measured = results()[sentence["source"], sentence["indicator"]]
    assert {way: each.state for way, each in measured.items()} == {way: sentence[way] for way in measured}


def test_no_sentence_is_scored_wrong_without_a_word():
    assert [
        each["printed"] for each in sentences() if "silent" in (each["as_given"], each["as_blank"], each["rewritten"])
    ] == []


def test_four_in_five_are_right_as_written_and_nearly_all_when_rewritten():
    for way, least in {"as_given": 80, "as_blank": 80, "rewritten": 95}.items():
        right = sum(each[way] == "right" for each in sentences())
        assert 100 * right >= least * len(sentences()), way


HINTS = [
    (sentence, example)
    for sentence in sentences()
    for told in results()[sentence["source"], sentence["indicator"]]["as_given"].said
    for example in dict.fromkeys(re.findall(r"写法例：(.+)$", told.hint))
]


@pytest.mark.parametrize(("sentence", "example"), HINTS, ids=[f"{s['source']} {s['indicator']}" for s, _ in HINTS])
def test_an_example_in_a_hint_is_read_when_it_is_typed_into_that_line(sentence, example):
    told: list[str] = []

    def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        told.extend([fact] if found(code, severity=severity).severity is Severity.ERROR else [])

    def typed(standard: str) -> dict[str, Any]:
        line = {**line_of(sentence, sentence["method"]), "评分标准": standard}
        return indicator_row(line, frozenset(), METHODS, COLUMNS, problem, "2025")

    row = typed(example)
    assert told == []
    assert row.get("type") == typed("").get("type"), "the line counts in something else now"
