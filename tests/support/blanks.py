"""Issued workbooks for tests: every form that comes with xlgen, issued with its own example, and one as long as forms get."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from filled import DAY, TITLES
from xlgen.catalogue import found
from xlgen.findings import Severity
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.layout.records import Layout
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import known_templates, load_methods, load_template
from xlgen.issued.snapshot import Snapshot
from xlgen.roster.example import example_rows
from xlgen.roster.records import Project
from xlgen.roster.rows import row_of
from xlgen.roster.titles import growing_tables

TEMPLATES = tuple(known_templates())
Line = dict[str, Decimal | str]

# The longest text of a real form, from the goal of a medical insurance project
LONG = (
    "通过基本医保财政专项资金的及时足额到位和医疗保障能力的巩固提升，加强基本医疗保险政策宣传，提高参保单位参保积极性，加强基本医疗保险支出"
    "监督和管理，规范资金支付程序，严格支出报销范围和标准，保证资金专款专用，确保全市职工基本医疗保险的支付能力，有力保障参保居民医疗待遇的"
    "及时足额支付，稳步提高群众满意程度。"
)
GROUPS = (
    ("产出指标", "数量指标", 10),
    ("产出指标", "质量指标", 6),
    ("产出指标", "时效指标", 4),
    ("产出指标", "成本指标", 2),
    ("效益指标", "社会效益指标", 8),
    ("效益指标", "可持续影响指标", 4),
    ("满意度指标", "服务对象满意度指标", 6),
)


def _refuse(title: str, code: str, message: str = "", hint: str = "", severity: Severity | None = None) -> None:
    assert found(code, severity=severity).severity is not Severity.ERROR, (title, code, message, hint)


def _row(template: dict[str, Any], table: str, values: Line) -> dict[str, Any]:
    return row_of(template["tables"][table], values, frozenset(), load_methods(), _refuse)


@cache
def example(name: str) -> tuple[Snapshot, bytes]:
    """Snapshot and blank workbook of a template's own example."""
    return blank(load_template(name), load_methods(), example_project(name), DAY)


def laid_out(name: str) -> Layout:
    """Pages of a template's own example."""
    project = example_project(name)
    return lay_out(compile_form(load_template(name), load_methods(), project.values, project.rows))


def example_project(name: str) -> Project:
    """The project of a template's own example."""
    template = load_template(name)
    rows: dict[str, list[dict[str, Any]]] = {}
    for key, spec in growing_tables(template).items():
        for line in example_rows(template, spec["roster"]):
            values = {title: Decimal(value) if isinstance(value, int) else value for title, value in line.items()}
            rows.setdefault(key, []).append(_row(template, key, values))
    return Project(template["example"]["project"], rows)


def long_text(what: str) -> str:
    """A text of more than 150 characters that no other is a part of."""
    return f"（{what}）{LONG}（{what}完）"


def _long_lines() -> list[Line]:
    lines: list[Line] = []
    for level1, level2, count in GROUPS:
        for _ in range(count):
            n = len(lines) + 1
            long = n % 5 == 1
            target = f"（目标{n}）{LONG[:40]}（目标{n}完）" if long else Decimal(100 + n)
            name = f"（指标{n}）{LONG[:60]}（指标{n}完）" if long else f"第{n}项指标完成情况"
            values = (level1, level2, name, "定性" if long else "≥", target, "个", Decimal("2.25"), "", "")
            lines.append(dict(zip(TITLES, values, strict=True)))
    return lines


@cache
def long_issued() -> tuple[Snapshot, bytes]:
    """Snapshot and blank workbook of a project with 40 indicators and the longest texts."""
    template = load_template("project")
    values: dict[str, Decimal | str] = {
        "项目编码": "P040", "项目名称": f"四十个指标的项目{LONG[:40]}", "主管部门": "某部门", "实施单位": "某单位",
        "年度": "2025", "年初预算数": Decimal(100), "全年预算数": Decimal(100), "年度总体目标": long_text("总体目标"),
    }  # fmt: skip
    rows = {"indicators": [_row(template, "indicators", line) for line in _long_lines()]}
    return blank(template, load_methods(), Project(values, rows), DAY)


@cache
def long_returned() -> bytes:
    """The same workbook, filled with the longest texts."""
    entries = []
    for n, line in enumerate(_long_lines(), 1):
        said = (
            {"完成情况": "部分达成", "得分": Decimal("1.5")} if line["指标性质"] == "定性" else {"实际完成值": Decimal(90 + n)}
        )
        entries.append({"行": str(n), **said, "偏差原因分析及改进措施": long_text(f"偏差{n}")})
    funds = {"全年执行数": Decimal("88.5"), "执行率偏低原因": long_text("执行率")}
    data = {
        "年度总体目标": {"实际完成情况": long_text("完成情况")}, "项目资金": {"年度资金总额": funds}, "填报人": "某某",
        "绩效指标": entries,
    }  # fmt: skip
    return fill(long_issued()[1], data).content
