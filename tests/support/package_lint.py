"""Repair lint: faults in a workbook's parts that validators pass and Excel would repair, and what xlgen forbids itself.

It reads the parts as they stand, knows nothing of xlgen's own writer, and is meant for our own files: it trusts their size.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import formula_lint
import sheet_lint
from formula_lint import Known, is_name, units
from sheet_lint import MAIN, text_length

ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CHART_FORMULA = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
EXTENSION_FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"  # of validations and formats Excel 2010 added
FORBIDDEN_PARTS = re.compile(
    r"vbaProject|externalLinks/|activeX|ctrlProps|embeddings/|macrosheets/|connections\.xml", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as the workbook lists it, with the root of its part (None where the part is missing)."""

    name: str
    state: str
    root: Element | None


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook taken apart: all members as listed, the XML parts, the sheets in order."""

    members: tuple[str, ...]
    parts: dict[str, Element]
    sheets: tuple[Sheet, ...]

    @property
    def names(self) -> list[Element]:
        """Its defined names."""
        return list(self.parts["xl/workbook.xml"].iter(MAIN + "definedName"))

    @property
    def roots(self) -> Iterator[tuple[str, Element]]:
        """Name and root of each sheet whose part is there."""
        return ((sheet.name, sheet.root) for sheet in self.sheets if sheet.root is not None)


def lint(path: Path) -> list[str]:
    """Each fault as ``place: fact``; [] where nothing is known against the file."""
    package = _open(path)
    found = [*_members(package), *_sheets(package), *_names(package), *_strings(package)]
    strings, formats = len(_shared(package)), _cell_formats(package)
    found += [f"{name}{fault}" for name, root in package.roots for fault in sheet_lint.faults(root, strings, formats)]
    known = Known(frozenset(sheet.name.lower() for sheet in package.sheets), frozenset(_known_names(package)))
    found += [f"{place}: {fault}" for place, formula in _formulas(package) for fault in formula_lint.faults(formula, known)]
    return found


def functions_used(path: Path) -> set[str]:
    """Functions called anywhere in a workbook: cells, validations, conditional formats, names, charts."""
    return {name for _, formula in _formulas(_open(path)) for name in formula_lint.functions(formula)}


def _open(path: Path) -> Package:
    with zipfile.ZipFile(path) as archive:
        members = tuple(archive.namelist())
        parts = {name: fromstring(archive.read(name)) for name in members if name.endswith((".xml", ".rels"))}
    targets = {link.get("Id"): link.get("Target", "") for link in parts["xl/_rels/workbook.xml.rels"]}
    sheets = (
        Sheet(sheet.get("name", ""), sheet.get("state", "visible"), parts.get(_resolve(targets.get(sheet.get(ID), ""))))
        for sheet in parts["xl/workbook.xml"].iter(MAIN + "sheet")
    )
    return Package(members, parts, tuple(sheets))


def _resolve(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _twice(items: Iterable[str]) -> list[str]:
    """What occurs more than once, capitals and small letters being one to Excel."""
    return [item for item, count in Counter(item.lower() for item in items).items() if count > 1]


def _members(package: Package) -> Iterator[str]:
    for name in _twice(package.members):
        yield f"{name}: member twice in the archive"
    for name in package.members:
        if FORBIDDEN_PARTS.search(name):
            yield f"{name}: forbidden part (macro, external link or embedded object)"
    for kind in package.parts["[Content_Types].xml"]:
        if "macroEnabled" in kind.get("ContentType", ""):
            yield f"{kind.get('PartName')}: macro-enabled"


def _sheets(package: Package) -> Iterator[str]:
    for name in _twice(sheet.name for sheet in package.sheets):
        yield f"workbook: two sheets {name}"
    for sheet in package.sheets:
        if not 0 < units(sheet.name) <= 31 or re.search(r"[:\\/?*\[\]]|^'|'$", sheet.name):
            yield f"workbook: bad sheet name {sheet.name}"
        if sheet.root is None:
            yield f"workbook: sheet {sheet.name} has no part"
    if all(sheet.state != "visible" for sheet in package.sheets):
        yield "workbook: no visible sheet"
    else:
        view = package.parts["xl/workbook.xml"].find(f"{MAIN}bookViews/{MAIN}workbookView")
        active = int(view.get("activeTab", 0)) if view is not None else 0
        if active >= len(package.sheets) or package.sheets[active].state != "visible":
            yield f"workbook: active sheet {active} is hidden or missing"


def _names(package: Package) -> Iterator[str]:
    for name in _twice(f"{name.get('name')} of sheet {name.get('localSheetId', '(all)')}" for name in package.names):
        yield f"workbook: defined name twice: {name}"
    for element in package.names:
        name, scope = element.get("name", ""), int(element.get("localSheetId", 0))
        if not is_name(name):
            yield f"workbook: bad defined name {name}"
        if scope >= len(package.sheets):
            yield f"workbook: defined name {name} belongs to no sheet"


def _known_names(package: Package) -> Iterator[str]:
    return (name.get("name", "").lower() for name in package.names)


def _strings(package: Package) -> Iterator[str]:
    for index, item in enumerate(_shared(package)):
        if text_length(item) > 32767:
            yield f"shared string {index}: text of {text_length(item)} characters, Excel takes 32767"


def _shared(package: Package) -> list[Element]:
    table = package.parts.get("xl/sharedStrings.xml")
    return [] if table is None else list(table.iter(MAIN + "si"))


def _cell_formats(package: Package) -> int:
    formats = package.parts["xl/styles.xml"].find(MAIN + "cellXfs")
    return 0 if formats is None else len(formats)


def _formulas(package: Package) -> Iterator[tuple[str, str]]:
    """Place and text of every formula."""
    for name in package.names:
        yield f"defined name {name.get('name')}", name.text or ""
    for sheet, root in package.roots:
        for cell in root.iter(MAIN + "c"):
            formula = cell.find(MAIN + "f")
            if formula is not None and (formula.text or formula.get("t") != "shared"):
                yield f"{sheet}!{cell.get('r')}", formula.text or ""
        for tag, kind in (("dataValidation", "validation"), ("conditionalFormatting", "conditional format")):
            for element in root.iter(MAIN + tag):
                for formula in element.iter():
                    if formula.tag.startswith(MAIN + "formula"):
                        yield f"{sheet}!{element.get('sqref')} {kind}", formula.text or ""
        for formula in root.iter(EXTENSION_FORMULA):
            yield f"{sheet} extension", formula.text or ""
    for part, root in package.parts.items():
        for formula in root.iter(CHART_FORMULA):
            yield part, formula.text or ""
