"""One spelling for what people type."""

from __future__ import annotations

import re

import pytest

from xlgen.words.spelling import HALF, either, narrow, squeeze


def test_of_words_that_begin_alike_the_longest_fits() -> None:
    found = re.match(either(["不", "不低于", "不低"]), "不低于95%")
    assert found is not None
    assert found[0] == "不低于"


def test_a_word_is_no_expression() -> None:
    assert re.fullmatch(either(["a.c"]), "abc") is None


@pytest.mark.parametrize(
    ("wide", "half"),
    [
        ("！～", "!~"),
        ("Ａｚ０９％", "Az09%"),
        ("≧⩾≮≦⩽≯", "≥≥≥≤≤≤"),
        ("﹤﹥﹦═﹪", "<>==%"),
        ("—–―−‐〜", "-----~"),
        ("【】〔〕∶", "[][]:"),
        ("\u00a0\u3000\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u2060\ufeff\t\r\n", " " * 14),
        ("X“自评”", "X“自评”"),
    ],
)
def test_signs_are_narrow(wide: str, half: str) -> None:
    assert narrow(wide) == half


def test_ascii_is_made_of_its_full_width_forms_only() -> None:
    assert sorted(HALF[0xFF01 + i] for i in range(94)) == sorted(map(chr, range(0x21, 0x7F)))
    assert 0xFF5F not in HALF


@pytest.mark.parametrize(
    ("text", "squeezed"), [("9\u00a0 8", "9 8"), ("a b", "ab"), ("5 个", "5个"), ("X  1", "X1"), (" 9 ", "9")]
)
def test_blanks_go_but_between_two_digits(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed
