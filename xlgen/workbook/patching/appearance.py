"""How a cell looks, as its style says it: number format, font, alignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgen.workbook.opc.revision import child
from xlgen.workbook.opc.xml import Element
from xlgen.workbook.patching.colours import shown_colour
from xlgen.workbook.patching.deriving import BUILT_IN, FIRST_CUSTOM
from xlgen.workbook.patching.styles import Look, StyleSheet


@dataclass(frozen=True, slots=True)
class Appearance:
    """A cell's look; None where the file does not say it, or says it in a way that differs from program to program."""

    format: str | None  # the code of its number format
    face: str | None
    size: float | None  # points
    bold: bool
    italic: bool
    ink: str | None  # RRGGBB of the text, black where that is left to the system
    fill: str | None  # RRGGBB, None where there is none
    wrap: bool
    align: str
    valign: str
    indent: int


def appearance(styles: StyleSheet, look: Look) -> Appearance:
    """What a look stands for, changes included."""
    if look not in styles.told:
        styles.told[look] = _appearance(styles, look)
    found: Appearance = styles.told[look]
    return found


def _appearance(styles: StyleSheet, look: Look) -> Appearance:
    said, formats = dict(look.facets), _children(styles, "cellXfs")
    own = formats[max(look.of, 0)] if max(look.of, 0) < len(formats) else Element("xf", {}, 0, 0, ())
    font, place = _font(styles, own), _first(own, "alignment")
    size = said.get("size") or font.get("sz", {}).get("val")
    return Appearance(
        said.get("format") or _code(styles, int(own.attributes.get("numFmtId", "0"))),
        said.get("face") or font.get("name", {}).get("val"),
        float(size) if size else None,
        said["bold"] == "1" if "bold" in said else _is_on(font.get("b")),
        said["italic"] == "1" if "italic" in said else _is_on(font.get("i")),
        said.get("ink") or (shown_colour(font["color"], styles.theme, "000000") if "color" in font else "000000"),
        styles.colour(look),
        (said.get("wrap") or place.get("wrapText", "0")) in ("1", "true"),
        said.get("align") or place.get("horizontal", "general"),
        said.get("valign") or place.get("vertical", "bottom"),
        int(said.get("indent") or place.get("indent", "0")),
    )


def _code(styles: StyleSheet, number: int) -> str | None:
    """The code of a number format; those between the built-in and the file's own differ from language to language."""
    spelled = (
        e.attributes.get("formatCode") for e in _children(styles, "numFmts") if e.attributes.get("numFmtId") == str(number)
    )
    return next(spelled, None) or (BUILT_IN.get(number) if number < FIRST_CUSTOM else None)


def _font(styles: StyleSheet, own: Element) -> dict[str, Mapping[str, str]]:
    fonts, number = _children(styles, "fonts"), int(own.attributes.get("fontId", "0"))
    return {each.local: each.attributes for each in fonts[number].children} if number < len(fonts) else {}


def _children(styles: StyleSheet, name: str) -> Sequence[Element]:
    found = child(styles.tree, name)
    return found.children if found else ()


def _first(own: Element, name: str) -> Mapping[str, str]:
    return next((each.attributes for each in own.children if each.local == name), {})


def _is_on(said: Mapping[str, str] | None) -> bool:
    return said is not None and said.get("val", "1") not in ("0", "false")
