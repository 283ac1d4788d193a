"""The page for leaders: one HTML file that asks nothing of any host, with progress by unit, what is late, and when it came.

Nobody is named on it and no number to reach anybody. Whatever was typed by somebody is escaped; the policy in its head lets nothing
run or load but what the file holds itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from pathlib import Path

from xlgen.campaign.now import Now
from xlgen.campaign.showing.bars import day_bars, swatch, term_bar
from xlgen.campaign.showing.chasing import overdue
from xlgen.campaign.standing import Standing
from xlgen.campaign.telling import HEADINGS, UnitLine, laws, unit_lines
from xlgen.campaign.terms import ProjectTerm
from xlgen.pages.page_panels import panel
from xlgen.pages.page_shell import page, shown_text
from xlgen.pages.page_tables import NUMBER, PageColumn, big_figures, left_out, row, table
from xlgen.words.days import day_said
from xlgen.words.numbers import half_up, ratio

MOST_UNITS, MOST_LATE, MOST_DAYS = 1000, 800, 60  # lines of each list, so that the file stays below two megabytes
_STYLE = Path(__file__).with_suffix(".css")
_UNITS = (PageColumn(HEADINGS[0]), *(PageColumn(each, NUMBER) for each in HEADINGS[1:]), PageColumn("进度", sorts=False))
_LATE = (*map(PageColumn, ("项目编码", "项目名称", "实施单位", "情况", "首次收到")), PageColumn("迟几天", NUMBER))


def leaders_page(now: Now) -> bytes:
    """The file. Same campaign, same day, same bytes."""
    said, lines = now.campaign.settings, unit_lines(now)
    return page(
        f"{said.department}{said.year}年度项目支出绩效自评进度",
        f"<p>{_until(now)}</p>",
        (_whole(now), _days(now), _units(lines, now), _late(now)),
        "<p>表上没有联系人和电话。各数以登记库为准，随时可以重做。</p>",
        _STYLE.read_text("utf-8"),
    )


def _until(now: Now) -> str:
    deadline, days = now.campaign.settings.deadline, overdue(now)
    passed = f"，已过 {days} 天" if days else ""
    return f"截至 {day_said(now.day)}" + (f"；报送期限 {day_said(deadline)}{passed}" if deadline else "")


def _whole(now: Now) -> str:
    terms = now.by_term()
    asked = sum(terms.values()) - terms[ProjectTerm.RECALLED]
    accepted, late = terms[ProjectTerm.ACCEPTED], sum(now.late(each) > 0 for each in now.projects)
    share = f"（{_percent(accepted, asked)}%）" if asked else ""
    figures = (
        ("下发项目", str(sum(terms.values()))),
        (ProjectTerm.ACCEPTED.word, f"{accepted}{share}"),
        ("迟报、过期未报", str(late)),
    )
    legend = "".join(f"<li>{swatch(term)}{term.word} {count}</li>" for term, count in terms.items())
    return (
        f"<section><h2>总体</h2>{big_figures(figures)}{term_bar(terms, 'whole')}"
        f'<ul class="legend">{legend}</ul><p class="aside">{escape(laws(now))}</p></section>\n'
    )


def _percent(part: int, whole: int) -> Decimal:
    """Rounded half up to one place; 100 only where nothing is wanting."""
    rounded = half_up(ratio(Decimal(100 * part), Decimal(whole)), 1)
    return rounded if part == whole else min(rounded, Decimal("99.9"))


def _units(lines: Sequence[UnitLine], now: Now) -> str:
    shown = lines[:MOST_UNITS]
    every = UnitLine("合计", now.by_term(), sum(each.late for each in lines), max((each.days for each in lines), default=0))
    listed = table(_UNITS, map(_unit, shown), "units", "各单位进度", "units", _unit(every))
    return (
        f"<section><h2>各单位进度</h2>{panel('units', len(shown), '个单位', '找单位', at=0)}"
        f"{listed}{left_out(len(lines) - len(shown), '个单位', 'xlgen status')}</section>\n"
    )


def _unit(each: UnitLine) -> str:
    numbers = (each.issued, *each.terms.values(), each.late, each.days)
    cells = "".join(f'<td class="n">{number or ""}</td>' for number in numbers)
    return f'<tr><th scope="row">{shown_text(each.unit) or "没有写实施单位"}</th>{cells}<td>{term_bar(each.terms, "bar")}</td></tr>\n'


def _late(now: Now) -> str:
    late = sorted((each for each in now.projects if now.late(each)), key=lambda each: -now.late(each))
    if not late:
        return "<section><h2>迟报和过期未报</h2><p>没有。</p></section>\n"
    listed = table(_LATE, (_late_row(now, each) for each in late[:MOST_LATE]), "late", "迟报和过期未报", "late")
    left = left_out(len(late) - MOST_LATE, "个", "xlgen status --json")
    return f"<section><h2>迟报和过期未报（{len(late)} 个）</h2>{listed}{left}</section>\n"


def _late_row(now: Now, each: Standing) -> str:
    texts = (each.form.code, each.form.name, each.form.unit, each.term.word, each.received)
    return row(_LATE, (*texts, str(now.late(each))))


def _days(now: Now) -> str:
    counts = sorted(Counter(each.received for each in now.projects if each.received).items())
    if not counts:
        return "<section><h2>每天首次收到的项目</h2><p>还没有收到。</p></section>\n"
    earlier, latest = counts[:-MOST_DAYS], counts[-MOST_DAYS:]
    shown = [("", sum(count for _, count in earlier)), *latest] if earlier else latest
    rows = "".join(f'<tr><td>{day or "更早"}</td><td class="n">{count}</td></tr>' for day, count in shown)
    deadline = now.campaign.settings.deadline
    after = "红色的在期限以后。" if any(deadline and day > deadline for day, _ in counts) else ""
    return (
        f'<section><h2>每天首次收到的项目</h2><p class="aside">一个项目只算第一次收到的那天，没有收到的日子不画。{after}</p>'
        f'<div class="wide" tabindex="0" role="region" aria-label="每天首次收到的项目">{day_bars(shown, deadline)}</div>'
        f'<details><summary>逐日数字</summary><table><thead><tr><th scope="col">日期</th><th scope="col" class="n">项目个数</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details></section>\n"
    )
