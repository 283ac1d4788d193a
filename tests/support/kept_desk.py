"""A small collection with everything in it that a check of many files must not lose, for checks made in several ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filled import DATA
from three_forms import CODES, issued_batch
from xlgen import flows
from xlgen.flows.judging.means import Means

REASON = "参训人员分批到岗，计划下年一季度组织补训"
FIRST = {"三级指标": "培训人数", "实际完成值": 60, "偏差原因分析及改进措施": REASON}
LESS: dict[str, Any] = {**DATA, "绩效指标": [FIRST, *DATA["绩效指标"][1:]]}  # type: ignore[index]


def collect() -> None:
    """Where the test stands: 下发 of three projects; 回收 with two alike, a copy, one form twice, a damaged one; one is missing."""
    blanks = issued_batch()
    Path("回收/乙").mkdir(parents=True)
    for file, code, said in (
        ("T001_培训.xlsx", "T001", LESS),
        ("T001_培训(1).xlsx", "T001", LESS),
        ("T002_培训.xlsx", "T002", LESS),
        ("乙/T002_培训.xlsx", "T002", DATA),
    ):
        Path("回收", file).write_bytes(flows.fill(blanks[code], said).content)
    Path("回收/坏的.xlsx").write_bytes(b"PK nothing")
    assert len(CODES) == 3


def told(means: Means | None = None, **more: Any) -> dict[str, Any]:
    """All that a check of the collection tells, as JSON."""
    return flows.report(flows.check("回收", "下发", **more, **({"means": means} if means else {})))
