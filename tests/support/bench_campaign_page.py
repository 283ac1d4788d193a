"""The page ``docs/批次速度.md``: what ``make bench-campaign`` measured, its goals in words, what was mended and what was tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench_page import Step, goal, rooms, short, table

NAMES = {
    "init": "init 建批次", "issue": "issue 下发", "check": "check 校验同样的文件（对照）", "collect": "collect 收表",
    "collect_again": "collect 再收一次（没有新的）", "status": "status", "status_json": "status --json", "status_one": "status 一个项目",
    "chase": "status --chase", "html": "status --html", "log": "log", "return": "return 退回", "return_again": "return 再一次（没有要退的）",
    "collect_one": "collect 收一份改好的", "rollup": "rollup 汇总", "summary_alone": "只算、只写汇总表（对照）", "rollup_again": "rollup 再汇总一次",
    "archive": "archive 存档", "verify": "verify 核对存档", "reindex": "reindex 重建登记库",
}  # fmt: skip
AGAIN = 5  # per cent of the checking, that looking at what did not change may take
COLLECT = 1.25  # times the checking, that collecting may take: it keeps and enters every file, too
MEMORY = 300  # MB, of each process
HTML = 2.0  # MB
AGAIN_WORKS = ("collect_again", "status", "status_json", "chase", "html", "return_again", "collect_one")
HEAD = ("项目", "做什么", "一个项目（处理器毫秒）", "是校验的", "全部（秒，看表）", "内存峰值（MB）", "其他各进程的峰值（MB）")
ABOUT = """由 `make bench-campaign` 写出，请勿手改。每条命令在自己的进程里运行一次，用全部的核；处理器时间是各进程加在一起的。各项目的 8 个指标都不相同，60 个单位，\
三分之一的单位报压缩包；50 个项目里有 5 个有错、1 个报了两份不一样的、1 个重复、1 个改了名、1 个损坏、1 个没有报。"""
TRIED = """## 改了什么，试过什么

没有东西变了的时候，一条命令做的是（1,000 个项目，改以前）：从登记库读出事实 2%，逐份读原件算 sha256 4%，查记住的结果还算不算数（要算下发的表的指纹）18%，\
取出结果 27%，把各份里同样的文字合成一个、省内存 17%，放在一起比（雷同、重复、张冠李戴）19%，其余是推出各项目怎样、排表。没有一处是平方的；比正比多的只有比雷同：\
一段文字与同一带里的至多五十段比，份数多了才比得满。

- `return` 从前判两遍，退以前一遍，说两条账一遍；退回不改变项目怎样，现在一遍。1,000 个项目没有要退的，从前是校验的 8.5%。
- `rollup` 写汇总表时已经算过的各表，最后一句从前又算一遍，现在不再算。
- 一段文字从前在每个共有的带里各比一次，现在只比一次；算指纹时一张表的八十几块，\
号码不再换成数又换成文字；`collect` 只问从前各份审得怎样，不把查出的问题都读进来。
- 记住的结果，各指标的数从前一起取出、逐项合并，现在留着不动，汇总、看佐证要用时才取；同一个表样下发的表共有的（口径、依据、各格在哪里）单独存成一段，取出一次，\
各份共用；一份问一次数据库，从前三次。比雷同不再求两段的并集，分数改用整数比；收过的文件，名称只拆一次，名称说明了种类的不再看开头。\
与改以前轮流测（2 核，机器上还有别的事）：再收一次，5,000 个项目从 1.43 毫秒到 0.91 毫秒一个，1,000 个从 1.55 毫秒到 1.15 毫秒（各取最快的一次）；改以前（提交 91f89c1）再收一次是校验的 5.08%。
- 试过、没有用：合并同样文字时按种类直接分，看不出快。
- 剩下的：再收一次约一半是把文件再打开、解压、算 sha256，查下发的表的指纹，比雷同，省不掉。
- 没有做：`collect` 从头到尾占着批次，别的人要等它收完（约等于校验这些文件的时间）；先判再占，要把文件再过一遍。`accept` 等认定的命令各推两遍（做以前、说两条账），\
一条约等于两次 `status`；没有报的项目，`rollup` 要把下发的表整张读一遍才知道预算，一张约十毫秒，收得少的时候比别的都多。"""


@dataclass(frozen=True)
class Campaigned:
    """What was measured of a campaign of so many projects: each command, bytes of the page for leaders, shares of profiles."""

    size: int
    steps: Sequence[Step]
    html: int
    profiles: Mapping[str, Mapping[str, float]]


def page(said: str, found: Sequence[Campaigned]) -> str:
    """The page; ``said`` is the day, the commit and the machine."""
    parts = [
        "# 批次的快慢",
        ABOUT,
        said,
        table(HEAD, [row for each in found for row in _rows(each)]),
        "\n".join(["目标：", *(line for each in found for line in goals(each))]),
        "## 时间花在哪里",
        "分析器看到的比例（它把小函数看得偏贵），都是没有东西变了的时候；斜线前是 xlgen 的房间。",
        table(
            ("项目", "做什么", "花在哪里"),
            [[str(each.size), what, rooms(shares)] for each in found for what, shares in each.profiles.items()],
        ),
        TRIED,
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _rows(found: Campaigned) -> Iterable[list[str]]:
    bare = _took(found)["check"]
    for step in found.steps:
        said = [short(step.each), f"{step.each / bare:.1%}", short(step.wall), f"{step.peak:.0f}"]
        yield [str(found.size), NAMES[step.work], *said, f"{step.peaks:.0f}" if step.peaks > 1 else "—"]


def _took(found: Campaigned) -> dict[str, float]:
    return {step.work: step.each for step in found.steps}


def goals(found: Campaigned) -> Iterable[str]:
    """Which goals were reached, in words."""
    took, whose = _took(found), f"{found.size} 个项目："
    yield goal(f"{whose}收表是校验同样文件的", took["collect"] / took["check"], COLLECT)
    for work in AGAIN_WORKS:
        yield goal(f"{whose}{NAMES[work]}，是校验的", took[work] / took["check"] * 100, AGAIN, "%")
    more = (took["rollup_again"] - took["summary_alone"]) / took["check"] * 100
    yield goal(f"{whose}再汇总一次，除去算和写汇总表，是校验的", more, AGAIN, "%")
    yield goal(f"{whose}内存最多的进程", max(max(step.peak, step.peaks) for step in found.steps), MEMORY, "MB")
    yield goal(f"{whose}给领导看的一页", found.html / 2**20, HTML, "MB")
