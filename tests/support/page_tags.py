"""The elements of a page, read by the standard library; and texts that try to be more than text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

VOID = ("meta", "input", "rect", "line", "path", "circle")  # closed where they begin, or never
HACKED = "window.hacked=1"
HOSTILE = (
    f"<script>{HACKED}</script>", f'"><img src=x onerror={HACKED}>', f"javascript:{HACKED}", f"]]><script>{HACKED}</script>",
    f"</title></style></script><script>{HACKED}</script>", f"' onmouseover='{HACKED}", "<!-- x", "\x00\x07甲\u202e乙\n丙", "长" * 5000,
    "&lt;b&gt; &#60;", f"${{{HACKED}}}", "http://evil.example/?a=1&b=2",
)  # fmt: skip


class Tags(HTMLParser):
    """Elements in their order, each with its attributes; ``open`` are those that nothing closed, ``texts`` what stands in them."""

    def __init__(self, page: str | bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page if isinstance(page, str) else page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more, which must be closed."""
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The innermost one ends."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """A text."""
        self.texts.append(data)

    def ids(self) -> list[str]:
        """Every id."""
        return [attributes["id"] or "" for _, attributes in self.found if "id" in attributes]


def texts(fragment: str) -> list[str]:
    """What stands between the tags of any part of a page."""
    return [unescape(each) for each in re.split("<[^>]*>", fragment) if each.strip()]


def loads_nothing(page: bytes) -> bool:
    """Whether every element is closed and none loads, runs or leads out of the page."""
    tags = Tags(page)
    assert tags.open == []
    for tag, attributes in tags.found:
        assert tag not in ("img", "link", "iframe", "object", "embed", "form", "base", "style") or (
            tag == "style" and not attributes
        ), tag
        assert not {"src", "style", "action", "srcset"} & attributes.keys(), tag
        assert not [key for key in attributes if key.startswith("on")], tag
        assert (attributes.get("href") or "#").startswith("#"), tag
    assert [tag for tag, _ in tags.found].count("script") == 1
    return True
