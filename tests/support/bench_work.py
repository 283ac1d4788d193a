"""What ``make bench`` measures, in a process of its own: it does one thing after the other as it is told, a line of JSON each.

The process imports xlgen from the checkout it is pointed at, so that two versions can be measured in turns. What is not measured is
done before: each piece of work gives a function, and only that is timed, in seconds of CPU.
"""

from __future__ import annotations

import cProfile
import json
import multiprocessing
import pickle
import pstats
import re
import resource
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from xml.parsers.expat import ParserCreate

import openpyxl
import xlsxwriter

from xlgen import flows
from xlgen.flows.summary import write_summary

Work = Callable[[], int]  # gives how many it was done for
DAY = "2026-01-10"


def beside(path: str) -> Path:
    """A place that is not there yet, on the same disk."""
    return Path(tempfile.mkdtemp(dir=Path(path).parent)) / "out"


# ---- xlgen ------------------------------------------------------------------------------------------------------------


def issue(roster: str, form: str, out: str = "") -> Work:
    """Read a list and write its blank forms."""
    place = Path(out) if out else beside(roster)
    return lambda: len(flows.issue(roster, place, form, day=DAY).files)


def fill(issued: str, typed: str, out: str, count: int = 0) -> Work:
    """Type into every form, or the first ones, what stands in a file of pickled data; ``out`` may be there already."""
    said = pickle.loads(Path(typed).read_bytes())
    files = sorted(Path(issued).glob("*.xlsx"))[: count or None]
    Path(out).mkdir(exist_ok=True)

    def work() -> int:
        for file, data in zip(files, said, strict=False):
            (Path(out) / file.name).write_bytes(flows.fill(file.read_bytes(), data).content)
        return len(files)

    return work


def spoil(returned: str, typed: str, out: str) -> Work:
    """Filled forms in which the score of an indicator is typed over its formula."""
    said = pickle.loads(Path(typed).read_bytes())
    Path(out).mkdir()

    def work() -> int:
        for file, data in zip(sorted(Path(returned).iterdir()), said, strict=False):
            line = next(each for each in data["绩效指标"] if "实际完成值" in each)
            wrong = {"绩效指标": [{"三级指标": line["三级指标"], "得分": 1}]}
            (Path(out) / file.name).write_bytes(flows.fill(file.read_bytes(), wrong, True).content)
        return len(said)

    return work


def copied(issued: str, returned: str, batches: Sequence[str]) -> Work:
    """More batches of the same forms under other 项目编码."""
    from bench_copies import another_batch

    def work() -> int:
        for number, out in enumerate(batches, 1):
            another_batch(Path(issued), Path(returned), Path(out), number)
        return len(batches)

    return work


def check(files: Sequence[str], issued: str | list[str], memory: str = "", jobs: int = 1) -> Work:
    """Read and judge; with ``memory``, what is found is kept there, and what was found there is used."""
    means = _means(jobs, memory)
    return lambda: sum(1 for each in flows.check(files, issued, **means) if each.file)


def check_again(files: Sequence[str], issued: str) -> Work:
    """The same a second time; what the first one found is kept, where the version keeps anything."""
    memory = str(beside(issued).with_suffix(".sqlite"))
    check(files, issued, memory)()
    return check(files, issued, memory)


def _means(jobs: int, memory: str = "") -> dict[str, Any]:
    try:
        from xlgen.flows.judging.means import Means
    except ImportError:
        return {}
    return {"means": Means(jobs, Path(memory) if memory else None)}


def mark(folder: str, issued: str) -> Work:
    """Judge forms with errors, and mark them."""
    place = beside(issued)
    return lambda: len(flows.mark(folder, place, issued))


def repair(files: Sequence[str], issued: str) -> Work:
    """Put what was typed onto clean forms."""
    return lambda: sum(flows.repair(file, issued).kept >= 0 for file in files)


def roll_up(folder: str | list[str], issued: str | list[str], jobs: int = 1) -> Work:
    """Judge a folder and sum it up in a workbook."""
    place = beside(issued if isinstance(issued, str) else issued[0]).with_suffix(".xlsx")
    means = _means(jobs)
    return lambda: sum(1 for each in flows.roll_up(folder, place, issued, day=DAY, **means).returns if each.file)


def summary(projects: int, indicators: int) -> Work:
    """A summary of projects that need no files; gives how many cells its tables have."""
    from long_lists import long_rollup  # of the checkout that measures
    from xlgen.rollup.pages import pages_of

    rollup = long_rollup(projects, indicators)
    cells = sum(len(s.grid.columns) * len(s.grid.rows) for page in pages_of(rollup, DAY) for s in page.spots)

    def work() -> int:
        write_summary(rollup, DAY)
        return cells

    return work


def command(words: Sequence[str], count: int) -> Work:
    """A command of the command line, for so many projects; what it prints is heard by nobody. RuntimeError where it could not run."""
    from xlgen.cli.main import main as called

    def work() -> int:
        with redirect_stdout(TextIOWrapper(BytesIO(), "utf-8")):
            try:
                called(list(words), prog_name="xlgen")
            except SystemExit as ended:
                if ended.code not in (0, 1, None):
                    raise RuntimeError(f"{' '.join(words)}: {ended.code}") from None
        return count

    return work


