"""Work flow: returned forms → copies that a user's own macro has gone through, in a folder of their own.

The macro is run: a Python file that the user names on the command line. Nothing that lies among the forms is ever run or
imported: the folders of the forms and the one the command is called in are no places where Python looks for modules meanwhile.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import existing
from xlgen.files.placing import FOLDER_WORDS
from xlgen.files.saving import together
from xlgen.files.showing import shown_path
from xlgen.files.sources import Source
from xlgen.flows.mending.collected import collected
from xlgen.flows.own_rules import source_of
from xlgen.workbook.engine.app import called_by, close_all_but, opened, taken
from xlgen.workbook.engine.state import open_state
from xlgen.workbook.ooxml.guard import FORM_LIMITS, load

_MEANS: dict[type[BaseException], str] = {
    NameError: "用了没有定义的名字", KeyError: "没有这个键", IndexError: "超出了范围", AttributeError: "没有这个属性或方法",
    TypeError: "值的类型不对，空单元格是 None", ValueError: "值不对", ZeroDivisionError: "除以 0", ImportError: "没有装这个模块",
    OSError: "文件打不开", AssertionError: "assert 的条件不成立", SystemExit: "宏自己结束了程序，请用 return", Exception: "出错",
}  # fmt: skip
_OURS = Path(__file__).parents[2]  # what is raised here is said in words
NO_MAIN = "没有 main。请把要做的事写进 def main(book):，每份表运行一次"


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of one file: ``copy`` is what the macro made of it, None where it changed nothing or failed (``why``); ``alerts`` what it wants to be shown."""

    file: Path
    copy: Path | None = None
    why: str = ""
    alerts: tuple[str, ...] = ()


def run_macro(macro: Path, paths: Sequence[Path], out: Path | None = None) -> Iterator[Gone]:
    """Run the ``main`` of a macro over every form of some folders, zips or files, one after the other.

    Copies go to ``out``, where it is None beside each folder: 回收 → 回收_宏. XlgenError where the macro cannot be loaded, there
    are no forms, or two copies would have one name.
    """
    found = [collected(path, out, FOLDER_WORDS["run"], "运行宏的") for path in paths]
    targets = [(group.target, each, group.places[each.path]) for group in found for each in group.sources]
    copies = [folder / place for folder, _, place in targets]
    if double := [copy for copy in copies if copies.count(copy) > 1]:
        raise XlgenError(f"有两份表的结果都要写到 {double[0]}，请分两次运行")
    with ExitStack() as stages, _only_installed_modules(each.on_disk for _, each, _ in targets):
        main = _loaded(existing(macro))
        stage = {folder: stages.enter_context(together(folder)) for folder in dict.fromkeys(each for each, *_ in targets)}
        for folder, source, place in targets:
            (stage[folder] / place).parent.mkdir(parents=True, exist_ok=True)
            gone = _gone_through(macro, main, source, stage[folder] / place)
            _without_empty(stage[folder], place)
            yield replace(gone, copy=folder / place if gone.copy else None)


def _without_empty(stage: Path, place: Path) -> None:
    """Take out folders that were made for a copy and hold nothing."""
    for each in Path(place).parents:
        with suppress(OSError):  # something is in it
            if each.name:
                (stage / each).rmdir()


def _gone_through(macro: Path, main: Callable[..., Any], source: Source, target: Path) -> Gone:
    """One form, opened under the name of its copy: whatever the macro saves, the form that came in stays as it is."""
    before = opened()
    try:
        book = taken(open_state(load(source.content(FORM_LIMITS.file_bytes), FORM_LIMITS)), str(target.absolute()))
    except OSError as error:
        return Gone(source.path, why=said_of_file(error))
    except XlgenError as error:
        return Gone(source.path, why=str(error))
    try:
        with called_by(book, source.path):
            main(book) if inspect.signature(main).parameters else main()
            steps = book.impl.state.journal
            alerts = tuple(str(step["value"]) for step in steps if step["op"] == "app.alert")
            if len(alerts) < len(steps):
                book.save()
        return Gone(source.path, target if target.exists() else None, alerts=alerts)
    except (Exception, SystemExit) as error:
        return Gone(source.path, why=f"{shown_path(macro.name)} {_said(error, macro)}")
    finally:
        close_all_but(before)


def _loaded(macro: Path) -> Callable[..., Any]:
    """The ``main`` of a macro. XlgenError where it cannot be run or has none."""
    module = ModuleType(f"own macro: {macro.stem}")
    module.__file__ = str(macro)
    source = source_of(macro, "没有运行")
    try:
        exec(compile(source, str(macro), "exec", dont_inherit=True), vars(module))
    except SyntaxError as error:
        raise XlgenError(f"{macro} 第 {error.lineno} 行不是 Python 的写法（{error.msg}），没有运行") from None
    except (Exception, SystemExit) as error:
        raise XlgenError(f"{macro} {_said(error, macro)}。没有运行") from None
    main: Any = getattr(module, "main", None)
    if not inspect.isfunction(main):
        raise XlgenError(f"{macro} 里{NO_MAIN}")
    return main


def _said(error: BaseException, macro: Path) -> str:
    """At which line of the macro it went wrong, and what; our own sentences as they are, Python's with what they mean."""
    frames = extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(macro)]
    where, text = f"第 {lines[-1]} 行" if lines else "", str(error.args[0] if error.args else error)
    if Path(frames[-1].filename).is_relative_to(_OURS) and frames[-1].filename != __file__:
        return f"{where}：{text}"
    kind = next((each for each in type(error).__mro__ if each in _MEANS), Exception)
    told = f"{type(error).__name__}: {text}".encode("utf-8", "replace").decode()
    return f"{where}：{_MEANS[kind]}（{told}）"


@contextmanager
def _only_installed_modules(files: Iterator[Path]) -> Iterator[None]:
    """Take the folders of some files, and the one we are called in, off the places where Python looks for modules."""
    before = list(sys.path)
    strange = {Path.cwd().resolve(), *(file.resolve().parent for file in files)}
    sys.path[:] = [place for place in sys.path if place and Path(place).resolve() not in strange]
    try:
        yield
    finally:
        sys.path[:] = before
