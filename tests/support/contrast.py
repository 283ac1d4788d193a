"""How far a colour stands out from the one behind it, reckoned as WCAG does: 4.5 for texts, 3 for shapes."""

from __future__ import annotations


def luminance(colour: str) -> float:
    """Of ``#rrggbb`` or ``#rgb``, from 0 to 1."""
    figures = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    parts = (int(figures[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)
