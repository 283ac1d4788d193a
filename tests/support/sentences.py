"""Published scoring sentences measured: how many are read, right, asked about – and none scored wrong without a word.

The way of a roster: a line of sheet 指标, its row and parameters, the form, the score. ``make sentences`` prints the table;
with ``write`` it also puts the results into the data.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from conformance import FOLDER, records
from xlgen.catalogue import found
from xlgen.errors import FormulaError, TemplateError
from xlgen.findings import Finding, Severity
from xlgen.flows.method_cases import TRIAL, plain_value, tried_on
from xlgen.form.compute import compute
from xlgen.form.records import Form, Row, Spec
from xlgen.form.template.load import load_methods
from xlgen.language.operators import Value
from xlgen.roster.indicators import indicator_row
from xlgen.roster.rewriting.offers import rewritten
from xlgen.words.numbers import half_up, plain

FILE = FOLDER / "sentences.toml"
METHODS = load_methods()
COLUMNS = TRIAL["tables"]["indicators"]["columns"]
WAYS = ("as_given", "as_blank", "rewritten")
STATES = {"right": "对", "refused": "拒绝", "told": "提示了", "silent": "不声不响算错"}
ABOUT = ("评分标准", "评分方法")  # findings here are about the sentence
Sentence = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a sentence: one of ``STATES``, the method it was scored by, what was said, scores that differ."""

    state: str
    method: str
    said: tuple[Finding, ...]
    differing: tuple[str, ...]


def line_of(sentence: Sentence, method: str) -> dict[str, Decimal | str]:
    """The roster's line of a sentence."""
    target = sentence["target"]
    return {
        "一级指标": "产出指标", "二级指标": sentence.get("level2", "数量指标"), "三级指标": sentence["indicator"],
        "指标性质": sentence["nature"], "指标值": Decimal(target) if re.fullmatch(r"-?[\d.]+", target) else target,
        "计量单位": sentence["unit"], "分值": sentence["points"], "评分方法": method, "评分标准": sentence["printed"],
    }  # fmt: skip


def measured(sentence: Sentence, line: Mapping[str, Decimal | str]) -> Measured:
    """One line through reading, compiling and scoring; the sentence says which scores are right."""
    said: list[tuple[str, Finding]] = []

    def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        said.append((title, found(code, fact, hint, severity, value=str(line.get(title, "")))))

    row = indicator_row(line, frozenset(), METHODS, COLUMNS, problem, "2025")
    about = tuple(finding for title, finding in said if title in ABOUT)
    name = METHODS[row["method"]].name if row.get("method") in METHODS else ""
    if any(finding.severity is Severity.ERROR for _, finding in said):
        errors = tuple(finding for _, finding in said if finding.severity is Severity.ERROR)
        return Measured("right" if "refuse" in sentence else "refused", name, errors, ())
    is_told = any(finding.severity is Severity.WARNING for finding in about)
    differing = tuple(_differing(sentence, row))
    if "refuse" in sentence:
        return Measured("right" if is_told else "silent", name, about, ())
    return Measured("told" if differing and is_told else "silent" if differing else "right", name, about, differing)


def after_rewrite(sentence: Sentence) -> Measured:
    """The line without a method, with what is proposed instead of a standard that is not read."""
    line = line_of(sentence, "")
    proposal = rewritten(line, frozenset(), METHODS, COLUMNS, "2025")
    if proposal is None:
        return measured(sentence, line)
    became = measured(sentence, {**line, "评分方法": proposal.method, "评分标准": proposal.standard})
    said = found("XL135", f"改写为“{proposal.method}”：“{proposal.standard}”")
    return replace(became, state="silent" if "refuse" in sentence else became.state, said=(said, *became.said))


