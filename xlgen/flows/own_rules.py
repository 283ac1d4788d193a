"""Work flow: rules of a bureau's own, in a Python file that the user names.

The file is run: it is loaded only where it is named on the command line, or by a template that is named there, and in a campaign
where its user named just this file on the command line before (``campaign.allowed_rules``); never because a workbook, a snapshot
or a manifest names it. What it prints goes to the error output: the output may be JSON for a program.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import Any
from unicodedata import normalize

from xlgen.catalogue import twice
from xlgen.errors import XlgenError
from xlgen.files.obstacles import said_of_file
from xlgen.files.toml_files import read_toml
from xlgen.findings import Severity
from xlgen.rules.own.asking import Run
from xlgen.rules.own.guarding import guarded, said_of
from xlgen.rules.registry import Rule, made

OURS = ("XG", "XL")  # codes that are xlgen's


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The rules of a file, and their run, which knows the file and what they ask; no rules and None without a file."""

    rules: tuple[Rule, ...] = ()
    run: Run | None = None


def own_rules(file: Path | None) -> tuple[Rule, ...]:
    """The rules of ``own_run``."""
    return own_run(file).rules


def own_run(file: Path | None) -> OwnRules:
    """Rules of a file, none without one; of a template's .toml, the file beside it that its ``rules`` names.

    They are guarded (``rules.own``): for one run, and never a reason to stop. XlgenError, in a sentence, where the file
    cannot be run, has no rules, a rule is not said as it must be, or a code is xlgen's or said twice.
    """
    if file is None:
        return OwnRules()
    file = rules_file(file)
    rules = _defined_in(file)
    if problem := next((problem for each in rules if (problem := _problem(each))), "") or _code_problem(rules):
        raise XlgenError(f"{file}：{problem}")
    run = Run(file)
    return OwnRules(guarded(rules, run), run)


def rules_file(file: Path) -> Path:
    """The Python file that is meant: the file itself, or the one that a template's .toml names. XlgenError where it names none."""
    return _named_by(file) if file.suffix.lower() == ".toml" else file


def _named_by(template: Path) -> Path:
    name = read_toml(template).get("rules")
    if not isinstance(name, str):
        raise XlgenError(f'{template} 没有写 rules。请加一行 rules = "本局规则.py"，或直接写明规则文件')
    return template.parent / name


def _defined_in(file: Path) -> list[Rule]:
    """Rules that the file itself makes, in its order; what it imports is not its own.

    They are heard of as they are made: a second function of the same name would hide the first.
    """
    source, module = source_of(file, "没有装入规则"), ModuleType(f"own rules: {file.stem}")
    module.__file__ = str(file)
    sys.modules[module.__name__] = module  # dataclasses look their module up there
    try:
        with redirect_stdout(sys.stderr), made() as rules:
            exec(compile(source, str(file), "exec", dont_inherit=True), vars(module))
    except SyntaxError as error:
        raise XlgenError(f"{file} 第 {error.lineno} 行不是 Python 的写法（{error.msg}），没有装入规则") from None
    except (Exception, SystemExit) as error:
        raise XlgenError(f"{file} {said_of(error, file)}，没有装入规则") from None
    own = [each for each in rules if not isfunction(each.check) or each.check.__module__ == module.__name__]
    if not own:
        raise XlgenError(f"{file} 里没有规则。每条规则是一个带 @rule(…) 的函数，写法见 docs 里的“开发”一页")
    return own


def source_of(file: Path, undone: str) -> str:
    """Text of a Python file that a user wrote. XlgenError, in a sentence that ends with what was not done, where it cannot be read."""
    try:
        return file.read_text("utf-8-sig")  # 记事本 puts a byte order mark in front
    except OSError as error:
        raise XlgenError(said_of_file(error)) from None
    except UnicodeDecodeError:
        raise XlgenError(f"{file} 不是 UTF-8 编码，{undone}。请另存为 UTF-8") from None


def _problem(rule: Rule) -> str:
    """What is wrong with what the decorator was told, "" where nothing is."""
    said: tuple[Any, ...] = (rule.code, rule.title, rule.hint)
    if not all(isinstance(each, str) and each.isprintable() for each in said):
        return f"规则“{rule.code}”的代码、标题、改法都要是文字，写在一行里"
    weight: Any = rule.severity
    if not isinstance(weight, Severity):
        return f"规则“{rule.code}”的轻重要写 Severity.ERROR、WARNING 或 NOTE，写的是“{weight}”"
    return "" if isfunction(rule.check) else f"规则“{rule.code}”要写在函数上：@rule(…) 下面一行是 def"


def _code_problem(rules: Sequence[Rule]) -> str:
    """Which code is xlgen's or said twice: full-width letters and small ones are the same code."""
    codes = {id(each): normalize("NFKC", each.code).strip().upper() for each in rules}
    if ours := [each.code for each in rules if not codes[id(each)] or codes[id(each)].startswith(OURS)]:
        return f"代码“{ours[0]}”不能用，XG、XL 开头的是 xlgen 自己的。请换一个，如 BJ01"
    if again := twice(list(codes.values())):
        last = next(each.code for each in reversed(rules) if codes[id(each)] == again[0])
        return f"代码“{last}”写了不止一遍，一个代码一条规则（大小写、全角半角不分）"
    return ""
