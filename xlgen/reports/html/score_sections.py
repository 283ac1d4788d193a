"""Sections of a summary's page about scores: the overall figures, the grades, and execution against score, a dot a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal

from xlgen.pages.chart_frames import figure, framed
from xlgen.pages.page_charts import ChartAxis, ChartBar, ChartDot, bars_drawn, dots_drawn
from xlgen.pages.page_sections import PageSection
from xlgen.pages.page_shell import shown_text
from xlgen.pages.page_tables import LONG, NUMBER, PageColumn, big_figures, row, table
from xlgen.reports.html.summed_tables import SummedTables, overall_lines
from xlgen.reports.word.department_facts import as_summed
from xlgen.rollup.figures import OVERALL, TOO_LITTLE
from xlgen.rollup.rankings import axis_starts, both_of
from xlgen.rollup.records import ProjectLine, Rollup
from xlgen.words.numbers import as_percent, plain

SHOWN = (
    "issued",
    "counted",
    "budget",
    "executed",
    "rate",
    "mean",
    "weighted",
    "lost",
)  # of the overall figures, at first sight
MOST_DOTS, MOST_SIGNS = 1500, 30  # dots, and signs of the name of one
GRADES = ("word", "least", "count", "share", "amount", "amount_share", "executed", "rate", "mean")
TENTH = Decimal("0.1")
STEPS, MOST_STEPS = [TENTH * each for each in (1, 2, 5, 10, 20, 50)], 6  # of an axis of rates
_OVERALL = (PageColumn("项目"), PageColumn("数值", NUMBER, sorts=False), PageColumn("口径", LONG, sorts=False))


def overall_section(tables: SummedTables) -> PageSection:
    """The figures that matter, and all of them with how they are reckoned."""
    lines = dict(zip(OVERALL, overall_lines(tables), strict=True))
    told = table(_OVERALL, (row(_OVERALL, line) for line in lines.values()), "overall", "各项数和口径", "facts")
    big = big_figures((label, value or "—") for label, value, _ in (lines[key] for key in SHOWN))
    money = f'<p class="aside">金额单位：{shown_text(tables.rollup.money)}</p>'
    little = "、".join(f"{label} {value}" for label, value, note in lines.values() if note == TOO_LITTLE)
    alarm = f'<p class="grave">{shown_text(f"{little}。{TOO_LITTLE}。", 200)}</p>' if little else ""
    return PageSection("whole", "总体", f"{big}{alarm}{money}<details><summary>各项数和口径</summary>{told}</details>")


def grades_section(tables: SummedTables) -> PageSection:
    """How many projects have which grade."""
    words, counts, said = tables.texts("grades.word"), tables.numbers("grades.count"), tables.texts("grades.count")
    bars = [ChartBar(word, count, f"{text} 个") for word, count, text in zip(words, counts, said, strict=True)]
    title = "等级分布"
    drawn = bars_drawn(title, bars) if tables.draws else ""
    return PageSection("by-grade", title, figure(title, drawn, tables.table("grades", title, GRADES)))


def spread_section(tables: SummedTables, places: Mapping[int, str]) -> PageSection:
    """Execution rate against score; ``places`` are the ids of the rows of projects that are listed, by the object of each."""
    found = sorted(both_of(tables.rollup), key=lambda each: each[2])
    shown = found[:MOST_DOTS]
    title, dots = "执行率和得分", [_dot(*each, places) for each in shown]
    drawn = dots_drawn(title, dots, *_axes(tables.rollup)) if tables.draws and dots else ""
    left = f"图上是得分最低的 {len(shown)} 个，共 {len(found)} 个。" if len(shown) < len(found) else ""
    where = '各项目的执行率和得分在<a href="#projects">“项目”</a>里。'
    about = f"一个点是一个项目，指着它看名称，点它到“项目”里的那一行。{left}"
    return PageSection(
        "spread", title, f'{framed(title, drawn)}<p class="aside">{about if drawn else ""}{where}</p>' if dots else ""
    )


def _dot(project: ProjectLine, rate: Decimal, score: Decimal, places: Mapping[int, str]) -> ChartDot:
    said = (
        f"{project.code} {project.marked_name}"[:MOST_SIGNS]
        + f"：执行率 {as_summed(rate, 'percent')}，得分 {as_summed(score, 'score')}"
    )
    return ChartDot(rate, score, said, places.get(id(project), ""))


def _axes(rollup: Rollup) -> tuple[ChartAxis, ChartAxis]:
    """Rates by steps, scores by the least score of each grade."""
    starts, found = axis_starts(rollup), [*both_of(rollup)]
    most = max([Decimal(1), *(rate for _, rate, _ in found)]).quantize(TENTH, ROUND_CEILING)
    across = [(place, as_percent(place)) for place in _steps(Decimal(str(starts[0])), most)]
    low, high = Decimal(str(starts[1])), max([Decimal(100), *(score for _, _, score in found)])
    grades = [(least, f"{word} {plain(least)}") for word, least in rollup.grades if low < least < high]
    return ChartAxis("执行率", across), ChartAxis("自评得分", [(low, plain(low)), *reversed(grades), (high, plain(high))])


def _steps(first: Decimal, last: Decimal) -> Iterator[Decimal]:
    """From the first to the last, no more than there is room for."""
    step = next((each for each in STEPS if last - first <= MOST_STEPS * each), last - first)
    place = first
    while place < last:
        yield place
        place += step
    yield last
