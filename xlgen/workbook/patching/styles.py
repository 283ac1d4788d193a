"""Looks of cells: styles of the file, and those made from them by changing a colour, a font, a border.

Styles made here stand behind the file's own, and a note in the part's extension list (ECMA-376 part 1, 18.2.7: applications
pass over what they don't know) says of which style each was made. So a look can be taken back to the very style it came
from, whatever fill that has, and once nothing uses the new styles the part has its old bytes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr

from xlgen.workbook.opc.relations import only_related, workbook_part
from xlgen.workbook.opc.revision import Revision, child
from xlgen.workbook.opc.xml import Edit, Element, end_of, insert_last, parse_part, splice, take_out
from xlgen.workbook.opc.zip import RESAVE
from xlgen.workbook.patching.colours import fill_colour, theme_colours
from xlgen.workbook.patching.deriving import GROUPS, Derived, counted, derive

URI = "{6B4D8F0C-3C5B-4E53-9C55-8A1D2F7E5A10}"  # of our entry in the extension list
_SPACE = "urn:xlgen:styles"


@dataclass(frozen=True, slots=True)
class Look:
    """A style of the file, and what was changed on it, by facet.

    Facets: ``fill`` and ``ink`` RRGGBB ("" for no fill), ``bold`` and ``italic`` 1 or "", ``size`` points, ``face`` the font's
    name, ``align``, ``valign``, ``indent``, ``wrap`` 1, ``format`` a format code, ``border`` thin. ``of`` is -1 where the cell says no style, which means style 0. ``absent``: the
    file has no such cell, only its look was changed.
    """

    of: int
    absent: bool = False
    facets: tuple[tuple[str, str], ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether a style has to be made for it."""
        return bool(self.facets)


# parts made anew that are kept, then all are forgotten: forms of one batch that are marked want the same; bytes of one
_MOST, _LONGEST = 16, 1 << 16
_RENEWED: dict[tuple[bytes, tuple[Look, ...]], tuple[bytes, Mapping[Look, int]]] = {}


@dataclass(slots=True)
class StyleSheet:
    """The styles of a file: how many are its own, and which looks those behind them stand for."""

    part: str
    xml: bytes  # without what was made here
    tree: Element
    theme: list[str]
    looks: list[Look] = field(default_factory=list)
    groups: dict[str, Element] = field(default_factory=dict)  # those that were found sound
    told: dict[object, Any] = field(
        default_factory=dict
    )  # what was asked of a look: a list has hundreds of cells that look alike

    @property
    def count(self) -> int:
        """Number of the file's own styles."""
        return len(self._group("cellXfs").children)

    def look(self, style: int) -> Look:
        """The look that a cell's style number stands for."""
        made = style - self.count
        return self.looks[made] if 0 <= made < len(self.looks) else Look(style)

    def colour(self, look: Look) -> str | None:
        """Fill of a look as RRGGBB, None where it has none."""
        said = dict(look.facets)
        if "fill" in said:
            return said["fill"] or None
        styles, fills = self._group("cellXfs").children, self._group("fills").children
        own = max(look.of, 0)
        number = int(styles[own].attributes.get("fillId", "0")) if own < len(styles) else 0
        return fill_colour(fills[number] if number < len(fills) else None, self.theme)

    def changed(self, look: Look, facet: str, value: str | None) -> Look:
        """The look with one facet changed; a fill that the style underneath has already is none."""
        asked = look, facet, value
        if asked not in self.told:
            self.told[asked] = self._changed(*asked)
        found: Look = self.told[asked]
        return found

    def _changed(self, look: Look, facet: str, value: str | None) -> Look:
        facets = dict(look.facets) | {facet: value or ""}
        if facet == "fill" and self.colour(Look(look.of)) == value:
            del facets["fill"]
        return Look(look.of, look.absent, tuple(sorted(facets.items())))

    def renewed(self, looks: Iterable[Look]) -> tuple[bytes, Mapping[Look, int]]:
        """The part with a style for each of these looks that needs one, and the style numbers of all of them."""
        asked = self.xml, tuple(dict.fromkeys(looks))
        if len(self.xml) > _LONGEST:
            return self._renewed(asked[1])
        if asked not in _RENEWED:
            if len(_RENEWED) >= _MOST:
                _RENEWED.clear()
            _RENEWED[asked] = self._renewed(asked[1])
        return _RENEWED[asked]

    def _renewed(self, looks: Iterable[Look]) -> tuple[bytes, Mapping[Look, int]]:
        numbers: dict[Look, int] = {}
        made = Derived(self.xml, self.tree)
        for look in looks:
            numbers[look] = self.count + len(made.added["cellXfs"]) if look.is_own else look.of
            if look.is_own:
                derive(made, look.of, dict(look.facets))
        own = [look for look in numbers if look.is_own]
        return (splice(self.xml, (*made.edits(), self._noted(own))) if own else self.xml), numbers

    def _group(self, name: str) -> Element:
        if name in self.groups:
            return self.groups[name]
        group = child(self.tree, name)
        if group is None or not group.children or any(each.local != GROUPS[name] for each in group.children):
            raise ValueError(f"部件 {self.part} 中的样式无法识别（{RESAVE}）")
        self.groups[name] = group
        return group

    def _noted(self, own: list[Look]) -> Edit:
        """Our entry of the extension list: how many the file has of each kind, and what each style was made of."""
        prefix = self.tree.name.removesuffix("styleSheet")
        counts = {name: len(group.children) for name in GROUPS if (group := child(self.tree, name)) is not None}
        said = "".join(f" {name}={quoteattr(str(count))}" for name, count in counts.items())
        listed = "".join(f"<xg:xf {_attributes(look)}/>" for look in own)
        entry = f'<{prefix}ext uri="{URI}" xmlns:xg="{_SPACE}"><xg:own{said}>{listed}</xg:own></{prefix}ext>'
        listing = child(self.tree, "extLst")
        if listing is None:
            return insert_last(self.xml, self.tree, f"<{prefix}extLst>{entry}</{prefix}extLst>".encode())
        return insert_last(self.xml, listing, entry.encode())


