"""The page ``docs/速度.md``: what ``make bench`` measured, as tables for people."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAMES = {
    "issue": "下发", "fill": "填数", "check": "校验", "check_again": "再校验一次", "mark": "标注", "repair": "修复", "roll_up": "汇总（含校验）",
    "openpyxl_twice": "openpyxl 读两遍（公式和结果）", "openpyxl_saved": "openpyxl 打开再保存", "xlsxwriter_rebuilt": "XlsxWriter 重写同样的格",
    "calamine": "calamine 读结果（不读公式）", "floor_read": "读的下限（解压、走一遍 XML）", "floor_write": "写的下限（压缩、写盘）",
}  # fmt: skip
GOALS = {  # work: what it is compared with, how many times as long it may take, by number of indicators
    "check": ("floor_read", {8: 8, 40: 9}),
    "check_again": ("check", {8: 0.05, 40: 0.05}),
}
MOST_ROOMS = 8  # of a profile that are named


@dataclass(frozen=True)
class Measured:
    """Milliseconds by process and work: the first run and the median of the others.

    Besides, what was not there to be measured, and the share of sheets that were read by patterns.
    """

    took: Mapping[tuple[str, str], tuple[float, float]]
    missing: Mapping[tuple[str, str], str]
    plain: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def usual(self, who: str, work: str) -> float | None:
        """The median; None where it was not measured."""
        found = self.took.get((who, work))
        return found[1] if found else None


def page(
    top: Path,
    versions: Sequence[str],
    cases: Sequence[Mapping[str, Any]],
    summed: tuple[Measured, Mapping[str, float]],
    sizes: Mapping[tuple[int, int], Sequence[tuple[str, float, float]]],
) -> str:
    """The page; the first of the versions is the one it is about."""
    parts = [
        "# 速度",
        "由 `make bench` 写出，请勿手改。同一次里轮流测，数是处理器时间（毫秒，一份表），先写中位数，括号里是进程里头一次的；各项目的指标都不相同。换一台电脑数会变，比值变得少。",
        _about(top, versions),
        "## 读和校验",
        _table(_reading_head(versions), [row for case in cases for row in _reading_rows(case, versions)]),
        _goals(cases, versions[0]),
        "## 下发、填数、标注、修复、汇总",
        _table(_work_head(cases, versions), _work_rows(cases, versions)),
        "## 汇总表每格",
        _summary(summed[0], versions),
        "## 份数多的时候：时间和内存",
        _table(("份数", "指标", "做什么", "一份（毫秒）", "内存峰值（MB）"), _size_rows(sizes)) if sizes else "没有测。",
        "## 时间花在哪里",
        *_profiles(cases, summed[1]),
    ]
    return "\n\n".join(parts) + "\n"


def _about(top: Path, versions: Sequence[str]) -> str:
    commit = subprocess.run(
        ["git", "-C", top, "log", "-1", "--format=%h"], capture_output=True, text=True, check=False
    ).stdout.strip()
    day = datetime.now(UTC).date().isoformat()
    against = f"；对照的提交 {'、'.join(versions[1:])}" if versions[1:] else ""
    machine = f"{_processor()}，{os.cpu_count()} 核，{platform.system()}，Python {platform.python_version()}"
    return f"{day}，提交 {commit}{against}。{machine}。"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _said(measured: Measured, who: str, work: str) -> str:
    if (who, work) in measured.missing:
        return f"没有装 {measured.missing[who, work]}"
    found = measured.took.get((who, work))
    return f"{_short(found[1])}（{_short(found[0])}）" if found else "—"


def _short(x: float) -> str:
    return f"{x:.0f}" if x >= 100 else f"{x:.1f}" if x >= 1 else f"{x:.2f}"


def _times(one: float | None, other: float | None) -> str:
    return f"{one / other:.1f}" if one is not None and other else "—"


def _reading_head(versions: Sequence[str]) -> list[str]:
    others = [f"校验 {each}" for each in versions[1:]]
    return [
        "表式",
        "指标",
        "文件",
        "下限",
        "校验",
        *others,
        "是下限的几倍",
        NAMES["openpyxl_twice"],
        "比它快几倍",
        NAMES["calamine"],
        "照样式读的表",
    ]


def _reading_rows(case: Mapping[str, Any], versions: Sequence[str]) -> Iterable[list[str]]:
    for kind, name in (("fresh", "新下发"), ("saved", "LibreOffice 另存")):
        found: Measured = case[kind]
        ours, floor, theirs = (
            found.usual(*key) for key in ((versions[0], "check"), ("peers", "floor_read"), ("peers", "openpyxl_twice"))
        )
        checks = [_said(found, who, "check") for who in versions]
        share = found.plain.get((versions[0], "check"))
        said = [_said(found, "peers", "floor_read"), *checks, _times(ours, floor)]
        if ours is not None:
            yield [
                case["form"], str(case["indicators"]), name, *said, _said(found, "peers", "openpyxl_twice"), _times(theirs, ours),
                _said(found, "peers", "calamine"), f"{share:.0%}" if share is not None else "—",
            ]  # fmt: skip


def _goals(cases: Sequence[Mapping[str, Any]], who: str) -> str:
    """Which goals were reached, in words."""
    told = []
    for work, (than, most) in GOALS.items():
        for case in cases:
            found: Measured = case["fresh"]
            ours = found.usual(who, work)
            other = found.usual("peers", than) or found.usual(who, than)
            if ours is not None and other:
                goal, reached = most[case["indicators"]], ours / other
                word = "达到" if reached <= goal else "没有达到"
                told.append(
                    f"- {case['form']} {case['indicators']} 个指标：{NAMES[work]}是“{NAMES[than]}”的 {reached:.2f} 倍，目标不超过 {goal} 倍，{word}"
                )
    return "\n".join(["目标：", *told])


def _work_head(cases: Sequence[Mapping[str, Any]], versions: Sequence[str]) -> list[str]:
    return ["做什么", "哪一版", *(f"{case['form']} {case['indicators']}" for case in cases)]


def _work_rows(cases: Sequence[Mapping[str, Any]], versions: Sequence[str]) -> Iterable[list[str]]:
    for work in ("issue", "fill", "mark", "repair", "roll_up", "check", "check_again"):
        for who in versions:
            yield [NAMES[work], who, *(_said(case["fresh"], who, work) for case in cases)]
    for work in ("openpyxl_saved", "xlsxwriter_rebuilt", "floor_write"):
        yield [NAMES[work], "对照", *(_said(case["fresh"], "peers", work) for case in cases)]


def _summary(found: Measured, versions: Sequence[str]) -> str:
    said = [f"{who} {_short(usual * 1000)} 微秒" for who in versions if (usual := found.usual(who, "summary")) is not None]
    return f"不读文件，只从算好的项目写出汇总表，全部在内（排表、求值、写、压缩），平均每格：{'；'.join(said)}。"


def _size_rows(sizes: Mapping[tuple[int, int], Sequence[tuple[str, float, float]]]) -> Iterable[list[str]]:
    for (size, indicators), steps in sizes.items():
        for work, took, peak in steps:
            yield [str(size), str(indicators), NAMES[work], _short(took), f"{peak:.0f}"]


def _profiles(cases: Sequence[Mapping[str, Any]], summary: Mapping[str, float]) -> Iterable[str]:
    """Shares of each room, as a profiler saw them: small functions look dearer than they are."""
    yield "分析器看到的比例（它把小函数看得偏贵）；斜线前是 xlgen 的房间。"
    rows = [
        [f"{case['form']} {case['indicators']} {NAMES[work]}", _rooms(found)]
        for case in cases
        for work, found in case["profiles"].items()
    ]
    yield _table(("做什么", "花在哪里"), [*rows, ["汇总表", _rooms(summary)]])


def _rooms(shares: Mapping[str, float]) -> str:
    most = sorted(shares.items(), key=lambda pair: -pair[1])[:MOST_ROOMS]
    return "，".join(f"{room} {share:.0%}" for room, share in most)
