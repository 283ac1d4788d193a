"""Whole modules with one small fault at a time, and which of them no test sees: ``make mutants``.

A fault in a body that no import has run is put into the loaded program of a forked child, which runs the tests that reach
its line; any other into the source that a child imports anew. What was found is kept in ``.mutants``: what a test saw is
not tried again while the module is the same, what none saw only when a test has changed.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import importlib
import importlib.util
import json
import os
import pickle
import resource
import signal
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NoReturn

import pytest

from mutating import Mutant, mutants

ROOT = Path(__file__).parents[2]
STATE = Path(os.environ.get("STATE", ROOT / ".mutants"))
LISTS = Path(__file__).with_name("mutation.toml")
ENOUGH = 95  # per cent
QUIET = "-x -p no:terminal -p no:cacheprovider -p no:xdist -o addopts=--import-mode=importlib"
MARKS = "not office and not slow"
MEMORY = 2 << 30  # bytes
AT_ONCE = int(os.environ.get("JOBS", "1"))


@dataclass(frozen=True, slots=True)
class Module:
    """A module to be tried, as ``mutation.toml`` lists it."""

    path: str  # below xlgen
    tests: tuple[str, ...]  # folders and files
    excluded: tuple[tuple[str, str], ...]  # texts told to people: a call, a keyword or a part of the text, and why
    equivalent: Mapping[str, str]  # mutants that compute the same, and why

    @property
    def name(self) -> str:
        return "xlgen." + self.path.removesuffix(".py").replace("/", ".")

    @property
    def file(self) -> Path:
        return ROOT / "xlgen" / self.path

    def why_not(self, mutant: Mutant) -> str:
        """Why a mutant is not tried: ``excluded`` or ``equivalent``, "" where it is."""
        if mutant.name in self.equivalent:
            return "equivalent"
        text, *told = mutant.texts or [""]
        return "excluded" if mutant.texts and any(said in told or said in text for said, _ in self.excluded) else ""


def listed(wanted: Sequence[str] = ()) -> list[Module]:
    """The modules of ``mutation.toml``, the shortest first; those whose path begins as one that is wanted."""
    lists = tomllib.loads(LISTS.read_text("utf-8"))
    everywhere = [(said, why) for why, texts in lists["messages"].items() for said in texts]
    found = []
    for entry in lists["module"]:
        own = [(said, "texts of this module told to people") for said in entry.get("messages", ())]
        made = Module(entry["path"], tuple(entry["tests"]), (*everywhere, *own), entry.get("equivalent", {}))
        if not wanted or made.path.startswith(tuple(wanted)):
            found.append(made)
    return sorted(found, key=lambda each: each.file.stat().st_size)


# ---- tests run in a forked child ---------------------------------------------------------------------------------------


@dataclass
class Survey:
    """What each test reaches of a module: its lines, and how long the test takes; "" stands for the imports."""

    file: str
    lines: dict[str, set[int]] = field(default_factory=lambda: {"": set()})
    seconds: dict[str, float] = field(default_factory=dict)
    now: str = ""
    unseen: dict[CodeType, set[int]] = field(default_factory=dict)  # lines that the test now running has not come to

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code.co_filename != self.file:
            return None
        if code not in self.unseen:
            self.unseen[code] = {line for *_, line in code.co_lines() if line}
        self.unseen[code].discard(frame.f_lineno)
        self.lines[self.now].add(frame.f_lineno)
        return self.trace if self.unseen[code] else None  # nothing more to see there

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.now = item.nodeid
        self.lines[self.now], before = set(), os.times()
        self.unseen.clear()
        sys.settrace(self.trace)
        done = yield
        sys.settrace(None)
        self.seconds[self.now] = os.times().user - before.user
        self.now = ""
        return done

    def reaching(self, line: int) -> list[str]:
        """The tests that run a line, the quickest first."""
        return sorted((test for test, lines in self.lines.items() if test and line in lines), key=self.seconds.__getitem__)

    def files(self) -> list[str]:
        """The files of the tests: first those with a test that runs anything of the module, the quickest first."""
        seconds: dict[str, float] = {}
        for test, own in self.seconds.items():
            file = test.partition("::")[0]
            seconds[file] = seconds.get(file, 0) + own
        reach = {test.partition("::")[0] for test, lines in self.lines.items() if test and lines}
        return sorted(seconds, key=lambda file: (file not in reach, seconds[file]))


def surveyed(module: Module) -> Survey:
    """What the module's tests reach, all of which must pass."""
    survey = Survey(str(module.file))
    with tempfile.NamedTemporaryFile() as kept:

        def run() -> int:
            sys.settrace(survey.trace)
            end = _pytest(module.tests, survey)
            Path(kept.name).write_bytes(pickle.dumps((survey.lines, survey.seconds, _of_others())))
            return end

        status = _forked({"": run}, seconds=0)[""]
        if status:
            sys.exit(f"{module.path}: its tests fail without a fault ({status}): run {' '.join(module.tests)}")
        survey.lines, survey.seconds, others = pickle.loads(Path(kept.name).read_bytes())
    os.environ.setdefault("OPENPYXL_LXML", "False")  # as conftest.py sets it
    for name in others:  # once, instead of in every child
        with suppress(Exception):
            importlib.import_module(name)
    return survey


