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
}
AGAIN = 0.05  # of the checking, that checking once more may take; of a few forms, reading the program itself outweighs them
SCALING = 0.15  # that a form of very many may take longer or shorter than one of a thousand
AGAINST = {
    "issue": 20,
    "fill": 2.5,
    "mark": 2.5,
    "repair": 2.5,
}  # how many times faster than the commit beside, at 8 indicators
WHOLE, WHOLE_SECONDS, WHOLE_MEMORY = (
    10_000,
    120,
    300,
)  # forms of 20 indicators rolled up in one go: seconds on two cores, MB a process
PER_CELL = 2  # microseconds, of a summary
A_FORM = 3.5  # milliseconds, to issue it at 8 indicators
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


@dataclass(frozen=True)
class Step:
    """One piece of work with very many forms: seconds of CPU in all processes and on the clock, peaks of memory in MB."""

    work: str
    cpu: float
    wall: float
    count: int
    peak: float
    peaks: float  # of the largest of the other processes

    @property
    def each(self) -> float:
        """Milliseconds of CPU a form."""
        return self.cpu / self.count * 1000


@dataclass(frozen=True)
class Cases:
    """What was measured with some forms: when and with which commit, in words; the versions, the first of them the one it is about."""

    about: str
    versions: Sequence[str]
    cases: Sequence[Mapping[str, Any]]
    summed: tuple[Measured, Mapping[str, float]]


@dataclass(frozen=True)
class Sizes:
    """What was measured with very many forms, by how many they are and how many indicators each has."""

    about: str
    steps: Mapping[tuple[int, int], Sequence[Step]]


def page(few: Cases, many: Sizes | None) -> str:
    """The page."""
    versions, cases, sizes = few.versions, few.cases, many.steps if many else {}
    parts = [
        "# 速度",
        "由 `make bench` 写出，请勿手改。同一次里轮流测，数是处理器时间（毫秒，一份表），先写中位数，括号里是进程里头一次的；各项目的指标都不相同。换一台电脑数会变，比值变得少。",
        few.about,
        "## 读和校验",
        table(_reading_head(versions), [row for case in cases for row in _reading_rows(case, versions)]),
        "\n".join(["目标：", *_goals(cases, versions[0])]),
        "## 下发、填数、标注、修复、汇总",
        table(_work_head(cases, versions), _work_rows(cases, versions)),
        "\n".join(["目标：", *_against(cases, versions)]),
        "## 汇总表每格",
        _summary(few.summed[0], versions),
        "## 份数多的时候：时间和内存",
        "校验和汇总用这台电脑全部的核；处理器时间是各进程加在一起的。超过 1 万份的，是 1 万份换了项目编码的副本，不汇总。",
        many.about if many else "没有测。",
        table(SIZE_HEAD, _size_rows(sizes)),
        "\n".join(["目标：", *_size_goals(sizes)]),
        "## 时间花在哪里",
        *_profiles(cases, few.summed[1]),
    ]
    return "\n\n".join(parts) + "\n"


def about(top: Path, versions: Sequence[str] = ()) -> str:
    """Day, commit and machine, for the head of what is measured now."""
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


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _said(measured: Measured, who: str, work: str) -> str:
    if (who, work) in measured.missing:
        return f"没有装 {measured.missing[who, work]}"
    found = measured.took.get((who, work))
    return f"{short(found[1])}（{short(found[0])}）" if found else "—"


def short(x: float) -> str:
    """A figure with as many digits as mean something."""
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


def goal(what: str, found: float, most: float, unit: str = "倍") -> str:
    """Whether a figure that may be no larger is none."""
    return f"- {what} {found:.2f} {unit}，目标不超过 {most} {unit}，{'达到' if found <= most else '没有达到'}"


def _goals(cases: Sequence[Mapping[str, Any]], who: str) -> Iterable[str]:
    """Which goals were reached, in words."""
    for work, (than, most) in GOALS.items():
        for case in cases:
            found: Measured = case["fresh"]
            ours, other = found.usual(who, work), found.usual("peers", than)
            if ours is not None and other:
                what = f"{case['form']} {case['indicators']} 个指标：{NAMES[work]}是“{NAMES[than]}”的"
                yield goal(what, ours / other, most[case["indicators"]])


def _against(cases: Sequence[Mapping[str, Any]], versions: Sequence[str]) -> Iterable[str]:
    """The same beside another version."""
    for case in (case for case in cases if case["indicators"] == min(each["indicators"] for each in cases)):
        found: Measured = case["fresh"]
        about = f"{case['form']} {case['indicators']} 个指标："
        if (ours := found.usual(versions[0], "issue")) is not None:
            yield goal(f"{about}下发一份", ours, A_FORM, "毫秒")
        for work, least in AGAINST.items():
            ours = found.usual(versions[0], work)
            for who in versions[1:]:
                if ours and (theirs := found.usual(who, work)):
                    word = "达到" if theirs / ours >= least else "没有达到"
                    yield f"- {about}{NAMES[work]}比 {who} 快 {theirs / ours:.1f} 倍，目标 {least} 倍，{word}"


