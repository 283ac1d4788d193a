"""Diverse lists for ``make bench``: no two projects ask for the same rows, so that nothing gains by one form being like another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from xlgen.writing.roster import write_rows

PROJECT_TITLES = (
    "项目编码 项目名称 主管部门 实施单位 年度 年初预算数 全年预算数 财政拨款 上年结转 其他资金 年度总体目标".split()
)
LINE_TITLES = "项目编码 一级指标 二级指标 三级指标 指标性质 指标值 计量单位 分值 评分方法 评分标准".split()
LEVELS = (("产出指标", Decimal(50)), ("效益指标", Decimal(30)), ("满意度指标", Decimal(10)))
SECOND = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
THINGS = "培训 道路 桥梁 学校 医院 救助 评审 课题 设备 系统 绿化 公厕 路灯 排水 宣传 检查 体检 供水 档案 消防".split()
FIRST = "B"  # of every 项目编码, and of no other text of a form
COUNTED = (("人次", "人次"), ("里程", "公里"), ("面积", "平方米"), ("场次", "场"), ("台数", "台"), ("户数", "户"))
SHARES = ("覆盖率", "合格率", "及时率", "完好率", "利用率", "达标率")


@dataclass(frozen=True, slots=True)
class Listed:
    """A project of the list: its row, its indicators, and what an officer types into its form."""

    row: list[Any]
    lines: list[list[Any]]
    typed: dict[str, Any]


def projects(count: int, indicators: int, seed: int = 1) -> list[Listed]:
    """So many projects of so many indicators."""
    return [_project(Random(f"{seed} {n}"), f"{FIRST}{n:06}", indicators) for n in range(1, count + 1)]


def write_list(path: Path, listed: list[Listed]) -> None:
    """The roster as a workbook."""
    lines = [line for each in listed for line in each.lines]
    path.write_bytes(write_rows({"项目": [PROJECT_TITLES, *(each.row for each in listed)], "指标": [LINE_TITLES, *lines]}))


def _project(chance: Random, code: str, indicators: int) -> Listed:
    budget = Decimal(chance.randint(1000, 900_000)) / 100
    spent = (budget * chance.randint(960, 1000) / 1000).quantize(Decimal("0.01"))
    name = f"{chance.choice(THINGS)}{chance.choice(('建设', '运行维护', '购置', '改造', '服务'))}项目{code[1:]}"
    goal = f"完成{chance.choice(THINGS)}{chance.randint(2, 900)}项，保障{chance.choice(THINGS)}正常运行，提高服务水平"
    unit = f"第{chance.randint(1, 60)}中心"
    row = [code, name, "某市某局", unit, 2025, budget, budget, budget, "", "", goal]
    lines, answers = [], []
    for (level, points), rows in zip(LEVELS, _shared_out(indicators), strict=True):
        for at in range(rows):
            line, answer = _line(chance, level, len(lines), _points(points, rows, at))
            lines.append([code, *line])
            answers.append(answer)
    reason = "合同尾款按约定次年支付" if spent != budget else ""
    funds = {"年度资金总额": {"全年执行数": spent, "执行率偏低原因": reason}, "当年财政拨款": {"全年执行数": spent}}
    done = f"全年完成{chance.choice(THINGS)}{chance.randint(2, 900)}项，各项工作按计划完成"
    typed = {"年度总体目标": {"实际完成情况": done}, "项目资金": funds, "绩效指标": answers, "填报人": "某某"}
    return Listed(row, lines, typed)


def _shared_out(indicators: int) -> tuple[int, int, int]:
    """How many rows each 一级指标 has."""
    last = max(1, indicators // 13)
    middle = max(1, indicators * 3 // 10)
    return indicators - middle - last, middle, last


def _points(whole: Decimal, rows: int, at: int) -> Decimal:
    """Points of a row: halves, the rest with the last."""
    each = (whole / rows * 2).to_integral_value(rounding="ROUND_FLOOR") / 2
    return each if at < rows - 1 else whole - each * (rows - 1)


def _line(chance: Random, level: str, at: int, points: Decimal) -> tuple[list[Any], dict[str, Any]]:
    kinds: list[Callable[..., tuple[list[Any], dict[str, Any]]]] = [_counted, _counted, _share, _banded, _at_most, _said]
    kind = _share if level == "满意度指标" else chance.choice(kinds)
    asked, answer = kind(chance, f"{chance.choice(THINGS)}{at + 1}", points)
    return [level, chance.choice(SECOND[level]), *asked], {"三级指标": asked[0], **answer}


def _counted(chance: Random, what: str, points: Decimal) -> tuple[list[Any], dict[str, Any]]:
    name, unit = chance.choice(COUNTED)
    target = chance.randint(20, 5000)
    actual = target + chance.randint(0, target // 12)
    return [what + name, "≥", target, unit, points, "", ""], {"实际完成值": actual}


def _share(chance: Random, what: str, points: Decimal) -> tuple[list[Any], dict[str, Any]]:
    target = chance.randint(80, 95)
    actual = Decimal(target + chance.randint(0, 100 - target)) / 100
    return [what + chance.choice(SHARES), "≥", f"{target}%", "%", points, "", ""], {"实际完成值": actual}


def _banded(chance: Random, what: str, points: Decimal) -> tuple[list[Any], dict[str, Any]]:
    best = chance.randint(90, 98)
    standard = f"≥{best}%:{points}; ≥{best - 15}%:{points / 2}; 其余:0"
    actual = Decimal(best + chance.randint(0, 100 - best)) / 100
    return [what + chance.choice(SHARES), "≥", f"{best}%", "%", points, "分档计分", standard], {"实际完成值": actual}


def _at_most(chance: Random, what: str, points: Decimal) -> tuple[list[Any], dict[str, Any]]:
    target = chance.randint(50, 900)
    return [what + "成本", "≤", target, "元", points, "", ""], {"实际完成值": target - chance.randint(0, target // 12)}


def _said(chance: Random, what: str, points: Decimal) -> tuple[list[Any], dict[str, Any]]:
    target = chance.choice(("明显提升", "逐步健全", "持续改善", "有效保障"))
    return [what + "能力", "定性", target, "", points, "", ""], {"完成情况": "达成", "得分": points}
