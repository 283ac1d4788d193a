"""Tables of a page: titles that sort their column when pressed, cells that are text, and what was left out of a long list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlgen.pages.page_shell import LONGEST, shown_text

NUMBER, CODE, LONG = "n", "c", "long"  # kinds of columns: numbers stand right, codes on one line, long texts have room


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column; one that does not sort has no button."""

    title: str
    kind: str = ""
    sorts: bool = True


@dataclass(frozen=True, slots=True)
class PageLink:
    """A cell that leads to ``to``, the id of another place of the page; lists there are narrowed to what it ``picks``."""

    said: str
    to: str
    picks: str = ""


PageCell = str | PageLink


def head(columns: Iterable[PageColumn]) -> str:
    """The titles."""
    return f"<thead><tr>{''.join(map(_title, columns))}</tr></thead>"


def _title(column: PageColumn) -> str:
    kind, title = _kind(column), shown_text(column.title)
    if not column.sorts:
        return f'<th scope="col"{kind}>{title}</th>'
    return f'<th scope="col"{kind} aria-sort="none"><button type="button">{title}</button></th>'


def _kind(column: PageColumn) -> str:
    return f' class="{column.kind}"' if column.kind else ""


def table(columns: Sequence[PageColumn], rows: Iterable[str], key: str, label: str, kind: str = "", foot: str = "") -> str:
    """A table that is sorted by its titles and scrolls by itself where the page is narrow; ``rows`` and ``foot`` are HTML.

    ``key`` is its id, ``label`` what it is called where it is read aloud, ``kind`` a class of its own.
    """
    below = f"<tfoot>{foot}</tfoot>" if foot else ""
    classes = f"{kind} sorted".strip()
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{shown_text(label)}"><table id="{key}" class="{classes}">'
        f"{head(columns)}<tbody>{''.join(rows)}</tbody>{below}</table></div>"
    )


def row(
    columns: Sequence[PageColumn], cells: Iterable[PageCell], key: str = "", longest: int = LONGEST, long: int = 4 * LONGEST
) -> str:
    """A row whose cells are text or lead elsewhere; ``key`` is its id, ``long`` the most signs of a cell of long texts."""
    said = (
        f"<td{_kind(column)}>{_cell(cell, long if column.kind == LONG else longest)}</td>"
        for column, cell in zip(columns, cells, strict=True)
    )
    named = f' id="{key}"' if key else ""
    return f"<tr{named}>{''.join(said)}</tr>\n"


def _cell(cell: PageCell, longest: int) -> str:
    if isinstance(cell, str):
        return shown_text(cell, longest)
    picks = f' data-picks="{shown_text(cell.picks, longest)}"' if cell.picks else ""
    return f'<a href="#{cell.to}"{picks}>{shown_text(cell.said, longest)}</a>'


def big_figures(figures: Iterable[tuple[str, str]]) -> str:
    """Figures to be seen first, each with what it is."""
    shown = "".join(f"<li>{shown_text(what)}<b>{shown_text(figure)}</b></li>" for what, figure in figures)
    return f'<ul class="figures">{shown}</ul>'


def as_many(rows: Iterable[str], room: int) -> list[str]:
    """Rows from the first on, as many as take no more than so many bytes."""
    kept = list[str]()
    for each in rows:
        room -= len(each.encode())
        if room < 0:
            break
        kept.append(each)
    return kept


def left_out(left: int, what: str, command: str) -> str:
    """How many are not in a list, and where all of them are seen; "" where none is left out. ``what``: 个单位."""
    return f"<p>另有 {left} {what}没有列出，全部用 {command} 看。</p>" if left > 0 else ""
