"""What the pane beside a form shows: every finding, the heaviest first, with all that is known of it."""

from __future__ import annotations

from typing import Any

from xlgen.findings import Severity
from xlgen.macros.adopting import as_cell_shows, entry_text, meant_text
from xlgen.macros.marking import MOST
from xlgen.reports.code_pages import why
from xlgen.returned.batch import Return
from xlgen.returned.marks import brief


def listed(returned: Return) -> list[dict[str, Any]]:
    """The findings as plain texts, at most as many as are ever listed; ``meant`` is what 按理解改 would write, "" for none, ``read`` what stands there."""
    weights = list(Severity)
    by_weight = sorted(returned.findings, key=lambda finding: weights.index(finding.severity))
    return [
        {
            "code": each.code, "weight": each.severity.value, "place": each.place, "sheet": each.sheet, "cell": each.cell,
            "name": each.name, "message": brief(each.message), "hint": brief(each.hint), "why": why(each.code),
            "found": as_cell_shows(returned, each.name, each.found),
            "expected": brief(as_cell_shows(returned, each.name, each.expected)), "meant": meant_text(returned, each.name),
            "read": entry_text(returned, each.name),
        }
        for each in by_weight[:MOST]
    ]  # fmt: skip
