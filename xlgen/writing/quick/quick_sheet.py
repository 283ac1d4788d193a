"""A sheet of a quick workbook: its cells as text at once, everything else as calls that are played to XlsxWriter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from xlgen.workbook.addresses import column_letters, spell
from xlgen.workbook.references import At
from xlgen.writing.new_book import Properties
from xlgen.writing.quick import played

ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
TEXTS = {"input_title": 32, "input_message": 255, "error_message": 255}  # of a validation, and how long each may be
ENDS = ("value", "minimum", "maximum")
BLOCK = 16  # rows that say together from where to where they reach


@lru_cache(20_000)
def escaped(text: str) -> str:
    """A text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(20_000)
def quoted_text(text: str) -> str:
    """A text as it stands in an attribute."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#xA;")


@dataclass(slots=True)
class QuickSheet:
    """What has been said of a sheet; ``string`` numbers a text of the workbook, ``condition`` a look of a conditional format."""

    name: str
    index: int
    string: Callable[[str], int]
    condition: Callable[[Properties], int]
    calls: list[played.Played] = field(default_factory=list)
    rows: dict[int, dict[int, tuple[Properties | None, str, str]]] = field(
        default_factory=dict
    )  # look, text before and behind its number
    heights: dict[int, float] = field(default_factory=dict)
    fixed_rows: frozenset[int] = frozenset()
    merged: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    conditions: dict[str, list[str]] = field(default_factory=dict)
    links: dict[At, str] = field(default_factory=dict)
    is_hidden: bool = False
    area: str = ""
    titles: str = ""
    conditioned: int = 0

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Whatever is no cell: played when the sheet is written."""
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*arguments: Any, **named: Any) -> None:
            said = tuple(tuple(each) if isinstance(each, list) else each for each in arguments)
            self.calls.append((name, said, tuple(named.items())))

        return call

    def protect(self, password: str, options: Mapping[str, bool] | None = None) -> None:
        """Lock what is locked; ``options`` are what may be done all the same."""
        self.calls.append(("protect", (password,), (("options", tuple((options or {}).items())),)))

    def very_hidden(self) -> None:
        """Show the sheet in no list."""
        self.is_hidden = True

    def print_area(self, *area: int) -> None:
        """First row and column, last row and column."""
        first, last = area[:2], area[2:]
        self.area = ":".join(
            f"${column_letters(column)}${row + 1}" for row, column in ((first, last) if first != last else (first,))
        )

    def repeat_rows(self, first: int, last: int) -> None:
        """Rows printed on every page."""
        self.titles = f"${first + 1}:${last + 1}"

    def set_row(self, row: int, height: float) -> None:
        """Points."""
        self.heights[row] = height

    # ---- cells ----

    def _put(self, row: int, column: int, look: Properties | None, behind: str) -> None:
        self.rows.setdefault(row, {})[column] = (look, _start(row, column), behind)

    def write_string(self, row: int, column: int, text: str, look: Properties | None = None) -> None:
        """A text."""
        self._put(row, column, look, f' t="s"><v>{self.string(text)}</v></c>')

    def write_number(self, row: int, column: int, number: float, look: Properties) -> None:
        """A number."""
        self._put(row, column, look, f"><v>{number:.16G}</v></c>")

    def write_blank(self, row: int, column: int, _: None, look: Properties) -> None:
        """A look."""
        self._put(row, column, look, "/>")

    def write_formula(self, row: int, column: int, formula: str, look: Properties, value: float | str) -> None:
        """A formula, ``=`` included, and what it gives."""
        kind = "" if not isinstance(value, str) or value == "" else ' t="e"' if value in ERRORS else ' t="str"'
        self._put(row, column, look, _formula_text(formula, kind, str(value)))

    def write_url(self, row: int, column: int, target: str, look: Properties, tip: str) -> None:
        """A link; what stands in the cell is written over it."""
        shown, link = played.link_text(target, tip)
        self.write_string(row, column, shown, look)
        self.links[row, column] = f'<hyperlink ref="{spell(row, column)}"{link}'

    def merge_range(self, first: int, left: int, last: int, right: int, _: str, look: Properties) -> None:
        """Cells that are one."""
        for row in range(first, last + 1):
            there = self.rows.setdefault(row, {})
            if not there.keys().isdisjoint(range(left, right + 1)):
                raise ValueError(f"{self.name}!{spell(row, left)}：两块印在同一处")
            for column in range(left, right + 1):
                there[column] = (look, _start(row, column), "/>")
        self.merged.append(_area(first, left, last, right))

    # ---- rules ----

    def data_validation(self, first: int, left: int, last: int, right: int, rule: Mapping[str, Any]) -> int:
        """What may be typed; its texts and ends differ from cell to cell and are put in by marks, its place by the last."""
        title = rule.get("input_title", "")
        prepared = _prepared(
            tuple([(k, tuple(v) if isinstance(v, list) else v) for k, v in rule.items() if k != "input_title"]), bool(title)
        )
        if prepared is None or _is_longer(title, TEXTS["input_title"]):
            return -2
        before, between, behind = prepared
        told = f"{before}{quoted_text(title)}{between}" if title else before
        self.rules.append(f"{told}{_area(first, left, last, right)}{behind}")
        return 0

    def conditional_format(self, first: int, left: int, last: int, right: int, rule: Mapping[str, Any]) -> None:
        """How cells look while something holds."""
        before, between, behind = played.condition_text(tuple((key, value) for key, value in rule.items() if key != "format"))
        self.conditioned += 1
        text = f"{before}{self.condition(rule['format'])}{between}{self.conditioned}{behind}"
        self.conditions.setdefault(_area(first, left, last, right), []).append(text.replace(played.FAR, spell(first, left)))


