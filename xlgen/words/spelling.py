"""One spelling for what people type: half-width signs, no stray blanks, comparisons as one sign each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# comparisons as people write them; whatever is said here is said the same way in cells, targets and standards
_COMPARISONS = {
    "≥": "≥ >= => 大于等于 大于或等于 高于等于 高于或等于 不低于 不少于 不小于 不得低于 不得少于 不得小于 不能低于 不能少于 至少 未低于",
    "≤": "≤ <= =< 小于等于 小于或等于 低于等于 低于或等于 不高于 不多于 不大于 不超过 不得超过 不得高于 不得多于 不得大于 不能超过 至多 未超过",
    ">": "> 大于 高于 多于 超过 超出",
    "<": "< 小于 低于 少于 不足 不满 未满 未达到 未达",
    "=": "= == 等于",
}
OPERATORS = {word: sign for sign, words in _COMPARISONS.items() for word in words.split()}
REACHED = {"达到": "≥", "达": "≥", "控制在": "≤"}  # an operator only where nothing else is: 达到60%以下
# 以上、以下、以内 hold the number itself (民法典 第一千二百五十九条)
AFTER = dict.fromkeys(("及以上", "或以上", "以上"), "≥") | dict.fromkeys(
    ("及以下", "或以下", "以下", "以内", "之内", "内"), "≤"
)

_BLANKS = "\u00a0\u3000\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u2060\ufeff\t\r\n"
_SOME, _BETWEEN = re.compile(f"[ {_BLANKS}]+"), re.compile(r"(?<!\d) | (?!\d)")
HALF = (
    {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width forms of ASCII
    | dict.fromkeys(map(ord, _BLANKS), " ")
    | {ord(odd): usual for odd, usual in zip("≧⩾≮≦⩽≯﹤﹥﹦═﹪—–―−‐〜【】〔〕∶", "≥≥≥≤≤≤<>==%-----~[][]:", strict=True)}
)


@lru_cache(maxsize=1 << 13)  # many rules ask it of one text, and forms say the same
def narrow(text: str) -> str:
    """The text in half-width signs, each of one character; all blanks are spaces, dashes ``-``, brackets ``[]``."""
    return text.translate(HALF)


@lru_cache(maxsize=1 << 13)
def squeeze(text: str) -> str:
    """The text without blanks; those between two digits stay as one space, or 3 0 would become 30."""
    return _BETWEEN.sub("", _SOME.sub(" ", text))


def either(words: Iterable[str]) -> str:
    """A regular expression for one of the words, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
