"""How fast the commands of a large campaign are and what memory they take: ``make bench-campaign``, written to ``docs/批次速度.md``.

A campaign of each size is made – sixty units, every project with indicators of its own, some returns with errors, twice, in two
forms that differ, torn or missing, a third of the units in zips – and each command is run in a process of its own, beside the bare
checking of the same files. What the campaign must be told as is counted while it is made.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench_campaign_page import Campaigned, page
from bench_lists import FIRST as FIRST_SIGN
from bench_lists import LINE_TITLES, PROJECT_TITLES, Listed, projects
from bench_page import Step, about
from benchmark import TOP, Worker
from xlgen.flows.filling import fill
from xlgen.writing.roster import write_rows

PAGE = TOP / "docs" / "批次速度.md"
INDICATORS = 8
A_LIST = 2_000  # projects in a list: each division of an office keeps one
ROOT, CAME = "批次", "收到"
BEGUN, FIRST, MORE, DAY = "2026-01-12", "2026-02-20", "2026-03-02", "2026-03-05"
SETTINGS = "--department 某市某局 --year 2025 --deadline 2026-02-28 --contact 某某 --phone 0000-0000000".split()
AS_THEY_COME = 50  # projects among which each fault stands once, errors five times
MISSING, ERRORS, TWO, TWICE, RENAMED, TORN, EVIDENCE = 0, range(1, 6), 6, 7, 8, 9, 10
TERM = {MISSING: "missing", TWO: "open", TORN: "unusable", **dict.fromkeys(ERRORS, "to_correct")}
LOOKING = {  # commands one after the other, when everything was collected
    "status": ("status",), "status_json": ("status", "--json"), "status_one": ("status", f"{FIRST_SIGN}000001"),
    "chase": ("status", "--chase"), "html": ("status", "--html"), "log": ("log",), "return": ("return",), "return_again": ("return",),
}  # fmt: skip


def write_list(path: Path, listed: Sequence[Listed]) -> None:
    """The list with somebody to be asked of each project."""
    rows = [[*PROJECT_TITLES, "联系人", "联系电话"], *([*each.row, "某某", "0000-0000000"] for each in listed)]
    path.write_bytes(write_rows({"项目": rows, "指标": [LINE_TITLES, *(line for each in listed for line in each.lines)]}))


def truth(count: int) -> Counter[str]:
    """How many of so many projects stand how after everything was collected."""
    return Counter(TERM.get(n % AS_THEY_COME, "accepted") for n in range(1, count + 1))


def returned(number: int, blank: Path, typed: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    """The files that come for the n-th project."""
    fault = number % AS_THEY_COME
    if fault == MISSING:
        return []
    content = fill(blank, typed).content
    if fault in ERRORS:
        line = next(each for each in typed["绩效指标"] if "实际完成值" in each)
        content = fill(content, {"绩效指标": [{"三级指标": line["三级指标"], "得分": 1}]}, True).content
    name = f"新建工作表{number}.xlsx" if fault == RENAMED else blank.name
    beside = {
        TWO: lambda: [(f"{blank.stem}（改）.xlsx", fill(blank, {**typed, "填报人": "某乙"}).content)],
        TWICE: lambda: [(f"{blank.stem} - 副本.xlsx", content)],
        EVIDENCE: lambda: [(f"佐证/{blank.stem.partition('_')[0]}/签到.pdf", b"%PDF-1.4 " + blank.name.encode())],
    }.get(fault, list)()
    return [(name, content[:4000] if fault == TORN else content), *beside]


def _returned_of(task: tuple[int, Path, Mapping[str, Any]]) -> list[tuple[str, bytes]]:
    return returned(*task)


def send(root: Path, listed: Sequence[Listed], out: Path) -> None:
    """What comes: a folder of each unit; of every third one a zip, of every sixth one within another."""
    blanks = {file.name.partition("_")[0]: file for file in root.glob("下发/*/*_*.xlsx")}
    tasks = [(n, blanks[each.row[0]], each.typed) for n, each in enumerate(listed, 1)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for (_, blank, _), files in zip(tasks, pool.map(_returned_of, tasks, chunksize=20), strict=True):
            for name, content in files:
                place = out / blank.parent.name / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
    for number, folder in enumerate(sorted(out.iterdir())):
        if number % 3 == 0:
            _pack(folder, number % 6 == 0)


def _pack(folder: Path, twice: bool) -> None:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    inside = _zip([(file.relative_to(folder).as_posix(), file.read_bytes()) for file in files])
    folder.with_name(f"{folder.name}.zip").write_bytes(_zip([("自评表.zip", inside)]) if twice else inside)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    folder.rmdir()


def _zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def made(home: Path, count: int) -> list[Step]:
    """A campaign issued in ``home`` and what comes of it, and what that took; once it is there it is there."""
    told = home / "steps.json"
    if not told.exists():
        listed, root = projects(count, INDICATORS), home / ROOT
        home.mkdir(parents=True, exist_ok=True)
        asked = list[str]()
        for at in range(0, count, A_LIST):
            write_list(place := home / f"项目清单{at // A_LIST + 1}.xlsx", listed[at : at + A_LIST])
            asked += ["-t", "project", "--roster", str(place)]
        steps = [
            _ran("init", count, "init", str(root), *SETTINGS, *asked),
            _ran("issue", count, "issue", "--in", str(root), "--date", BEGUN),
        ]
        send(root, listed, home / CAME)
        told.write_text(json.dumps([asdict(each) for each in steps]), "utf-8")
    return [Step(**each) for each in json.loads(told.read_text("utf-8"))]


def measured(home: Path, count: int, folder: Path) -> Campaigned:
    """Every command on a campaign of so many projects: made in ``home``, gone on with in another folder."""
    steps, root, came = made(home, count), folder / ROOT, str(home / CAME)
    shutil.copytree(home / ROOT, root)
    os.environ["XLGEN_CACHE"] = str(folder / "verdicts.sqlite")
    place, day = ("--in", str(root)), ("--date", DAY)

    def ran(name: str, *words: str) -> Step:
        return _ran(name, count, *words, *place)

    collecting = ("collect", came, "--received", FIRST)
    steps += [_ran("check", count, "check", came, "--issued", str(root), "--no-cache"), ran("collect", *collecting)]
    _hold_against(root, truth(count))
    steps += [ran("collect_again", *collecting), *(ran(name, *words, *day) for name, words in LOOKING.items())]
    steps += [ran("collect_one", "collect", str(_corrected(root, count, folder / "再收")), "--received", MORE)]
    steps += [ran("rollup", "rollup", *day), _alone("summary_alone", "campaign_summary", root=str(root), day=DAY)]
    steps += [ran(name, *words, *day) for name, words in (("rollup_again", ("rollup",)), ("archive", ("archive",)))]
    steps += [_ran("verify", count, "verify", str(root / "存档")), ran("reindex", "reindex")]
    looked = {"再收一次": collecting, "进度": ("status", *day), "汇总": ("rollup", "--dry-run", *day)}
    profiles = {what: _profiled("command", words=[*words, *place], count=count) for what, words in looked.items()}
    return Campaigned(count, steps, next(root.glob("报表/*.html")).stat().st_size, profiles)


def _corrected(root: Path, count: int, out: Path) -> Path:
    """A folder with the first project's form, corrected."""
    first = projects(count, INDICATORS)[0]
    blank = next(root.glob(f"下发/*/{first.row[0]}_*.xlsx"))
    out.mkdir()
    (out / blank.name).write_bytes(fill(blank, first.typed).content)
    return out


