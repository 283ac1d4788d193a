"""The shell of a page: one file that asks nothing of any host; its policy lets nothing run or load but what it holds itself.

Whatever was typed by somebody is text: escaped, without signs that nobody sees, cut where it is longer than there is room for.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from pathlib import Path

LONGEST = 60  # signs of a name
_HERE = Path(__file__).parent
# controls, marks that turn the direction of a text, halves of a sign, what is no sign
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


def page(title: str, lead: str, body: Iterable[str], foot: str, own_style: str = "") -> bytes:
    """The file: ``title`` is text, ``lead`` under it, ``body`` and ``foot`` are HTML; ``own_style`` stands behind the common one.

    Same arguments, same bytes.
    """
    style, script = _file("page.css") + own_style, _file("page.js")
    policy = (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)}; base-uri 'none'; form-action 'none'"
    )
    pieces = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
        f"<title>{shown_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        f"<header><h1>{shown_text(title)}</h1>{lead}</header>\n<main>\n",
        *body,
        f"</main>\n<footer>{foot}</footer>\n",
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "".join(pieces).encode()


def _file(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def shown_text(said: str, longest: int = LONGEST) -> str:
    """A text as it may stand in a page and in an attribute between double quotes."""
    return escape(seen_text(said, longest))


def seen_text(said: str, longest: int = LONGEST) -> str:
    """A text without signs that nobody sees, cut; not yet escaped."""
    seen = _UNSEEN.sub(" ", said)
    return seen if len(seen) <= longest else seen[:longest] + "…"
