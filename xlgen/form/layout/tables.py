"""Prints a table: its heading, a row of cells for each row, and one merged label for each run of equal neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from xlgen.form.layout.measure import folded
from xlgen.form.layout.records import Lines, Page
from xlgen.form.records import Cell, Column, Row, Table
from xlgen.form.vocabulary import RULES
from xlgen.words.labels import without_blanks


def print_heading(page: Page, columns: Sequence[Column], spans: Mapping[str, Lines], top: int) -> int:
    """Print the columns' labels, in two rows where some stand under a common one; gives the row below."""
    bottom = top + any(column.under for column in columns)
    for run in _headed_together(columns):
        across = (spans[run[0].key][0], spans[run[-1].key][1])
        if not run[0].under:
            page.put((top, bottom), across, "heading", run[0].label)
            continue
        page.put((top, top), across, "heading", run[0].under)
        for column in run:
            page.put((bottom, bottom), spans[column.key], "heading", column.label)
    return bottom + 1


def _headed_together(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Runs of columns under a common label, or a column with those on its right that have no label of their own."""
    run: list[Column] = []
    for column in columns:
        if run and (column.under == run[0].under if run[0].under else not column.label and not column.under):
            run.append(column)
            continue
        if run:
            yield run
        run = [column]
    if run:
        yield run


def print_rows(page: Page, table: Table, spans: Mapping[str, Lines], top: int) -> int:
    """Print the cells of a table and the labels of its groups; gives the row below."""
    columns = [column.key for column in table.columns]
    apart = [key for key in columns if key not in table.groups]
    for at, row in enumerate(table.rows, top):
        for key in columns if row.spare else apart:
            cell = row.cells[key]
            page.put((at, at), spans[key], "cell", "", _folded(cell, page, spans[key]) if table.key == RULES else cell)
    for first, last, key in _groups(table):
        page.put((top + first, top + last), spans[key], "group", _group_text(table, table.rows[first : last + 1], key))
    return top + len(table.rows)


def _folded(cell: Cell, page: Page, span: Lines) -> Cell:
    """A cell of the sheet that explains the scores as it is printed: long texts keep off the right border."""
    if cell.align != "left" or not isinstance(cell.value, str):
        return cell
    return replace(cell, value=folded(cell.value, sum(page.widths[span[0] : span[1] + 1], Decimal(0))))


def _groups(table: Table) -> Iterator[tuple[int, int, str]]:
    """Runs of equal neighbours per grouped column, within the run of the coarser column: (first row, last row, column)."""
    rows: list[Row] = [row for row in table.rows if not row.spare]
    edges: set[int] = {0, len(rows)}
    for column in table.groups:
        edges |= {
            i for i in range(1, len(rows)) if without_blanks(rows[i].text(column)) != without_blanks(rows[i - 1].text(column))
        }
        marks = sorted(edges)
        yield from ((a, b - 1, column) for a, b in pairwise(marks))


def _group_text(table: Table, rows: Sequence[Row], column: str) -> str:
    points = sum(
        (r.cells["points"].value for r in rows if "points" in r.cells and isinstance(r.cells["points"].value, Decimal)),
        Decimal(0),
    )
    return table.groups[column].replace("{text}", rows[0].text(column)).replace("{points}", f"{points.normalize():f}")
