"""How fast xlgen is and what memory it takes, beside other programs and, if asked, beside another commit: ``make bench``.

Everything is measured in the same run, in turns, as CPU time; the page ``docs/速度.md`` is written from it. Figures differ from
machine to machine, ratios hardly. PARTS may name one of the two, ``cases`` and ``sizes``; the other one stays as it was measured. SIZES are how many forms the memory is measured with, AGAINST a commit to be measured beside.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import office
import startup
from bench_lists import projects, write_list
from bench_page import Cases, Measured, Sizes, Step, about, page

TOP = Path(__file__).parents[2]
PAGE = TOP / "docs" / "速度.md"
FORMS = ("project", "project-cost", "project-yunnan")
INDICATORS = (8, 40)
PEERS = ("openpyxl_twice", "openpyxl_saved", "xlsxwriter_rebuilt", "calamine", "floor_read", "floor_write")
READ = ("openpyxl_twice", "calamine", "floor_read")  # of files that another program saved
OWN = ("issue", "fill", "check", "check_again", "mark", "repair", "roll_up")
SUMMARY = (200, 20)  # projects and indicators of the summary that is written without files
KEPT = TOP / ".bench"  # what was measured, by part: the page is written of all, whichever was measured now
MADE = 10_000  # forms that are made; more are copies of those


class Worker:
    """A process that measures, with xlgen of one checkout."""

    def __init__(self, source: Path) -> None:
        paths = os.pathsep.join([str(source), str(Path(__file__).parent)])
        environment = os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
        program = [sys.executable, str(Path(__file__).with_name("bench_work.py"))]
        self._process = subprocess.Popen(
            program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, work: str, profile: bool = False, **args: Any) -> dict[str, Any]:
        """What it measured; raises where it broke off."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"work": work, "args": args, "profile": profile}) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith("="):
                return json.loads(line[1:])  # type: ignore[no-any-return]
        raise RuntimeError(f"{work} broke off")

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *failed: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


@dataclass(frozen=True)
class Case:
    """Forms of one frame: where they lie, by version where each has its own."""

    form: str
    indicators: int
    folder: Path
    args: dict[str, dict[str, Any]] = field(default_factory=dict)  # of each piece of work


def prepared(folder: Path, form: str, indicators: int, count: int, source: Path) -> Case:
    """Forms issued, filled, filled with an error, and saved by LibreOffice where it is there, made by the version that is to read them."""
    folder.mkdir(parents=True)
    listed = projects(count, indicators)
    write_list(folder / "项目清单.xlsx", listed)
    (folder / "typed").write_bytes(pickle.dumps([each.typed for each in listed]))
    issued, returned, wrong = folder / "下发", folder / "回收", folder / "有错"
    with Worker(source) as at:
        at.ask("issue", roster=str(folder / "项目清单.xlsx"), form=form, out=str(issued))
        at.ask("fill", issued=str(issued), typed=str(folder / "typed"), out=str(returned))
        at.ask("spoil", returned=str(returned), typed=str(folder / "typed"), out=str(wrong))
    files = [str(file) for file in sorted(returned.iterdir())]
    args = {
        "issue": {"roster": str(folder / "项目清单.xlsx"), "form": form},
        "fill": {"issued": str(issued), "typed": str(folder / "typed"), "out": str(folder / "again")},
        "check": {"files": files, "issued": str(issued)},
        "check_again": {"files": files, "issued": str(issued)},
        "mark": {"folder": str(wrong), "issued": str(issued)},
        "repair": {"files": files, "issued": str(issued)},
        "roll_up": {"folder": str(returned), "issued": str(issued)},
        **{peer: {"files": files} for peer in PEERS},
    }
    return Case(form, indicators, folder, args)


def resaved(case: Case) -> dict[str, Any]:
    """The same forms saved by LibreOffice; nothing where it is not there."""
    if not office.program():
        return {}
    files = [Path(file) for file in case.args["check"]["files"]]
    found = office.recalculate(files, case.folder / "另存")
    return {"files": [str(file) for file in found], "issued": case.args["check"]["issued"]}


def in_turns(workers: Mapping[str, Worker], asks: Mapping[tuple[str, str], Mapping[str, Any]], rounds: int) -> Measured:
    """Milliseconds of each piece of work for one form, by worker and work: the first run, and the median of the others."""
    took: dict[tuple[str, str], list[float]] = {}
    missing: dict[tuple[str, str], str] = {}
    plain: dict[tuple[str, str], float] = {}
    for _ in range(rounds + 1):
        for (who, work), args in asks.items():
            if (who, work) in missing:
                continue
            found = workers[who].ask(work, **args)
            if "missing" in found:
                missing[who, work] = found["missing"]
            else:
                took.setdefault((who, work), []).append(found["cpu"] / found["count"] * 1000)
                if found["plain"][1]:
                    plain[who, work] = found["plain"][0] / found["plain"][1]
    return Measured({key: (each[0], median(each[1:])) for key, each in took.items()}, missing, plain)


