"""The small parts of a workbook: relationships, tabs and names, shared texts, number formats."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlgen.catalogue import refuse
from xlgen.workbook.ooxml.cell_values import piece, unescape
from xlgen.workbook.ooxml.guard import Package
from xlgen.workbook.ooxml.plain.either_way import Odd, either_way
from xlgen.workbook.ooxml.plain.name_list import plain_names
from xlgen.workbook.ooxml.plain.part_text import cut_out, plain_text, spend_elements
from xlgen.workbook.ooxml.plain.parts_known import known
from xlgen.workbook.ooxml.plain.text_list import plain_strings
from xlgen.workbook.ooxml.scan import Attributes, Handlers, scan
from xlgen.workbook.records import State

_STATES: Mapping[str, State] = {"hidden": "hidden", "veryHidden": "veryHidden"}


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet as the workbook part announces it; ``relation`` is the id that leads to its own part."""

    name: str
    state: State
    relation: str


@dataclass(slots=True)
class Index:
    """What xl/workbook.xml says, gathered in its order; a name is spelled once for the workbook or, local, once a sheet."""

    tabs: list[Tab] = field(default_factory=list)
    names: Sequence[tuple[str, bool]] = ()  # with whether it is local
    targets: Sequence[str] = ()  # what each name refers to
    settings: dict[str, str] = field(default_factory=dict)
    name_lists: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to."""

    kind: str  # last word of the relationship's type, the same in transitional and strict files
    target: str  # name of the part


def read_relations(package: Package, part: str) -> Mapping[str, Relation]:
    """Relationships of a part ("" is the package) by id, those to places outside the file left out."""
    folder, name = posixpath.split(part)
    own = posixpath.join(folder, "_rels", f"{name}.rels")
    return known(package, own, lambda: _relations(package, part, folder, own))


def _relations(package: Package, part: str, folder: str, own: str) -> dict[str, Relation]:
    found: dict[str, Relation] = {}

    def start(attributes: Attributes) -> None:
        if attributes.get("TargetMode") == "External":
            return
        if attributes["Id"] in found:
            raise refuse("XG027", f"{part or '文件'}的关系 {attributes['Id'][:20]} 出现两次")
        if len(found) >= package.limits.relations:
            raise refuse("XG014", f"{part or '文件'}的关系超过 {package.limits.relations} 个")
        target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"].replace("\\", "/")))
        found[attributes["Id"]] = Relation(attributes["Type"].rpartition("/")[2], target.lstrip("/"))

    scan(package, own, Handlers({"Relationships/Relationship": start}))
    return found


def only(relations: Mapping[str, Relation], kind: str) -> str | None:
    """The one part of a kind, None where there is none; Refused where there are several."""
    targets = {relation.target for relation in relations.values() if relation.kind == kind}
    if len(targets) > 1:
        raise refuse("XG027", f"部件 {kind} 不止一个")
    return next(iter(targets), None)


def read_index(package: Package, part: str) -> Index:
    """Sheets, names and settings of the workbook part; a part of another kind (a .docx, say) is refused as no workbook."""
    if part.startswith("word/"):
        raise refuse("XG009", "这是 Word 文档", "自评表要报 .xlsx 原表；Word 报告算附件，请把文件名改回 .docx 另报")
    return either_way("names", package, lambda: _plain_index(package, part), lambda: _index(package, part))


def _plain_index(package: Package, part: str) -> Index:
    names, rest = cut_out(plain_text(package, part, "workbook"), "definedNames")
    index = _index(package, part, rest)
    index.names, index.targets = plain_names(names)
    if index.name_lists != 1 or len(index.names) > package.limits.names:
        raise Odd
    spend_elements(package, names)
    return index


def _index(package: Package, part: str, text: str | None = None) -> Index:
    index = Index()

    def start_names(_: Attributes) -> None:
        index.name_lists += 1

    names: list[tuple[str, bool]] = []
    targets: list[str] = []

    def start_name(attributes: Attributes) -> None:
        if len(names) >= package.limits.names:
            raise refuse("XG014", f"名称超过 {package.limits.names} 个")
        names.append((attributes["name"], "localSheetId" in attributes))

    def start_sheet(attributes: Attributes) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith("/relationships id")), "")
        index.tabs.append(Tab(attributes["name"], _STATES.get(attributes.get("state", ""), "visible"), relation))

    handlers = Handlers(
        starts={
            "workbook/workbookPr": index.settings.update,
            "workbook/sheets/sheet": start_sheet,
            "workbook/definedNames": start_names,
            "workbook/definedNames/definedName": start_name,
        },
        texts={"workbook/definedNames/definedName": targets.append},
    )
    scan(package, part, handlers, wrong_root="XG009", text=text)
    index.names, index.targets = tuple(names), tuple(targets)
    return index


def refuse_dde_link(package: Package, part: str) -> None:
    """Refused where a link to the outside is no workbook but a program's service."""

    def start(_: Attributes) -> None:
        raise refuse("XG024", part)

    if part.lower() in package.parts:
        scan(package, part, Handlers({"externalLink/ddeLink": start}))


def read_strings(package: Package, part: str | None) -> list[str]:
    """Shared texts in order; phonetic guides (``rPh``) are no part of them."""
    if part is None:
        return []
    return either_way("strings", package, lambda: _plain_strings(package, part), lambda: _strings(package, part))


def _plain_strings(package: Package, part: str) -> list[str]:
    items, rest = cut_out(plain_text(package, part, "sst"), "sst")
    _strings(package, part, rest)
    spend_elements(package, items)
    return plain_strings(items)


def _strings(package: Package, part: str, text: str | None = None) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    attributes: list[Attributes] = [{}]

    def start(found: Attributes) -> None:
        attributes[0] = found

    def add(found: str) -> None:
        pieces.append(piece(attributes[0], found))

    def end() -> None:
        strings.append(unescape("".join(pieces)))
        pieces.clear()

    paths = "sst/si/t", "sst/si/r/t"
    handlers = Handlers(dict.fromkeys(paths, start), dict.fromkeys(paths, add), {"sst/si": end})
    scan(package, part, handlers, text=text)
    return strings
