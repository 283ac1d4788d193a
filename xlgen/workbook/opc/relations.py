"""What binds the parts of a package: relationships, content types, and the workbook's list of sheets.

Whatever is put in here can be taken out again, and the part then has its old bytes: elements are spliced in whole, behind the
last of their kind.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from xlgen.workbook.opc.revision import Revision, child
from xlgen.workbook.opc.xml import Element, insert_last, take_out

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[content_types].xml"


@dataclass(frozen=True, slots=True)
class Related:
    """A relationship: ``kind`` is the last word of its type, ``target`` the member it leads to."""

    id: str
    kind: str
    target: str


# ---- relationships --------------------------------------------------------------------------------------------------


def relations_of(part: str) -> str:
    """Member that lists a part's relationships ("" is the package)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def related(draft: Revision, part: str) -> Mapping[str, Related]:
    """A part's relationships by id, those that lead out of the file left out."""
    listing = relations_of(part)
    if part and not draft.has(listing):
        return {}
    return draft.once(listing, "relations", lambda root: _related(posixpath.dirname(part), root))


def _related(folder: str, root: Element) -> dict[str, Related]:
    items = (item.attributes for item in root.children)
    inside = (item for item in items if item.get("Target") and item.get("TargetMode") != "External")
    return {
        item.get("Id", ""): Related(
            item.get("Id", ""), item.get("Type", "").rpartition("/")[2], _resolve(folder, item["Target"])
        )
        for item in inside
    }


def only_related(draft: Revision, part: str, kind: str) -> Related | None:
    """The first relationship of a kind."""
    return next((each for each in related(draft, part).values() if each.kind == kind), None)


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/").lower()


def relate(draft: Revision, part: str, kind: str, target: str) -> str:
    """A new relationship from part to part; its id."""
    listing = relations_of(part)
    if not draft.has(listing):
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%s"></Relationships>'
        draft.put(listing, (head % "http://schemas.openxmlformats.org/package/2006/relationships").encode())
    root, taken = draft.tree(listing), set(ids(draft, listing))
    new = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    prefix = root.name.removesuffix("Relationships")
    said = f'Id="{new}" Type="{OFFICE}/{kind}" Target={quoteattr("/" + target)}'
    draft.edit(listing, insert_last(draft.read(listing), root, f"<{prefix}Relationship {said}/>".encode()))
    return new


def unrelate(draft: Revision, part: str, key: str) -> None:
    """Take a relationship out; a list that holds no other goes with it."""
    listing = relations_of(part)
    root, xml = draft.tree(listing), draft.read(listing)
    gone = [item for item in root.children if item.attributes.get("Id") == key]
    if len(gone) == len(root.children):
        draft.drop(listing)
    else:
        draft.edit(listing, *(take_out(xml, item) for item in gone))


def ids(draft: Revision, listing: str) -> Iterator[str]:
    """Ids of a list of relationships, those that lead out of the file too."""
    return (item.attributes.get("Id", "") for item in draft.tree(listing).children)


# ---- content types --------------------------------------------------------------------------------------------------


def declare(draft: Revision, part: str, content_type: str) -> None:
    """Say what a new part is. Always as an override: a new default would speak for parts of others."""
    root = draft.tree(TYPES)
    prefix = root.name.removesuffix("Types")
    said = f"<{prefix}Override PartName={quoteattr('/' + part)} ContentType={quoteattr(content_type)}/>"
    draft.edit(TYPES, insert_last(draft.read(TYPES), root, said.encode()))


def undeclare(draft: Revision, part: str) -> None:
    """Take back what was said of a part."""
    xml = draft.read(TYPES)
    own = (item for item in draft.tree(TYPES).children if item.attributes.get("PartName", "").lower() == f"/{part}")
    draft.edit(TYPES, *(take_out(xml, item) for item in own))


def drop_part(draft: Revision, part: str) -> None:
    """Leave a part out, with its relationships and its content type."""
    for each in (part, relations_of(part)):
        if draft.has(each):
            draft.drop(each)
    undeclare(draft, part)


# ---- the workbook's own parts ---------------------------------------------------------------------------------------


def workbook_part(draft: Revision) -> str:
    """Member that holds the workbook."""
    found = only_related(draft, "", "officeDocument")
    return found.target if found else "xl/workbook.xml"


def sheet_relations(draft: Revision) -> Mapping[str, str]:
    """Relationship id of every sheet by the sheet's name, in the order of the tabs."""
    return draft.once(workbook_part(draft), "sheets", _sheet_relations)


def _sheet_relations(root: Element) -> dict[str, str]:
    sheets = child(root, "sheets")
    found: dict[str, str] = {}
    for sheet in sheets.children if sheets else ():
        key = next((value for name, value in sheet.attributes.items() if name.endswith(":id")), "")
        if "name" in sheet.attributes:
            found[sheet.attributes["name"]] = key
    return found


def sheet_parts(draft: Revision) -> Mapping[str, str]:
    """Member of every sheet by the sheet's name, in the order of the tabs."""
    relations = related(draft, workbook_part(draft))
    return {name: relations[key].target for name, key in sheet_relations(draft).items() if key in relations}
