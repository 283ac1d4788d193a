"""A department's whole batch for recounting: roster, issued forms, returns of every fate, and what is true of each project.

Made with the product's own front door, as users make it. ``truth.json`` says what was issued and typed; the recount reads that
and the returned files, and imports nothing of xlgen.
"""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from xlgen.flows.filling import fill
from xlgen.flows.issuing import issue
from xlgen.writing.roster import write_rows

DAY = "2026-01-31"
PROJECT_TITLES = (
    "项目编码 项目名称 主管部门 实施单位 年度 年初预算数 全年预算数 财政拨款 上年结转 其他资金 年度总体目标".split()
)
LINE_TITLES = "项目编码 一级指标 二级指标 三级指标 指标性质 指标值 计量单位 分值 评分方法 评分标准".split()
UNITS = [f"第{n}{kind}" for n, kind in zip("一二三四五六七八九十", ("中心", "站") * 5, strict=True)] + [
    "A*中心",
    "机关（本级）",
]
NAMES = ("办公经费", "培训费", "信息系统运行维护", "设备购置", "宣传", "专项检查")  # the same in several units, as everywhere
STALE = 12.34  # a total that was saved before the last figure was typed
FATES = (
    "sound",
    "sound",
    "sound",
    "sound",
    "sound",
    "short",
    "sound",
    "errors",
    "zero",
    "missing",
    "refused",
    "copied",
    "unsaved",
)


@dataclass(slots=True)
class Project:
    """One project: money in 万元, typed results by indicator."""

    code: str
    name: str
    unit: str
    fate: str
    budget: Decimal
    executed: Decimal
    rows: list[dict[str, str]] = field(default_factory=list)


def make(folder: Path, count: int, seed: int = 7, fates: Sequence[str] = FATES) -> None:
    """Roster, 下发, 回收 and truth.json of ``count`` projects in a folder."""
    chance = random.Random(seed)
    projects = [_project(chance, n, fates[n % len(fates)]) for n in range(1, count + 1)]
    roster = folder / "项目清单.xlsx"
    roster.write_bytes(
        write_rows({"项目": [PROJECT_TITLES, *map(_project_row, projects)], "指标": [LINE_TITLES, *_lines(projects)]})
    )
    issued = issue(roster, folder / "下发", "project", day="2025-03-01")
    assert not [each for each in issued.findings if each.severity.name == "ERROR"], issued.findings
    returned = folder / "回收"
    returned.mkdir()
    for project in projects:
        _return(project, next((folder / "下发").glob(f"{project.code}_*.xlsx")), returned)
    (folder / "truth.json").write_text(json.dumps([_truth(p) for p in projects], ensure_ascii=False, indent=1), "utf-8")


def _project(chance: random.Random, n: int, fate: str) -> Project:
    budget = Decimal(chance.randint(100, 900_000)) / 100
    share = Decimal(chance.randint(4200, 8900) if fate == "short" else chance.randint(9000, 10000)) / 10000
    project = Project(
        f"QX{n:03}", chance.choice(NAMES), UNITS[n % len(UNITS)], fate, budget, (budget * share).quantize(Decimal("0.01"))
    )
    if fate == "over":
        project.executed = (budget * Decimal("1.05")).quantize(Decimal("0.01"))
    if fate == "zero":
        project.budget = project.executed = Decimal(0)
    project.rows = [make_row(chance) for make_row in ROWS]
    return project


