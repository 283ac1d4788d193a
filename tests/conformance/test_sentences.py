"""Published scoring sentences, each through the roster's way: sentences.toml says what became of them."""

from __future__ import annotations

import pytest

from sentences import results, sentences

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
def test_no_sentence_is_newly_scored_wrong_without_a_word(sentence):
    measured = results()[sentence["source"], sentence["indicator"]]
    assert [each for way, each in measured.items() if each.state == "silent" and sentence[way] != "silent"] == []