def _of_others() -> list[str]:
    """Modules that are loaded and not of this repository."""
    found = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
    return [name for name, file in found.items() if "site-packages" in file or (file and not file.startswith(str(ROOT)))]


def _pytest(tests: Sequence[str], *plugins: object) -> int:
    return int(pytest.main([*QUIET.split(), "-m", MARKS, *tests], plugins=list(plugins)))


def _forked(
    jobs: Mapping[str, Callable[[], int]], seconds: float, told: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """How each job ended in a child of its own: its exit status, negative for a signal."""
    ends: dict[str, int] = {}
    running: dict[int, str] = {}
    for name, job in [*jobs.items(), ("", None)]:
        while running and (job is None or len(running) >= AT_ONCE):
            pid, status = os.wait()
            ends[running[pid]] = os.waitstatus_to_exitcode(status)
            if told:
                told(running[pid], ends[running[pid]])
            del running[pid]
        if job is not None:
            pid = os.fork()
            if not pid:
                _child(job, seconds)
            running[pid] = name
    return ends


def _child(job: Callable[[], int], seconds: float) -> NoReturn:
    """The job, silent, bounded in work and memory: what never ends has been seen."""
    status = 70
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        if seconds:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.setitimer(signal.ITIMER_PROF, seconds)  # of work, whatever else the machine does
            signal.alarm(int(60 * seconds))  # one that only waits
        status = job()
    except SystemExit:
        pass
    finally:
        os._exit(status)


# ---- a fault put into a loaded program --------------------------------------------------------------------------------


class Loaded:
    """Instead of the run of all tests: each fault in a child of its own, which runs what reaches it."""

    def __init__(
        self, module: Module, tests: Mapping[str, Sequence[str]], all_of: Mapping[str, Mutant], told: Callable[[str, int], None]
    ) -> None:
        self.module, self.tests, self.mutants, self.told = module, tests, all_of, told
        self.has_failed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        jobs = {
            name: functools.partial(self.tried, mutant, [items[test] for test in self.tests[name]])
            for name, mutant in self.mutants.items()
        }
        _forked(jobs, SECONDS, self.told)
        return True

    def tried(self, mutant: Mutant, items: Sequence[pytest.Item]) -> int:
        """1 where a test failed."""
        put_in(self.module, mutant)
        for i, item in enumerate(items):
            following = items[i + 1] if i + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.has_failed:
                return 1
        return 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.has_failed |= report.failed


SECONDS = 60.0  # of work for the tests of one fault


def put_in(module: Module, mutant: Mutant) -> None:
    """Give the loaded function the code with the fault; forget what was computed without it."""
    function = _function(module, mutant.function)
    for code in _codes(mutant.compiled(str(module.file))):
        if code.co_qualname == mutant.function and code.co_firstlineno == function.__code__.co_firstlineno:
            function.__code__ = code
    for cached in gc.get_objects():
        if isinstance(cached, functools._lru_cache_wrapper) and (cached.__module__ or "").startswith("xlgen"):
            cached.cache_clear()


def _function(module: Module, qualified: str) -> FunctionType:
    found: Any = importlib.import_module(module.name)
    for name in qualified.split("."):
        found = vars(found)[name]
        for inner in ("fget", "func", "__func__"):
            found = getattr(found, inner, None) or found
        while hasattr(found, "__wrapped__"):
            found = found.__wrapped__
    assert isinstance(found, FunctionType), qualified
    return found


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _codes(part)


# ---- a fault put into the source ---------------------------------------------------------------------------------------


class Importer:
    """Finds one module, with a fault."""

    def __init__(self, module: Module, mutant: Mutant) -> None:
        self.module, self.mutant = module, mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self.module.name:
            return None
        loader = _Loader(name, str(self.module.file))
        loader.mutant = self.mutant
        return importlib.util.spec_from_file_location(name, self.module.file, loader=loader)


class _Loader(SourceFileLoader):
    mutant: Mutant

    def get_code(self, fullname: str) -> CodeType:
        return self.mutant.compiled(self.path)


def imported(module: Module, mutant: Mutant, files: Sequence[str]) -> int:
    """1 where a test fails."""
    sys.meta_path.insert(0, Importer(module, mutant))
    return int(any(_pytest([file]) for file in files))


# ---- all of a module ---------------------------------------------------------------------------------------------------


@dataclass
class Verdicts:
    """What became of each mutant of a module, kept in a file."""

    module: Module
    found: dict[str, str] = field(default_factory=dict)  # killed, survived, not reached

    def __post_init__(self) -> None:
        self.file = STATE / f"{self.module.name}.json"
        self.source = _digest([self.module.file])
        tests = [path for each in self.module.tests for path in [ROOT / each, *(ROOT / each).rglob("*")] if path.is_file()]
        self.tests = _digest(sorted(tests))
        if self.file.exists():
            kept = json.loads(self.file.read_text("utf-8"))
            same = kept["tests"] == self.tests
            if kept["source"] == self.source:
                self.found = {name: end for name, end in kept["found"].items() if same or end == "killed"}

    def add(self, name: str, end: str) -> None:
        self.found[name] = end
        self.file.parent.mkdir(exist_ok=True)
        state = {"source": self.source, "tests": self.tests, "found": self.found}
        self.file.write_text(json.dumps(state, ensure_ascii=False, indent=0), "utf-8")


def _digest(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in files if path.suffix in {".py", ".toml"})).hexdigest()


