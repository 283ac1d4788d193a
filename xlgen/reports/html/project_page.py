"""The page on one form: its score, its money, every indicator with what was lost on it and why, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xlgen.pages.chart_frames import figure
from xlgen.pages.page_charts import ChartBar, bars_drawn
from xlgen.pages.page_sections import PageSection, sections_shown
from xlgen.pages.page_shell import page, shown_text
from xlgen.pages.page_tables import LONG, NUMBER, PageColumn, as_many, big_figures, left_out, row, table
from xlgen.reports.html.found_sections import WHOLE, findings_section
from xlgen.reports.word.department_facts import as_summed
from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.form_facts import IDENTITY, MONEY
from xlgen.reports.word.funding_table import NAME as FUNDING
from xlgen.reports.word.funding_table import SOURCE, funding_table, rate_of
from xlgen.reports.word.indicator_tables import ALL, LEVELS, LOST, indicator_tables, loss_facts
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return
from xlgen.returned.kept.added_up import Item
from xlgen.returned.kept.extract import Extract, extract
from xlgen.rollup.rankings import TOP_SHOWN
from xlgen.statuses import Status
from xlgen.words.numbers import half_up, plain, ratio

FOOT = "<p>这一页是一个文件，不用联网，可以打印。各数按表上的公式重算，表改了请重做这一页。</p>"
ROOM = 500_000  # bytes of a table of indicators
_TEXTS = frozenset(
    ("一级指标", "二级指标", "三级指标", "名称", "性质", "指标值", "完成值", SOURCE)
)  # columns that are no numbers
_LONG = frozenset(("原因",))


def project_page(returned: Return, answers: Answers, draws: bool) -> bytes:
    """The file; ``draws``: with charts. Same arguments, same bytes."""
    name = answers.snapshot.identity.get("name") or answers.snapshot.code
    return page(
        f"{name}：项目支出绩效自评", _lead(returned, answers), sections_shown(_sections(returned, answers, draws)), FOOT
    )


def _lead(returned: Return, answers: Answers) -> str:
    """Whose form it is, and how it stands."""
    said = {word: answers.snapshot.identity.get(key, "") for key, word in IDENTITY.items()} | {MONEY: answers.snapshot.money}
    whose = "　".join(f"{word}：{text}" for word, text in said.items() if text and word != IDENTITY["name"])
    doubt = "" if returned.status is Status.SOUND else "。这一页的数按公式重算，与表上写的可能不同，问题在最后"
    kind = "" if returned.status is Status.SOUND else ' class="grave"'
    return f"<p>{shown_text(whose, WHOLE)}</p><p{kind}>{shown_text(returned.standing + doubt, WHOLE)}。</p>"


def _sections(returned: Return, answers: Answers, draws: bool) -> Iterator[PageSection]:
    kept = extract(answers)
    tables = {each.name: each for each in reversed([*indicator_tables(answers)])}  # a 一级指标 of such a name is none of them
    yield PageSection("whole", "总体", _overall(returned, answers, kept))
    yield PageSection("goal", "年度目标", _goal(kept))
    yield PageSection("funds", FUNDING, facts_table(funding_table(answers), "fund-list"))
    yield PageSection("by-level", "一级指标得分", _levels(kept, tables[LEVELS], draws))
    yield PageSection("lost", LOST, _losses(kept, tables[LOST], draws))
    yield PageSection("indicators", ALL, facts_table(tables[ALL], "indicator-list"), f"（{len(tables[ALL].rows)} 项）")
    yield findings_section(returned.findings)


def _overall(returned: Return, answers: Answers, kept: Extract) -> str:
    sums = kept.figures
    said = (
        (f"总分（满分 {plain(kept.points)}）" if kept.points is not None else "总分", as_summed(sums.score, "score")),
        ("自评等级", returned.grade),
        ("全年预算数", as_summed(sums.budget, "money")),
        ("全年执行数", as_summed(sums.executed, "money")),
        ("预算执行率", rate_of(answers)),
        ("扣分合计", loss_facts(answers)["扣分合计"]),
    )
    return big_figures((what, text or "—") for what, text in said)


def _goal(kept: Extract) -> str:
    said = (("年度总体目标", kept.figures.goal), ("目标完成情况", kept.figures.done))
    return "".join(f"<h3>{what}</h3>{_paragraphs(text)}" for what, text in said if text)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{shown_text(line, 2 * WHOLE)}</p>" for line in text.splitlines() if line.strip())


def _levels(kept: Extract, told: FactTable, draws: bool) -> str:
    rates = [(name, half_up(ratio(score, points) * 100, 2)) for name, points, score in kept.levels if points]
    bars = [ChartBar(name, rate, f"{rate}%") for name, rate in rates if rate >= 0]
    most = max((rate for _, rate in rates), default=Decimal(0))
    drawn = bars_drawn("得分率，按一级指标", bars, max(most, Decimal(100))) if draws else ""
    return figure("得分率", drawn, facts_table(told, "level-list"))


def _losses(kept: Extract, told: FactTable, draws: bool) -> str:
    if not told.rows:
        return "<p>没有扣分。</p>"
    lost = sorted((item for item in kept.figures.items if item.lost > 0), key=lambda item: -item.lost)[:TOP_SHOWN]
    drawn = bars_drawn("扣分最多的指标", [*map(_bar, lost)]) if draws else ""
    return figure("扣分最多的指标", drawn, facts_table(told, "lost-list"))


def _bar(item: Item) -> ChartBar:
    return ChartBar(item.level3, item.lost, as_summed(item.lost, "score"))


def facts_table(told: FactTable, key: str) -> str:
    """A table of facts as one of the page; "" where it has no row."""
    if not told.rows:
        return ""
    shown = [each for each in told.columns if each not in told.apart]
    columns = [PageColumn(each, LONG if each in _LONG else "" if each in _TEXTS else NUMBER) for each in shown]
    lines: Iterable[Sequence[str]] = ([line.get(each, "") for each in shown] for line in told.rows)
    rows = as_many((row(columns, line, longest=WHOLE, long=WHOLE) for line in lines), ROOM)
    return table(columns, rows, key, told.name, "facts") + left_out(len(told.rows) - len(rows), "行", "xlgen check --json")
