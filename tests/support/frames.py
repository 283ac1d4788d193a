"""The frames that take indicators from a roster and score them by methods."""

from __future__ import annotations

from typing import Any

from blanks import TEMPLATES
from xlgen.form.template.load import load_methods, load_template

METHODS = load_methods()


def scored(template: dict[str, Any]) -> str:
    """The table whose indicators a roster names and methods score, "" where the frame has none."""
    tables = template["tables"].items()
    return next((key for key, spec in tables if "roster" in spec and {"points", "score"} <= set(spec["columns"])), "")


FRAMES = [name for name in TEMPLATES if scored(load_template(name))]

# nothing but the actual value is asked in these frames
CANNOT_HOLD = {
    "conclusion": {"checklist", "optional_ratio", "per_fault", "per_fault_share", "per_fault_two", "veto", "yes_or_no"}
}
