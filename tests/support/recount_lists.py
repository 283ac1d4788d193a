"""More of a summary recounted: indicators of one name, those that cost most, the points of the chart, what is proved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from recount import Figures, Line, Project, Recount, ratio, table

NEVER_ADDED = {"人均成本", "办理时间"}  # so much for one, and a time


def add(recount: Recount) -> Recount:
    """The same comparison with these sheets as well."""
    for part in (_shared, _losses, _points, _pendings, _overspent, _tally, _proofs):
        part(recount)
    return recount


def _lines(recount: Recount) -> Iterator[tuple[Project, Line]]:
    return ((project, line) for project in recount.counted for line in project.lines)


def _shared(recount: Recount) -> None:
    of: dict[str, list[tuple[Project, Line]]] = {}
    for project, line in _lines(recount):
        if line.actual is not None and line.level3 not in NEVER_ADDED:
            of.setdefault(f"{line.level3}（{line.unit}，{line.sign}）", []).append((project, line))
    expected: dict[str, Figures] = {}
    for name, found in of.items():
        is_rate = found[0][1].unit == "%"
        target, actual = (_over(found, which, is_rate) for which in ("target", "actual"))
        share = None if found[0][1].sign == "≤" or target is None or actual is None else ratio(actual, target)
        how = "按预算数加权" if is_rate else "相加"
        expected[name] = {"汇总方法": how, "项目数": len(found), "指标值": target, "实际完成值": actual, "完成率": share}
    rows = table(recount.book["同名指标"], "三级指标（计量单位）", "汇总方法")
    rows = [row for row in rows if isinstance(row["序号"], int | float)]  # notes stand right below
    recount.rows("同名指标", rows, expected, "三级指标（计量单位）", ["序号"])
    notes = [str(row[0]) for row in recount.book["同名指标"].iter_rows(values_only=True) if "不能相加" in str(row[0])]
    recount.hold("同名指标 注", sum(all(name in note for name in NEVER_ADDED) for note in notes), 1)


def _over(found: list[tuple[Project, Line]], which: str, is_rate: bool) -> Decimal | None:
    weights = [project.budget if is_rate else Decimal(1) for project, _ in found]
    values = [Decimal(getattr(line, which)) for _, line in found]
    whole = sum((value * weight for value, weight in zip(values, weights, strict=True)), Decimal(0))
    return ratio(whole, sum(weights, Decimal(0))) if is_rate else whole


def _losses(recount: Recount) -> None:
    by: dict[str, list[Line]] = {}
    for _, line in _lines(recount):
        by.setdefault(line.level3, []).append(line)
    lost = {name: sum((line.points - line.score for line in lines), Decimal(0)) for name, lines in by.items()}
    whole = sum(lost.values(), Decimal(0))
    expected: dict[str, Figures] = {}
    for name in sorted((name for name in lost if lost[name]), key=lambda name: -lost[name]):
        points = sum((line.points for line in by[name]), Decimal(0))
        expected[name] = {
            "一级指标": by[name][0].level1, "扣分项数": sum(line.score < line.points for line in by[name]), "分值合计": points,
            "扣分合计": lost[name], "失分率": ratio(lost[name], points), "占全部扣分": ratio(lost[name], whole),
        }  # fmt: skip
    rows = [row for row in table(recount.book["扣分排行"], "三级指标", "扣分项数") if isinstance(row["序号"], int | float)]
    recount.rows("扣分排行", rows, expected, "三级指标", ["序号"])


def _points(recount: Recount) -> None:
    both = {project.code: project for project in recount.counted if project.budget}
    expected = {code: {"执行率": ratio(each.executed, each.budget), "自评得分": each.score} for code, each in both.items()}
    rows = [
        row for row in table(recount.book["图表"], "项目编码", "执行率") if row["项目编码"]
    ]  # the grades' lines stand beside
    recount.rows(
        "图表",
        rows,
        expected,
        "项目编码",
        ["所在行", "等级名称", "项目数占比", "预算数占比", "线的位置", "等级界限", "线旁的字"],
    )


def _pendings(recount: Recount) -> None:
    """Each project that does not count, and their number and money, however many files came of it."""
    without = [each for each in recount.all if not each.counts]
    *rows, total = table(recount.book["未计入清单"], "类别", "情况")[: 1 + sum(1 + (p.fate == "copied") for p in without)]
    recount.hold(
        "未计入清单 项目", "、".join(dict.fromkeys(row["项目编码"] for row in rows)), "、".join(p.code for p in without)
    )
    budgets = {p.code: p.budget for p in without}
    for row in rows:
        recount.hold(f"未计入清单 {row['项目编码']} 下发预算数", row["下发预算数（万元）"], budgets[row["项目编码"]])
    recount.hold("未计入清单 合计 下发预算数", total["下发预算数（万元）"], sum(budgets.values(), Decimal(0)))
    recount.hold("未计入清单 合计 情况", total["情况"], f"{len(without)} 个项目，收到几份的算一次")


def _overspent(recount: Recount) -> None:
    above = {p.code: p for p in recount.counted if p.executed > p.budget}
    rows = [row for row in table(recount.book["勾稽"], "预算数（万元）", "所在行") if row["项目编码"]]
    expected = {
        code: {
            "项目名称": p.name, "预算数（万元）": p.budget, "执行数（万元）": p.executed, "执行率": ratio(p.executed, p.budget),
        }
        for code, p in above.items()
    }  # fmt: skip
    recount.rows("勾稽 超支", rows, expected, "项目编码", ["序号", "所在行", "打开"])


def _tally(recount: Recount) -> None:
    """Codes as the list of findings has them, counted once more, and each finding's unit that of its project."""
    lines = table(recount.book["问题清单"], "代码", "问题")
    units = {each.code: each.unit for each in recount.all}
    for row in lines:
        recount.hold(f"问题清单 {row['项目编码']} 实施单位", row["实施单位"], units.get(row["项目编码"]))
    order = ["错误", "需核实", "说明"]
    recount.hold(
        "问题清单 次序", int([row["级别"] for row in lines] == sorted((row["级别"] for row in lines), key=order.index)), 1
    )
    expected: dict[str, Figures] = {}
    for row in table(recount.book["问题统计"], "代码", "件数"):
        these = [line for line in lines if line["代码"] == row["代码"]]
        codes = {line["项目编码"] for line in these if line["项目编码"]}
        expected[str(row["代码"])] = {"件数": len(these), "项目数": len(codes), "单位数": len({units[code] for code in codes})}
    expected["None"] = {"件数": len(lines), "项目数": None, "单位数": None}
    recount.rows("问题统计", table(recount.book["问题统计"], "代码", "件数"), expected, "代码", ["序号", "级别", "说的是什么"])
    recount.hold("问题统计 代码", len({line["代码"] for line in lines}), len(expected) - 1)


