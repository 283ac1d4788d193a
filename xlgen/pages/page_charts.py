"""Charts of a page, drawn by pygal (extra ``html``): bars, and dots on two axes.

Figures become floats here, where nothing but a place in a drawing is made of them; what is read is said by whoever asks.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

from xlgen.pages.page_shell import seen_text
from xlgen.pages.svg_text import LONGEST_WORDS, svg_text
from xlgen.words.widths import units

LACKING = "没有装画图的软件包，图都换成了表。要图的：pip install 'xlgen[html]'"
WIDE, HIGH = 440, 320  # pixels of a drawing, which a telephone shows whole
BAR_HIGH, AROUND = 30, 40  # of a bar, of what stands above and below the bars
FONT = 13  # pixels of a sign, as in the page's style
LABEL = 20  # half-width characters of the name of a bar
BEHIND = 50  # pixels for the number behind the longest bar
_SHARE = 0.6  # of its height that pygal takes a sign to be wide; a Chinese one is as wide as high


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar: what it is of, how long, the number that is printed behind it, and the id of the place that says more."""

    label: str
    value: Decimal
    said: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class ChartDot:
    """A dot: its place, what it is of, and the id of the place that says more."""

    x: Decimal
    y: Decimal
    said: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class ChartAxis:
    """An axis: its title, and the places along it that are named, from the first to the last."""

    title: str
    marks: Sequence[tuple[Decimal, str]]


def can_draw() -> bool:
    """Whether pygal is installed."""
    return find_spec("pygal") is not None


def _library() -> Any:
    """pygal, without the finder of its maps that it leaves behind: of a kind that others who look for modules stumble over."""
    import pygal

    sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != "pygal"]
    return pygal


def bars_drawn(title: str, bars: Sequence[ChartBar], most: Decimal | None = None) -> str:
    """Bars from top to bottom; ``most`` is the end of the axis where it is not the longest bar's. "" for no bar."""
    if not bars:
        return ""
    pygal = _library()
    labels = [_short(each.label) for each in bars]
    longest = max(each.value for each in bars) if most is None else most
    chart = pygal.HorizontalBar(
        _config(AROUND + BAR_HIGH * len(bars), labels, margin_right=BEHIND),
        x_labels=labels[::-1],  # pygal draws from the bottom up
        range=(0, float(longest) or 1.0),
        show_x_labels=False,  # each bar has its number behind it
        print_values=True,
        print_values_position="top",
    )
    chart.add("", [_bar(each) for each in reversed(bars)])
    return svg_text(chart.render_tree(), f"{title}。条形图：{'，'.join(f'{each.label} {each.said}' for each in bars)}")


def _bar(bar: ChartBar) -> dict[str, Any]:
    return {"value": float(bar.value), "formatter": lambda _: seen_text(bar.said), **_told(f"{bar.label} {bar.said}", bar.to)}


def dots_drawn(title: str, dots: Sequence[ChartDot], across: ChartAxis, up: ChartAxis) -> str:
    """Dots; axes end at their first and last marks. "" for no dot."""
    if not dots:
        return ""
    pygal = _library()
    chart = pygal.XY(
        _config(HIGH, [name for _, name in up.marks]),
        stroke=False,
        dots_size=4,
        x_title=across.title,
        y_title=up.title,
        x_labels=_marks(across),
        y_labels=_marks(up),
        xrange=_ends(across),
        range=_ends(up),
        show_x_guides=True,
        truncate_label=-1,  # marks are few and short
    )
    chart.add("", [{"value": (float(each.x), float(each.y)), **_told(each.said, each.to)} for each in dots])
    spread = (
        f"{across.title}从 {across.marks[0][1]} 到 {across.marks[-1][1]}，{up.title}从 {up.marks[0][1]} 到 {up.marks[-1][1]}"
    )
    return svg_text(chart.render_tree(), f"{title}。散点图：{len(dots)} 个点，{spread}")


def _marks(axis: ChartAxis) -> list[dict[str, Any]]:
    return [{"value": float(place), "label": name} for place, name in axis.marks]


def _ends(axis: ChartAxis) -> tuple[float, float]:
    return float(axis.marks[0][0]), float(axis.marks[-1][0])


def _told(said: str, to: str) -> dict[str, Any]:
    """What is said where the mouse rests, and where a click leads."""
    return {"tooltip": seen_text(said, LONGEST_WORDS)} | ({"xlink": {"href": f"#{to}"}} if to else {})


def _config(high: int, left: Sequence[str], **more: Any) -> Any:
    """What all charts have in common: nothing from other hosts, and room on the left for labels as wide as they are."""
    pygal = _library()
    taken = max(units(each) for each in left) * FONT / 2 - max(map(len, left)) * _SHARE * FONT
    style = pygal.style.Style(label_font_size=FONT, major_label_font_size=FONT, value_font_size=FONT, title_font_size=FONT)
    room = 10 + max(0, round(taken))
    return pygal.Config(js=(), css=(), width=WIDE, height=high, show_legend=False, style=style, margin_left=room, **more)


def _short(label: str) -> str:
    """A name as there is room for it."""
    kept = seen_text(label, LABEL)
    if units(kept) <= LABEL:
        return kept
    while units(kept) >= LABEL:
        kept = kept[:-1]
    return kept + "…"