@lru_cache(4_000)
def _prepared(rule: played.RuleOptions, is_titled: bool) -> tuple[str, str, str] | None:
    """A validation before its title (or its place, where it has none), between them, and behind its place; None where it is too long."""
    known, said = dict(rule), dict[str, str]()
    for key in (*TEXTS, *ENDS):
        text = known.get(key)
        if not text or (key in ENDS and not str(text).startswith("=")):
            continue
        if _is_longer(text, TEXTS.get(key, len(text) * 2)):
            return None
        mark = chr(0xE001 + len(said))
        said[mark] = escaped(text[1:]) if key in ENDS else quoted_text(text)
        known[key] = f"={mark}" if key in ENDS else mark
    marked = {"input_title": _TITLE, **known} if is_titled else known
    before, behind = played.validation_text(tuple(marked.items()))
    start, _, between = before.partition(_TITLE)
    return _filled(start, said), _filled(between, said), _filled(behind, said)


_TITLE = "\ue000"  # where the title of an input stands, which is its own


def _filled(text: str, said: Mapping[str, str]) -> str:
    return re.sub("[\ue001-\ue005]", lambda mark: said[mark[0]], text)


@lru_cache(20_000)
def _formula_text(formula: str, kind: str, shown: str) -> str:
    """A formula, ``=`` included, and what it gives, behind what is said of its cell."""
    return f"{kind}><f>{escaped(formula[1:])}</f><v>{escaped(shown)}</v></c>"


@lru_cache(20_000)
def _start(row: int, column: int) -> str:
    """How a cell begins."""
    return f'<c r="{column_letters(column)}{row + 1}"'


def _is_longer(text: str, most: int) -> bool:
    """Whether a text has more UTF-16 units than so many."""
    return len(text) > most or (len(text) * 2 > most and len(text.encode("utf-16-le")) // 2 > most)


@lru_cache(20_000)
def _area(first: int, left: int, last: int, right: int) -> str:
    one = f"{column_letters(left)}{first + 1}"
    return one if (first, left) == (last, right) else f"{one}:{column_letters(right)}{last + 1}"
