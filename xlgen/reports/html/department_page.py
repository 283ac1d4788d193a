"""The page on a summary: of a department, or of one of its units."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.pages.page_sections import PageSection, sections_shown
from xlgen.pages.page_shell import page, shown_text
from xlgen.reports.html.found_sections import problems_section
from xlgen.reports.html.list_sections import offices_section, pendings_section, place_of, projects_listed, projects_section
from xlgen.reports.html.loss_sections import losses_section
from xlgen.reports.html.score_sections import grades_section, overall_section, spread_section
from xlgen.reports.html.summed_tables import ON_PAGE, SummedTables, summed_tables
from xlgen.reports.html.unit_part import of_unit
from xlgen.reports.summed import closing_sentence
from xlgen.rollup.records import OFFICES, Rollup

FOOT = "<p>这一页是一个文件，不用联网，可以打印。各数和汇总表相同，表改了请重做这一页。</p>"
SENTENCE = 400  # signs of a sentence at the top


def department_page(rollup: Rollup, draws: bool, unit: str = "") -> bytes:
    """The file, of the whole or of one ``unit``; ``draws``: with charts. Same arguments, same bytes.

    XlgenError where the summary has no such unit.
    """
    part = of_unit(rollup, unit) if unit else rollup
    tables = summed_tables(part, draws)
    title = f"{unit}：{rollup.title}" if unit else rollup.title
    return page(title, _lead(part), sections_shown(_sections(tables, bool(unit))), FOOT)


def _sections(tables: SummedTables, is_of_unit: bool) -> Iterator[PageSection]:
    listed = projects_listed(tables)
    places = {id(tables.rollup.projects[at]): place_of(at) for at in listed}
    yield overall_section(tables)
    yield grades_section(tables)
    yield spread_section(tables, places)
    yield losses_section(tables)
    for key in OFFICES:
        if key in tables.grids and not is_of_unit:
            yield offices_section(tables, key)
    yield projects_section(tables, listed)
    yield pendings_section(tables)
    yield problems_section(tables)


def _lead(rollup: Rollup) -> str:
    """How much is in the summary, and what its reader is to know."""
    said = closing_sentence(rollup, f"下面{ON_PAGE.pendings}").splitlines()
    return "".join(f"<p>{shown_text(each, SENTENCE)}</p>" for each in dict.fromkeys((*said, *rollup.notes)))
