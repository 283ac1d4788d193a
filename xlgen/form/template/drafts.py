"""What is said about every cell of a form, gathered before any formula is parsed.

Precedence: cell > method > row > column. An input of a method that has no column is asked on the data sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.records import Grades, Spec
from xlgen.form.template.methods import Method, Parameters
from xlgen.words.labels import plain_label

ProjectTexts = Mapping[str, Decimal | str]


@dataclass(slots=True)
class Draft:
    """A cell before its formulas are parsed: everything said of it, and what names mean where it was said."""

    name: str
    spec: Spec
    table: str = ""
    row: str = ""
    column: str = ""
    parameters: Parameters = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)  # names that stand for another formula here


@dataclass(slots=True)
class DraftRow:
    """A row before its cells are compiled; ``asked`` maps a method's inputs to the names of their cells."""

    key: str
    spec: Spec
    cells: dict[str, Draft]
    method: Method | None = None
    parameters: Parameters = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    spare: bool = False


@dataclass(slots=True)
class Drafts:
    """All drafts of a form, by field and by table; ``origin`` names the template in messages."""

    origin: str
    texts: Mapping[str, str]
    methods: Mapping[str, Method]
    project: ProjectTexts
    specs: Mapping[str, Spec]
    grades: Grades = ()
    fields: dict[str, Draft] = field(default_factory=dict)
    tables: dict[str, list[DraftRow]] = field(default_factory=dict)
    rows: dict[str, dict[str, DraftRow]] = field(default_factory=dict)  # the same by table and key
    bases: dict[tuple[str, str], Spec] = field(default_factory=dict)  # what is said of a column, by table and column
    headings: dict[tuple[str, str], str] = field(default_factory=dict)  # what a column is called, by table and column
    names: set[str] = field(default_factory=set)  # of all cells of rows
    meant: Any = None  # what formulas of this form may be read as (``resolve``)

    def fail(self, path: str, problem: str, hint: str = "") -> TemplateError:
        """The author's mistake at a key of the template."""
        return TemplateError(f"{self.origin}: {path}", problem, hint)


def cell_spec(said: Any) -> Spec:
    """A value, a formula or attributes, as attributes."""
    if isinstance(said, Mapping):
        return dict(said)
    if isinstance(said, str) and said.startswith("="):
        return {"formula": said[1:]}
    return {"value": said}


def row_label(drafts: Drafts, row: DraftRow) -> str:
    """What a row is about in the filler's words: its 三级指标, item or label."""
    for key in ("level3", "item", "label", "project", "level1"):
        if key in row.cells and isinstance(text := row.cells[key].spec.get("value"), str):
            return plain_label(fill(text, drafts.texts))
        if key == "level3" and key in row.cells and row.cells[key].spec.get("choices") and row.spec.get("level2"):
            return plain_label(str(row.spec["level2"]))  # options share its points: one of them is chosen
    if row.spare:
        return "备用行"
    printed = (draft.spec.get("value") for draft in row.cells.values())
    said = next((text for text in printed if isinstance(text, str) and text), "")
    return plain_label(fill(said, drafts.texts)) or f"第{row.key if row.key.isdigit() else _position(drafts, row)}行"


def _position(drafts: Drafts, row: DraftRow) -> int:
    """The how many-eth of its table a row is, from 1."""
    return next(at for rows in drafts.tables.values() for at, each in enumerate(rows, 1) if each is row)


def fill(text: str, texts: Mapping[str, str]) -> str:
    """The text with ``{money}``, ``{year}`` and the form's other top-level keys filled in."""
    if "{" in text:  # most texts of a form have nothing to fill in
        for key, value in texts.items():
            text = text.replace(f"{{{key}}}", value)
    return text
