"""Styles made from styles: a cell format with another fill, font, border, alignment or number format.

Elements and their order as in ECMA-376 part 1, 18.8 (CT_Stylesheet, CT_Font, CT_Xf).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from xlgen.workbook.opc.revision import child
from xlgen.workbook.opc.xml import Edit, Element, enclose, end_of, start_tag_end
from xlgen.workbook.opc.zip import RESAVE

# Groups of the part and what each holds, in the order in which they stand
GROUPS = {"numFmts": "numFmt", "fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
# Codes that files need not spell (18.8.30); 14 and 22 as programs in Chinese show them
BUILT_IN = dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))) | {
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_NUMBERS = {code: number for number, code in BUILT_IN.items()}
FIRST_CUSTOM = 164
_PLACED = {"align": "horizontal", "valign": "vertical", "wrap": "wrapText", "indent": "indent"}  # attributes of alignment
_COUNT = re.compile(rb"""(\scount\s*=\s*["'])\d+""")


@dataclass(slots=True)
class Derived:
    """The part at hand and what is put behind each of its groups."""

    xml: bytes
    tree: Element
    added: dict[str, list[bytes]] = field(default_factory=lambda: {name: [] for name in GROUPS})

    def group(self, name: str) -> Sequence[Element]:
        """The file's own children of a group."""
        found = child(self.tree, name)
        return found.children if found else ()

    def put(self, name: str, piece: bytes) -> int:
        """Number of an element among its group, put there unless it was put before."""
        if piece not in self.added[name] or name == "cellXfs":
            self.added[name].append(piece)
        return len(self.group(name)) + self.added[name].index(piece)

    @property
    def prefix(self) -> str:
        """Of the part's elements."""
        return self.tree.name.removesuffix("styleSheet")

    def raw(self, element: Element) -> bytes:
        """An element as it is spelled."""
        return self.xml[element.start : end_of(self.xml, element)]

    def edits(self) -> Iterator[Edit]:
        """What is to be spliced into the part."""
        for name, pieces in self.added.items():
            if pieces:
                yield from self._group_edits(name, b"".join(pieces), len(pieces))

    def _group_edits(self, name: str, body: bytes, count: int) -> Iterator[Edit]:
        found = child(self.tree, name)
        if found is None and name != "numFmts":
            raise ValueError(f"样式部件缺少 {name}，不能着色（{RESAVE}）")
        if found is None:  # number formats may be missing, and they stand first
            at, tag = start_tag_end(self.xml, self.tree), f"{self.prefix}{name}"
            yield at, at, f'<{tag} count="{count}">'.encode() + body + f"</{tag}>".encode()
            return
        start, end, counted_tag = counted(self.xml, found, len(found.children) + count)
        if not found.children:
            yield start, end_of(self.xml, found), enclose(counted_tag.rstrip(b"/> "), found.name, body)
            return
        yield start, end, counted_tag
        yield end_of(self.xml, found.children[-1]), end_of(self.xml, found.children[-1]), body


def counted(xml: bytes, group: Element, count: int) -> Edit:
    """The edit that sets a group's ``count`` where it says one."""
    start, end = group.start, start_tag_end(xml, group)
    return start, end, _COUNT.sub(lambda match: match[1] + str(count).encode(), xml[start:end], count=1)


def derive(made: Derived, of: int, facets: Mapping[str, str]) -> None:
    """Put a style behind the others: style ``of`` with facets changed."""
    styles, of = made.group("cellXfs"), max(of, 0)
    base = styles[of] if of < len(styles) else Element("xf", {}, 0, 0, ())
    said = dict(base.attributes) or {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0"}
    if "fill" in facets:
        said |= {"fillId": str(_fill(made, facets["fill"])), "applyFill": "1"}
    if facets.keys() & {"bold", "italic", "size", "ink", "face"}:
        said |= {"fontId": str(_font(made, int(said.get("fontId", "0")), facets)), "applyFont": "1"}
    if "border" in facets:
        said |= {"borderId": str(_border(made)), "applyBorder": "1"}
    if "format" in facets:
        said |= {"numFmtId": str(_format(made, facets["format"])), "applyNumberFormat": "1"}
    body = _body(made, base, facets)
    if facets.keys() & _PLACED.keys():
        said["applyAlignment"] = "1"
    tag = f"{made.prefix}xf"
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in said.items())
    made.put(
        "cellXfs", f"<{tag}{attributes}>".encode() + body + f"</{tag}>".encode() if body else f"<{tag}{attributes}/>".encode()
    )


def _body(made: Derived, base: Element, facets: Mapping[str, str]) -> bytes:
    """Alignment, then protection and extensions as the style had them."""
    changes = {_PLACED[key]: value for key, value in facets.items() if key in _PLACED}
    kept = b"".join(made.raw(each) for each in base.children if each.local != "alignment" or not changes)
    if not changes:
        return kept
    before = next((dict(each.attributes) for each in base.children if each.local == "alignment"), {})
    said = "".join(f" {key}={quoteattr(value)}" for key, value in (before | changes).items())
    return f"<{made.prefix}alignment{said}/>".encode() + kept


def _fill(made: Derived, colour: str) -> int:
    if not colour:
        return 0  # the first fill is none by definition (18.8.20)
    p = made.prefix
    solid = f'<{p}patternFill patternType="solid"><{p}fgColor rgb="FF{colour}"/><{p}bgColor indexed="64"/></{p}patternFill>'
    return made.put("fills", f"<{p}fill>{solid}</{p}fill>".encode())


def _font(made: Derived, of: int, facets: Mapping[str, str]) -> int:
    fonts = made.group("fonts")
    own = fonts[of].children if of < len(fonts) else ()
    p = made.prefix
    new = {
        name: f"<{p}{name}/>" if facets[key] == "1" else "" for name, key in (("b", "bold"), ("i", "italic")) if key in facets
    }
    new |= {"name": f"<{p}name val={quoteattr(facets['face'])}/>", "scheme": ""} if "face" in facets else {}
    new |= {"sz": f'<{p}sz val="{facets["size"]}"/>'} if "size" in facets else {}
    new |= {"color": f'<{p}color rgb="FF{facets["ink"]}"/>'} if "ink" in facets else {}
    pieces = {each.local: made.raw(each) for each in own} | {name: text.encode() for name, text in new.items()}
    order = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split()
    return made.put("fonts", f"<{p}font>".encode() + b"".join(pieces[n] for n in order if n in pieces) + f"</{p}font>".encode())


def _border(made: Derived) -> int:
    p = made.prefix
    sides = "".join(f'<{p}{side} style="thin"><{p}color auto="1"/></{p}{side}>' for side in ("left", "right", "top", "bottom"))
    return made.put("borders", f"<{p}border>{sides}<{p}diagonal/></{p}border>".encode())


def _format(made: Derived, code: str) -> int:
    if code in _NUMBERS:
        return _NUMBERS[code]
    own = made.group("numFmts")
    for each in own:
        if each.attributes.get("formatCode") == code:
            return int(each.attributes["numFmtId"])
    first = max([FIRST_CUSTOM - 1, *(int(each.attributes.get("numFmtId", "0")) for each in own)]) + 1
    codes = [piece for piece in made.added["numFmts"] if f"formatCode={quoteattr(code)}".encode() in piece]
    number = first + (made.added["numFmts"].index(codes[0]) if codes else len(made.added["numFmts"]))
    if not codes:
        made.put("numFmts", f'<{made.prefix}numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'.encode())
    return number
