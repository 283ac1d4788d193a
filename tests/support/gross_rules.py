"""What the rules about gross values say of the forms that offices have published, so that somebody can judge how often they are wrong.

Run as a program it prints the table: ``python tests/support/gross_rules.py > tests/conformance/gross_rules.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import real_forms
from xlgen.findings import Finding
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate

TABLE = Path(__file__).parents[1] / "conformance" / "gross_rules.md"
CODES = ("XG204", "XG206", "XG223", "XG402", "XG406", "XG414")  # those that open a form
MINE = [each for each in RULES if each.code in CODES]
FALSE: dict[tuple[str, str, str], str] = {  # form, code, cell's name → why the finding is wrong
    ("11-beijing", "XG414", "funds.total.executed"): "离一半只差 0.12 个百分点，产出只列一项且已完成，看不出填错",
}


@cache
def found() -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    """Each published form, as its officer filled it, with what these rules find."""
    return tuple((name, tuple(validate(real_forms.answers(name), MINE))) for name in real_forms.NAMES)


def table() -> str:
    """How often each rule spoke and opened a form, then every finding with what somebody judged."""
    lines = ["# 悬殊数值的规则在各地公布的表上", ""]
    lines += ["由 `python tests/support/gross_rules.py > tests/conformance/gross_rules.md` 生成。"]
    lines += [
        f"查了 {len(found())} 张各地公布的表（samples/real），都按填报人填的来查。“待核实”的，核实之前整张表不计入汇总；其余只请核对。",
        "",
    ]
    lines += ["| 代码 | 题目 | 查出 | 其中待核实 | 误报 |", "|---|---|--:|--:|--:|"]
    for rule in MINE:
        hits = [(name, f) for name, own in found() for f in own if f.code == rule.code]
        wrong = sum(bool(_wrong(*each)) for each in hits)
        lines.append(f"| {rule.code} | {rule.title} | {len(hits)} | {sum(f.opens for _, f in hits)} | {wrong} |")
    opened = sum(any(f.opens for f in own) for _, own in found())
    return "\n".join([*lines, "", f"待核实的表：{opened} 张，共 {len(found())} 张。", "", *_listed()]) + "\n"


def _listed() -> Iterator[str]:
    yield from ("| 表 | 代码 | 查出什么 | 待核实 | 误报 |", "|---|---|---|---|---|")
    for name, own in found():
        for f in own:
            yield f"| {name} | {f.code} | {f.message} | {'是' if f.opens else ''} | {_wrong(name, f)} |"


def _wrong(name: str, finding: Finding) -> str:
    return FALSE.get((name, finding.code, finding.name), "")


if __name__ == "__main__":
    sys.stdout.write(table())
