"""What a file or a batch says of projects and indicators, whichever of them it is; and what a library knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlgen.errors import Refused, XlgenError
from xlgen.files.csv_files import read_csv
from xlgen.files.paths import existing, one_file
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method
from xlgen.issued.manifest import Manifest, read_manifest
from xlgen.roster.carrying.batch_lines import carried_back
from xlgen.roster.carrying.exports import carried_from
from xlgen.roster.carrying.records import Carried
from xlgen.roster.library.known_indicators import LIBRARY, KnownIndicator, library_of
from xlgen.workbook.ooxml.guard import LIST_LIMITS
from xlgen.workbook.reading import read_either
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord


def known_in(source: Path | Manifest, spec: Spec, methods: Mapping[str, Method], remembered: Mapping[str, str]) -> Carried:
    """Lines of a roster, of another program's export, or of an issued batch: its folder, the file that lists it, its manifest."""
    if isinstance(source, Manifest):
        return carried_back(source, spec, methods)
    if source.is_dir() or source.suffix.lower() in (".json", ".sqlite"):
        return carried_back(_manifest(source), spec, methods)
    return carried_from(source_book(source), spec, methods, remembered)


def _manifest(path: Path) -> Manifest:
    try:
        return read_manifest(path)
    except Refused as refusal:
        hint = "这里要下发时的那个文件夹，或一份项目清单、一份导出的表"
        raise Refused(refusal.code, refusal.reason, hint) from None


def source_book(path: Path) -> WorkbookRecord:
    """A workbook of whichever format; a .csv is one of one sheet. Refused by name where it is none."""
    if path.suffix.lower() not in (".csv", ".txt"):
        try:
            return read_either(path, LIST_LIMITS)
        except Refused as refusal:
            raise Refused(refusal.code, f"{path} 读不出来，{refusal.reason}", "请用 WPS 打开，另存为 .xlsx 再试") from None
    cells = {
        (row, column): CellRecord(text.strip(), None, "general")
        for row, line in enumerate(read_csv(path))
        for column, text in enumerate(line)
        if text.strip()
    }
    return WorkbookRecord({path.stem: SheetRecord(path.stem, "visible", cells)}, {})


def read_library(path: Path | str) -> list[KnownIndicator]:
    """Entries of a library. XlgenError, with the file's name, where it is none."""
    found = library_of(source_book(one_file(existing(path))))
    if not found:
        raise XlgenError(f"{path} 里没有“{LIBRARY}”表，或表里没有指标（指标库由 xlgen library 生成）")
    return found
