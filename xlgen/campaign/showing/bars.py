"""Bars as inline SVG: how many of something stand how, and how many came on which day. Colours are those of the page's style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlgen.campaign.terms import ProjectTerm

WIDE, TALL = 1000, 10  # units of a bar's own
DAY_WIDE, LABEL_WIDE, DAY_TALL, BELOW, ABOVE = 26, 44, 120, 18, 16  # of a day's bar, alone and above its label, in pixels
MOST_LABELS = 12


def term_bar(terms: Mapping[ProjectTerm, int], kind: str) -> str:
    """One bar, cut into as many parts as there are terms with projects; read aloud as their numbers."""
    said = "，".join(f"{term.word} {count}" for term, count in terms.items() if count) or "没有项目"
    whole, at, parts = sum(terms.values()), 0, list[str]()
    for term, count in terms.items():
        if count:
            left, right = at * WIDE // whole, (at + count) * WIDE // whole
            parts.append(f'<rect class="{term.value}" x="{left}" width="{max(right - left - 3, 2)}" height="{TALL}"/>')
            at += count
    return f'<svg class="{kind}" viewBox="0 0 {WIDE} {TALL}" preserveAspectRatio="none" role="img" aria-label="{said}">{"".join(parts)}</svg>'


def swatch(term: ProjectTerm) -> str:
    """The colour of a term, for a legend."""
    return f'<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="{term.value}" width="10" height="10"/></svg>'


def day_bars(counts: Sequence[tuple[str, int]], deadline: str) -> str:
    """A bar for each day (ISO, or "" for all before) with its number; those after the deadline have the colour of what is late."""
    most = max(count for _, count in counts)
    step = -(-len(counts) // MOST_LABELS)
    each_wide = LABEL_WIDE if step == 1 else DAY_WIDE
    parts, floor = list[str](), ABOVE + DAY_TALL
    for at, (day, count) in enumerate(counts):
        left, high = at * each_wide + 20, max(count * DAY_TALL // most, 1)
        kind = "after" if deadline and day > deadline else "day"
        parts.append(f'<rect class="{kind}" x="{left}" y="{floor - high}" width="{each_wide - 6}" height="{high}"/>')
        middle = left + each_wide // 2 - 3
        parts.append(f'<text x="{middle}" y="{floor - high - 4}">{count}</text>')
        if at % step == 0:
            parts.append(f'<text x="{middle}" y="{floor + 14}">{day[5:] or "更早"}</text>')
    wide = len(counts) * each_wide + 40
    parts.append(f'<line x1="10" x2="{wide - 10}" y1="{floor}" y2="{floor}"/>')
    said = f"共 {len(counts)} 天收到过，一天最多 {most} 个"
    return f'<svg class="days" width="{wide}" height="{floor + BELOW}" viewBox="0 0 {wide} {floor + BELOW}" role="img" aria-label="{said}">{"".join(parts)}</svg>'
