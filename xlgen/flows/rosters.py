"""Work flow: a template → an empty roster for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlgen.files.paths import new_workbook
from xlgen.files.saving import write_whole
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.example import sheets_of
from xlgen.writing.blank_roster import blank_roster


def roster(template: Path | str, out: Path | str, options: Sequence[str] = ()) -> tuple[str, ...]:
    """An empty roster written to ``out``, with an example and all scoring methods; the names of the sheets to be filled in.

    ``template`` and ``options`` are those of ``issue``.

    XlgenError where ``out`` is there already or no .xlsx; TemplateError where there is no such template.

    >>> roster("project", "空白项目清单.xlsx")
    ('项目', '指标')
    """
    target, spec = new_workbook(out), load_template(template, options)
    write_whole(target, blank_roster(spec, load_methods(spec)))
    return tuple(sheets_of(spec))
