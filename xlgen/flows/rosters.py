"""Work flow: a template → an empty roster for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlgen.files.paths import new_workbook
from xlgen.files.saving import write_whole
from xlgen.flows.listing.known import read_library
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.example import sheets_of
from xlgen.writing.blank_roster import blank_roster


def roster(
    template: Path | str, out: Path | str, options: Sequence[str] = (), *, library: Path | str | None = None
) -> tuple[str, ...]:
    """An empty roster written to ``out``, with an example and all scoring methods; the names of the sheets to be filled in.

    ``template`` and ``options`` are those of ``issue``; indicators can be chosen from those of ``library``, which goes along.

    XlgenError where ``out`` is there already or no .xlsx; TemplateError where there is no such template.

    >>> roster("project", "空白项目清单.xlsx")
    ('项目', '指标')
    """
    target, spec = new_workbook(out), load_template(template, options)
    known = read_library(library) if library is not None else []
    write_whole(target, blank_roster(spec, load_methods(spec), {}, known))
    return tuple(sheets_of(spec))
