"""Returns and projects of a summary for tests, a short line each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import rules
from xlgen.findings import Finding, Severity
from xlgen.issued.manifest import Manifest
from xlgen.returned.batch import Return
from xlgen.rollup.records import Item, Pending, ProblemLine, ProjectLine, Received, Rollup, Stated
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.statuses import Handling, Status

LONG = "目标1：强化医疗救助规范化管理；目标2：重点救助对象自付费用年度限额内住院救助比例达到70%。" * 4


def project(code: str, budget: str, executed: str, score: str, unit: str = "甲中心", **more: object) -> ProjectLine:
    said = {"budget": Decimal(budget), "executed": Decimal(executed), "score": Decimal(score)}
    file = Path(f"{code}.xlsx")
    return ProjectLine(code, f"项目{code}", "某局", unit, "2025", file=file, stated=Stated(**said), **said, **more)  # type: ignore[arg-type]


def item(level1: str, points: str, score: str, level3: str = "", **more: object) -> Item:
    said = Decimal(points), Decimal(score)
    return Item(level1, "", level3 or level1, points=said[0], score=said[1], stated=said[1], **more)  # type: ignore[arg-type]


def eight() -> Rollup:
    """Every kind of project and file, texts that look like formulas, names full of signs, equal scores, no budget."""
    rate = {"target": Decimal("0.9"), "target_type": "percent", "actual": Decimal("0.95"), "actual_type": "percent"}
    first = (
        item("产出", "60", "55.5", "人数*", sheet="自评表", cell="J14", reason="=1+1"),
        item("效益", "40", "33.33", "合格率", **rate),
    )
    projects = (
        project("A", "100", "50", "88.83", items=first, goal=LONG, done="已完成"),
        project(
            "B",
            "300",
            "299.99",
            "100",
            "*中心",
            items=(item("产出", "60", "60", "人数*"), item("效益", "40", "40", "合格率", **rate)),
        ),
        project("C", "0", "0", "60", "*中心", items=(item("产出", "100", "60", "人数?"),)),
        project("E", "30", "23.64", "88.83", ">90", goal="+增加", items=(item("产出", "88.83", "88.83", "场次"),)),
        ProjectLine("F", "=未报的项目", "某局", "甲中心", "2025", Status.MISSING, counted=False, issued_budget=Decimal(30)),
        ProjectLine(
            "G", "待改的项目", "某局", "*中心", "2025", Status.ERRORS, counted=False, file=Path("x/G#1.xlsx"), errors=2
        ),
    )
    files = tuple(Received(p.file, Handling.CURRENT, p.code, p.name, p.status) for p in projects if p.file)
    pendings = (
        Pending("未报送", "F", "=未报的项目", "甲中心", Decimal(30), None, "没有收到", "催报"),
        Pending("退回修改", "G", "待改的项目", "*中心", None, Path("x/G#1.xlsx"), "有 2 处错误", "退回修改后重报"),
    )
    finding = Finding("XG301", Severity.ERROR, "“得分”为 100", "请恢复公式", "自评 表", "J12")
    problems = (ProblemLine(Path("x/G#1.xlsx"), "G", "待改的项目", finding),)
    return Rollup(projects, files, pendings, problems, notes=("有一处说明。",))


def hostile(said: str) -> Rollup:
    """A summary in which every text is the same."""
    line = replace(
        project("P1", "30", "20", "88", said, items=(item(said, "100", "88", said, reason=said, sheet=said, cell=said),)),
        code=said, name=said, department=said, goal=said, done=said, file=Path("x.xlsx"), further={said: said},
    )  # fmt: skip
    absent = replace(
        line, code=f"{said}2", status=Status.MISSING, counted=False, department="另一个局", unit=f"二{said}", items=()
    )
    finding = Finding("XG301", Severity.ERROR, said, said, said, said, said, said, said)
    pending = Pending("未报送", said, said, said, Decimal(1), None, said, said)
    return Rollup((line, absent), (), (pending,), (ProblemLine(Path("x.xlsx"), said, said, finding),), notes=(said,))


def returned(said: str) -> tuple[list[Return], Manifest]:
    """Returns in memory (tests/support/rules.py) with the findings of each, and the manifest they were issued with."""
    batch = rules.batch(said)
    found = [replace(each, findings=tuple(validate(each.answers, RULES))) if each.answers else each for each in batch.returns]
    return found, Manifest(batch.issued, batch.files)
