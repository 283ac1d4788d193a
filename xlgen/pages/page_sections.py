"""Sections of a page, with a list of them at its top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xlgen.pages.page_shell import shown_text


@dataclass(frozen=True, slots=True)
class PageSection:
    """A part of a page under a title of its own; ``key`` is its id, ``body`` HTML, ``more`` stands behind the title."""

    key: str
    title: str
    body: str
    more: str = ""


def sections_shown(sections: Iterable[PageSection]) -> list[str]:
    """What leads to the sections, then each of them; one that holds nothing is none."""
    held = [each for each in sections if each.body]
    links = "".join(f'<li><a href="#{each.key}">{shown_text(each.title)}</a></li>' for each in held)
    return [f'<nav aria-label="目录"><ul>{links}</ul></nav>\n', *map(_shown, held)]


def _shown(each: PageSection) -> str:
    return f'<section id="{each.key}"><h2>{shown_text(each.title)}{shown_text(each.more)}</h2>{each.body}</section>\n'