def tried(module: Module) -> Verdicts:
    """What became of the mutants of a module that are not excluded or equivalent."""
    verdicts = Verdicts(module)
    left = {each.name: each for each in mutants(module.file.read_text("utf-8")) if not module.why_not(each)}
    verdicts.found = {name: end for name, end in verdicts.found.items() if name in left}
    left = {name: each for name, each in left.items() if name not in verdicts.found}
    if not left:
        return verdicts
    survey = surveyed(module)

    def told(name: str, end: int) -> None:
        verdicts.add(name, "killed" if end else "survived")

    loaded = {name: each for name, each in left.items() if each.function and each.line not in survey.lines[""]}
    reaching = {name: survey.reaching(each.line) for name, each in loaded.items()}
    for name in [name for name, tests in reaching.items() if not tests]:
        verdicts.add(name, "not reached")
        del loaded[name]
    if loaded:
        _forked({"": lambda: _pytest(module.tests, Loaded(module, reaching, loaded, told))}, seconds=0)
        verdicts.found = Verdicts(module).found  # by the child
    anew, files = left.keys() - reaching.keys(), survey.files()
    _forked({name: functools.partial(imported, module, left[name], files) for name in sorted(anew)}, SECONDS, told)
    return verdicts


def main(*wanted: str) -> int:
    """A line for each module, and what survived; how many modules have too many of these."""
    os.chdir(ROOT)
    poor, rows = 0, []
    for module in listed(wanted):
        known, ends = list(mutants(module.file.read_text("utf-8"))), tried(module).found
        why = [module.why_not(each) for each in known]
        killed = sum(end == "killed" for end in ends.values())
        share = 100 * killed / max(1, len(ends))
        poor += share < ENOUGH
        counts = (len(known), why.count("excluded"), why.count("equivalent"), killed, len(ends) - killed)
        rows.append(f"| {module.path} | {' | '.join(map(str, counts))} | {share:.1f}% |")
        print(rows[-1], flush=True)
        for each in known:
            if ends.get(each.name, "killed") != "killed":
                print(f"    {ends[each.name]}: {each.line}: {each.name}", flush=True)
    print("\n| 模块 | 毛病 | 不试 | 等效 | 抓住 | 没抓住 | 抓住的占 |\n|---|--:|--:|--:|--:|--:|--:|", *rows, sep="\n")
    return poor


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) != 0)
