"""What stands above a table to narrow it: a field to search in, lists to choose from, and how many rows are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlgen.pages.page_shell import LONGEST, shown_text

EVERY = "全部"


@dataclass(frozen=True, slots=True)
class PageChoice:
    """A list to choose from: rows stay whose cell ``at`` (from 0) is what was chosen.

    ``options`` are the texts of cells, each with what it is called; ``picked``: a link that picks something chooses it here.
    """

    label: str
    at: int
    options: Mapping[str, str]
    picked: bool = False


def panel(
    key: str,
    count: int,
    what: str,
    find: str,
    choices: Iterable[PageChoice] = (),
    *,
    mark: str = "",
    at: int | None = None,
    longest: int = LONGEST,
) -> str:
    """The panel of the table ``key`` of ``count`` rows, each a ``what`` (个单位); searched in the cell ``at``, else in all.

    ``mark`` tells the ids of several panels of a page apart. Without a script nothing of it is shown.
    """
    only = f' data-at="{at}"' if at is not None else ""
    lists = "".join(_choice(each, f"{mark}-{number}", longest) for number, each in enumerate(choices, 1))
    return (
        f'<div class="filters live-only" data-table="{key}" data-told="found{mark}" data-what="{what}">'
        f'<span><label for="find{mark}">{find}：</label><input id="find{mark}" type="search" autocomplete="off"{only}></span>{lists}</div>'
        f'<p id="found{mark}" class="live-only" role="status">显示 {count} {what}，共 {count} {what[0]}</p>'
    )


def _choice(choice: PageChoice, mark: str, longest: int) -> str:
    options = "".join(
        f'<option value="{shown_text(text, longest)}">{shown_text(called, longest)}</option>'
        for text, called in choice.options.items()
        if text
    )
    picked = " data-picked" if choice.picked else ""
    return (
        f'<span><label for="choose{mark}">{choice.label}：</label><select id="choose{mark}" data-at="{choice.at}"{picked}>'
        f'<option value="">{EVERY}</option>{options}</select></span>'
    )