def _proofs(recount: Recount) -> None:
    """Nothing was touched, so all agrees; the totals are those of the forms."""
    counted = recount.counted
    lines = [line for _, line in _lines(recount)]
    totals = {
        "计入汇总项目数": len(counted), "预算数合计": sum((each.budget for each in counted), Decimal(0)),
        "执行数合计": sum((each.executed for each in counted), Decimal(0)),
        "结余合计": sum((each.budget - each.executed for each in counted), Decimal(0)),
        "自评得分合计": sum((each.score for each in counted), Decimal(0)),
        "指标得分合计": sum((line.score for line in lines), Decimal(0)),
    }  # fmt: skip
    sheet = recount.book["勾稽"]
    stale = [each for each in counted if each.fate == "stale"]
    named = [row for row in table(sheet, "哪个数", "程序重算") if row["程序重算"] is not None]
    recount.hold("勾稽 点名", "、".join(row["项目编码"] for row in named), "、".join(each.code for each in stale))
    for row, each in zip(named, stale, strict=False):
        recount.hold(f"勾稽 {each.code} 程序重算", row["程序重算"], each.score)
    for row in table(sheet, "项目", "汇总表公式"):
        recount.hold(f"勾稽 {row['项目']} 核对", row["核对"], "×" if stale and row["项目"] == "自评得分合计" else "√")
        if row["项目"] in totals:
            recount.hold(f"勾稽 {row['项目']}", row["汇总表公式"], totals[row["项目"]])
        else:
            recount.unknown.add(f"勾稽·{row['项目']}")
    for row in table(sheet, "关系", "左边"):
        recount.hold(f"勾稽 {row['关系']} 核对", row["核对"], "√")
    verdict = [str(row[0]) for row in recount.book["总览"].iter_rows(values_only=True) if str(row[0]).startswith("勾稽：")]
    recount.hold("勾稽结论", verdict[0][:7] if verdict else None, "勾稽：有不相符" if stale else "勾稽：全部相符")