def _ran(name: str, count: int, *words: str) -> Step:
    return _alone(name, "command", words=list(words), count=count)


def _alone(name: str, work: str, **args: Any) -> Step:
    with Worker(TOP) as at:
        found = at.ask(work, **args)
    print(f"{name}: {found}", flush=True)
    return Step(name, **{key: found[key] for key in ("cpu", "wall", "count", "peak", "peaks")})


def _profiled(work: str, **args: Any) -> dict[str, Any]:
    with Worker(TOP) as at:
        return at.ask(work, profile=True, **args)


def _hold_against(root: Path, true: Counter[str]) -> None:
    """AssertionError where the campaign that is measured is not the one that was meant."""
    words = [sys.executable, "-m", "xlgen", "status", "--json", "--in", str(root), "--date", DAY]
    said = json.loads(subprocess.run(words, capture_output=True, check=False, cwd=TOP).stdout)["projects"]
    assert said.pop("issued") == true.total(), said
    assert Counter(said) == true, (said, true)


def _busy() -> str:
    """How busy the machine is, "" where nobody knows."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"测完时机器的负载是 {os.getloadavg()[0]:.0f}：比核多的，处理器时间偏长，看表的时间不作数。"


def main(words: Sequence[str] = sys.argv[1:]) -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="100")
    parser.add_argument("--made", type=Path, help="where campaigns are made, and found by the next run")
    asked, found = parser.parse_args(words), list[Campaigned]()
    for size in map(int, asked.sizes.split()):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            found.append(measured((asked.made or folder / "作好的") / str(size), size, folder))
            subprocess.run(["chmod", "-R", "u+w", place], check=False)  # an archive is read only
    PAGE.write_text(page(about(TOP) + _busy(), found), "utf-8")
    print(f"写在 {PAGE.relative_to(TOP)}")


if __name__ == "__main__":
    main()
