"""Work flow: the main job on the samples that come with xlgen, filled as officers would, faults included."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import folder
from xlgen.files.saving import together, write_whole
from xlgen.files.shipped import samples
from xlgen.files.temporary import tidy
from xlgen.flows.filling import fill
from xlgen.flows.issuing import issue
from xlgen.flows.samples import write_roster
from xlgen.flows.summary import roll_up
from xlgen.returned.batch import Return

DAY = "2026-01-10"  # of issue in the demonstration
MARK = ".xlgen-demo"  # says that a folder was made by the demonstration and may be made anew


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration did: forms issued, returns judged, and where the summary stands."""

    issued: int
    returns: Sequence[Return]
    summary: Path


def run_demo(out: Path | str, progress: Callable[[Sequence[Any]], Any] = iter) -> Demo:
    """Write ``issued/``, ``returned/`` and ``summary/`` below ``out``.

    XlgenError where ``out`` holds anything else than an earlier demonstration, as it was made.
    """
    out = folder(out)
    _refuse(out)
    with together(out, MARK) as stage:
        demo = _made(stage, progress)
        _clear(out)
    returns = [replace(each, file=out / each.file.relative_to(stage)) for each in demo.returns if not each.awaited]
    returns += [each for each in demo.returns if each.awaited]
    return Demo(demo.issued, returns, out / demo.summary.relative_to(stage))


def _made(out: Path, progress: Callable[[Sequence[Any]], Any]) -> Demo:
    source = samples() / "demo"
    roster = out / "项目清单.xlsx"
    write_roster(source / "roster.toml", roster)
    issued = issue(roster, out / "issued", day=DAY, progress=progress)
    _return(out, issued.files, tomllib.loads((source / "returns.toml").read_text("utf-8"), parse_float=Decimal))
    summary = out / "summary" / "汇总.xlsx"
    summed = roll_up(out / "returned", summary, out / "issued", day=DAY, progress=progress)
    write_whole(out / MARK, ("\n".join(sorted(_contents(out))) + "\n").encode())
    return Demo(len(issued.files), summed.returns, summary)


def _refuse(out: Path) -> None:
    tidy(out)
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).exists():
            raise XlgenError(f"{out} 不是空文件夹，也不是演示生成的，不会动它。请用 --out 指定别的文件夹")
        made = set((out / MARK).read_text("utf-8").splitlines())
        if others := sorted(line.partition("  ")[2] for line in _contents(out) - made):
            told = "、".join(others[:3]) + ("等" if len(others) > 3 else "")
            raise XlgenError(f"{out} 里有演示之后放进或改过的文件（{told}），不会删。请先移走，或用 --out 指定别的文件夹")


def _clear(out: Path) -> None:
    """Take the earlier demonstration away, its mark last: what is left of it when this is killed is still known by it."""
    for name in ("issued", "returned", "summary"):
        if (out / name).exists():
            rmtree(out / name)
    for file in ("项目清单.xlsx", MARK):
        (out / file).unlink(missing_ok=True)


def _contents(out: Path) -> set[str]:
    """Every file but the mark as one line, digest and path: what was made by the demonstration is known again by it."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != MARK)
    return {f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}" for path in files}


def _return(out: Path, files: Sequence[str], data: Mapping[str, Any]) -> None:
    """Returned files as officers send them: one per entry, under the name the entry says, or as issued."""
    (out / "returned").mkdir()
    by_code = {file.split("_")[0].removesuffix(".xlsx"): file for file in files}
    for entry in data["returns"]:
        file = by_code[entry["项目编码"]]
        filled = fill(out / "issued" / file, {k: v for k, v in entry.items() if k != "文件名"})
        write_whole(out / "returned" / entry.get("文件名", file), filled.content)
