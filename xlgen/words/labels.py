"""Labels as people know them: without line breaks, brackets and 其中, so that data files and messages can use them."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_BLANKS = re.compile(r"[\s　：:]+")


def plain_label(text: str) -> str:
    r"""“其中：当年财政拨款” → 当年财政拨款; “全年执行数\n（B）” → 全年执行数."""
    bare = _BLANKS.sub("", _BRACKETS.sub("", text)).removeprefix("其中")
    return bare or _BLANKS.sub("", text)


def one_line(text: str) -> str:
    """The same text on one line, for messages."""
    return re.sub(r"\s+", "", text)
