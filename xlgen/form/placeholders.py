"""Where a form still says ``{word}``: nothing fills it, so that whoever is sent the form would read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from xlgen.form.records import Cell, Form, Table
from xlgen.form.vocabulary import OF_GROUPS
from xlgen.language.nodes import Call, Const, Expr
from xlgen.words.nearest import is_it

_WORD = re.compile(r"\{\s*(\w+)\s*\}")


def unfilled(form: Form, known: Collection[str]) -> Iterator[str]:
    """Each such word once at its place, with the one of the ``known`` that was probably meant."""
    told = [(at, word, tuple(known)) for at, text in _printed(form) for word in _WORD.findall(text)]
    for table in form.tables.values():
        labels = "".join(table.groups.values())
        told += [(f"tables.{table.key}.groups", word, OF_GROUPS) for word in _WORD.findall(labels) if word not in OF_GROUPS]
    for at, word, words in dict.fromkeys(told):
        yield f"{at}：“{{{word}}}”没有什么可填{is_it(word, words)}"


def _printed(form: Form) -> Iterator[tuple[str, str]]:
    """Every text of a form with where it stands, but for the labels of groups."""
    yield from (("title", form.title), ("source", form.source))
    for sheet in form.sheets.values():
        yield from ((f"sheets.{sheet.key}", text) for text in (sheet.name, *_texts(sheet.lines)))
    for cell in form.fields.values():
        yield from ((f"fields.{cell.name}", text) for text in (cell.label, *_of_cell(cell)))
    for table in form.tables.values():
        yield from _of_table(table)


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    yield f"tables.{table.key}", table.label
    for column in table.columns:
        yield from ((f"tables.{table.key}.columns.{column.key}", text) for text in (column.label, column.under))
    first: dict[tuple[str, str], str] = {}  # what all rows say alike is told at the first
    for row in table.rows:
        for key, cell in row.cells.items():
            for text in _of_cell(cell):
                first.setdefault((key, text), cell.name)
    yield from ((at, text) for (_, text), at in first.items())


def _of_cell(cell: Cell) -> Iterator[str]:
    yield from (cell.prompt, cell.unit, cell.prefix, cell.suffix, *cell.choices)
    if isinstance(cell.value, str):
        yield cell.value
    if cell.formula is not None:
        yield from _said(cell.formula)


def _said(expr: Expr) -> Iterator[str]:
    """Texts that a formula may give."""
    match expr:
        case Const(str(text)):
            yield text
        case Call(_, args):
            for each in args:
                yield from _said(each)


def _texts(line: Any) -> Iterator[str]:
    if isinstance(line, str):
        yield line
    elif isinstance(line, Mapping | list | tuple):
        for each in line.values() if isinstance(line, Mapping) else line:
            yield from _texts(each)
