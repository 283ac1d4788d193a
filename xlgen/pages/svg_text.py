"""A drawing of a library as text of a page: shapes, their places, their words, and links within the page; nothing else of it.

Styles, scripts, comments (with the date), ids that differ each time and the addresses of namespaces stay behind: the drawing is
coloured by the page's own style, which its policy allows, and the same figures give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from xlgen.pages.page_shell import shown_text

LONGEST_WORDS = 120  # signs of a text in a drawing
_PLACES = ("viewBox", "transform", "d", "x", "y", "cx", "cy", "r", "width", "height")
_SHAPES = ("g", "path", "rect", "circle", "text")
_CLASSES = frozenset("horizontal vertical axis x y guide rect dot value titles".split())  # that the page's style knows
_LEFT = frozenset(("background", "tooltip-overlay"))  # classes of what is not taken
_LONG_FIGURE = re.compile(r"(?<!\d)\d++\.\d++")


def svg_text(drawing: Any, about: str) -> str:
    """``drawing`` is the root of an SVG, an element of either library for XML; ``about`` says in words what it shows, for whoever does not see it."""
    inner = "".join(_taken(each, "") for each in drawing if each.tag != "title")
    return f'<svg class="chart"{_places(drawing)} role="img" aria-label="{shown_text(about, 4 * LONGEST_WORDS)}">{inner}</svg>'


def _taken(node: Any, within: str) -> str:
    """A node and what it holds; "" for one that draws nothing. ``within`` are the classes of the node it stands in."""
    if not isinstance(node.tag, str) or _classes(node) & _LEFT:  # a comment's tag is no text
        return ""
    own = node.get("class", "")
    if node.tag == "title":
        return "" if "guides" in within else f"<title>{_words(node)}</title>" if node.text else ""
    inner = "".join(_taken(each, own) for each in node)
    if node.tag == "a":
        return _link(node, inner)
    if node.tag not in _SHAPES or (node.tag in ("g", "text") and not (inner or _words(node))):
        return ""
    attributes = "".join(_attributes(node))
    if node.tag == "g" and not attributes and not inner.startswith("<title>"):
        return inner
    words = _words(node) if node.tag == "text" else ""
    return f"<{node.tag}{attributes}>{words}{inner}</{node.tag}>"


def _link(node: Any, inner: str) -> str:
    """A link within the page; none that leads elsewhere. Keys pass it by: the table beside the drawing leads there too."""
    target = next((value for key, value in node.items() if str(key).endswith("href")), "")
    return f'<a href="{shown_text(target)}" tabindex="-1">{inner}</a>' if target.startswith("#") else inner


def _attributes(node: Any) -> Iterator[str]:
    if known := " ".join(sorted(_classes(node) & _CLASSES)):
        yield f' class="{known}"'
    yield _places(node)


def _classes(node: Any) -> set[str]:
    return {*node.get("class", "").split()}


def _places(node: Any) -> str:
    """Where it stands, in tenths of a pixel."""
    said = ((key, node.get(key)) for key in _PLACES)
    return "".join(f' {key}="{shown_text(_LONG_FIGURE.sub(_short, value), len(value))}"' for key, value in said if value)


def _short(figure: re.Match[str]) -> str:
    return f"{float(figure[0]):.1f}".removesuffix(".0")


def _words(node: Any) -> str:
    return shown_text((node.text or "").strip(), LONGEST_WORDS)
