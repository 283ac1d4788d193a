"""Forms that offices have published, kept in samples/real, made the way users make them; and how they compare.

A file holds ``form``, ``province``, ``template`` and ``source`` (见原表 stands for texts that were not copied); ``complete`` where every row of the paper is there;
``assumed``, what the paper does not print and somebody had to supply (each marked 假设 where it stands); the roster's
sheets 项目, 指标 and what other lists its frame takes; 填报, what the officer typed; 印出, what the paper prints in places where our form computes or people
judge; ``merged``, scores that the paper prints once for several rows; and ``known``, what is wrong with the paper: the
finding that says so (code, name, found, expected), or in ``words`` why no check can.

Run as a program it prints the table that the tests compare: ``python tests/support/real_forms.py > tests/conformance/real_forms.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from xlgen.files.data_files import read_data
from xlgen.files.shipped import samples
from xlgen.filling.addressing import address
from xlgen.filling.typing import as_typed
from xlgen.findings import Finding
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.saying import shown
from xlgen.roster.read import read_roster
from xlgen.roster.titles import growing_tables
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"
FOLDER = samples() / "real"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure the paper prints, and the same one recomputed: as the workbook sees what was typed, and as people meant it."""

    name: str
    label: str
    printed: Decimal
    excel: Value
    understood: Value
    judged: bool  # typed by people, not computed
    codes: tuple[str, ...]  # CODE@cell of what explains the difference

    @property
    def verdict(self) -> str:
        """How the two compare."""
        if self.judged:
            return "评分"
        if self.excel == self.printed:
            return "相符"
        return "按理解相符" if self.understood == self.printed else "不符"


@cache
def said(name: str) -> dict[str, Any]:
    """What the file of a form says."""
    return read_data(FOLDER / f"{name}.toml")


def roster_sheets(name: str) -> dict[str, list[list[Any]]]:
    """The sheets of a form's roster: 项目, and one of each list that its frame takes."""
    form, project = said(name), said(name)["项目"]
    sheets = {"项目": [list(project), list(project.values())]}
    for sheet in dict.fromkeys(spec["roster"] for spec in growing_tables(load_template(form["template"])).values()):
        titles, *lines = form.get(sheet, [[]])
        sheets[sheet] = [["项目编码", *titles], *([project["项目编码"], *line] for line in lines)]
    return sheets


@cache
def issued(name: str) -> tuple[Snapshot, bytes]:
    """Snapshot and blank workbook of a form's roster."""
    template, methods = load_template(said(name)["template"]), load_methods()
    projects, findings = read_roster(write_rows(roster_sheets(name)), template, methods)
    assert projects, findings
    return blank(template, methods, projects[0], DAY)


@cache
def typed(name: str) -> bytes:
    """The form as its officer filled it, formulas left alone."""
    return fill(issued(name)[1], said(name)["填报"]).content


@cache
def over_typed(name: str) -> bytes:
    """The form with the figures on paper typed over the formulas."""
    return fill(typed(name), said(name)["印出"], over=True).content


@cache
def answers(name: str) -> Answers:
    """What the officer's workbook says, held against what was issued."""
    return read_answers(issued(name)[0], read_workbook(typed(name)))


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """Findings of the officer's workbook, then those of the one typed over."""
    return (*validate(answers(name), RULES), *validate(read_answers(issued(name)[0], read_workbook(over_typed(name))), RULES))


def compared(name: str) -> Iterator[Compared]:
    """Every figure of 印出 in the order of the file, and every merged score."""
    snapshot, form = issued(name)[0], answers(name)
    meant = address(snapshot, said(name)["印出"])
    assert not meant.problems, meant.problems
    for cell_name, value in meant.values.items():
        cell = snapshot.slots[cell_name].cell
        number = as_typed(cell, value)
        assert isinstance(number, Decimal)
        excel, understood = _to_the_cent(cell.type, form.excel[cell_name]), _to_the_cent(cell.type, form.understood[cell_name])
        row = Compared(cell_name, cell.label, number, excel, understood, cell.is_input, ())
        yield row if row.verdict in ("相符", "评分") else _explained(name, row)
    for merged in said(name).get("merged", ()):
        yield _merged(name, merged)


