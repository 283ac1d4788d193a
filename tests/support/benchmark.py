"""How long a campaign takes and how much memory: ``make bench``. Ratios to openpyxl, measured in the same run.

Writes nothing but a temporary folder; figures differ from machine to machine, ratios hardly.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import openpyxl

import startup
from filled import DATA, LINES
from xlgen.cli.console import progress
from xlgen.findings import Finding, Severity
from xlgen.flows.checking import check, judge
from xlgen.flows.filling import fill
from xlgen.flows.issuing import issue
from xlgen.flows.repairing import repair
from xlgen.flows.summary import write_summary
from xlgen.issued.manifest import read_manifest
from xlgen.macros.marking import mark
from xlgen.macros.record import record_of
from xlgen.rollup.roll_up import roll_up
from xlgen.workbook.engine.app import app
from xlgen.writing.roster import write_rows

T = TypeVar("T")
PROJECTS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
PROJECT_TITLES = (
    "项目编码 项目名称 主管部门 实施单位 年度 年初预算数 全年预算数 财政拨款 上年结转 其他资金 年度总体目标".split()
)
LINE_TITLES = "项目编码 一级指标 二级指标 三级指标 指标性质 指标值 计量单位 分值 评分方法 评分标准".split()


def timed(what: str, count: int, action: Callable[[], T]) -> tuple[T, float]:
    """Do it, print how long one took."""
    start = time.perf_counter()
    result = action()
    took = time.perf_counter() - start
    print(f"{what:<24}{took:8.1f} s {took / count * 1000:8.1f} ms 每份")
    return result, took


def roster() -> bytes:
    """A roster of as many projects as asked for."""
    codes = [f"B{n:05}" for n in range(1, PROJECTS + 1)]
    projects = [
        [c, f"项目{c}", "某市某局", f"单位{i % 17}", 2025, 30, 30, 30, "", "", "按计划完成全年工作"]
        for i, c in enumerate(codes)
    ]
    lines = [[c, *line] for c in codes for line in LINES]
    return write_rows({"项目": [PROJECT_TITLES, *projects], "指标": [LINE_TITLES, *lines]})


def returned(out: Path, files: tuple[str, ...]) -> None:
    """Every form filled, each with its own figures."""
    (out / "returned").mkdir()
    for n, file in enumerate(progress("填报")(files)):
        spent = Decimal(2000 + n % 1000) / 100
        funds = {
            "年度资金总额": {"全年执行数": spent, "执行率偏低原因": "合同尾款次年支付"},
            "当年财政拨款": {"全年执行数": spent},
        }
        (out / "returned" / file).write_bytes(fill((out / "issued" / file).read_bytes(), DATA | {"项目资金": funds}).content)


def marked(file: Path, faults: tuple[Finding, ...]) -> None:
    """A form judged and marked at six cells, as ``xlgen bridge mark`` does."""
    book = app().books.open(file)
    returned = judge(file, lambda: record_of(book), None)
    mark(book, returned.with_findings(faults))
    book.save(file.with_name("marked.xlsx"))
    book.close()


def main() -> None:
    """Issue, fill, check, roll up; then what reading alone costs with openpyxl."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        (out / "roster.xlsx").write_bytes(roster())
        issued, _ = timed(
            "下发",
            PROJECTS,
            lambda: issue(out / "roster.xlsx", out / "issued", day="2026-01-10", progress=progress("下发")),
        )
        timed("填报", PROJECTS, lambda: returned(out, issued.files))
        manifest, _ = timed("读清单", PROJECTS, lambda: read_manifest(out / "issued"))
        returns, checking = timed("校验", PROJECTS, lambda: check([out / "returned"], manifest, progress("校验")))
        rolled, _ = timed("汇总", PROJECTS, lambda: write_summary(roll_up(returns, manifest), "2026-02-01"))
        print(
            f"审核通过 {sum(each.status == 'sound' for each in returns)} 份；汇总表 {len(rolled) / 1024:.0f} KB；"
            f"内存峰值 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )
        some = sorted((out / "returned").iterdir())[: max(PROJECTS // 20, 5)]
        _, reading = timed(
            "openpyxl 读两遍（对照）",
            len(some),
            lambda: [openpyxl.load_workbook(f, data_only=d) for f in some for d in (False, True)],
        )
        print(f"openpyxl 仅读取 ÷ xlgen 读取并校验 = {reading / len(some) / (checking / PROJECTS):.1f} 倍")
        faults = tuple(Finding("XG301", Severity.ERROR, "标注测速", "请改", "自评表", f"G{row}") for row in range(14, 20))
        _, marking = timed("标注（打开、校验、标注、写出）", len(some), lambda: [marked(f, faults) for f in some])
        timed("修复", len(some), lambda: [repair(f, manifest, out / "issued") for f in some])
        _, saving = timed(
            "openpyxl 打开再保存（对照）", len(some), lambda: [openpyxl.load_workbook(f).save(out / "a.xlsx") for f in some]
        )
        print(f"openpyxl 打开再保存（不校验，丢结果） ÷ xlgen 校验并标注 = {saving / marking:.1f} 倍")
        startup.main(some[0])


if __name__ == "__main__":
    main()