def _attributes(look: Look) -> str:
    said = {"of": str(look.of)} | ({"absent": "1"} if look.absent else {}) | dict(look.facets)
    return " ".join(f"{key}={quoteattr(value)}" for key, value in said.items())


def read_styles(draft: Revision) -> StyleSheet:
    """The styles of a file. ValueError where they cannot be told."""
    found = only_related(draft, workbook_part(draft), "styles")
    if found is None:
        raise ValueError(f"文件没有样式部件，不能着色（{RESAVE}）")
    part = found.target
    return draft.once(part, "styles", lambda tree: _sheet_of(part, draft.read(part), tree, theme_colours(draft)))


def _sheet_of(part: str, xml: bytes, tree: Element, theme: list[str]) -> StyleSheet:
    entry, listing = _entry(tree), child(tree, "extLst")
    if entry is None or listing is None:
        return StyleSheet(part, xml, tree, theme)
    own, group = entry.children[0], child(tree, "cellXfs")
    if group is None or len(group.children) != int(own.attributes.get("cellXfs", "-1")) + len(own.children):
        # another program has put styles behind ours since: ours can no longer be taken out, only forgotten
        plain = splice(xml, [take_out(xml, entry if len(listing.children) > 1 else listing)])
        return StyleSheet(part, plain, parse_part(part, plain), theme)
    edits = [edit for name in GROUPS for edit in _shortened(xml, child(tree, name), own.attributes.get(name))]
    edits.append(take_out(xml, entry if len(listing.children) > 1 else listing))
    plain = splice(xml, edits)
    return StyleSheet(part, plain, parse_part(part, plain), theme, [_look(e.attributes) for e in own.children])


def _entry(tree: Element) -> Element | None:
    listing = child(tree, "extLst")
    entries = (each for each in listing.children if each.attributes.get("uri") == URI) if listing else ()
    return next((each for each in entries if each.children), None)


def _look(said: Mapping[str, str]) -> Look:
    facets = {key: value for key, value in said.items() if key not in ("of", "absent")}
    return Look(int(said["of"]), "absent" in said, tuple(sorted(facets.items())))


def _shortened(xml: bytes, group: Element | None, count: str | None) -> Iterable[Edit]:
    """Edits that take out what was put behind the first ``count`` children, or the whole group where there was none."""
    if group is None:
        return
    if count is None:
        yield take_out(xml, group)
        return
    behind = group.children[int(count) :]
    if behind and len(behind) == len(group.children):  # it was empty
        start, _, tag = counted(xml, group, 0)
        yield start, end_of(xml, group), tag[:-1] + b"/>"
    elif behind:
        yield behind[0].start, take_out(xml, behind[-1])[1], b""
        yield counted(xml, group, int(count))
