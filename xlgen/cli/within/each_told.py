"""Reports of each form, told: how many there are, what stayed in them, and which forms have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from xlgen import flows
from xlgen.files.showing import shown_path
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND, Status, exit_code

MOST_TOLD = 20  # sentences about marks of many reports
MOST_NAMED = 10  # names in one sentence
PLEASE = "写着“待核”“请写”的地方，请看过、改好再报。"


def show_each(done: Sequence[flows.EachReport], out: Path) -> int:
    """What stayed as it is in how many reports, which forms have none and why, and where the reports are. Gives the exit code."""
    written = [each for each in done if each.file]
    said = Counter(said for each in written for said in each.left)
    for each, count in said.most_common(MOST_TOLD):
        click.echo(f"{each}（{count} 份）" if len(written) > 1 else each)
    if len(said) > MOST_TOLD:
        click.echo(f"另有 {len(said) - MOST_TOLD} 处，各在几份报告里")
    for one in (each for each in done if not each.file):
        name = shown_path(one.returned.file) if not one.returned.awaited else f"{one.returned.code} {one.returned.project}"
        click.echo(f"没有写：{name}，{one.why}")
    doubtful = sum(each.returned.status is not Status.SOUND for each in written)
    recomputed = (
        f"其中 {doubtful} 份的表不是{Status.SOUND.word}，报告里的数按公式重算，与表上写的可能不同。" if doubtful else ""
    )
    where = f"报告 {len(written)} 份写到 {out}" if written else "没有写报告"
    click.echo(f"{where}，没有写的 {len(done) - len(written)} 份。{recomputed}{PLEASE if written else ''}")
    return max(
        exit_code(each.returned.status for each in done), NOT_ALL_SOUND if said or len(written) < len(done) else ALL_SOUND
    )


def some(names: Sequence[str]) -> str:
    """The first of many names."""
    return "、".join(names[:MOST_NAMED]) + (" 等" if len(names) > MOST_NAMED else "")
