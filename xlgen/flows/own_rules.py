"""Work flow: rules of a bureau's own, in a Python file that the user names.

The file is run: it is loaded only where it is named on the command line, or by a template that is named there; never because
a workbook, a snapshot or a manifest names it.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from xlgen.catalogue import found, twice
from xlgen.errors import XlgenError
from xlgen.files.saving import said_of_file
from xlgen.files.toml_files import read_toml
from xlgen.returned.batch import Batch
from xlgen.rules.registry import Hit, Rule

OURS = ("XG", "XL")  # codes that are xlgen's


def own_rules(file: Path | None) -> tuple[Rule, ...]:
    """Rules of a file, none without one; of a template's .toml, the file beside it that its ``rules`` names.

    XlgenError, in a sentence, where the file cannot be run, has no rules, or a code is xlgen's or said twice.
    """
    if file is None:
        return ()
    if file.suffix.lower() == ".toml":
        file = _named_by(file)
    rules = [_guarded(each, file) for each in _defined_in(file)]
    if not rules:
        raise XlgenError(f"{file} 里没有规则。每条规则是一个带 @rule(…) 的函数，写法见 docs 里的“开发”一页")
    if ours := [each.code for each in rules if not each.code.strip() or each.code.upper().startswith(OURS)]:
        raise XlgenError(f"{file}：代码“{ours[0]}”不能用，XG、XL 开头的是 xlgen 自己的。请换一个，如 BJ01")
    if again := twice([each.code for each in rules]):
        raise XlgenError(f"{file}：代码“{again[0]}”写了不止一遍，一个代码一条规则")
    return tuple(rules)


def _named_by(template: Path) -> Path:
    name = read_toml(template).get("rules")
    if not isinstance(name, str):
        raise XlgenError(f'{template} 没有写 rules。请加一行 rules = "本局规则.py"，或直接写明规则文件')
    return template.parent / name


def _defined_in(file: Path) -> list[Rule]:
    """Rules that the file itself defines, in its order; what it imports is not its own."""
    source, module = _source(file), ModuleType(file.stem)
    try:
        exec(compile(source, str(file), "exec"), vars(module))
    except SyntaxError as error:
        raise XlgenError(f"{file} 第 {error.lineno} 行不是 Python 的写法（{error.msg}），没有装入规则") from None
    except (Exception, SystemExit) as error:
        raise XlgenError(f"{file} {_said(error, file)}，没有装入规则") from None
    return [each for each in vars(module).values() if isinstance(each, Rule) and each.check.__module__ == file.stem]


def _source(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise XlgenError(said_of_file(error)) from None
    except UnicodeDecodeError:
        raise XlgenError(f"{file} 不是 UTF-8 编码，没有装入规则。请另存为 UTF-8") from None


def _guarded(rule: Rule, file: Path) -> Rule:
    """The rule, which tells by a finding where it fails itself; the other rules go on."""

    @wraps(rule.check)
    def check(judged: Any) -> Iterator[Any]:
        try:
            for each in rule.check(judged):
                _ask_for(each, judged)
                yield each
        except Exception as error:
            broken = Hit("", "", failed=found("XG121", f"规则 {rule.code}（{file.name}）{_said(error, file)}"))
            yield (judged.returns[0], broken) if isinstance(judged, Batch) else broken

    return replace(rule, check=check)


def _ask_for(hit: Any, judged: Any) -> None:
    """TypeError, KeyError where a rule gave what is no hit, or one at a cell there is not."""
    at, hit = hit if isinstance(judged, Batch) else (None, hit)
    answers = at.answers if at is not None else judged
    if not isinstance(hit, Hit):
        raise TypeError(f"要给出 Hit(…)，给的是 {type(hit).__name__}")
    if hit.name and answers is not None:
        answers.slot(hit.name)


def _said(error: BaseException, file: Path) -> str:
    """Where in the file something went wrong, and what."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    where = f"第 {lines[-1]} 行" if lines else ""
    return f"{where}出错：{type(error).__name__} {error}".rstrip()
