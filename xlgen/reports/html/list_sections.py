"""Sections of a summary's page that list: units and departments, projects, and what is not in the sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlgen.pages.page_panels import PageChoice, panel
from xlgen.pages.page_sections import PageSection
from xlgen.pages.page_tables import PageCell, PageColumn, PageLink, as_many, left_out, row, table
from xlgen.reports.html.summed_tables import COMMAND, NAME, SummedTables
from xlgen.rollup.records import OFFICES
from xlgen.statuses import Status

ROOM = {"projects": 600_000, "pendings": 150_000, "units": 120_000, "problems": 350_000}  # bytes of each list
MOST_OPTIONS = 300  # of a list to choose from
PROJECTS = ("code", "name", "unit", "budget", "executed", "rate", "score", "grade", "status", "errors", "warnings")
PENDINGS = ("kind", "code", "name", "unit", "budget", "reason", "remedy", "file")
_HELPERS = ("no", "graded")  # columns of the table of units that a page does without


def offices_section(tables: SummedTables, key: str) -> PageSection:
    """Figures of each office, its name leading to its projects; nothing where there is one only."""
    own, title = OFFICES[key]
    wanted = [own, *(each.key for each in tables.grids[key].columns if each.key not in (own, *_HELPERS))]
    columns, lines = tables.titles(key, wanted), tables.lines(key, wanted)
    rows = as_many((row(columns, _led(line, own == "unit"), longest=NAME) for line in lines), ROOM["units"])
    what = "个单位" if own == "unit" else "个部门"
    searched = panel(key, len(rows), what, f"找{what[1:]}", mark=f"-{key}", at=0, longest=NAME)
    left = left_out(len(lines) - len(rows), what, COMMAND)
    hint = '<p class="aside">点单位的名称，只看它的项目和问题。</p>' if own == "unit" else ""
    listed = table(columns, rows, key, title, "facts")
    return PageSection(f"by-{key}", f"各{title}", f"{hint}{searched}{listed}{left}" if len(lines) > 1 else "")


def _led(line: Sequence[str], leads: bool) -> list[PageCell]:
    """A line of the table of units, its name leading to its projects."""
    name, *rest = line
    return [PageLink(name, "projects", name) if leads else name, *rest]


def projects_listed(tables: SummedTables) -> dict[int, str]:
    """Rows of the projects that there is room for, by place, in issued order; those with the lowest scores go first.

    Projects without a score come after all others: they are named where it is said what does not count.
    """
    columns, lines = tables.titles("projects", PROJECTS), tables.lines("projects", PROJECTS)
    scores = [each.score for each in tables.rollup.projects]
    order = sorted(range(len(scores)), key=lambda at: (scores[at] is None, scores[at] or 0))
    rows = as_many((row(columns, lines[at], place_of(at), NAME) for at in order), ROOM["projects"])
    return dict(sorted(zip(order, rows, strict=False)))


def place_of(at: int) -> str:
    """The id of the row of a project."""
    return f"p{at + 1}"


def projects_section(tables: SummedTables, listed: Mapping[int, str]) -> PageSection:
    """The projects, to be sorted, searched and narrowed to a unit, a status, a grade."""
    columns, rollup = tables.titles("projects", PROJECTS), tables.rollup
    shown = [rollup.projects[at] for at in listed]
    choices = [
        _choice(columns, "实施单位", (each.unit for each in shown), picked=True),
        _choice(columns, "状态", (status.word for status in Status if any(each.status is status for each in shown))),
        _choice(columns, "自评等级", (word for word, _ in rollup.grades)),
    ]
    left = len(rollup.projects) - len(listed)
    which = f"<p>共 {len(rollup.projects)} 个，列的是得分最低的。只看一个单位的全部，加 --unit 单位。</p>" if left > 0 else ""
    searched = panel("project-list", len(listed), "个项目", "找项目", choices, mark="-projects", longest=NAME)
    listing = table(columns, listed.values(), "project-list", "项目", "facts")
    return PageSection("projects", "项目", f"{which}{searched}{listing}{left_out(left, '个项目', COMMAND)}")


def _choice(columns: Sequence[PageColumn], title: str, options: Iterable[str], *, picked: bool = False) -> PageChoice:
    at = [each.title for each in columns].index(title)
    distinct = dict.fromkeys(filter(None, options))
    return PageChoice(title, at, {text: text for text in list(distinct)[:MOST_OPTIONS]}, picked)


def pendings_section(tables: SummedTables) -> PageSection:
    """Projects and files that do not count, why, and what to do."""
    if not tables.rollup.pendings:
        return PageSection("pendings", "没有计入的", "<p>都计入了。</p>")
    columns, lines = tables.titles("pendings", PENDINGS), tables.lines("pendings", PENDINGS)
    rows = as_many((row(columns, line, longest=NAME) for line in lines), ROOM["pendings"])
    listed = table(columns, rows, "pending-list", "没有计入的", "facts")
    left = left_out(len(lines) - len(rows), "行", COMMAND)
    return PageSection("pendings", "没有计入的", f"{listed}{left}", f"（{len(lines)} 行）")
