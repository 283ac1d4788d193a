"""A summary recounted by code that shares nothing with xlgen: openpyxl, Decimal, and what is true of each project.

``truth.json`` (recount_batch) says what was issued and typed and what became of the form; scores are reckoned here once more from the
rules as the frame prints them. Each figure of each sheet is compared; a column or row this module does not know is named, so that nothing
passes unseen.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl

CENT = Decimal("0.01")
GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
Figures = Mapping[str, Any]


def half_up(value: Decimal, digits: str = "0.01") -> Decimal:
    """四舍五入."""
    return value.quantize(Decimal(digits), ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """One scored row of one project."""

    level1: str
    level3: str
    unit: str
    sign: str
    target: Decimal | None
    actual: Decimal | None
    points: Decimal
    score: Decimal
    reason: str


@dataclass(frozen=True)
class Project:
    """One project as it ought to be counted."""

    code: str
    name: str
    unit: str
    fate: str
    budget: Decimal
    executed: Decimal
    lines: tuple[Line, ...]

    @property
    def counts(self) -> bool:
        """Whether it is in the sums."""
        return self.fate in ("sound", "short", "zero", "unsaved", "stale", "over")

    @property
    def score(self) -> Decimal:
        """The total; without money there is no execution rate, and the rest stands for the whole."""
        points = sum((line.points for line in self.lines), Decimal(0))
        score = sum((line.score for line in self.lines), Decimal(0))
        return score if points == 100 else half_up(score / points * 100)

    @property
    def grade(self) -> str:
        """The word for the total."""
        return next(word for word, least in GRADES if self.score >= least)

    @property
    def lost(self) -> Decimal:
        """Points not got."""
        return sum((line.points - line.score for line in self.lines), Decimal(0))


def projects(truth: Path) -> list[Project]:
    """What is true, with the scores reckoned."""
    return [_project(said) for said in json.loads(truth.read_text("utf-8"))]


def _project(said: Mapping[str, Any]) -> Project:
    budget, executed = Decimal(said["budget"]), Decimal(said["executed"])
    lines = [_line(said["code"], row) for row in said["rows"]]
    if budget:
        score = half_up(10 * min(executed / budget, Decimal(1)))
        reason = f"{said['code']}的合同款次年支付" if said["fate"] == "short" else ""
        lines.insert(0, Line("预算执行率", "预算执行率", "", "", None, None, Decimal(10), score, reason))
    return Project(said["code"], said["name"], said["unit"], said["fate"], budget, executed, tuple(lines))


def _line(code: str, row: Mapping[str, str]) -> Line:
    target, actual, points = Decimal(row["target"]), Decimal(row["actual"]), Decimal(row["points"])
    met = actual <= target if row["sign"] == "≤" else actual >= target
    share = target / actual if row["sign"] == "≤" else actual / target
    score = points if met else half_up(points * share)
    return Line(
        row["level1"],
        row["level3"],
        row["unit"],
        row["sign"],
        target,
        actual,
        points,
        score,
        f"{code}{row['level3']}的情况和措施",
    )


# ---- the workbook -----------------------------------------------------------------------------------------------------


def table(sheet: Any, first: str, *more: str) -> list[dict[str, Any]]:
    """Rows under the heading that holds these titles, by title, down to the first row without anything in it."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    aside = [row.index("转到") for row in rows if "转到" in row]  # the list of sheets stands beside the tables
    rows = [row[: min(aside)] for row in rows] if aside else rows
    plain = [[str(value).replace("\n", "") if value is not None else "" for value in row] for row in rows]
    at = next(i for i, row in enumerate(plain) if first in row and set(more) <= set(row))
    columns = [(i, title) for i, title in enumerate(plain[at]) if title]
    found = []
    for row in rows[at + 1 :]:
        if all(value is None for value in row):
            break
        found.append({title: row[i] for i, title in columns})
    return found


def close(found: Any, expected: Decimal | int | str | None) -> bool:
    """Whether a cell shows the figure: a binary double differs from a decimal by less than a millionth."""
    if expected is None:
        return found in (None, "")
    if isinstance(expected, str):
        return str(found) == expected
    return isinstance(found, int | float) and abs(Decimal(repr(found)) - Decimal(expected)) < Decimal("0.000001")


