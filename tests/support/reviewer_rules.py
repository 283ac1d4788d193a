"""What a reviewer's rules say of every form there is to try them on, so that somebody can judge how often they are wrong.

Run as a program it prints the table: ``python tests/support/reviewer_rules.py > tests/conformance/reviewer_rules.md``. Forms that were
issued before these rules were there are judged here as if they had been issued with them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import real_forms
from xlgen.findings import Finding
from xlgen.flows.demo import run_demo
from xlgen.form.template.load import load_template
from xlgen.issued.manifest import NAME, read_manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.returned.answers import read_answers
from xlgen.returned.batch import Batch, Return
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate, validate_batch
from xlgen.rules.reviewing.weighing import REVIEWING
from xlgen.workbook.ooxml.reader import read_workbook

FROZEN = Path(__file__).parents[1] / "frozen"
TABLE = Path(__file__).parents[1] / "conformance" / "reviewer_rules.md"
ASKED = (REVIEWING, "XG7")  # what a reviewer asks, and words held against figures
MINE = [each for each in RULES if each.code.startswith(ASKED)]
FALSE: dict[tuple[str, str, str], str] = {}  # form, code, cell's name → why the finding is wrong


def today(snapshot: Snapshot) -> Snapshot:
    """A form as if it had been issued with the rules of today."""
    spec = load_template("project")
    figures = real_forms.issued("03-hebei")[0].thresholds
    return replace(snapshot, weights=spec["weights"], sources=spec["sources"], thresholds={**figures, **snapshot.thresholds})


def judged(snapshot: Snapshot, book: bytes, name: str) -> tuple[Return, int]:
    """One form with what the rules on one return find, and how many rows it scores."""
    answers = read_answers(today(snapshot), read_workbook(book))
    return Return(Path(name), answers, tuple(validate(answers, MINE))), len(answers.scored())


def real() -> Iterator[tuple[Return, int]]:
    """Published forms as their officers filled them."""
    for name in real_forms.NAMES:
        yield judged(real_forms.issued(name)[0], real_forms.typed(name), name)


def frozen() -> Iterator[tuple[Return, int]]:
    """Forms that offices keep from earlier versions."""
    for kept in sorted(path for path in FROZEN.iterdir() if path.is_dir()):
        for folder in sorted(path for path in kept.iterdir() if path.is_dir()):
            (snapshot,) = read_manifest(folder / "下发" / NAME).snapshots.values()
            for file in sorted((folder / "收回").glob("*.xlsx")):
                yield judged(snapshot, file.read_bytes(), f"{folder.name}/{file.stem}")


def demo() -> Iterator[tuple[Return, int]]:
    """Forms of the demonstration, with the faults that were put into them."""
    with TemporaryDirectory() as folder:
        for each in run_demo(Path(folder) / "demo").returns:
            if each.answers is not None:
                mine = tuple(finding for finding in each.findings if finding.code.startswith(ASKED))
                yield replace(each, findings=mine), len(each.answers.scored())


FROZEN_SET = "以前版本的表（tests/frozen）"
SETS = (("各地公布的表（samples/real）", real), (FROZEN_SET, frozen), ("演示（make demo）", demo))


@cache
def found() -> tuple[tuple[str, tuple[tuple[Return, int], ...]], ...]:
    """Each set with its forms."""
    return tuple((called, _across(tuple(forms()))) for called, forms in SETS)


def _across(forms: tuple[tuple[Return, int], ...]) -> tuple[tuple[Return, int], ...]:
    batch = validate_batch(Batch([each for each, _ in forms]), [each for each in MINE if each.across])
    return tuple((each, rows) for each, (_, rows) in zip(batch, forms, strict=True))


def table() -> str:
    """How often each rule spoke in each set, then every finding with what somebody judged."""
    lines = [
        "# 复核口径和表文一致在现有的表上",
        "",
        "由 `python tests/support/reviewer_rules.py > tests/conformance/reviewer_rules.md` 生成。",
    ]
    lines += ["以前版本的表下发时还没有这些规则，实际不查；这里当作今天下发的来查。"]
    lines += ["那些表是程序填的，每一行的原因都是“已按要求完成”，填报日期都是 2025-11-20，查出的只有这几样，都属实，不逐条列。"]
    lines += [
        "公布的表多半没有抄录原因和完成情况的文字，看文字的规则（XG605—XG608、XG611、XG612、XG702）另用例句测（`tests/rules/reviewing`、`tests/prose`）。",
        "",
    ]
    lines += ["| 代码 | 题目 | " + " | ".join(called for called, _ in found()) + " | 误报 |", "|---|---|--:|--:|--:|--:|"]
    for rule in MINE:
        hits = [[(each, f) for each, _ in forms for f in each.findings if f.code == rule.code] for _, forms in found()]
        wrong = sum(_wrong(each, f) != "" for own in hits for each, f in own)
        lines.append(f"| {rule.code} | {rule.title} | {' | '.join(str(len(own)) for own in hits)} | {wrong} |")
    forms = " | ".join(f"{len(own)} 张、{sum(rows for _, rows in own)} 项" for _, own in found())
    return "\n".join([*lines, f"| 查了 | | {forms} | |", "", *_listed()]) + "\n"


def _listed() -> Iterator[str]:
    yield from ("| 表 | 代码 | 查出什么 | 误报 |", "|---|---|---|---|")
    for called, forms in found():
        for each, _ in forms:
            for f in each.findings if called != FROZEN_SET else ():
                yield f"| {each.file.stem if each.file.suffix == '.xlsx' else each.file} | {f.code} | {f.message} | {_wrong(each, f)} |"


def _wrong(each: Return, finding: Finding) -> str:
    return FALSE.get((str(each.file), finding.code, finding.name), "")


if __name__ == "__main__":
    sys.stdout.write(table())
