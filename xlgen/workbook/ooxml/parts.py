"""The small parts of a workbook: relationships, tabs and names, shared texts, number formats."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlgen.catalogue import refuse
from xlgen.workbook.ooxml.cell_values import code_of, format_of, piece, unescape
from xlgen.workbook.ooxml.guard import Package
from xlgen.workbook.ooxml.scan import Attributes, Handlers, scan
from xlgen.workbook.records import CellStyle, Format, State

_STATES: Mapping[str, State] = {"hidden": "hidden", "veryHidden": "veryHidden"}
_FALLBACK = "mc:AlternateContent/mc:Fallback"


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
    names: list[tuple[str, bool]] = field(default_factory=list)  # with whether it is local
    targets: list[str] = field(default_factory=list)  # what each name refers to
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to."""

    kind: str  # last word of the relationship's type, the same in transitional and strict files
    target: str  # name of the part


def read_relations(package: Package, part: str) -> dict[str, Relation]:
    """Relationships of a part ("" is the package) by id, those to places outside the file left out."""
    folder, name = posixpath.split(part)
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

    scan(package, posixpath.join(folder, "_rels", f"{name}.rels"), Handlers({"Relationships/Relationship": start}))
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
    index = Index()

    def start_name(attributes: Attributes) -> None:
        if len(index.names) >= package.limits.names:
            raise refuse("XG014", f"名称超过 {package.limits.names} 个")
        index.names.append((attributes["name"], "localSheetId" in attributes))

    def start_sheet(attributes: Attributes) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith("/relationships id")), "")
        index.tabs.append(Tab(attributes["name"], _STATES.get(attributes.get("state", ""), "visible"), relation))

    handlers = Handlers(
        starts={
            "workbook/workbookPr": index.settings.update,
            "workbook/sheets/sheet": start_sheet,
            "workbook/definedNames/definedName": start_name,
        },
        texts={"workbook/definedNames/definedName": index.targets.append},
    )
    scan(package, part, handlers, wrong_root="XG009")
    return index


def refuse_dde_link(package: Package, part: str) -> None:
    """Refused where a link to the outside is no workbook but a program's service."""

    def start(_: Attributes) -> None:
        raise refuse("XG024", part)

    if part.lower() in package.parts:
        scan(package, part, Handlers({"externalLink/ddeLink": start}))


def read_strings(package: Package, part: str | None) -> list[str]:
    """Shared texts in order; phonetic guides (``rPh``) are no part of them."""
    strings: list[str] = []
    pieces: list[str] = []
    attributes: list[Attributes] = [{}]

    def start(found: Attributes) -> None:
        attributes[0] = found

    def text(found: str) -> None:
        pieces.append(piece(attributes[0], found))

    def end() -> None:
        strings.append(unescape("".join(pieces)))
        pieces.clear()

    if part is not None:
        paths = "sst/si/t", "sst/si/r/t"
        scan(package, part, Handlers(dict.fromkeys(paths, start), dict.fromkeys(paths, text), {"sst/si": end}))
    return strings


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by number, as cells spell it: the kind of number format, and all that concerns what is printed or may be typed."""

    formats: Mapping[str, Format]
    dressed: Mapping[str, CellStyle]


def read_styles(package: Package, part: str | None) -> Styles:
    """Styles of cells; those that are not there count as general and locked.

    Hancom Office writes each style twice, for itself and for others: the second counts.
    """
    codes: dict[int, str] = {}
    numbers: list[int] = []
    unlocked: set[int] = set()

    def start_code(attributes: Attributes) -> None:
        codes[int(attributes["numFmtId"])] = attributes["formatCode"]

    def start_style(attributes: Attributes) -> None:
        if len(numbers) >= package.limits.styles:
            raise refuse("XG014", f"单元格样式超过 {package.limits.styles} 种")
        numbers.append(int(attributes.get("numFmtId", "0")))

    def start_protection(attributes: Attributes) -> None:
        if attributes.get("locked") in ("0", "false"):
            unlocked.add(len(numbers) - 1)

    if part is not None:
        said = (
            ("styleSheet/numFmts", "numFmt", start_code),
            ("styleSheet/cellXfs", "xf", start_style),
            ("styleSheet/cellXfs", "xf/protection", start_protection),
        )
        direct = {f"{above}/{name}": start for above, name, start in said}
        scan(package, part, Handlers(direct | {f"{above}/{_FALLBACK}/{name}": start for above, name, start in said}))
    each = list(enumerate(numbers))
    return Styles(
        {str(style): format_of(number, codes.get(number)) for style, number in each},
        {str(style): CellStyle(codes.get(number) or code_of(number), style not in unlocked) for style, number in each},
    )
