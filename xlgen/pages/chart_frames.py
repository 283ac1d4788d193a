"""A drawing on a page, whoever drew it: in a frame that scrolls by itself, its numbers folded up below it."""

from __future__ import annotations


def figure(title: str, drawn: str, numbers: str) -> str:
    """A chart and, folded up below it, its numbers; the numbers alone where none was ``drawn``. Both are HTML."""
    if not drawn:
        return numbers
    return f"{framed(title, drawn)}<details><summary>{title}：各数</summary>{numbers}</details>\n"


def framed(title: str, drawn: str) -> str:
    """A chart that scrolls by itself where the page is narrower than it can be read; "" where none was drawn."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{title}，图">{drawn}</div>\n' if drawn else ""
