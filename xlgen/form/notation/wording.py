"""One wording for all the ways to write a standard, and the measures its numbers are in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlgen.form.notation.problems import Unread
from xlgen.words.numbers import NUMERALS
from xlgen.words.spelling import OPERATORS, either
from xlgen.words.typed import Typed, typed
from xlgen.words.understanding import understand

NUMBER = r"\d{1,15}(?:\.\d{1,15})?"
_SIGN_OF = {word: sign for word, sign in OPERATORS.items() if word != sign}
# only before a number: 不满意率 is not < 意率
_SIGNS = re.compile(rf"({either(_SIGN_OF)})(?=[-\d{NUMERALS}个])")
_WORDS_OF = {sign: sorted((re.escape(w) for w in OPERATORS if OPERATORS[w] == sign), key=len, reverse=True) for sign in "≥≤><="}
_PARTS = re.compile(rf"{either(OPERATORS)}|.")


def tidy(text: str) -> str:
    """A standard half-width and without blanks or quotation marks, comparisons as signs, ranges with -, no 的."""
    return tidied(text).text


def tidied(text: str) -> Typed:
    """The same, knowing where each sign of it was typed."""
    said = (
        typed(text)
        .sub(" +", " ")
        .sub(r"(?<!\d) | (?!\d)", "")
        .sub("[的“”‘’\"'「」《》]", "")
        .sub("。", ";")
        .sub(r"\*", "×")
        .sub("÷", "/")
        .sub("个点(?!位)", "个百分点")
    )
    said = said.sub("[ ,:、]{2,}", lambda run: ":" if ":" in run[0] else ",")
    said = said.sub(_SIGNS, lambda word: _SIGN_OF[word[0]])
    said = said.sub(r"(?<=[\d%‰}])(?:[~至到]|-+)(?=[\d{])", "-")
    return said.sub(rf"({NUMBER})(?=-{NUMBER}([%‰]))", r"\1\2")  # 95-100% is 95%-100%


def either_way(words: str) -> Iterator[str]:
    """The signs of a phrase as regular expressions; a comparison is met as a sign and in all the words for it."""
    for part in _PARTS.findall(words):
        yield f"(?:{'|'.join(_WORDS_OF[OPERATORS[part]])})" if part in OPERATORS else re.escape(part)


def in_unit(said: str, unit: str) -> Decimal:
    """An amount in the row's unit: 1亿元 is 10000 in a row of 万元; Unread for a foreign unit."""
    got = understand(said, "number", unit)
    if got.value is None or got.unit_differs:
        raise Unread(f"的单位不是本行的“{unit}”", f"请以“{unit}”计")
    return got.value


def check_percent(said: str, is_percent: bool, wanted: bool) -> None:
    """Unread for a percentage in a row that has none, and for a plain number in a row of percentages."""
    if wanted and not is_percent:
        raise Unread("没有百分号，而本行按百分比计", f"请写作 {said}%")
    if is_percent and not wanted:
        raise Unread("用了百分号，而本行不按百分比计", "请去掉百分号，或改计量单位")
