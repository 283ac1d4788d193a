"""Work flow: type values into a form as an officer would — input cells only, look and formulas intact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, new_workbook, one_file
from xlgen.files.saving import write_whole
from xlgen.filling.addressing import address
from xlgen.filling.typing import as_typed, changes_for
from xlgen.findings import Finding, Severity
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.answers import read_answers
from xlgen.returned.identity import snapshot_inside
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.words.labels import in_marks
from xlgen.workbook.ooxml.guard import FORM_LIMITS, load
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import patch


class CannotFill(XlgenError):
    """Data that does not fit the form; ``problems`` are plain sentences, nothing was written."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("；".join(problems))


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook, how many cells were typed, and what a check says of them; of a form that is written only."""

    content: bytes
    cells: int
    findings: tuple[Finding, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing that was typed is wrong, or too implausible to count."""
        return not any(finding.severity is Severity.ERROR or finding.opens for finding in self.findings)


def fill(form: bytes | Path | str, data: Mapping[str, Any], over: bool = False, *, out: Path | str | None = None) -> Filled:
    """A form with the data typed in and every cached value refreshed, as WPS would on saving; written to ``out`` if named.

    ``data`` has the Chinese headings of the form as its keys: a plain value for a field, a mapping for a fixed row, a list of
    mappings for indicators, each with its 三级指标. Money is in the form's unit (万元 unless it says otherwise), percentages
    are fractions (0.95). What a check says of the cells that were typed comes with a form that is written. ``over`` types over locked cells, too, as people do who lift the protection; their formulas are lost.

    XlgenError where the form is not there, or ``out`` is there already or no .xlsx; Refused where the file is none of ours; CannotFill with every
    locked cell and unknown name of the data.

    >>> fill("下发/P001_培训.xlsx", {"填报人": "某某"}, out="试填.xlsx").cells
    1
    """
    target = new_workbook(out) if out is not None else None
    source = form if isinstance(form, bytes) else load(one_file(existing(form)))
    snapshot, content, typed = _filled(source, data, over)
    if not target:
        return Filled(content, len(typed))
    write_whole(target, content)
    found = validate(read_answers(snapshot, read_workbook(content, FORM_LIMITS)), RULES)
    return Filled(content, len(typed), tuple(finding for finding in found if finding.name in typed))


def _filled(source: bytes, data: Mapping[str, Any], over: bool) -> tuple[Snapshot, bytes, Mapping[str, Value]]:
    if not isinstance(data, Mapping):
        raise CannotFill(["数据应是一个字典（项目的各栏），不是列表或文字"])
    book = read_workbook(source, FORM_LIMITS)
    snapshot = snapshot_inside(book)
    code = str(data.get("项目编码", snapshot.code))
    if code != snapshot.code:
        raise CannotFill([f"数据是项目“{code}”的，这张表是项目“{snapshot.code}”的"])
    found = address(snapshot, data)
    problems = list(found.problems)
    typed: dict[str, Value] = {}
    for name, value in found.values.items():
        cell = snapshot.slots[name].cell
        if not (cell.is_input or over):
            problems.append(f"{in_marks(cell.label)}是锁定的单元格，不能填")
            continue
        try:
            typed[name] = as_typed(cell, value)
        except ValueError as error:
            problems.append(f"{in_marks(cell.label)}：{error}")
    if problems:
        raise CannotFill(problems)
    changes = changes_for(read_answers(snapshot, book, as_typed=True), typed)
    try:
        return snapshot, patch(source, *changes, overwrite=over), typed
    except ValueError as error:  # what no cell can hold, such as control characters
        raise CannotFill([str(error)]) from None
