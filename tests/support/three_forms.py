"""A batch of three projects issued where the test stands: 清单.xlsx, 下发."""

from __future__ import annotations

from pathlib import Path

from filled import DAY, LINES, PROJECT, TITLES
from xlgen import flows
from xlgen.writing.roster import write_rows

CODES = ("T001", "T002", "T003")


def issued_batch() -> dict[str, bytes]:
    """The blank forms by their projects."""
    rows = {
        "项目": [list(PROJECT), *([code, *list(PROJECT.values())[1:4], 2025, *list(PROJECT.values())[5:]] for code in CODES)],
        "指标": [["项目编码", *TITLES], *([code, *line] for code in CODES for line in LINES)],
    }
    Path("清单.xlsx").write_bytes(write_rows(rows))
    issued = flows.issue("清单.xlsx", "下发", "project", day=DAY)
    assert issued.files, issued.findings
    return {code: next(Path("下发").glob(f"{code}*.xlsx")).read_bytes() for code in CODES}
