"""A form with faults for tests: typed as officers do who know better than the form."""

from __future__ import annotations

from filled import DATA, issued
from xlgen.flows.filling import fill


def faulty() -> bytes:
    """A form with a text for a number, a lost reason, and a score typed over its formula."""
    rows = [dict(row) for row in DATA["绩效指标"]]
    rows[0]["实际完成值"], rows[2]["实际完成值"], rows[5]["得分"] = "约120人", 500, 10
    return fill(issued()[1], {**DATA, "绩效指标": rows}, over=True).content
