"""Running a macro of the user's own over forms, and saying what became of each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from xlgen.cli.running import require_xlwings
from xlgen.files.showing import shown_path
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND
from xlgen.words.numbers import counted


def run_own_macro(macro: Path, paths: Sequence[Path], out: Path | None) -> NoReturn:
    """Run a macro over forms, say of each what became of it, and end with counts."""
    require_xlwings()
    from xlgen.flows.scripting.own_macros import run_macro

    done = []
    for each in run_macro(macro, paths, out):
        for alert in each.alerts:
            click.echo(alert)
        became = f"没有写出，{each.why}" if each.why else f"→ {each.copy}" if each.copy else "宏没有改动，没有写出"
        click.echo(f"{shown_path(each.file)}：{became}")
        done.append(each)
    failed, written = sum(bool(each.why) for each in done), sum(each.copy is not None for each in done)
    parts = {"{} 份写出了结果": written, "{} 份没有改动": len(done) - written - failed, "{} 份没有做成": failed}
    click.echo(f"共 {len(done)} 份：{counted(parts)}。原文件没有动。")
    sys.exit(NOT_ALL_SOUND if failed else ALL_SOUND)
