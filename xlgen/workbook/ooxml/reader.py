"""A workbook file to plain records in one guarded pass: values, formulas, formats, merges, defined names."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from xlgen.catalogue import refuse
from xlgen.errors import Refused
from xlgen.workbook.collecting import uncollected
from xlgen.workbook.ooxml.formula import calls_out
from xlgen.workbook.ooxml.guard import LIMITS, Limits, Package, load, open_package
from xlgen.workbook.ooxml.parts import (
    Index,
    Relation,
    only,
    read_index,
    read_relations,
    read_strings,
    refuse_dde_link,
)
from xlgen.workbook.ooxml.plain.parts_known import known
from xlgen.workbook.ooxml.scan import Handlers, scan
from xlgen.workbook.ooxml.shared_by_sheets import Shared, read_styles
from xlgen.workbook.ooxml.sheet import read_sheet
from xlgen.workbook.ooxml.sheet_frame import TRUE
from xlgen.workbook.records import CellError, CellRecord, SheetRecord, WorkbookRecord

__all__ = ["CellError", "CellRecord", "Limits", "SheetRecord", "WorkbookRecord", "read_workbook"]

_TABS = ("worksheet", "chartsheet", "dialogsheet")
_MACROS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")


def read_workbook(source: Path | bytes, limits: Limits = LIMITS) -> WorkbookRecord:
    """Read a workbook from a path or from its bytes; whatever is wrong with it, the only error is Refused (XG0xx)."""
    data = load(source, limits)
    try:
        with uncollected():
            return _read(open_package(data, limits))
    except Refused:
        raise
    except MemoryError as error:
        raise refuse("XG014", "内存不够") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError) as error:
        raise refuse("XG010") from error
    except Exception as error:  # a stranger's file must never end in a traceback
        raise refuse("XG010", type(error).__name__) from error


def _read(package: Package) -> WorkbookRecord:
    _require_types(package)
    roots = [relation for relation in read_relations(package, "").values() if relation.kind == "officeDocument"]
    if len(roots) != 1:
        raise refuse("XG027" if roots else "XG016", "工作簿部件")
    part = roots[0].target
    if part.lower().endswith(".bin"):
        raise refuse("XG006")
    index = read_index(package, part)
    relations = read_relations(package, part)
    if any(relation.kind in _MACROS for relation in relations.values()):
        raise refuse("XG026")
    links = {relation.target for relation in relations.values() if relation.kind == "externalLink"}
    for link in links:
        refuse_dde_link(package, link)
    shared = Shared(
        read_strings(package, only(relations, "sharedStrings")),
        read_styles(package, only(relations, "styles")),
        index.settings.get("date1904") in TRUE,
    )
    return WorkbookRecord(_read_sheets(package, index, relations, shared), _names(index.names, index.targets), bool(links))


def _require_types(package: Package) -> None:
    """No program opens a file without content types."""
    part = "[Content_Types].xml"
    known(package, part, lambda: scan(package, part, Handlers({"Types": lambda _: None})))


def _read_sheets(package: Package, index: Index, relations: Mapping[str, Relation], shared: Shared) -> dict[str, SheetRecord]:
    sheets: dict[str, SheetRecord] = {}
    seen: set[str] = set()
    if not 0 < len(index.tabs) <= package.limits.sheets:
        raise refuse("XG014" if index.tabs else "XG016", f"工作表 {len(index.tabs)} 张")
    for tab in index.tabs:
        relation = relations.get(tab.relation)
        if relation is None or relation.kind not in _TABS:
            raise refuse("XG016", f"工作表 {tab.name}")
        keys = {tab.name.lower(), f"/{relation.target.lower()}"}
        if keys & seen:
            raise refuse("XG027", f"工作表 {tab.name} 出现两次")
        seen |= keys
        if relation.kind == "worksheet":
            sheets[tab.name] = read_sheet(package, relation.target, tab.name, tab.state, shared)
        else:
            sheets[tab.name] = SheetRecord(tab.name, tab.state, {})
    return sheets


@lru_cache(maxsize=64)  # forms of one shape have the same
def _names(found: Sequence[tuple[str, bool]], targets: Sequence[str]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for (name, is_local), text in zip(found, map(str.strip, targets), strict=True):
        if calls_out(text):
            raise refuse("XG024", f"名称 {name}")
        if is_local:
            continue
        if spelled.setdefault(name.lower(), text) != text:
            raise refuse("XG027", f"名称 {name} 出现两次，所指不同")
        names[name] = text
    return names