def _work_head(cases: Sequence[Mapping[str, Any]], versions: Sequence[str]) -> list[str]:
    return ["做什么", "哪一版", *(f"{case['form']} {case['indicators']}" for case in cases)]


def _work_rows(cases: Sequence[Mapping[str, Any]], versions: Sequence[str]) -> Iterable[list[str]]:
    for work in ("issue", "fill", "mark", "repair", "roll_up", "check", "check_again"):
        for who in versions:
            yield [NAMES[work], who, *(_said(case["fresh"], who, work) for case in cases)]
    for work in ("openpyxl_saved", "xlsxwriter_rebuilt", "floor_write"):
        yield [NAMES[work], "对照", *(_said(case["fresh"], "peers", work) for case in cases)]


def _summary(found: Measured, versions: Sequence[str]) -> str:
    said = [f"{who} {short(usual * 1000)} 微秒" for who in versions if (usual := found.usual(who, "summary")) is not None]
    text = f"不读文件，只从算好的项目写出汇总表，全部在内（排表、求值、写、压缩），平均每格：{'；'.join(said)}。"
    ours = found.usual(versions[0], "summary")
    return text + (f"\n\n目标：\n{goal('一格', ours * 1000, PER_CELL, '微秒')}" if ours is not None else "")


SIZE_HEAD = ("份数", "指标", "做什么", "一份（处理器毫秒）", "全部（秒，看表）", "内存峰值（MB）", "其他各进程的峰值（MB）")


def _size_rows(sizes: Mapping[tuple[int, int], Sequence[Step]]) -> Iterable[list[str]]:
    for (size, indicators), steps in sizes.items():
        for step in steps:
            said = [short(step.each), short(step.wall), f"{step.peak:.0f}", f"{step.peaks:.0f}" if step.peaks > 1 else "—"]
            yield [str(size), str(indicators), NAMES[step.work], *said]


def _size_goals(sizes: Mapping[tuple[int, int], Sequence[Step]]) -> Iterable[str]:
    """What checking once more takes, whether a form of very many takes as long as one of few, and what all in one go take."""
    first: dict[tuple[str, int], tuple[int, Step]] = {}
    for (size, indicators), steps in sizes.items():
        took = {step.work: step for step in steps}
        if "check_again" in took:
            share = took["check_again"].each / took["check"].each
            yield goal(f"{size} 份 {indicators} 个指标：再校验一次是校验的", share, AGAIN)
        for work in (each for each in ("issue", "check") if each in took):
            base, one = first.setdefault((work, indicators), (size, took[work]))
            if base != size:
                yield _scaled(f"{size} 份：{NAMES[work]}一份", base, took[work].each / one.each)
            if base != size and work == "issue":
                yield _scaled(f"{size} 份：{NAMES[work]}的内存峰值", base, took[work].peak / one.peak)
        for step in (each for each in steps if size >= WHOLE and each.work == "roll_up"):
            yield goal(f"{size} 份 {indicators} 个指标：汇总（含校验；目标按 20 个指标定）", step.wall, WHOLE_SECONDS, "秒")
            yield goal(
                f"{size} 份 {indicators} 个指标：汇总（含校验）内存最多的进程", max(step.peak, step.peaks), WHOLE_MEMORY, "MB"
            )


def _scaled(what: str, base: int, times: float) -> str:
    word = "达到" if abs(times - 1) <= SCALING else "没有达到"
    return f"- {what}比 {base} 份时{'多' if times > 1 else '少'} {abs(times - 1):.0%}，目标 15% 以内，{word}"


def _profiles(cases: Sequence[Mapping[str, Any]], summary: Mapping[str, float]) -> Iterable[str]:
    """Shares of each room, as a profiler saw them: small functions look dearer than they are."""
    yield "分析器看到的比例（它把小函数看得偏贵）；斜线前是 xlgen 的房间。"
    rows = [
        [f"{case['form']} {case['indicators']} {NAMES[work]}", rooms(found)]
        for case in cases
        for work, found in case["profiles"].items()
    ]
    yield table(("做什么", "花在哪里"), [*rows, ["汇总表", rooms(summary)]])


def rooms(shares: Mapping[str, float]) -> str:
    """The dearest rooms of a profile."""
    most = sorted(shares.items(), key=lambda pair: -pair[1])[:MOST_ROOMS]
    return "，".join(f"{room} {share:.0%}" for room, share in most)
