"""Colours and fonts of everything xlgen writes: one meaning, one colour, in forms, summaries, rosters and lists."""

from __future__ import annotations

# fills
ENTRY = "#FFF9DB"  # to be typed into: yellow
REQUIRED = "#FFEFA8"  # what must be typed into: a deeper yellow
COMPUTED = "#F2F2F2"  # computed, or a total: grey
ALERTED = "#FDE4E1"  # what must not stay so: red
HEAD = "#E7EDF4"  # headings and labels: blue
# texts
LINK = "#0563C1"
ASIDE = "#595959"  # what serves formulas and links more than readers
ALERT = "#C00000"
READY = "#00703C"  # may be handed in
STATUS = "#9C5700"  # how far a form is filled

TEXT_FONT, HEAD_FONT = "宋体", "黑体"  # both in Excel and in WPS, everywhere
MARGIN = {"left": 0.3, "right": 0.3, "top": 0.35, "bottom": 0.5}  # inches, of every printed page