def _differing(sentence: Sentence, row: Spec) -> Iterator[str]:
    if "refuse" in sentence:
        return
    try:
        form = tried_on(TRIAL, METHODS, [row])
    except (TemplateError, FormulaError) as error:
        yield f"没有算成：{error.problem}"
        return
    (scored,) = form.tables["indicators"].rows
    cells = {cell.name: cell for cell in form.cells()}
    for probe, wanted in sentence["probes"]:
        filled = _filled(form, scored, probe, scored.cells["actual"].type if "actual" in scored.cells else "")
        got = compute(cells.values(), filled)[scored.cells["score"].name] if filled is not None else None
        if not isinstance(got, Decimal) or half_up(got, 2) != half_up(wanted, 2):
            shown = plain(got) if isinstance(got, Decimal) else "没有得分"
            yield f"{probe if isinstance(probe, str) else plain_or(probe)} 应得 {plain(wanted)}，算得 {shown}"


def plain_or(probe: Any) -> str:
    return plain(probe) if isinstance(probe, Decimal) else str(probe)


def _filled(form: Form, row: Row, probe: Any, kind: str) -> dict[str, Value] | None:
    """What a probe puts into the row's inputs; None where it does not go in."""
    cells = {cell.name: cell for cell in form.cells()}
    asked = [cells[name] for key, name in row.asked.items() if cells[name].formula is None]
    answers = probe if isinstance(probe, list) else [probe]
    if len(asked) != len(answers):
        return None
    filled: dict[str, Value] = {}
    for cell, answer in zip(asked, answers, strict=True):
        if cell.choices:
            value: Value = _chosen(str(answer), cell.choices)
        elif isinstance(answer, datetime.date):
            value = plain_value(answer) if cell.type == "date" else None
        elif isinstance(answer, str) and answer.endswith("%"):
            number = Decimal(answer.removesuffix("%")) / 100
            value = number if cell.type in ("percent", "number") else None
        else:
            value = answer if isinstance(answer, Decimal) and cell.type != "percent" else None
        if value is None:
            return None
        filled[cell.name] = value
    return filled


def _chosen(answer: str, choices: Sequence[str]) -> str | None:
    """The choice a probe means: its own words, or the only one that ends or begins with them."""
    exact = [choice for choice in choices if choice.removesuffix("的") == answer]
    near = exact or [choice for choice in choices if choice.endswith(answer)] or [c for c in choices if answer in c]
    return near[0] if len(near) == 1 else None


@cache
def results() -> dict[tuple[str, str], dict[str, Measured]]:
    """All sentences, measured in each way."""
    return {
        (sentence["source"], sentence["indicator"]): {
            "as_given": measured(sentence, line_of(sentence, sentence["method"])),
            "as_blank": measured(sentence, line_of(sentence, "")),
            "rewritten": after_rewrite(sentence),
        }
        for sentence in sentences()
    }


def sentences() -> list[dict[str, Any]]:
    return records(FILE.name, "sentence")


def table() -> Iterator[str]:
    """A line for each sentence, what was said and what differs below it, and the totals."""
    for sentence in sentences():
        became = results()[sentence["source"], sentence["indicator"]]
        states = " · ".join(f"{way} {each.state}（{each.method}）" for way, each in became.items())
        yield f"{sentence['source']} {sentence['indicator']}：{states}"
        yield f"    “{sentence['printed']}”"
        for way, each in became.items():
            told = [finding for finding in each.said if each.state != "right" or finding.code == "XL135"]
            yield from (f"    {way} {finding.code} {finding.message}（{finding.hint}）" for finding in told)
            yield from (f"    {way} {line}" for line in each.differing[:3])
    yield ""
    yield from totals()


def totals() -> Iterator[str]:
    everything = results().values()
    for way in next(iter(everything)):
        counts = Counter(each[way].state for each in everything)
        parts = [f"{words} {counts[state]}（{100 * counts[state] / len(everything):.1f}%）" for state, words in STATES.items()]
        yield f"{way}：{len(everything)} 句，{'，'.join(parts)}"


def write() -> None:
    """The results, put into the data."""
    head, *blocks = FILE.read_text("utf-8").split("\n[[sentence]]\n")
    for at, told in enumerate(results().values()):
        for way, each in told.items():
            blocks[at] = re.sub(rf'^{way}(\s*)= "\w+"', rf'{way}\1= "{each.state}"', blocks[at], flags=re.MULTILINE)
    FILE.write_text("\n[[sentence]]\n".join([head, *blocks]), "utf-8")


if __name__ == "__main__":
    print("\n".join(table()))
    if sys.argv[1:] == ["write"]:
        write()
