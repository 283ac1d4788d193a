"""Texts as Word keeps them: whatever they say, they are only ever text."""

from __future__ import annotations

import re
from html import escape

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML can hold them
_BREAKS = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")


def written(said: str, tag: str) -> bytes:
    """Elements ``tag`` (w:t) that hold a text: signs escaped, those that no XML can hold left out, line breaks as breaks."""
    prefix = tag.removesuffix("t")
    lines = (escape(_UNWRITABLE.sub("", line).replace("\t", " "), quote=False) for line in _BREAKS.split(said))
    return f"<{prefix}br/>".join(f'<{tag} xml:space="preserve">{line}</{tag}>' for line in lines).encode()


def lines_in(said: str) -> list[str]:
    """The lines of a text, blank ones left out."""
    return [line for line in _BREAKS.split(said) if line.strip()]
