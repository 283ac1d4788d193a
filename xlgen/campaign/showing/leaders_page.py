"""The page for leaders: one HTML file that asks nothing of any host, with progress by unit, what is late, and when it came.

Nobody is named on it and no number to reach anybody. Whatever was typed by somebody is escaped; the policy in its head lets nothing
run or load but what the file holds itself.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from html import escape
from pathlib import Path

from xlgen.campaign.now import Now
from xlgen.campaign.showing.bars import day_bars, swatch, term_bar
from xlgen.campaign.showing.chasing import overdue
from xlgen.campaign.standing import Standing
from xlgen.campaign.telling import HEADINGS, UnitLine, laws, unit_lines
from xlgen.campaign.terms import ProjectTerm
from xlgen.words.days import day_said
from xlgen.words.numbers import half_up, ratio

MOST_UNITS, MOST_LATE, MOST_DAYS = 1000, 800, 60  # lines of each list, so that the file stays below two megabytes
LONGEST = 60  # signs of a name
_HERE = Path(__file__).parent
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def leaders_page(now: Now) -> bytes:
    """The file. Same campaign, same day, same bytes."""
    style, script = ((_HERE / name).read_text("utf-8") for name in ("leaders_page.css", "leaders_page.js"))
    said = now.campaign.settings
    title = f"{said.department}{said.year}年度项目支出绩效自评进度"
    policy = (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)}; base-uri 'none'; form-action 'none'"
    )
    lines = unit_lines(now)
    pieces = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
        f"<title>{_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        f"<header><h1>{_text(title)}</h1><p>{_until(now)}</p></header>\n<main>\n",
        _whole(now),
        _days(now),
        _units(lines, now),
        _late(now),
        "</main>\n<footer><p>表上没有联系人和电话。各数以登记库为准，随时可以重做。</p></footer>\n",
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "".join(pieces).encode()


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _text(said: str) -> str:
    """A text as it may stand in a page, cut where it is longer than any name."""
    plain = _UNSEEN.sub(" ", said)
    return escape(plain if len(plain) <= LONGEST else plain[:LONGEST] + "…")


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
    shown = "".join(f"<li>{word}<b>{figure}</b></li>" for word, figure in figures)
    legend = "".join(f"<li>{swatch(term)}{term.word} {count}</li>" for term, count in terms.items())
    return (
        f'<section><h2>总体</h2><ul class="figures">{shown}</ul>{term_bar(terms, "whole")}'
        f'<ul class="legend">{legend}</ul><p class="aside">{escape(laws(now))}</p></section>\n'
    )


def _percent(part: int, whole: int) -> Decimal:
    """Rounded half up to one place; 100 only where nothing is wanting."""
    rounded = half_up(ratio(Decimal(100 * part), Decimal(whole)), 1)
    return rounded if part == whole else min(rounded, Decimal("99.9"))


def _head(titles: Sequence[str], first_number: int) -> str:
    """Titles that sort their column when pressed, from ``first_number`` on as numbers; one of bars, "", does not."""
    cells = list[str]()
    for at, title in enumerate(titles):
        kind = ' class="n"' if at >= first_number else ""
        sorts = f'{kind} aria-sort="none"><button type="button">{title}</button>' if title else ">进度"
        cells.append(f'<th scope="col"{sorts}</th>')
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _units(lines: Sequence[UnitLine], now: Now) -> str:
    shown = lines[:MOST_UNITS]
    every = UnitLine("合计", now.by_term(), sum(each.late for each in lines), max((each.days for each in lines), default=0))
    left = f"<p>另有 {len(lines) - len(shown)} 个单位没有列出，全部用 xlgen status 看。</p>" if len(shown) < len(lines) else ""
    return (
        '<section><h2>各单位进度</h2><p class="live-only"><label for="find">找单位：</label>'
        '<input id="find" type="search" autocomplete="off"></p>'
        f'<p id="found" class="live-only" role="status">显示 {len(shown)} 个单位，共 {len(shown)} 个</p>'
        '<div class="wide" tabindex="0" role="region" aria-label="各单位进度"><table class="units sorted">'
        f"{_head([*HEADINGS, ''], 1)}<tbody>{''.join(map(_unit, shown))}</tbody><tfoot>{_unit(every)}</tfoot></table></div>{left}</section>\n"
    )


def _unit(each: UnitLine) -> str:
    numbers = (each.issued, *each.terms.values(), each.late, each.days)
    cells = "".join(f'<td class="n">{number or ""}</td>' for number in numbers)
    return (
        f'<tr><th scope="row">{_text(each.unit) or "没有写实施单位"}</th>{cells}<td>{term_bar(each.terms, "bar")}</td></tr>\n'
    )


def _late(now: Now) -> str:
    late = sorted((each for each in now.projects if now.late(each)), key=lambda each: -now.late(each))
    if not late:
        return "<section><h2>迟报和过期未报</h2><p>没有。</p></section>\n"
    titles = ("项目编码", "项目名称", "实施单位", "情况", "首次收到", "迟几天")
    rows = "".join(_late_row(now, each) for each in late[:MOST_LATE])
    left = f"<p>另有 {len(late) - MOST_LATE} 个没有列出，全部用 xlgen status --json 看。</p>" if len(late) > MOST_LATE else ""
    return (
        f"<section><h2>迟报和过期未报（{len(late)} 个）</h2>"
        '<div class="wide" tabindex="0" role="region" aria-label="迟报和过期未报"><table class="late sorted">'
        f"{_head(titles, 5)}<tbody>{rows}</tbody></table></div>{left}</section>\n"
    )


def _late_row(now: Now, each: Standing) -> str:
    texts: Iterable[str] = (each.form.code, each.form.name, each.form.unit, each.term.word, each.received)
    return f'<tr>{"".join(f"<td>{_text(text)}</td>" for text in texts)}<td class="n">{now.late(each)}</td></tr>\n'


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