def _number(
    level1: str, level2: str, level3: str, sign: str, unit: str, points: int, low: int, high: int
) -> Callable[[random.Random], dict[str, str]]:
    def row(chance: random.Random) -> dict[str, str]:
        target = Decimal(chance.randint(low, high))
        actual = target + (0 if chance.random() < 0.6 else chance.randint(-max(1, int(target) // 8), int(target) // 8))
        return {
            "level1": level1,
            "level2": level2,
            "level3": level3,
            "sign": sign,
            "unit": unit,
            "points": str(points),
            "target": str(target),
            "actual": str(max(actual, Decimal(1))),
        }

    return row


def _percent(level1: str, level2: str, level3: str, points: int) -> Callable[[random.Random], dict[str, str]]:
    def row(chance: random.Random) -> dict[str, str]:
        actual = Decimal(chance.choice((8800, 9350, 9500, 9700, 10000))) / 10000
        return {
            "level1": level1,
            "level2": level2,
            "level3": level3,
            "sign": "≥",
            "unit": "%",
            "points": str(points),
            "target": "0.95",
            "actual": str(actual),
        }

    return row


ROWS = (
    _number("产出指标", "数量指标", "服务人次", "≥", "人次", 15, 20, 400),
    _number("产出指标", "数量指标", "举办场次", "≥", "场", 10, 2, 40),
    _percent("产出指标", "质量指标", "验收合格率", 15),
    _number("产出指标", "成本指标", "人均成本", "≤", "元/人", 10, 100, 900),
    _number("效益指标", "社会效益指标", "办理时间", "≤", "天", 15, 5, 60),
    _percent("效益指标", "可持续影响指标", "设备完好率", 15),
    _percent("满意度指标", "服务对象满意度指标", "群众满意度", 10),
)  # fmt: skip


def _project_row(project: Project) -> list[Any]:
    money = [project.budget, project.budget, project.budget, "", ""]
    return [project.code, project.name, "示例局", project.unit, 2025, *money, "按计划完成全年工作"]


def _lines(projects: list[Project]) -> list[list[Any]]:
    return [
        [
            project.code, row["level1"], row["level2"], row["level3"], row["sign"],
            "95%" if row["unit"] == "%" else Decimal(row["target"]), row["unit"], Decimal(row["points"]), "", "",
        ]
        for project in projects
        for row in project.rows
    ]  # fmt: skip


def _typed(project: Project) -> dict[str, Any]:
    indicators = [
        {
            "三级指标": row["level3"],
            "实际完成值": Decimal(row["actual"]),
            "偏差原因分析及改进措施": f"{project.code}{row['level3']}的情况和措施",
        }
        for row in project.rows
    ]
    if project.fate == "errors":
        indicators[1].pop("实际完成值")
    total: dict[str, Any] = {"全年执行数": project.executed}
    if project.fate == "short":
        total["执行率偏低原因"] = f"{project.code}的合同款次年支付"
    return {
        "填报人": "填报人甲", "填报日期": date(2026, 1, 20),
        "年度总体目标": {"实际完成情况": f"{project.code}{project.unit}按计划完成全年工作，各项任务均已办结"},
        "项目资金": {"年度资金总额": total, "当年财政拨款": {"全年执行数": project.executed}}, "绩效指标": indicators,
    }  # fmt: skip


def _return(project: Project, blank: Path, returned: Path) -> None:
    if project.fate == "missing":
        return
    content = fill(blank.read_bytes(), _typed(project)).content
    target = returned / blank.name
    target.write_bytes(content[: len(content) // 2] if project.fate == "refused" else content)
    if project.fate == "copied":
        again = returned / f"{project.code}_改.xlsx"
        again.write_bytes(content)
        with zipfile.ZipFile(again, "a") as form:
            form.comment = b"saved again"  # a copy byte for byte would be one return
    if project.fate == "stale":
        with_total(target, STALE)
    if project.fate == "unsaved":  # a program that keeps no results of formulas
        openpyxl.load_workbook(target).save(target)


def with_total(file: Path, total: float) -> None:
    """The file with another saved result of its total; the formula stays."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    title, cell = openpyxl.load_workbook(file).defined_names["total"].attr_text.replace("$", "").replace("'", "").split("!")
    sheet = f"xl/worksheets/sheet{openpyxl.load_workbook(file).sheetnames.index(title) + 1}.xml"
    found = re.subn(rf'(<c r="{cell}"[^>]*><f>.*?</f><v>)[^<]*(</v>)', rf"\g<1>{total}\g<2>", parts[sheet].decode())
    assert found[1] == 1
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {sheet: found[0].encode()}).items():
            archive.writestr(name, content)


def _truth(project: Project) -> Mapping[str, Any]:
    return {
        "code": project.code, "name": project.name, "unit": project.unit, "fate": project.fate, "budget": str(project.budget),
        "executed": str(project.executed), "rows": project.rows,
    }  # fmt: skip
