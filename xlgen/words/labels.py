"""Labels as people know them: without line breaks, brackets and 其中, so that data files and messages can use them."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_BLANKS = re.compile(r"[\s　：:]+")


@lru_cache(20_000)  # columns and indicators are called alike in a whole batch
def plain_label(text: str) -> str:
    r"""“其中：当年财政拨款” → 当年财政拨款; “全年执行数\n（B）” → 全年执行数."""
    bare = _BLANKS.sub("", _BRACKETS.sub("", text)).removeprefix("其中")
    return bare or _BLANKS.sub("", text)


def without_blanks(text: str) -> str:
    """A text to compare by: applications and people break and space the same words in many ways. Not for reading."""
    return "".join(text.split())


def on_one_line(text: str) -> str:
    """The same text on one line, words apart by one blank: for messages, lists and cells."""
    return " ".join(text.split())


def in_marks(text: str) -> str:
    """The text in Chinese quotation marks, those within it single: “‘三公经费’控制率”."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"
