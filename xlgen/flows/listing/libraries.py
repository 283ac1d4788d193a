"""Work flow: lists and batches of past years → the library of an office's own indicators."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import listed, new_workbook
from xlgen.files.saving import write_whole
from xlgen.flows.listing.known import known_in, source_book
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.library.known_indicators import KnownIndicator, entries_in, library_of, merged
from xlgen.writing.blank_roster import library_book


def build_library(sources: Path | str | Iterable[Path | str], out: Path | str, template: Path | str = "project") -> int:
    """The library of all indicators of ``sources`` written to ``out``, later ones going before earlier ones; how many there are.

    Sources are earlier rosters, issued batches and earlier libraries. XlgenError where ``out`` is there already, or a source has no
    indicators.

    >>> build_library("项目清单.xlsx", "指标库.xlsx") > 0
    True
    """
    target, paths = new_workbook(out), listed(sources)
    spec = load_template(template)
    methods = load_methods(spec)
    entries: list[KnownIndicator] = []
    for path in paths:
        earlier = [] if path.is_dir() or path.suffix.lower() in (".json", ".csv") else library_of(source_book(path))
        own = list(entries_in(known_in(path, spec, methods, {}).lines, path.stem))
        if not earlier and not own:
            raise XlgenError(f"{path} 里没有读到指标（来源是项目清单、下发的文件夹，或从前的指标库）")
        entries += own or earlier  # a list that drew from a library says what became of it
    found = merged(entries)
    write_whole(target, library_book(found))
    return len(found)
