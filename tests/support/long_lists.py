"""A long summary without files: projects that differ in all a summary adds up, so that nothing gains by being repeated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

from xlgen.findings import Finding, Severity
from xlgen.rollup.records import Item, Pending, ProblemLine, ProjectLine, Received, Rollup, Stated
from xlgen.statuses import Handling, Status

LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
THINGS = "培训 道路 桥梁 学校 医院 救助 评审 课题 设备 系统 绿化 公厕 路灯 排水 宣传 检查".split()
MEASURES = "人次 里程 数量 覆盖率 合格率 及时率 满意度 完成率 场次 个数".split()
UNITS = 97


def long_rollup(projects: int, indicators: int, seed: int = 1) -> Rollup:
    """So many projects of so many indicators each; one of fourteen came back with errors, some with findings."""
    random = Random(seed)
    lines = [_project(random, i, indicators) for i in range(projects)]
    sent = [(line, line.file) for line in lines if line.file]
    received = [
        Received(file, Handling.CURRENT, each.code, each.name, each.status, each.errors, each.warnings) for each, file in sent
    ]
    pending = [
        Pending("退回修改", each.code, each.name, each.unit, each.issued_budget, file, "有 2 处错误", "退回修改后重报", True)
        for each, file in sent
        if not each.counted
    ]
    problems = [
        ProblemLine(file, each.code, each.name, _finding(random))
        for each, file in sent
        for _ in range(random.choice([0, 0, 1, 2]))
    ]
    return Rollup(tuple(lines), tuple(received), tuple(pending), tuple(problems))


def _project(random: Random, i: int, indicators: int) -> ProjectLine:
    counted = random.random() < 13 / 14
    budget = Decimal(random.randint(100, 900_000)) / 100
    spent = (budget * random.randint(60, 100) / 100).quantize(Decimal("0.01"))
    items = tuple(_item(random, at, indicators) for at in range(indicators))
    score = sum((each.score or Decimal(0) for each in items), Decimal(0))
    line = ProjectLine(
        f"QX{i:06}",
        f"{random.choice(THINGS)}建设与运行维护项目{i}",
        "某市卫生健康委员会" if i % 3 else "某市教育局",
        f"单位{i % UNITS:03}",
        "2025",
        Status.SOUND if counted else Status.ERRORS,
        counted,
        Path(f"回收/单位{i % UNITS:03}/QX{i:06}_项目.xlsx"),
        goal=f"完成{random.choice(THINGS)}{random.randint(1, 500)}项，提升服务水平，保障运行",
        done="已完成全部目标",
        errors=0 if counted else 2,
        warnings=random.randint(0, 2),
        issued_budget=budget,
    )
    figures = {"budget": budget, "executed": spent, "score": score}
    return replace(line, items=items, stated=Stated(**figures), **figures) if counted else line


def _item(random: Random, at: int, of: int) -> Item:
    level1, level2 = LEVELS[at * len(LEVELS) // of]
    name = f"{random.choice(THINGS)}{random.choice(MEASURES)}{random.randint(1, 40)}"
    points, lost = Decimal(100) / of, Decimal(random.choice([0, 0, 0, 0, 0, 50, 100, 25])) / 100
    rate = "率" in name
    target = Decimal(random.randint(50, 100)) / 100 if rate else Decimal(random.randint(1, 500))
    kind, unit = ("percent", "%") if rate else ("number", random.choice(["个", "场", "人次", "公里"]))
    reason = f"因{random.choice(THINGS)}招标推迟{random.randint(1, 60)}天，已采取措施赶工" if lost else ""
    said = (level1, level2, name, random.choice("≥≤="), target, kind, target, kind, unit)
    return Item(*said, points, points - lost, reason, "项目支出绩效自评表", f"H{14 + at}", stated=points - lost)


def _finding(random: Random) -> Finding:
    code, weight = random.choice(["XG301", "XG312", "XG109", "XG108"]), random.choice(list(Severity))
    told = f"“得分”为 {random.randint(1, 9)}，按公式应为 {random.randint(1, 9)}.5"
    return Finding(code, weight, told, "请恢复单元格中的公式", "项目支出绩效自评表", f"G{random.randint(14, 40)}")
