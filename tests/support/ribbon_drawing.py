"""The ribbon as a drawing for README, made from its one specification: ``python tests/support/ribbon_drawing.py`` writes both."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

from xlgen.addin import ribbon

OUT = Path(__file__).parents[2] / "samples" / "pictures"
ICONS = Path(ribbon.__file__).parent / "wps" / "images"
PROGRAMS = {  # name → tabs beside ours, colour of the head
    "excel": (("文件", "开始", "插入", "公式", "数据", "审阅", "视图"), "#217346"),
    "wps": (("首页", "开始", "插入", "公式", "数据", "审阅", "视图"), "#C8372D"),
}
BUTTON, GAP, TOP, HEIGHT = 74, 14, 58, 146
STYLE = 'font-family="Microsoft YaHei, Noto Sans CJK SC, sans-serif"'


def drawing(program: str) -> str:
    """The ribbon of a program as SVG, with a line that says what it is."""
    tabs, colour = PROGRAMS[program]
    parts, x = [], GAP
    for group in ribbon.GROUPS:
        buttons = [button for button in group.buttons if program == "wps" or not button.only_wps]
        width = BUTTON * len(buttons)
        for i, button in enumerate(buttons):
            parts += _button(button, x + BUTTON * i)
        parts.append(_text(x + width / 2, HEIGHT - 20, group.label, 11, "#777777"))
        parts.append(f'<path d="M{x + width + GAP / 2} {TOP}V{HEIGHT - 14}" stroke="#D0D0D0"/>')
        x += width + GAP
    width = x + GAP
    head = f'<rect width="{width}" height="44" fill="{colour}"/>'
    names = [_text(30 + 52 * i, 28, name, 13, "#FFFFFF") for i, name in enumerate(tabs)]
    at = 30 + 52 * len(tabs)
    own = f'<path d="M{at - 22} 44V12h84v32z" fill="#FFFFFF"/>{_text(at + 20, 33, ribbon.TAB_LABEL, 13, colour)}'
    said = f"示意图，不是截图；图标和样式以 {'Excel' if program == 'excel' else 'WPS 表格'} 中显示的为准"
    body = "\n".join([head, *names, own, *parts, _text(width / 2, HEIGHT + 16, said, 11, "#999999")])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT + 26}" viewBox="0 0 {width} {HEIGHT + 26}" {STYLE}>\n'
        f'<rect width="{width}" height="{HEIGHT}" fill="#FFFFFF" stroke="#D0D0D0"/>\n{body}\n</svg>\n'
    )


def _button(button: ribbon.Button, x: float) -> list[str]:
    icon = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", (ICONS / f"{button.id}.svg").read_text("utf-8")).strip()
    return [
        f'<g transform="translate({x + BUTTON / 2 - 16} {TOP})">{icon}</g>',
        _text(x + BUTTON / 2, TOP + 52, button.label, 13, "#333333"),
    ]


def _text(x: float, y: float, text: str, size: int, colour: str) -> str:
    return f'<text x="{x:g}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="middle">{escape(text)}</text>'


def file_of(program: str) -> Path:
    """Where README finds a drawing."""
    return OUT / f"ribbon-{program}.svg"


if __name__ == "__main__":
    for each in PROGRAMS:
        file_of(each).write_text(drawing(each), "utf-8")
