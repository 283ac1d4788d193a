"""One wording for all the ways to write a standard, and the measures its numbers are in."""

from __future__ import annotations

import re
from decimal import Decimal

from xlgen.form.notation.problems import Unread
from xlgen.words.numbers import NUMERALS
from xlgen.words.spelling import OPERATORS, either, narrow, squeeze
from xlgen.words.understanding import understand

NUMBER = r"\d{1,15}(?:\.\d{1,15})?"
_SIGN_OF = {word: sign for word, sign in OPERATORS.items() if word != sign}
# only before a number, a hole or the end of a choice in a pattern: 不满意率 is not < 意率
_SIGNS = re.compile(rf"({either(_SIGN_OF)})(?=[-\d{NUMERALS}个{{|)\]])")


def tidy(text: str) -> str:
    """A standard half-width and without blanks, comparisons as signs, ranges with -, no 的."""
    text = squeeze(narrow(text)).replace("的", "").replace("。", ";")
    text = _SIGNS.sub(lambda word: _SIGN_OF[word[0]], text)
    text = re.sub(r"(?<=[\d%‰}])(?:[~至到]|-+)(?=[\d{])", "-", text)
    return re.sub(rf"({NUMBER})(?=-{NUMBER}([%‰]))", r"\1\2", text)  # 95-100% is 95%-100%


def as_typed(piece: str, text: str) -> str:
    """The words of a text that a piece of its ``tidy`` form was made of, for messages; the piece where that cannot be told."""
    if piece in text:
        return piece
    whole = tidy(text)
    starts = whole.find(piece)
    before, up_to = whole[:starts], whole[: starts + len(piece)]
    forms = [tidy(text[:i]) for i in range(len(text) + 1)]
    first = max((i for i, form in enumerate(forms) if form == before), default=0)
    last = next((i for i, form in enumerate(forms) if i > first and form == up_to), 0)
    return text[first:last] or piece


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