def ratio(of: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A share; nothing where there is no whole."""
    return Decimal(of) / Decimal(whole) if whole else None


class Recount:
    """The comparison: ``compared`` figures, ``wrong`` ones as sentences, ``unknown`` titles."""

    def __init__(self, truth: Path, summary: Path) -> None:
        """Read both."""
        self.all = projects(truth)
        self.counted = [each for each in self.all if each.counts]
        self.book = openpyxl.load_workbook(summary, data_only=True)
        self.compared, self.wrong, self.unknown = 0, [], set()  # type: ignore[var-annotated]

    def hold(self, where: str, found: Any, expected: Decimal | int | str | None) -> None:
        """One figure against what it should be."""
        self.compared += 1
        if not close(found, expected):
            self.wrong.append(f"{where}：表上 {found}，另算 {expected}")

    def rows(
        self, where: str, found: Iterable[Figures], expected: Mapping[str, Figures], key: str, passed_over: Iterable[str]
    ) -> None:
        """Each row of a table by its key; a row more or less, or a title nobody knows, is told."""
        found = list(found)
        keys = [str(row[key]) for row in found]
        if keys != list(expected):
            self.wrong.append(f"{where}：行不一致，多 {set(keys) - set(expected)}，少 {set(expected) - set(keys)}，或次序不同")
        for row in found:
            for title, figure in expected.get(str(row[key]), {}).items():
                self.hold(f"{where} {row[key]} {title}", row.get(title), figure)
        known = {title for row in expected.values() for title in row} | {key, *passed_over}
        self.unknown |= {f"{where}·{title}" for row in found[:1] for title in row if title not in known}

    def run(self) -> Recount:
        """All sheets."""
        for part in (_overview, _grades, _levels, _units, _ranking, _register, _projects, _details, _deductions, _received):
            part(self)
        return self


def _budget(these: Iterable[Project]) -> Decimal:
    return sum((each.budget for each in these), Decimal(0))


def _executed(these: Iterable[Project]) -> Decimal:
    return sum((each.executed for each in these), Decimal(0))


def _mean(these: list[Project]) -> Decimal | None:
    return half_up(sum((each.score for each in these), Decimal(0)) / len(these)) if these else None


def _weighted(these: list[Project]) -> Decimal | None:
    whole = _budget(these)
    return half_up(sum((each.score * each.budget for each in these), Decimal(0)) / whole) if whole else None


def overall(all_of: list[Project]) -> dict[str, Decimal | int | None]:
    """The figures at the head of the summary by their labels."""
    counted = [each for each in all_of if each.counts]
    budget, executed = _budget(counted), _executed(counted)
    return {
        "下发项目数": len(all_of), "计入汇总项目数": len(counted), "预算数合计": budget, "执行数合计": executed,
        "结余合计": budget - executed, "总执行率": ratio(executed, budget), "已评分项目数": len(counted), "平均得分": _mean(counted),
        "加权平均得分": _weighted(counted), "最高得分": max(each.score for each in counted),
        "最低得分": min(each.score for each in counted), "扣分合计": sum((each.lost for each in counted), Decimal(0)),
        "下发预算数": _budget(all_of), "计入预算数": budget, "覆盖率（按项目数）": ratio(len(counted), len(all_of)),
        "覆盖率（按预算数）": ratio(budget, _budget(all_of)), "未评分项目数": 0,
    }  # fmt: skip


def _overview(recount: Recount) -> None:
    found = table(recount.book["总览"], "项目", "数值", "口径")
    expected = overall(recount.all)
    for row in found:
        if row["项目"] in expected:
            recount.hold(f"总览 {row['项目']}", row["数值"], expected[row["项目"]])
            if row["项目"].startswith("覆盖率"):
                recount.hold(
                    f"总览 {row['项目']} 不足", int("不到 80%" in row["口径"]), int(expected[row["项目"]] < Decimal("0.8"))
                )
        else:
            recount.unknown.add(f"总览·{row['项目']}")


def _grades(recount: Recount) -> None:
    expected = {}
    for word, _ in (*GRADES, ("合计", 0)):
        these = [each for each in recount.counted if word in (each.grade, "合计")]
        budget = _budget(these)
        expected[word] = {
            "项目数": len(these), "项目数占比": ratio(len(these), len(recount.counted)), "预算数（万元）": budget,
            "预算数占比": ratio(budget, _budget(recount.counted)), "执行数（万元）": _executed(these),
            "执行率": ratio(_executed(these), budget), "平均得分": _mean(these),
        }  # fmt: skip
    recount.rows("等级", table(recount.book["总览"], "等级", "项目数"), expected, "等级", ["最低分（含）"])


def _levels(recount: Recount) -> None:
    lines = [line for each in recount.counted for line in each.lines]
    lost = sum((line.points - line.score for line in lines), Decimal(0))
    expected: dict[str, Figures] = {}
    for level in (*dict.fromkeys(line.level1 for line in lines), "合计"):
        these = [line for line in lines if level in (line.level1, "合计")]
        points, score = sum((x.points for x in these), Decimal(0)), sum((x.score for x in these), Decimal(0))
        expected[level] = {
            "分值合计": points, "得分合计": score, "得分率": ratio(score, points), "扣分合计": points - score,
            "占全部扣分": ratio(points - score, lost), "扣分项数": sum(x.score < x.points for x in these),
        }  # fmt: skip
    recount.rows("一级指标", table(recount.book["总览"], "一级指标", "分值合计"), expected, "一级指标", [])


LEFT = ("未报送", "退回修改", "待核实", "无法读取")


def _units(recount: Recount) -> None:
    expected: dict[str, Figures] = {}
    for unit in (*dict.fromkeys(each.unit for each in recount.all), "合计"):
        issued = [each for each in recount.all if unit in (each.unit, "合计")]
        these = [each for each in issued if each.counts]
        budget, executed = _budget(these), _executed(these)
        expected[unit] = {
            "下发项目": len(issued), "计入项目": len(these), "预算数（万元）": budget, "执行数（万元）": executed,
            "结余（万元）": budget - executed, "执行率": ratio(executed, budget), "已评分项目数": len(these),
            "平均得分": _mean(these), "加权平均得分": _weighted(these), "扣分": sum((each.lost for each in these), Decimal(0)),
        }  # fmt: skip
        expected[unit] |= {} if these else dict.fromkeys(("预算数（万元）", "执行数（万元）", "结余（万元）", "扣分"))
        expected[unit] |= {word: sum(WORDS[p.fate] == word and not p.counts for p in issued) for word in LEFT}
        expected[unit] |= {grade: sum(each.grade == grade for each in these) for grade, _ in GRADES}
    means = {unit: said["加权平均得分"] for unit, said in expected.items() if unit != "合计"}
    for unit, said in expected.items():
        mean = means.get(unit)
        said["名次"] = None if mean is None else 1 + sum(other is not None and other > mean for other in means.values())  # type: ignore[index]
    found = [row for row in table(recount.book["按单位"], "实施单位", "计入项目") if row["实施单位"]]
    recount.rows("按单位", found, expected, "实施单位", ["序号"])


def _ranking(recount: Recount) -> None:
    order = sorted(recount.counted, key=lambda each: (-each.score, each.code))
    expected = {
        each.code: {
            "名次": 1 + sum(other.score > each.score for other in order), "项目名称": each.name, "实施单位": each.unit,
            "预算数（万元）": each.budget, "执行率": ratio(each.executed, each.budget), "自评得分": each.score, "自评等级": each.grade,
        }
        for each in order
    }  # fmt: skip
    found = [row for row in table(recount.book["排名"], "名次", "项目编码") if row["项目编码"]]
    recount.rows("排名", found, expected, "项目编码", ["位次", "排序值", "所在行"])


def _register(recount: Recount) -> None:
    found = [row for row in table(recount.book["分项绩效项目清单"], "序号", "项目名称") if row["序号"] is not None]
    found = [row for row in found if str(row["序号"]).isdigit()]
    if len(found) != len(recount.all):
        recount.wrong.append(f"分项清单：{len(found)} 行，应有 {len(recount.all)} 行")
    for row, each in zip(found, recount.all, strict=False):
        expected: dict[str, Any] = {
            "预算数（调整后）": each.budget, "执行数（至2025年底）": each.executed, "自评得分": each.score,
            "分项项目绩效目标完成情况": f"{each.code}{each.unit}按计划完成全年工作，各项任务均已办结",
        }  # fmt: skip
        expected = expected if each.counts else dict.fromkeys(expected)
        expected |= {"项目名称": each.name, "状态": WORDS[each.fate], "结余交回财政数": None}
        for title, figure in expected.items():
            recount.hold(f"分项清单 {each.code} {title}", row.get(title), figure)


WORDS = {"sound": "审核通过", "short": "审核通过", "zero": "审核通过", "unsaved": "审核通过", "stale": "审核通过", "over": "审核通过", "errors": "退回修改", "copied": "退回修改", "refused": "无法读取", "missing": "未报送"}  # fmt: skip


def _projects(recount: Recount) -> None:
    expected = {}
    for each in recount.all:
        said: dict[str, Any] = {"项目名称": each.name, "实施单位": each.unit, "状态": WORDS[each.fate]}
        whole = sum((line.score for line in each.lines), Decimal(0))
        counted = {
            "预算数（万元）": each.budget, "执行数（万元）": each.executed, "结余（万元）": each.budget - each.executed,
            "执行率": ratio(each.executed, each.budget), "自评得分": each.score, "自评等级": each.grade, "计入": 1, "已评分": 1,
            "计分预算数": each.budget, "得分×预算数": each.score * each.budget, "计入的下发预算数（万元）": each.budget,
            "折算增加": (each.score - whole) or None,
        }  # fmt: skip
        expected[each.code] = said | {"下发预算数（万元）": each.budget} | (counted if each.counts else dict.fromkeys(counted))
    passed_over = [
        "序号",
        "主管部门",
        "年度",
        "分项目标",
        "完成情况",
        "错误",
        "需核实",
        "文件",
        "打开",
        "排序值",
        "加权指标数",
        "单位·状态",
        "单位·等级",
        "部门·状态",
        "部门·等级",
    ]
    recount.rows("项目", table(recount.book["项目"], "项目编码", "状态"), expected, "项目编码", passed_over)


def _details(recount: Recount) -> None:
    found = [row for row in table(recount.book["明细"], "项目编码", "三级指标") if row["项目编码"] and row["分值"] is not None]
    lines = [(each, line) for each in recount.counted for line in each.lines]
    if len(found) != len(lines):
        recount.wrong.append(f"明细：{len(found)} 行，应有 {len(lines)} 行")
    for row, (each, line) in zip(found, lines, strict=False):
        expected = {
            "项目编码": each.code, "一级指标": line.level1, "三级指标": line.level3, "分值": line.points, "得分": line.score,
            "扣分": line.points - line.score,
        }  # fmt: skip
        for title, figure in expected.items():
            recount.hold(f"明细 {each.code} {line.level3} {title}", row.get(title), figure)


def _deductions(recount: Recount) -> None:
    found = table(recount.book["扣分原因"], "项目编码", "扣分")
    lines = {(each.code, line.level3): line for each in recount.counted for line in each.lines if line.score < line.points}
    if {(row["项目编码"], row["三级指标"]) for row in found} != set(lines):
        recount.wrong.append("扣分原因：行不一致")
    for row in found:
        line = lines.get((row["项目编码"], row["三级指标"]))
        if line is not None:
            where = f"扣分原因 {row['项目编码']} {line.level3}"
            recount.hold(f"{where} 扣分", row["扣分"], line.points - line.score)
            if line.reason:
                recount.hold(f"{where} 原因", row["偏差原因分析及改进措施"], line.reason)


def _received(recount: Recount) -> None:
    kinds = {"有效": 0, "重复": 0, "无法读取": 0}
    for each in recount.all:
        word = {"copied": "重复", "refused": "无法读取", "missing": ""}.get(each.fate, "有效")
        if word:
            kinds[word] += 2 if each.fate == "copied" else 1
    [found] = table(recount.book["总览"], "收到文件", "有效")[:1]
    recount.hold("收到文件", found["收到文件"], sum(kinds.values()))
    for word, count in kinds.items():
        recount.hold(f"收到文件 {word}", found[word], count)
    [found] = table(recount.book["总览"], "下发项目", "审核通过")[:1]
    by_word: dict[str, int] = defaultdict(int)
    for each in recount.all:
        by_word[WORDS[each.fate]] += 1
    for word in ("审核通过", "待核实", "退回修改", "无法读取", "未报送"):
        recount.hold(f"下发项目 {word}", found[word], by_word[word])


def told(recount: Recount) -> Iterator[str]:
    """The result in lines."""
    yield f"比较 {recount.compared} 个数，不同 {len(recount.wrong)} 个"
    yield from recount.wrong[:40]
    yield from sorted(f"没有另算：{title}" for title in recount.unknown)
