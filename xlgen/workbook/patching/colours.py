"""Colours of fills as RRGGBB, however the file says them: by value, by number of the palette, by theme and tint."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from xlgen.workbook.opc.relations import only_related, workbook_part
from xlgen.workbook.opc.revision import Revision
from xlgen.workbook.opc.xml import Element

# ECMA-376 part 1, 18.8.27: colours 8 to 63 of the palette; 0 to 7 repeat the first eight, 64 is the system's own
_PALETTE = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
).split()
# Theme colours are numbered light, dark, light, dark; a theme's part lists dark before light (20.1.6.2)
_SWAPPED = {0: 1, 1: 0, 2: 3, 3: 2}


def theme_colours(draft: Revision) -> list[str]:
    """The theme's twelve colours in the order of its part; [] where the file has no theme."""
    theme = only_related(draft, workbook_part(draft), "theme")
    if theme is None or not draft.has(theme.target):
        return []
    elements = next((e for e in draft.tree(theme.target).children if e.local == "themeElements"), None)
    scheme = next((e for e in elements.children if e.local == "clrScheme"), None) if elements else None
    colours = [each.children[0].attributes if each.children else {} for each in scheme.children] if scheme else []
    return [each.get("lastClr", each.get("val", "000000")).upper() for each in colours]


def fill_colour(fill: Element | None, theme: list[str]) -> str | None:
    """What a fill shows: RRGGBB, None where it is no plain colour."""
    pattern = next((e for e in fill.children if e.local == "patternFill"), None) if fill else None
    if pattern is None or pattern.attributes.get("patternType", "none") == "none":
        return None
    return shown_colour(next((e.attributes for e in pattern.children if e.local == "fgColor"), {}), theme)


def shown_colour(said: Mapping[str, str], theme: list[str], system: str | None = None) -> str | None:
    """A colour by the attributes of its element; ``system`` where it is left to the system, None where it is not known."""
    if "rgb" in said:
        return said["rgb"][-6:].upper()
    if "theme" in said:
        return _themed(int(said["theme"]), float(said.get("tint", "0")), theme)
    number = int(said.get("indexed", "64"))
    return _PALETTE[number if number < 8 else number - 8] if number < 64 else system


def _themed(number: int, tint: float, theme: list[str]) -> str | None:
    place = _SWAPPED.get(number, number)
    return tinted(theme[place], tint) if place < len(theme) else None


def tinted(colour: str, tint: float) -> str:
    """A colour made darker (tint below 0) or lighter (above): its luminance is moved (18.8.19)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
