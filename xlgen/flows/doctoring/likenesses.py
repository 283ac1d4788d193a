"""Which of the templates a workbook that is not ours looks like: by its title, and by how many of its headings it shares."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from xlgen.form.template.editions import editions
from xlgen.form.template.load import load_template
from xlgen.words.spelling import squeeze

LEAST = 0.35  # share of headings in common below which two forms have only the usual words in common
TITLED = 0.2  # what the same title counts
LONGEST_HEADING, LONGEST_TITLE = 14, 60
_ASIDE = frozenset("guide facts check rules".split())  # sheets beside the form itself
_NOT_PRINTED = frozenset(
    "formula says prompt source example methods parameters thresholds defaults binds checks grades placeholders identity id extends name".split()
)
_BRACKETS = re.compile(r"[（(〔\[][^)）〕\]]{0,30}[)）〕\]]|\{\w{1,20}\}|[\d０-９]|[:：*＊、.．。]")
_PLACES = re.compile(r"\{\w{1,20}\}|[\d{}]|年度|\w{0,8}[省市]|\s")  # of a title: whose it is, and for which year


@dataclass(frozen=True, slots=True)
class Likeness:
    """A template and how far a workbook is like it: headings in common, of how many, and whether its title is the same."""

    template: str
    title: str
    shared: int
    of: int
    same_title: bool

    @property
    def degree(self) -> float:
        """From 0 to 1.2."""
        return (self.shared / self.of if self.of else 0) + (TITLED if self.same_title else 0)


@dataclass(frozen=True, slots=True)
class PrintedTemplate:
    """What a template prints: its title and its headings, as compared."""

    template: str
    title: str
    headings: frozenset[str]


def heading(text: str) -> str:
    """A text as headings are compared: no blanks, figures, brackets or marks; "" where it is too long for one, or not Chinese."""
    said = _BRACKETS.sub("", squeeze(text)) if len(text) <= LONGEST_TITLE else ""
    return said if len(said) <= LONGEST_HEADING and re.search(r"[\u4e00-\u9fff]", said) else ""


def known_templates() -> list[PrintedTemplate]:
    """Every template that comes with xlgen; of a form's editions the newest stands for itself, the others too."""
    return [_known(each.name) for all_of_one in editions().values() for each in all_of_one]


def likest(texts: Collection[str], known: Collection[PrintedTemplate]) -> Likeness | None:
    """The template that a workbook with these texts looks most like, None where it looks like none."""
    said = {found for text in texts if (found := heading(text))}
    titles = {_PLACES.sub("", text) for text in texts if "表" in text and len(text) <= LONGEST_TITLE}
    likes = [_likeness(each, said, titles) for each in known]
    best = max(likes, key=lambda each: each.degree, default=None)
    return best if best is not None and best.degree >= LEAST else None


def _likeness(known: PrintedTemplate, said: set[str], titles: set[str]) -> Likeness:
    title = _PLACES.sub("", known.title)
    return Likeness(known.template, known.title, len(known.headings & said), len(known.headings), title in titles)


def _known(name: str) -> PrintedTemplate:
    spec = load_template(name)
    sheets = {key: sheet for key, sheet in spec.get("sheets", {}).items() if key not in _ASIDE}
    tables = {key: table for key, table in spec.get("tables", {}).items() if key not in _ASIDE}
    printed = _texts({"sheets": sheets, "tables": tables, "fields": spec.get("fields", {})})
    headings = {found for text in printed if not text.startswith(("@", "=")) and (found := heading(text.partition(":")[0]))}
    title = str(spec.get("title", ""))
    return PrintedTemplate(name, title, frozenset(headings))


def _texts(said: Any) -> Iterator[str]:
    """Every text of a template that may be printed."""
    match said:
        case str():
            yield said
        case dict():
            for key, value in said.items():
                if key not in _NOT_PRINTED:
                    yield from _texts(value)
        case list():
            for value in said:
                yield from _texts(value)
