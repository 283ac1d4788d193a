"""Work flow: a returned .xls or .et → its entries on the issued form, judged there, so that it can be marked and sent back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from xlgen.catalogue import found
from xlgen.errors import XlgenError
from xlgen.findings import Finding
from xlgen.flows.checking import judge
from xlgen.flows.repairing import repair
from xlgen.issued.manifest import Manifest
from xlgen.repair.fates import Entry, Fate
from xlgen.returned.batch import Return
from xlgen.rules.all_rules import RULES
from xlgen.workbook.ooxml.guard import FORM_LIMITS
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.references import sheet_and_range

_ACROSS = frozenset(rule.code for rule in RULES if rule.across)


def on_issued_form(file: Path, content: bytes, judged: Return, manifest: Manifest | None) -> tuple[bytes, Return]:
    """The issued .xlsx carrying the entries, and what is found there; ``judged`` is what was found in the file itself.

    What was found of the file as a whole or beside others stays, and what could not be put there as it was is told (XG056).
    XlgenError where the issued form is missing.
    """
    if manifest is None:
        raise XlgenError(
            "收回的是 .xls 或 .et，要搬到下发的原表上才能标注。请用 --issued 写明下发文件夹，或请填报人另存为 .xlsx 再报"
        )
    repaired = repair(content, manifest)
    again = judge(file, partial(read_workbook, repaired.content, FORM_LIMITS), manifest)
    of_the_file = [each for each in judged.findings if not each.cell or each.code in _ACROSS]
    more = [each for each in of_the_file if each not in again.findings]
    return repaired.content, again.with_findings([*more, *_to_look_at(repaired.entries)])


def _to_look_at(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    for entry in entries:
        if entry.kind in (Fate.LEFT, Fate.DOUBTFUL) and (entry.source or entry.target):
            sheet, cell = sheet_and_range(entry.target) or (entry.target, "")
            yield found("XG056", entry.message, sheet=sheet, cell=cell)
