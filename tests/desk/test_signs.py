"""Which encodings can say our sentences, and what is said where one cannot."""

from __future__ import annotations

import io

import pytest

from xlgen.desk import signs
from xlgen.desk.records import Desk, Fact


def about(subject: str, desk: Desk) -> Fact:
    return next(fact for fact in signs.facts_of(desk) if fact.about == subject)


@pytest.mark.parametrize(
    ("encoding", "says"), [("utf-8", True), ("gbk", True), ("ascii", False), ("cp1252", False), ("?", False)]
)
def test_an_encoding_can_say_our_sentences_or_not(encoding, says):
    assert signs.can_say(encoding) is says


def test_a_screen_without_chinese_is_told_with_what_to_run(monkeypatch):
    monkeypatch.setattr(signs.sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp437"))
    assert "chcp 936" in about("屏幕的编码", Desk()).remedy


@pytest.mark.parametrize(("page", "is_well"), [("cp936", True), ("utf-8", True), ("cp1252", False)])
def test_the_code_page_of_windows_is_told(page, is_well, monkeypatch):
    monkeypatch.setattr(signs.locale, "getencoding", lambda: page)
    assert about("系统的代码页", Desk("win32")).is_well is is_well