def _merged(name: str, merged: Mapping[str, Any]) -> Compared:
    form, cells = answers(name), [f"{row}.score" for row in merged["rows"]]
    label = "＋".join(form.slot(cell).cell.label for cell in cells)
    excel, understood = (_sum([values[cell] for cell in cells]) for values in (form.excel, form.understood))
    judged = all(form.slot(cell).cell.is_input for cell in cells)
    row = Compared(cells[0], label, Decimal(merged["score"]), excel, understood, judged, ())
    return row if row.verdict in ("相符", "评分") else _explained(name, row, tuple(merged["rows"]))


def _sum(values: list[Value]) -> Value:
    numbers = [value for value in values if isinstance(value, Decimal)]
    return sum(numbers, Decimal(0)) if len(numbers) == len(values) else None


def _to_the_cent(kind: str, value: Value) -> Value:
    """A rate as it prints, 97.81%; the other figures are rounded by their formulas."""
    return round(value, 4) if kind == "percent" and isinstance(value, Decimal) else value


def _explained(name: str, row: Compared, rows: tuple[str, ...] = ()) -> Compared:
    """The figure with the findings that explain its difference: at the cell, or at what was typed in its row."""
    rows = rows or tuple(filter(None, [row.name.rpartition(".")[0]]))  # a field such as the total stands in no row
    at_cell = [f for f in findings(name) if f.name == row.name and f.code[:3] in ("XG1", "XG3")]
    in_row = [f for f in findings(name) if f.name.rpartition(".")[0] in rows and f.code[:3] == "XG2"]
    at_total = [f for f in findings(name) if row.name == "total" and f.code == "XG202"]
    chosen = [*in_row, *at_total] if row.verdict == "按理解相符" else [*at_cell, *in_row]
    codes = tuple(dict.fromkeys(f"{f.code}@{f.cell}" for f in chosen))
    return Compared(row.name, row.label, row.printed, row.excel, row.understood, row.judged, codes)


# ---- the table ------------------------------------------------------------------------------------------------------


def table() -> str:
    """All forms: what the paper prints, what is recomputed, which finding explains a difference; then what is wrong by form."""
    lines = ["# 印出的数与重算的数", "", "由 `python tests/support/real_forms.py > tests/conformance/real_forms.md` 生成。"]
    lines += ["相符：表内公式算得与印出一样。按理解相符：填的是文字，公式算不了，读懂后一样。评分：由人打分，无从重算。", ""]
    lines += [
        "| 表 | 省份 | 表式 | 全表 | 印出的数 | 相符 | 按理解相符 | 评分 | 不符 |",
        "|---|---|---|---|--:|--:|--:|--:|--:|",
    ]
    for name in NAMES:
        rows, form = list(compared(name)), said(name)
        counts = " | ".join(
            str(sum(row.verdict == verdict for row in rows)) for verdict in ("相符", "按理解相符", "评分", "不符")
        )
        whole = "是" if form["complete"] else "节选"
        lines.append(f"| {name} | {form['province']} | {form['template']} | {whole} | {len(rows)} | {counts} |")
    for name in NAMES:
        lines += ["", *_form_table(name)]
    return "\n".join(lines) + "\n"


def _form_table(name: str) -> Iterator[str]:
    yield f"## {name}　{said(name)['项目']['项目名称']}"
    yield from ("", "| 项 | 印出 | 重算 | 读懂后 | 结论 | 说明 |", "|---|--:|--:|--:|---|---|")
    for row in compared(name):
        figures = " | ".join(shown(value) or "（空白）" for value in (row.printed, row.excel, row.understood))
        yield f"| {row.label} | {figures} | {row.verdict} | {'；'.join(row.codes)} |"
    yield ""
    for known in said(name).get("known", ()):
        hits = matching(name, known)
        where = f"{hits[0].code} {hits[0].place}" if hits else known.get("words", "没有报出")
        yield f"- {known['says']}：{where}"


def matching(name: str, known: Mapping[str, Any]) -> list[Finding]:
    """Findings that say what is known to be wrong."""
    return [
        finding
        for finding in findings(name)
        if finding.code == known.get("code")
        and finding.name == known.get("name")
        and finding.found == known.get("found", finding.found)
        and finding.expected == known.get("expected", finding.expected)
    ]


TABLE = Path(__file__).parents[1] / "conformance" / "real_forms.md"

if __name__ == "__main__":
    sys.stdout.write(table())