def at_size(source: Path, folder: Path, form: str, indicators: int, size: int) -> list[Step]:
    """Each piece of work with so many forms, in a process of its own and, where it judges, on all cores.

    Of very many forms some thousand are made, once for all sizes, the others are copies under other 项目编码; they are not summed up.
    """
    made = min(size, MADE)
    there = folder.exists()
    if not there:
        folder.mkdir(parents=True)
        listed = projects(made, indicators)
        write_list(folder / "项目清单.xlsx", listed)
        (folder / "typed").write_bytes(pickle.dumps([each.typed for each in listed]))
        del listed
    batches = [folder, *(folder / f"第{n}批" for n in range(1, size // made))]
    issued, returned = ([str(each / name) for each in batches] for name in ("下发", "回收"))
    kept, cores = str(folder / f"verdicts-{size}.sqlite"), os.cpu_count() or 1
    checked = {"files": returned, "issued": issued, "memory": kept, "jobs": cores}
    steps: list[tuple[str, str, dict[str, Any]]] = []
    if not there:
        steps.append(("issue", "issue", {"roster": str(folder / "项目清单.xlsx"), "form": form, "out": issued[0]}))
        steps.append(("", "fill", {"issued": issued[0], "typed": str(folder / "typed"), "out": returned[0]}))
    if made < size:
        steps.append(("", "copied", {"issued": issued[0], "returned": returned[0], "batches": list(map(str, batches[1:]))}))
    steps += [("check", "check", checked), ("check_again", "check", checked)]
    if made == size:
        steps.append(("roll_up", "roll_up", {"folder": returned, "issued": issued, "jobs": cores}))
    return [
        Step(name, **{key: found[key] for key in ("cpu", "wall", "count", "peak", "peaks")})
        for name, work, args in steps
        for found in [_alone(source, work, args)]
        if name
    ]


def _alone(source: Path, work: str, args: Mapping[str, Any]) -> dict[str, Any]:
    with Worker(source) as at:
        found = at.ask(work, **args)
    print(f"{work}: {found}", flush=True)
    return found


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """Another commit in a temporary worktree."""
    folder = Path(tempfile.mkdtemp()) / "against"
    subprocess.run(["git", "-C", TOP, "worktree", "add", "--quiet", "--detach", folder, commit], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["git", "-C", TOP, "worktree", "remove", "--force", folder], check=False)
        shutil.rmtree(folder.parent, ignore_errors=True)


def measure_case(
    folder: Path, sources: Mapping[str, Path], form: str, indicators: int, asked: argparse.Namespace
) -> dict[str, Any]:
    """One frame with so many indicators."""
    cases = {
        who: prepared(folder / who / f"{form}-{indicators}", form, indicators, asked.files, at) for who, at in sources.items()
    }
    first = next(iter(sources))
    asks: dict[tuple[str, str], Mapping[str, Any]] = {("peers", peer): cases[first].args[peer] for peer in PEERS}
    asks |= {(who, work): case.args[work] for work in OWN for who, case in cases.items()}
    with workers_of({**sources, "peers": TOP}) as workers:
        found = {"fresh": in_turns(workers, asks, asked.rounds), "saved": Measured({}, {})}
        if (again := {who: resaved(case) for who, case in cases.items()})[first]:
            asks = {("peers", peer): {"files": again[first]["files"]} for peer in READ}
            asks |= {(who, "check"): args for who, args in again.items()}
            found["saved"] = in_turns(workers, asks, asked.rounds)
        profiles = {work: workers[first].ask(work, profile=True, **cases[first].args[work]) for work in ("check", "issue")}
    print(f"{form} {indicators}：完成", flush=True)
    return {"form": form, "indicators": indicators, **found, "profiles": profiles}


def summaries(sources: Mapping[str, Path], rounds: int) -> tuple[Measured, dict[str, float]]:
    """Microseconds a cell of the summary's tables; and where they go."""
    projects_, indicators = SUMMARY
    args = {"projects": projects_, "indicators": indicators}
    with workers_of(sources) as workers:
        found = in_turns(workers, {(who, "summary"): args for who in sources}, rounds)
        return found, workers[next(iter(sources))].ask("summary", profile=True, **args)


@contextmanager
def workers_of(sources: Mapping[str, Path]) -> Iterator[dict[str, Worker]]:
    """A process for each checkout."""
    with ExitStack() as open_ones:
        yield {who: open_ones.enter_context(Worker(at)) for who, at in sources.items()}


def main(words: Sequence[str] = sys.argv[1:]) -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="200")
    parser.add_argument("--against", default="")
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forms", default=" ".join(FORMS))
    parser.add_argument("--parts", default=" ".join(PARTS))
    asked = parser.parse_args(words)
    KEPT.mkdir(exist_ok=True)
    for part in asked.parts.split():
        with tempfile.TemporaryDirectory() as place:
            (KEPT / part).write_bytes(pickle.dumps(PARTS[part](Path(place), asked)))
    few, many = (pickle.loads(file.read_bytes()) if (file := KEPT / part).exists() else None for part in PARTS)
    if few:
        PAGE.write_text(page(few, many), "utf-8")
        print(f"写在 {PAGE.relative_to(TOP)}")


def measure_cases(folder: Path, asked: argparse.Namespace) -> Cases:
    """A few forms of each frame, beside other programs and another commit."""
    with _against(asked.against) as sources:
        cases = [measure_case(folder, sources, form, n, asked) for form in asked.forms.split() for n in INDICATORS]
        summed = summaries(sources, asked.rounds)
        startup.main(next((folder / "本版").glob("*/回收/*.xlsx")))
        return Cases(about(TOP, [*sources]), [*sources], cases, summed)


def measure_sizes(folder: Path, asked: argparse.Namespace) -> Sizes:
    """Very many forms."""
    steps = {
        (size, n): at_size(TOP, folder / f"{min(size, MADE)}-{n}", FORMS[0], n, size)
        for size in map(int, asked.sizes.split())
        for n in INDICATORS[:1]
    }
    return Sizes(about(TOP), steps)


@contextmanager
def _against(commit: str) -> Iterator[dict[str, Path]]:
    """The checkouts that are measured, by name, this one first."""
    if not commit:
        yield {"本版": TOP}
        return
    with checkout(commit) as other:
        yield {"本版": TOP, commit[:12]: other}


PARTS = {"cases": measure_cases, "sizes": measure_sizes}

if __name__ == "__main__":
    main()