def campaign_summary(root: str, day: str) -> Work:
    """The summary of a campaign alone: how it stands is worked out before."""
    from xlgen.campaign.folder import campaign_at
    from xlgen.campaign.now import now
    from xlgen.campaign.totals.campaign_summary import summary_of

    known = now(campaign_at(root), day=day, means=flows.all_means())

    def work() -> int:
        write_summary(summary_of(known)[0], day, Path(root) / "汇总")
        return len(known.projects)

    return work


# ---- others ---------------------------------------------------------------------------------------------------------------


def openpyxl_twice(files: Sequence[str]) -> Work:
    """Formulas and results."""
    return lambda: len([openpyxl.load_workbook(file, data_only=only) for file in files for only in (False, True)]) // 2


def openpyxl_saved(files: Sequence[str]) -> Work:
    """Open and save."""

    def work() -> int:
        for file in files:
            openpyxl.load_workbook(file).save(BytesIO())
        return len(files)

    return work


def xlsxwriter_rebuilt(files: Sequence[str]) -> Work:
    """The same cells written anew, with one format."""
    books = [openpyxl.load_workbook(file) for file in files]
    cells = [
        [(sheet.title, [c for row in sheet.iter_rows() for c in row if c.value is not None]) for sheet in book]
        for book in books
    ]

    def work() -> int:
        for sheets in cells:
            with xlsxwriter.Workbook(BytesIO(), {"in_memory": True, "strings_to_urls": False}) as book:
                look = book.add_format({"border": 1})
                for title, found in sheets:
                    sheet = book.add_worksheet(title)
                    for each in found:
                        sheet.write(each.row - 1, each.column - 1, each.value, look)
        return len(cells)

    return work


def calamine(files: Sequence[str]) -> Work:
    """Results alone: it reads no formulas."""
    from python_calamine import CalamineWorkbook

    def work() -> int:
        for file in files:
            book = CalamineWorkbook.from_path(file)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        return len(files)

    return work


def floor_read(files: Sequence[str]) -> Work:
    """Inflate every part and let expat walk it: nobody who reads XML does less."""

    def work() -> int:
        for file in files:
            with zipfile.ZipFile(BytesIO(Path(file).read_bytes())) as book:
                for name in book.namelist():
                    ParserCreate().Parse(book.read(name), True)
        return len(files)

    return work


def floor_write(files: Sequence[str]) -> Work:
    """Deflate every part and write it."""
    parts = []
    for file in files:
        with zipfile.ZipFile(file) as book:
            parts.append([book.read(name) for name in book.namelist()])
    place = beside(files[0])

    def work() -> int:
        for each in parts:
            place.write_bytes(b"".join(zlib.compress(part) for part in each))
        return len(parts)

    return work


WORKS: Mapping[str, Callable[..., Work]] = {
    each.__name__: each
    for each in (
        issue, fill, spoil, copied, check, check_again, mark, repair, roll_up, summary, command, campaign_summary,
        openpyxl_twice, openpyxl_saved, xlsxwriter_rebuilt, calamine, floor_read, floor_write,
    )
}  # fmt: skip


# ---- the process ------------------------------------------------------------------------------------------------------


def measured(name: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Seconds of CPU, all processes together, and on the clock, for how many; the most memory this process and each other one had, in MB."""
    try:
        work = WORKS[name](**args)
    except ImportError as error:
        return {"missing": error.name}
    sheets, cpu, start = _sheets(), _cpu(), time.perf_counter()
    count = work()
    wall = time.perf_counter() - start
    for process in multiprocessing.active_children():
        process.join()
    plain = [now - then for now, then in zip(_sheets(), sheets, strict=True)]
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"cpu": _cpu() - cpu, "wall": wall, "count": count, "peak": own_peak(), "peaks": others, "plain": plain}


def own_peak() -> float:
    """MB. What ``getrusage`` says of a process is at least what the one that started it had."""
    status = Path("/proc/self/status")
    said = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text("utf-8"), re.MULTILINE) if status.exists() else None
    return int(said[1]) / 1024 if said else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _sheets() -> tuple[int, int]:
    """How many sheets were read by patterns, and how many in all, as far as the version counts them."""
    try:
        from xlgen.workbook.ooxml.plain.either_way import TAKEN
    except ImportError:
        return 0, 0
    return TAKEN["sheet", True], TAKEN["sheet", True] + TAKEN["sheet", False]


def profiled(name: str, args: Mapping[str, Any]) -> dict[str, float]:
    """Where the time goes, by room of xlgen or by what is called outside it, as shares of the whole."""
    WORKS[name](**args)()  # what is worked out once is no part of it
    work, profile = WORKS[name](**args), cProfile.Profile()
    profile.runcall(work)
    shares: Counter[str] = Counter()
    for (file, _, function), (_, _, own, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        shares[_room(file, function)] += own
    whole = sum(shares.values())
    return {room: own / whole for room, own in shares.most_common()}


def _room(file: str, function: str) -> str:
    parts = Path(file).parts
    if "xlgen" in parts:
        inside = parts[len(parts) - parts[::-1].index("xlgen") : -1]
        return "/".join(inside[:2]) or "xlgen"
    for word in ("zlib", "pyexpat", "decimal", "re.Pattern", "posix"):
        if word in function or word in file:
            return word
    return "Python 自带的其他" if "site-packages" not in parts else parts[parts.index("site-packages") + 1]


def main() -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        found = (profiled if asked.get("profile") else measured)(asked["work"], asked["args"])
        print("=" + json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
